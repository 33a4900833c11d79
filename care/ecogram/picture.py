"""Where everybody stands in the picture of "my people": rings, life areas, circles, names and lines."""

from __future__ import annotations

from dataclasses import dataclass

from care.ecogram.placing import Layout, Placed
from care.ecogram.rings import ring_labels
from care.ecogram.searching import largest_that_fits
from care.ecogram.shapes import Box, Circle, Point, boundary_point
from care.ecogram.words import Measure, Wrapped, drawable, estimate
from care.network import PEOPLE_IN_A_PICTURE, Line, Network, Ring

__all__ = ["Box", "Circle", "Ecogram", "PersonMark", "RingMark", "SectorMark", "Tie", "lay_out"]


@dataclass(frozen=True, slots=True)
class Tie:
    """A line from the child's dot to somebody's circle, and how it is between the two."""

    kind: Line
    start: Point
    end: Point


@dataclass(frozen=True, slots=True)
class PersonMark:
    """Somebody in the picture: the circle with `sign` (initials or emoji) in it and the name beside it in lines."""

    name: str
    ring: Ring
    area: str
    sign: str
    sign_is_emoji: bool
    circle: Circle
    label: Wrapped
    label_box: Box
    tie: Tie | None


@dataclass(frozen=True, slots=True)
class RingMark:
    """One of the four rings; `label_box` is None when nobody stands in it, so that the ring needs no word."""

    ring: Ring
    radius: float
    label_box: Box | None


@dataclass(frozen=True, slots=True)
class SectorMark:
    """A life area between two angles (radians, clockwise from the right), with room for its word at the rim."""

    area: str
    start: float
    end: float
    label_box: Box


@dataclass(frozen=True, slots=True)
class Ecogram:
    """The whole picture in its own units, y downwards; nothing in it overlaps or leaves the canvas.

    `left_out` are names beyond the twenty that fit; whoever shows the picture has them in the text beside it.
    """

    width: float
    height: float
    scale: float
    child: Circle
    rings: tuple[RingMark, ...]
    sectors: tuple[SectorMark, ...]
    people: tuple[PersonMark, ...]
    left_out: tuple[str, ...] = ()


def lay_out(
    network: Network,
    *,
    width: float = 1000,
    height: float = 1000,
    measure: Measure | None = None,
    child_name: str | None = None,
) -> Ecogram:
    """Return the picture of a network, as large as its names allow; the same network gives the same picture.

    `measure(text, font_size)` gives a text's width in the picture's units; without it a careful estimate is used.
    With `child_name` the dot in the middle is made large enough for it.
    """
    drawn, left_out = network.people[:PEOPLE_IN_A_PICTURE], network.people[PEOPLE_IN_A_PICTURE:]
    measure = measure or estimate
    layout = largest_that_fits(drawn, width, height, measure, _dot_radius(child_name, measure))
    return Ecogram(
        width=width,
        height=height,
        scale=layout.sizes.scale,
        child=layout.child,
        rings=_ring_marks(layout),
        sectors=tuple(SectorMark(wedge.area, wedge.start, wedge.end, wedge.label_box) for wedge in layout.wedges),
        people=tuple(_mark(placed, layout.child) for placed in layout.people),
        left_out=tuple(person.name for person in left_out),
    )


def _dot_radius(name: str | None, measure: Measure) -> float:
    """Return the radius for a readable name: as large as its longest word asks, within reason."""
    longest = max((measure(word, 23.0) for word in drawable(name or "").split(" ")), default=0.0)
    return min(max(0.58 * longest, 70.0), 90.0)


def _ring_marks(layout: Layout) -> tuple[RingMark, ...]:
    labels = ring_labels(layout.bands, layout.child, layout.sizes, layout.is_taken)
    return tuple(RingMark(band.ring, band.outer, box) for band, box in zip(layout.bands, labels, strict=True))


def _mark(placed: Placed, child: Circle) -> PersonMark:
    sketched, circle = placed.sketch, placed.circle
    person = sketched.person
    return PersonMark(
        name=sketched.name,
        ring=person.ring,
        area=person.area,
        sign=sketched.sign,
        sign_is_emoji=sketched.sign_is_emoji,
        circle=circle,
        label=sketched.label,
        label_box=placed.label_box,
        tie=_tie(person.line, child, circle),
    )


def _tie(kind: Line | None, child: Circle, circle: Circle) -> Tie | None:
    if kind is None:
        return None
    return Tie(kind, boundary_point(child, circle), boundary_point(circle, child))
