"""The few SVG elements the picture is made of, written with presentation attributes only and safely escaped."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from care.ecogram import Box, Circle, Point

FONTS: Final = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
Attribute = str | float | None


def element(name: str, **attributes: Attribute) -> str:
    """Return one empty element; underscores in attribute names become hyphens, None is left out."""
    return f"<{name}{_attributes(attributes)}/>"


def text_element(name: str, text: str, **attributes: Attribute) -> str:
    """Return one element with text in it, escaped."""
    return f"<{name}{_attributes(attributes)}>{escape(text)}</{name}>"


def group(name: str, parts: Iterable[str], **attributes: Attribute) -> str:
    """Return an element around others that are already written."""
    return f"<{name}{_attributes(attributes)}>{''.join(parts)}</{name}>"


def _attributes(attributes: dict[str, Attribute]) -> str:
    written = (
        f" {name.replace('_', '-')}={quoteattr(_number(value))}"
        for name, value in attributes.items()
        if value is not None
    )
    return "".join(written)


def _number(value: str | float | None) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float | int) else str(value)


def rectangle(box: Box, **attributes: Attribute) -> str:
    """Return a rectangle."""
    return element("rect", x=box.x, y=box.y, width=box.width, height=box.height, **attributes)


def circle(shape: Circle, **attributes: Attribute) -> str:
    """Return a circle."""
    return element("circle", cx=shape.x, cy=shape.y, r=shape.radius, **attributes)


def line(start: Point, end: Point, **attributes: Attribute) -> str:
    """Return a straight line."""
    return element("line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], **attributes)


def path(points: list[Point], **attributes: Attribute) -> str:
    """Return an open line through points, with round corners."""
    written = " ".join(f"{_number(x)},{_number(y)}" for x, y in points)
    return element(
        "polyline", points=written, fill="none", stroke_linejoin="round", stroke_linecap="round", **attributes
    )


def words(text: str, at: Point, size: float, fill: str, *, weight: int = 400, halo: str | None = None) -> str:
    """Return one line of text, centred on `at` (x of the middle, y of the baseline), with a halo to stay readable."""
    return text_element(
        "text",
        text,
        x=at[0],
        y=at[1],
        font_size=size,
        font_weight=weight,
        fill=fill,
        text_anchor="middle",
        direction="rtl" if _runs_right_to_left(text) else None,
        stroke=halo,
        stroke_width=0.22 * size if halo else None,
        stroke_linejoin="round" if halo else None,
        paint_order="stroke" if halo else None,
    )


def _runs_right_to_left(text: str) -> bool:
    strong = (kind for char in text if (kind := unicodedata.bidirectional(char)) in ("L", "R", "AL"))
    return next(strong, "L") != "L"
