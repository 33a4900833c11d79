"""The one place that calls the typesetter: data in as JSON, never as markup; bytes out; errors without content."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst

from documents.fonts import font_set


class DocumentError(RuntimeError):
    """A picture or paper could not be made; the message names the template, never what stood in it."""


def typeset_png(template: str, data: Mapping[str, Any], *, ppi: float, **more: str) -> bytes:
    """Return the only page of a template as PNG."""
    return _typeset(template, data, more, kind="png", ppi=ppi)


def typeset_pdf(template: str, data: Mapping[str, Any], *, at: datetime, **more: str) -> bytes:
    """Return a template as a tagged PDF that keeps PDF/UA-1; `at` is the creation time it states."""
    return _typeset(template, data, more, kind="pdf", pdf_standards=["ua-1"], timestamp=at)


def _typeset(
    template: str,
    data: Mapping[str, Any],
    more: Mapping[str, str],
    *,
    kind: Literal["png", "pdf"],
    **options: Any,
) -> bytes:
    fonts = font_set()
    inputs = {"data": json.dumps({"fonts": fonts.families, **data}, ensure_ascii=False), **more}
    try:
        made = typst.compile(_source(template), format=kind, font_paths=fonts.fonts, sys_inputs=inputs, **options)
    except typst.TypstError as error:
        problem = _harmless(error)
    else:
        return bytes(made)
    raise DocumentError(f"{template} could not be made: {problem}.")


def _harmless(error: typst.TypstError) -> str:
    """Return what went wrong without quoting anybody: messages of the typesetter may hold the text they stumble on."""
    known = ("could not be displayed", "file not found", "unknown variable", "failed to", "expected", "missing")
    return next((part for part in known if part in error.message), "the typesetter refused it")


@lru_cache
def _source(template: str) -> bytes:
    folder = Path(__file__).with_name("templates")
    return folder.joinpath("picture.typ").read_bytes() + folder.joinpath(template).read_bytes()
