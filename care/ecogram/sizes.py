"""How large things are drawn at one scale, and the outline of one person before they have a place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from care.ecogram.words import Measure, Wrapped, clusters, drawable, initials, wrap
from care.network import Person

# From small to large. First everybody keeps ring and life area and no line runs through anybody; then lines may;
# then the area may be left, then the ring.
SCALES: Final = (
    tuple(1.3 * 0.93**step for step in range(9, -1, -1)),
    tuple(1.0 * 0.88**step for step in range(7, -1, -1)),
    tuple(0.6 * 0.85**step for step in range(7, -1, -1)),
    tuple(0.6 * 0.8**step for step in range(9, -1, -1)),
)


@dataclass(frozen=True, slots=True)
class Sizes:
    """All lengths at one scale, in units of the picture."""

    scale: float
    child: float
    circle: float
    font: float
    name_width: float
    gap: float
    rim: float
    overhang: float
    first_line: float
    area_label: tuple[float, float]
    ring_label: tuple[float, float]

    @classmethod
    def at(cls, scale: float, width: float, height: float, *, child: float = 68) -> Sizes:
        """Return the sizes for a scale; 1 is right for about ten people on a canvas of 1000 x 1000."""
        unit = min(width, height) / 1000
        small = min(scale, 1.0)
        return cls(
            scale=scale,
            child=child * (0.45 + 0.55 * small) * unit,
            circle=41 * scale * unit,
            font=32 * scale * unit,
            name_width=190 * scale * unit,
            gap=(4 + 8 * small) * unit,
            rim=468 * unit,
            first_line=28 * scale * unit,
            overhang=0.45 * 41 * scale * unit,
            area_label=(146 * unit, 42 * unit),
            ring_label=(300 * unit, 38 * unit),
        )


@dataclass(frozen=True, slots=True)
class Sketch:
    """A person as drawn, without a place yet."""

    person: Person
    name: str
    sign: str
    sign_is_emoji: bool
    label: Wrapped


def sketch(person: Person, sizes: Sizes, measure: Measure) -> Sketch:
    """Return how a person will look at these sizes."""
    name = drawable(person.name) or "·"
    emoji = drawable(person.emoji or "")
    sign = clusters(emoji)[0] if emoji else initials(name)
    return Sketch(person, name, sign, bool(emoji), wrap(name, sizes.font, sizes.name_width, measure))


def room_for(sketched: Sketch, sizes: Sizes) -> float:
    """Return the area that circle, name and the gap around them take."""
    wide = max(sketched.label.width, 2 * sizes.circle) + 2 * sizes.gap
    return wide * (2 * sizes.circle + sketched.label.height + 3 * sizes.gap)
