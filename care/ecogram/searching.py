"""The search for the largest scale at which everybody finds a place."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from care.ecogram.placing import Layout, place
from care.ecogram.rings import bands, wedges
from care.ecogram.shapes import Circle
from care.ecogram.sizes import SCALES, Sizes, Sketch, room_for, sketch
from care.ecogram.words import Measure
from care.network import Person

TRIES: Final = 4
# The part of the canvas that people may cover at the scale tried first: more rarely works out.
LIKELY: Final = 0.3


def largest_that_fits(
    people: tuple[Person, ...], width: float, height: float, measure: Measure, child: float
) -> Layout:
    """Return the arrangement at the largest scale that works; `child` is the radius of the dot at scale 1.

    Raises ValueError when the canvas is too small for any.
    """
    for freedom, scales in enumerate(SCALES):
        attempt = Attempt(people, width, height, measure, child, freedom)
        layout = attempt.largest(scales)
        if layout:
            return layout
    raise ValueError(f"{len(people)} people do not fit in {width} x {height}: draw on a larger canvas.")


@dataclass(slots=True)
class Attempt:
    """The search for the largest scale; what was learnt about tight life areas at one scale serves the next."""

    people: tuple[Person, ...]
    width: float
    height: float
    measure: Measure
    child: float
    freedom: int
    more: dict[str, float] = field(default_factory=dict)

    def largest(self, scales: tuple[float, ...]) -> Layout | None:
        """Return the layout at the largest scale that works, starting from a guess by how much would be covered."""
        index = len(scales) - 1
        while index > 0 and self._covered(scales[index]) > LIKELY:
            index -= 1
        found = self.at(scales[index])
        while found is None and index > 0:
            index -= 1
            found = self.at(scales[index])
        if found is None or index + 1 == len(scales):
            return found
        return self.at(scales[index + 1]) or found

    def _covered(self, scale: float) -> float:
        """Return the part of the canvas that circles and names would cover."""
        sizes = self._sizes(scale)
        covered = sum(room_for(sketched, sizes) for sketched in self._sketches(sizes))
        return covered / (self.width * self.height)

    def _sizes(self, scale: float) -> Sizes:
        return Sizes.at(scale, self.width, self.height, child=self.child)

    def _sketches(self, sizes: Sizes) -> tuple[Sketch, ...]:
        return tuple(sketch(person, sizes, self.measure) for person in self.people)

    def at(self, scale: float) -> Layout | None:
        """Return an arrangement at one scale; whoever finds no place gets a wider life area in the next try."""
        sizes = self._sizes(scale)
        sketches = self._sketches(sizes)
        child = Circle(self.width / 2, self.height / 2, sizes.child)
        rings = bands(sketches, sizes, child)
        if rings is None:
            return None
        for _try in range(TRIES):
            sectors = wedges(sketches, sizes, child, rings, self.width, self.height, self.more)
            people = place(sketches, sizes, child, rings, sectors, (self.width, self.height), self.freedom)
            if isinstance(people, tuple):
                return Layout(sizes, child, rings, sectors, people)
            if len(sectors) == 1:
                return None
            self.more[people.area] = self.more.get(people.area, 1.0) * 1.3
        return None
