"""A picture made by `ecogram_svg`, taken apart for the typesetter: shapes stay SVG, words become data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from xml.etree import ElementTree

_SVG: Final = "{http://www.w3.org/2000/svg}"
ElementTree.register_namespace("", _SVG[1:-1])


@dataclass(frozen=True, slots=True)
class PictureParts:
    """The shapes as SVG without words and ground, and size, paper colour and words as plain values."""

    shapes: str
    data: dict[str, Any]

    @property
    def width(self) -> float:
        """The width in the picture's own units."""
        return float(self.data["width"])


def take_apart(svg: str) -> PictureParts:
    """Return the parts of a picture; title and description stay behind, they are handed on as alternative text."""
    root = ElementTree.fromstring(svg)
    width, height = (float(number) for number in root.attrib["viewBox"].split()[2:])
    texts = root.findall(f"{_SVG}text")
    paper = root.find(f"{_SVG}rect")
    data = {
        "width": width,
        "height": height,
        "paper": "#FFFFFF" if paper is None else paper.attrib["fill"],
        "words": [_word(element) for element in texts],
    }
    left_out = [*texts, *root.findall(f"{_SVG}title"), *root.findall(f"{_SVG}desc")]
    for element in left_out if paper is None else [*left_out, paper]:
        root.remove(element)
    return PictureParts(ElementTree.tostring(root, encoding="unicode"), data)


def _word(element: ElementTree.Element) -> dict[str, Any]:
    return {
        "text": element.text or "",
        "x": float(element.attrib["x"]),
        "y": float(element.attrib["y"]),
        "size": float(element.attrib["font-size"]),
        "weight": int(element.attrib["font-weight"]),
        "fill": element.attrib["fill"],
        "rtl": element.get("direction") == "rtl",
        "halo": element.get("stroke"),
        "halo_width": float(element.get("stroke-width", "0")),
    }
