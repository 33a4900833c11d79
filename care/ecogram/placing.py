"""Finding everybody a free place: near the middle of their ring and life area, nobody on top of anybody."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from care.ecogram.rings import Band, Wedge
from care.ecogram.settling import Home, half_angle, reach, settle
from care.ecogram.shapes import Box, Circle, Point, segment_meets_box, segment_meets_circle
from care.ecogram.sizes import Sizes, Sketch
from care.network import Person

AROUND: Final = 30
ACROSS: Final = 6
SPOTS_TRIED: Final = (120, 200, 400, 400)


@dataclass(frozen=True, slots=True)
class Placed:
    """A person with a place; `around` holds circle and name together."""

    sketch: Sketch
    circle: Circle
    label_box: Box
    around: Box


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole arrangement at one scale."""

    sizes: Sizes
    child: Circle
    bands: tuple[Band, ...]
    wedges: tuple[Wedge, ...]
    people: tuple[Placed, ...]

    def is_taken(self, box: Box) -> bool:
        """Whether a box would touch anybody, a life area's word, or the child."""
        gap = 0.3 * self.sizes.gap
        if any(box.meets(wedge.label_box, gap) for wedge in self.wedges) or self.child.meets_box(box, gap):
            return True
        return any(_touches(placed, box, gap) for placed in self.people)


@dataclass(slots=True)
class Ground:
    """What is already drawn, and so in the way."""

    sizes: Sizes
    child: Circle
    canvas: tuple[float, float]
    boxes: list[Box]
    placed: list[Placed] = field(default_factory=list)

    def is_free_for(self, found: Placed) -> bool:
        """Whether somebody can stand there: on the canvas and clear of everything."""
        gap, around = self.sizes.gap, found.around
        if not around.inside(*self.canvas, margin=gap / 2):
            return False
        if any(around.meets(other, gap) and _touches(found, other, gap) for other in self.boxes):
            return False
        if any(around.meets(other.around, gap) and _too_near(found, other, gap) for other in self.placed):
            return False
        return not found.circle.meets(self.child, gap) and not self.child.meets_box(found.label_box, gap)

    def has_lines_through(self, found: Placed) -> bool:
        """Whether their line would run through somebody, or somebody's line through them."""
        return self._own_name_hit(found) or any(self._crossed(found, other) for other in self.placed)

    def _own_name_hit(self, found: Placed) -> bool:
        start, end = (self.child.x, self.child.y), (found.circle.x, found.circle.y)
        return found.sketch.person.line is not None and segment_meets_box(start, end, found.label_box)

    def _crossed(self, one: Placed, two: Placed) -> bool:
        return self._line_hits(one, two) or self._line_hits(two, one)

    def _line_hits(self, line: Placed, other: Placed) -> bool:
        if line.sketch.person.line is None:
            return False
        start, end = (self.child.x, self.child.y), (line.circle.x, line.circle.y)
        gap = self.sizes.gap
        return segment_meets_circle(start, end, other.circle, gap) or segment_meets_box(
            start, end, other.label_box, gap
        )


def _touches(found: Placed, box: Box, gap: float) -> bool:
    return found.label_box.meets(box, gap) or found.circle.meets_box(box, gap)


def _too_near(one: Placed, two: Placed, gap: float) -> bool:
    return (
        one.circle.meets(two.circle, gap)
        or one.label_box.meets(two.label_box, gap)
        or one.circle.meets_box(two.label_box, gap)
        or two.circle.meets_box(one.label_box, gap)
    )


def place(
    sketches: tuple[Sketch, ...],
    sizes: Sizes,
    child: Circle,
    rings: tuple[Band, ...],
    sectors: tuple[Wedge, ...],
    canvas: Point,
    freedom: int,
) -> tuple[Placed, ...] | Person:
    """Return everybody with a place, in the order given, or the first person who finds none.

    `freedom` 0 keeps ring and life area and all lines clear, 1 lets lines run through people, 2 may leave the area,
    3 the ring too.
    """
    walls = [wedge.label_box for wedge in sectors]
    ground = Ground(sizes, child, canvas, walls)
    order, homes = _homes(sketches, rings, sectors, sizes)
    homes = settle(homes, [sketches[index] for index in order], sizes, child, walls, canvas)
    seats: dict[int, Placed] = {}
    for index, home in zip(order, homes, strict=True):
        seat = _seat(sketches[index], home, ground, freedom)
        if seat is None:
            return sketches[index].person
        seats[index] = seat
        ground.placed.append(seat)
    return tuple(seats[index] for index in range(len(sketches)))


def _homes(
    sketches: tuple[Sketch, ...], rings: tuple[Band, ...], sectors: tuple[Wedge, ...], sizes: Sizes
) -> tuple[list[int], list[Home]]:
    """Return everybody's index and home, closest ring first: inner people have the least room to move."""
    order: list[int] = []
    homes: list[Home] = []
    for band in rings:
        for wedge in sectors:
            group = [
                index
                for index, sketch in enumerate(sketches)
                if sketch.person.ring == band.ring and sketch.person.area == wedge.area
            ]
            order += group
            homes += [
                _home(nth, [sketches[member] for member in group], band, wedge, sizes) for nth in range(len(group))
            ]
    return order, homes


def _home(nth: int, group: list[Sketch], band: Band, wedge: Wedge, sizes: Sizes) -> Home:
    span = wedge.end - wedge.start
    inner, outer = reach(band, sizes)
    long = sum(max(sketch.label.width, 2 * sizes.circle) + sizes.gap for sketch in group)
    orbits = 1 if long <= span * (inner + outer) / 2 else 2 if long <= span * (inner + outer) else 3
    step = (nth % orbits + 0.5) / orbits
    return Home(wedge.start + span * (nth + 0.5) / len(group), inner + (outer - inner) * step, band, wedge)


def _seat(sketch: Sketch, home: Home, ground: Ground, freedom: int) -> Placed | None:
    second_best: Placed | None = None
    for spot in islice(_spots(home, ground.sizes, freedom), SPOTS_TRIED[freedom]):
        for found in _both_sides(sketch, spot, ground):
            if ground.is_free_for(found):
                if not ground.has_lines_through(found):
                    return found
                second_best = second_best or found
    return second_best if freedom else None


def _spots(home: Home, sizes: Sizes, freedom: int) -> Iterator[Point]:
    """Yield the angles and distances where somebody may stand, the best first."""
    yield home.angle, home.distance
    inner, outer = reach(home.band, sizes) if freedom < 3 else (0.0, sizes.rim)
    middle = (home.wedge.start + home.wedge.end) / 2
    spots: list[Point] = []
    for step in range(ACROSS):
        distance = inner + (outer - inner) * step / (ACROSS - 1)
        most = half_angle(distance, home.wedge, sizes) if freedom < 2 else math.pi
        turns = max(1, min(AROUND, int(most * distance / (0.3 * sizes.circle))))
        spots += [(middle + most * turn / turns, distance) for turn in range(-turns, turns + 1)]
    yield from sorted(spots, key=lambda spot: _away(spot, home))


def _away(spot: Point, home: Home) -> tuple[float, float, float]:
    angle, distance = spot
    along = (angle - home.angle) * (distance + home.distance) / 2
    return along * along + (distance - home.distance) ** 2, angle, distance


def _both_sides(sketch: Sketch, spot: Point, ground: Ground) -> Iterator[Placed]:
    """Yield the person with the name below the circle and above it; first the side the line does not cross."""
    angle, distance = spot
    sizes = ground.sizes
    circle = Circle(
        ground.child.x + distance * math.cos(angle), ground.child.y + distance * math.sin(angle), sizes.circle
    )
    label, near = sketch.label, 0.1 * sizes.circle
    x = circle.x - label.width / 2
    below = Box(x, circle.y + circle.radius + near, label.width, label.height)
    above = Box(x, circle.y - circle.radius - near - label.height, label.width, label.height)
    crossed = sketch.person.line is not None and segment_meets_box(
        (ground.child.x, ground.child.y), (circle.x, circle.y), below, near
    )
    for box in (above, below) if crossed else (below, above):
        yield Placed(sketch, circle, box, _around(circle, box))


def _around(circle: Circle, label: Box) -> Box:
    half = max(circle.radius, label.width / 2)
    top, bottom = min(circle.y - circle.radius, label.y), max(circle.y + circle.radius, label.y + label.height)
    return Box(circle.x - half, top, 2 * half, bottom - top)
