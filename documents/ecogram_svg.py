"""The picture of "my people" as SVG: stands alone, asks for nothing from outside, and needs no style sheet."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from care.ecogram import (
    LINE_HEIGHT,
    Box,
    Circle,
    Ecogram,
    PersonMark,
    Point,
    Tie,
    Wrapped,
    drawable,
    estimate,
    segment_meets_box,
    wrap,
)
from care.network import Line
from documents.colours import THEMES, Colours, Theme
from documents.svg_parts import FONTS, circle, group, line, path, rectangle, text_element, words
from documents.texts import EcogramTexts

LINE_ORDER: Final[tuple[Line, ...]] = ("really_good", "ordinary", "sometimes_difficult")
RING_FONT: Final = 30.0
AREA_FONT: Final = 30.0
STROKES: Final[dict[Line, float]] = {"really_good": 10.0, "ordinary": 3.0, "sometimes_difficult": 3.6}


def svg(
    ecogram: Ecogram,
    *,
    child_name: str | None,
    texts: EcogramTexts,
    theme: Theme = "light",
    prefix: str = "people",
) -> str:
    """Return the picture as one `<svg>` element, `role="img"` with title and description.

    The size comes from where it is shown (only a viewBox is set). `prefix` starts every id, so that two pictures can
    live on one page. Names are drawn as they are, never as markup.
    """
    colours = THEMES[theme]
    unit = min(ecogram.width, ecogram.height) / 1000
    legend = _legend(ecogram, texts, colours, unit)
    height = ecogram.height + (64 * unit if legend else 0)
    parts = [
        text_element("title", drawable(texts.title), id=f"{prefix}-title"),
        text_element("desc", drawable(texts.description), id=f"{prefix}-text"),
        rectangle(Box(0, 0, ecogram.width, height), fill=colours.paper, rx=28 * unit),
        *_ground(ecogram, colours, unit),
        *_ground_words(ecogram, texts, colours, unit),
        *(_tie(person.tie, colours, unit) for person in ecogram.people if person.tie),
        *_child(ecogram, child_name or texts.me, colours, unit),
        *(part for person in ecogram.people for part in _person(person, ecogram, colours)),
        *legend,
    ]
    return group(
        "svg",
        parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {ecogram.width:g} {height:g}",
        role="img",
        aria_labelledby=f"{prefix}-title {prefix}-text",
        font_family=FONTS,
    )


def _ground(ecogram: Ecogram, colours: Colours, unit: float) -> Iterator[str]:
    middle = ecogram.child
    for ring in reversed(ecogram.rings):
        fill = colours.rings[ring.ring - 1]
        yield circle(
            Circle(middle.x, middle.y, ring.radius), fill=fill, stroke=colours.ring_edge, stroke_width=1.5 * unit
        )
    if len(ecogram.sectors) < 2:
        return
    for sector in ecogram.sectors:
        yield line(
            (middle.x, middle.y),
            _on_rim(sector.start, ecogram),
            stroke=colours.ring_edge,
            stroke_width=2 * unit,
            stroke_dasharray=f"{2 * unit:g} {9 * unit:g}",
            stroke_linecap="round",
        )


def _ground_words(ecogram: Ecogram, texts: EcogramTexts, colours: Colours, unit: float) -> Iterator[str]:
    for ring in ecogram.rings:
        if ring.label_box:
            box, halo = ring.label_box, colours.rings[ring.ring - 1]
            yield from _in_box(texts.rings.get(ring.ring, ""), box, RING_FONT * unit, colours.quiet, halo)
    for sector in ecogram.sectors:
        box = sector.label_box
        fitted = _fitted(texts.areas.get(sector.area, sector.area), box, AREA_FONT * unit)
        wide = min(box.width, fitted.width + 30 * unit)
        pill = Box(box.x + (box.width - wide) / 2, box.y, wide, box.height)
        yield rectangle(pill, fill=colours.card, stroke=colours.ring_edge, stroke_width=1.5 * unit, rx=box.height / 2)
        yield from _lines(fitted, box, colours.quiet, weight=600)


def _in_box(text: str, box: Box, size: float, fill: str, halo: str) -> Iterator[str]:
    yield from _lines(_fitted(text, box, size), box, fill, halo=halo)


def _fitted(text: str, box: Box, size: float) -> Wrapped:
    """Return a word of ours on one line, as small as its box asks."""
    text = drawable(text)
    wide = estimate(text, size)
    size = size * min(1.0, (box.width - 0.6 * size) / wide) if wide else size
    return Wrapped((text,), size, estimate(text, size), size * LINE_HEIGHT)


def _lines(label: Wrapped, box: Box, fill: str, *, weight: int = 400, halo: str | None = None) -> Iterator[str]:
    high = label.font_size * LINE_HEIGHT
    top = box.y + (box.height - high * len(label.lines)) / 2
    for index, text in enumerate(label.lines):
        baseline = top + high * (index + 0.5) + 0.35 * label.font_size
        yield words(text, (box.x + box.width / 2, baseline), label.font_size, fill, weight=weight, halo=halo)


def _child(ecogram: Ecogram, name: str, colours: Colours, unit: float) -> Iterator[str]:
    dot = ecogram.child
    yield circle(Circle(dot.x, dot.y, dot.radius), fill=colours.honey, stroke=colours.honey_edge, stroke_width=3 * unit)
    label = _inside(drawable(name), dot)
    square = Box(dot.x - dot.radius, dot.y - dot.radius, 2 * dot.radius, 2 * dot.radius)
    yield from _lines(label, square, colours.honey_ink, weight=700)


def _inside(name: str, dot: Circle) -> Wrapped:
    """Return the child's name as large as a circle allows, in up to three lines."""
    size = 0.56 * dot.radius
    while size > 0.1 * dot.radius:
        for most_lines in (1, 2, 3):
            width = 2 * math.sqrt(max((0.88 * dot.radius) ** 2 - (most_lines * size * LINE_HEIGHT / 2) ** 2, 0.0))
            label = wrap(name, size, max(width, size), estimate, most_lines=most_lines)
            if label.font_size == size and len(label.lines) <= most_lines and label.width <= width:
                return label
        size *= 0.94
    return wrap(name, size, 1.7 * dot.radius, estimate)


def _person(person: PersonMark, ecogram: Ecogram, colours: Colours) -> Iterator[str]:
    ring, radius = person.circle, person.circle.radius
    yield circle(ring, fill=colours.card, stroke=colours.own, stroke_width=0.055 * radius)
    size = radius * (1.08 if person.sign_is_emoji else 0.8)
    wide = estimate(person.sign, size)
    size *= min(1.0, 1.6 * radius / wide) if wide else 1.0
    baseline = ring.y + (0.37 if person.sign_is_emoji else 0.36) * size
    yield words(person.sign, (ring.x, baseline), size, colours.own, weight=600)
    halo = colours.rings[person.ring - 1] if _has_line_behind(person.label_box, ecogram) else None
    yield from _lines(person.label, person.label_box, colours.ink, weight=600, halo=halo)


def _has_line_behind(box: Box, ecogram: Ecogram) -> bool:
    """Whether somebody's line runs behind a name; the faint ground needs no halo, and halos are slow to draw."""
    ties = [person.tie for person in ecogram.people if person.tie]
    return any(segment_meets_box(tie.start, tie.end, box) for tie in ties)


def _on_rim(angle: float, ecogram: Ecogram) -> Point:
    rim = ecogram.rings[-1].radius
    return ecogram.child.x + rim * math.cos(angle), ecogram.child.y + rim * math.sin(angle)


def _tie(tie: Tie, colours: Colours, unit: float) -> str:
    width = STROKES[tie.kind] * unit
    if tie.kind == "sometimes_difficult":
        return _zigzag(tie, colours.own, width, unit)
    return line(tie.start, tie.end, stroke=colours.own, stroke_width=width, stroke_linecap="round")


def _zigzag(tie: Tie, colour: str, width: float, unit: float) -> str:
    (x1, y1), (x2, y2) = tie.start, tie.end
    length = math.hypot(x2 - x1, y2 - y1) or 1.0
    teeth = max(3, round(length / (15 * unit)))
    aside = (-(y2 - y1) / length * 9 * unit, (x2 - x1) / length * 9 * unit)
    points = [(x1, y1)]
    for tooth in range(teeth):
        along, side = (tooth + 0.5) / teeth, 1 if tooth % 2 else -1
        points.append((x1 + (x2 - x1) * along + side * aside[0], y1 + (y2 - y1) * along + side * aside[1]))
    points.append((x2, y2))
    return path(points, stroke=colour, stroke_width=width)


def _legend(ecogram: Ecogram, texts: EcogramTexts, colours: Colours, unit: float) -> list[str]:
    """Return the kinds of line that occur, each drawn once beside its word; nothing when nobody has a line."""
    occurring = {person.tie.kind for person in ecogram.people if person.tie}
    kinds = [kind for kind in LINE_ORDER if kind in occurring]
    size, sample, between = 24 * unit, 66 * unit, 44 * unit
    labels = [drawable(texts.lines[kind]) for kind in kinds]
    widths = [sample + 14 * unit + estimate(label, size) for label in labels]
    total = sum(widths) + between * (len(kinds) - 1)
    shrink = min(1.0, 0.94 * ecogram.width / total) if kinds else 1.0
    x, y = (ecogram.width - total * shrink) / 2, ecogram.height + 26 * unit
    parts: list[str] = []
    for kind, label, width in zip(kinds, labels, widths, strict=True):
        parts.append(_tie(Tie(kind, (x, y), (x + sample * shrink, y)), colours, unit))
        left = x + (sample + 14 * unit) * shrink
        middle = (left + (width - sample - 14 * unit) * shrink / 2, y + 0.35 * size * shrink)
        parts.append(words(label, middle, size * shrink, colours.ink))
        x += (width + between) * shrink
    return parts
