"""The ground of the picture: four rings as wide as their people need, and a wedge for every life area present."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from care.ecogram.shapes import Box, Circle
from care.ecogram.sizes import Sizes, Sketch, room_for
from care.network import AREAS, RINGS, Ring

TOP: Final = -math.pi / 2
NARROWEST_WEDGE: Final = 0.3
EMPTY_RING: Final = 0.062
EMPTY_SHARE: Final = 0.07
NARROWER: Final = (1.0, 0.75, 0.55)
CROWDED: Final = 0.3


@dataclass(frozen=True, slots=True)
class Band:
    """One ring between two radii."""

    ring: Ring
    inner: float
    outer: float
    occupied: bool


@dataclass(frozen=True, slots=True)
class Wedge:
    """One life area between two angles."""

    area: str
    start: float
    end: float
    label_box: Box


def bands(sketches: tuple[Sketch, ...], sizes: Sizes, child: Circle) -> tuple[Band, ...] | None:
    """Return the four rings, or None when the people are too large for the canvas at these sizes."""
    least = {ring: _least_width(sketches, sizes, ring) for ring in RINGS}
    room = sizes.rim - child.radius - sum(least.values())
    if room < 0:
        return None
    need = {ring: _need(sketches, sizes, ring) for ring in RINGS}
    shares = _shares(need, least, child.radius, sizes.rim)
    found: list[Band] = []
    inner = child.radius
    for ring in RINGS:
        outer = inner + least[ring] + room * shares[ring]
        found.append(Band(ring, inner, outer, occupied=need[ring] > 0))
        inner = outer
    return tuple(found)


def _least_width(sketches: tuple[Sketch, ...], sizes: Sizes, ring: Ring) -> float:
    if not any(sketch.person.ring == ring for sketch in sketches):
        return EMPTY_RING * sizes.rim
    # The first ring keeps a piece of line visible between the dot and the circles.
    return 2 * sizes.circle - sizes.overhang + (sizes.first_line if ring == 1 else -sizes.overhang)


def _need(sketches: tuple[Sketch, ...], sizes: Sizes, ring: Ring) -> float:
    """Return the area the people of a ring take, circle and name together."""
    return sum(room_for(sketch, sizes) for sketch in sketches if sketch.person.ring == ring)


def _shares(need: dict[Ring, float], least: dict[Ring, float], inner: float, rim: float) -> dict[Ring, float]:
    """Return how the spare width is divided: evenly while there is room, by need when it gets crowded."""
    total = sum(need.values())
    crowded = min(1.0, total / (CROWDED * math.pi * rim**2))
    radius, ground = inner, (rim**2 - inner**2) / max(total, 1.0)
    wishes: dict[Ring, float] = {}
    for ring in RINGS:
        outer = math.sqrt(radius**2 + need[ring] * ground)
        wishes[ring] = crowded * max(outer - radius - least[ring], 0.0) + (0.12 if need[ring] else EMPTY_SHARE) * rim
        radius = outer
    return {ring: wish / sum(wishes.values()) for ring, wish in wishes.items()}


def ring_labels(rings: tuple[Band, ...], child: Circle, sizes: Sizes, taken: Callable[[Box], bool]) -> list[Box | None]:
    """Return room for each ring's word just inside its edge, as near the top as it is free; None where it is not."""
    found: list[Box | None] = []
    for band in rings:
        free = (
            box
            for part in NARROWER
            for box in _word_boxes(band, child, part * sizes.ring_label[0], sizes.ring_label[1])
            if not taken(box) and not any(other and box.meets(other) for other in found)
        )
        found.append(next(free, None) if band.occupied else None)
    return found


def _word_boxes(band: Band, child: Circle, wide: float, high: float) -> Iterator[Box]:
    for angle in _from_the_top():
        x, y = _inside_edge(angle, band.outer - 0.75 * high, wide)
        yield Box(child.x + x - wide / 2, child.y + y - high / 2, wide, high)


def _from_the_top() -> Iterator[float]:
    """Yield angles near the top first, then near the bottom, then the sides."""
    for first, last in ((0, 20), (25, 45), (20, 25)):
        for step in range(first, last) if first < 25 else range(last, first - 1, -1):
            yield TOP + step * math.pi / 45
            yield TOP - step * math.pi / 45


def _inside_edge(angle: float, radius: float, wide: float) -> tuple[float, float]:
    """Return the middle of a word that touches the inside of a circle: words are level, so sides need more room."""
    return (radius - 0.42 * wide * abs(math.cos(angle))) * math.cos(angle), radius * math.sin(angle)


def wedges(
    sketches: tuple[Sketch, ...],
    sizes: Sizes,
    child: Circle,
    rings: tuple[Band, ...],
    width: float,
    height: float,
    more: Mapping[str, float],
) -> tuple[Wedge, ...]:
    """Return the life areas that have people, clockwise from the top, each as wide as its fullest ring asks.

    `more` multiplies what an area gets, for those that turned out too tight.
    """
    present = {sketch.person.area for sketch in sketches}
    areas = [area for area in AREAS if area in present] + sorted(present.difference(AREAS))
    wide = {area: _angle_needed(area, sketches, sizes, rings) * more.get(area, 1.0) for area in areas}
    spare = 2 * math.pi - NARROWEST_WEDGE * len(areas)
    over = {area: max(wide[area] - NARROWEST_WEDGE, 0.05) for area in areas}
    found: list[Wedge] = []
    start = TOP
    for area in areas:
        end = start + NARROWEST_WEDGE + spare * over[area] / sum(over.values())
        found.append(Wedge(area, start, end, _area_label(child, (start + end) / 2, sizes, width, height)))
        start = end
    return tuple(found)


def _angle_needed(area: str, sketches: tuple[Sketch, ...], sizes: Sizes, rings: tuple[Band, ...]) -> float:
    return max(_angle_in_band(area, sketches, sizes, band) for band in rings)


def _angle_in_band(area: str, sketches: tuple[Sketch, ...], sizes: Sizes, band: Band) -> float:
    group = [sketch for sketch in sketches if sketch.person.area == area and sketch.person.ring == band.ring]
    if not group:
        return 0.0
    high = max(sketch.label.height for sketch in group) + 2 * sizes.circle + sizes.gap
    # At the sides of the picture people stand above each other, so the larger of width and height counts.
    wide = sum(max(sketch.label.width, high) + sizes.gap for sketch in group)
    orbits = max(1, min(len(group), int((band.outer - band.inner + sizes.circle) / high)))
    return wide / orbits / (0.5 * (band.inner + band.outer))


def _area_label(child: Circle, angle: float, sizes: Sizes, width: float, height: float) -> Box:
    """Return the room for an area's word: across the rim, pushed back onto the canvas where it would stick out."""
    wide, high = sizes.area_label
    out = sizes.rim + 0.6 * high
    x = child.x + out * math.cos(angle) - wide / 2
    y = child.y + out * math.sin(angle) - high / 2
    edge = 0.006 * min(width, height)
    return Box(min(max(x, edge), width - wide - edge), min(max(y, edge), height - high - edge), wide, high)
