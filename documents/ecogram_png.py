"""The picture of "my people" as PNG, for channels that cannot show SVG."""

from __future__ import annotations

from documents.picture_parts import take_apart
from documents.typesetting import typeset_png


def png(svg: str, *, width_px: int = 1080) -> bytes:
    """Return a picture made by `documents.ecogram_svg.svg` as PNG, `width_px` wide, without metadata.

    Safe to call from several threads at once. Raises DocumentError, which never quotes the picture.
    """
    parts = take_apart(svg)
    return typeset_png("ecogram.typ", {"picture": parts.data}, ppi=72 * width_px / parts.width, shapes=parts.shapes)
