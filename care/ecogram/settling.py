"""Letting people shove each other aside until everybody has room, inside their ring and life area."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from care.ecogram.rings import Band, Wedge
from care.ecogram.shapes import Box, Circle, Point
from care.ecogram.sizes import Sizes, Sketch

ROUNDS: Final = 30
_FULL_TURN: Final = 6.28


@dataclass(frozen=True, slots=True)
class Home:
    """Where somebody belongs, and the best spot in it: an angle, and a distance from the child."""

    angle: float
    distance: float
    band: Band
    wedge: Wedge


@dataclass(slots=True)
class Body:
    """Somebody on the move: the middle of the circle, and how far circle and name reach from it on each side."""

    x: float
    y: float
    half: float
    up: float
    down: float
    home: Home


def reach(band: Band, sizes: Sizes) -> tuple[float, float]:
    """Return how near and how far the middle of a circle may be; it may overhang a ring's edge a little."""
    inner = band.inner + sizes.circle + (sizes.first_line if band.ring == 1 else -sizes.overhang)
    return inner, max(band.outer - sizes.circle + sizes.overhang, inner)


def half_angle(distance: float, wedge: Wedge, sizes: Sizes) -> float:
    """Return how far from the middle of a life area the middle of a circle may turn, at this distance."""
    if wedge.end - wedge.start > _FULL_TURN:
        return math.pi
    margin = math.asin(min(1.0, (sizes.circle - sizes.overhang) / max(distance, 1.0)))
    return max((wedge.end - wedge.start) / 2 - margin, 0.02)


def settle(
    homes: list[Home], sketches: list[Sketch], sizes: Sizes, child: Circle, fixed: list[Box], canvas: Point
) -> list[Home]:
    """Return the homes with better spots: spread so that circles and names keep clear, as far as there is room."""
    bodies = [_body(home, sketch, sizes, child) for home, sketch in zip(homes, sketches, strict=True)]
    walls = [(box.x + box.width / 2, box.y + box.height / 2, box.width / 2, box.height / 2) for box in fixed]
    for turn in range(ROUNDS):
        if not _round(bodies, walls, sizes.gap * 1.15):
            break
        for body in bodies:
            _bring_home(body, sizes, child, canvas, loose=turn < ROUNDS // 3)
    return [_settled(body, child) for body in bodies]


def _body(home: Home, sketch: Sketch, sizes: Sizes, child: Circle) -> Body:
    x, y = child.x + home.distance * math.cos(home.angle), child.y + home.distance * math.sin(home.angle)
    half, name = max(sketch.label.width / 2, sizes.circle), sketch.label.height + 0.1 * sizes.circle
    # A name under a circle that hangs above the child would be crossed by its line.
    above = sketch.person.line is not None and y < child.y and abs(x - child.x) < half * 1.3
    up, down = (sizes.circle + name, sizes.circle) if above else (sizes.circle, sizes.circle + name)
    return Body(x, y, half, up, down, home)


def _round(bodies: list[Body], walls: list[tuple[float, float, float, float]], gap: float) -> bool:
    """Push all pairs that meet apart a little; False when nobody met anybody."""
    moved = False
    for index, one in enumerate(bodies):
        for two in bodies[index + 1 :]:
            wide = one.half + two.half + gap - abs(two.x - one.x)
            if wide <= 0:
                continue
            dy = (two.y + (two.down - two.up) / 2) - (one.y + (one.down - one.up) / 2)
            high = (one.up + one.down + two.up + two.down) / 2 + gap - abs(dy)
            if high > 0:
                moved = True
                _part(one, two, wide, high, dy)
        for x, y, half, tall in walls:
            wide = one.half + half + gap - abs(one.x - x)
            dy = one.y + (one.down - one.up) / 2 - y
            high = (one.up + one.down) / 2 + tall + gap - abs(dy)
            if wide > 0 and high > 0:
                moved = True
                _leave(one, x, wide, high, dy)
    return moved


def _part(one: Body, two: Body, wide: float, high: float, dy: float) -> None:
    if wide < high:
        push = 0.5 * wide if two.x >= one.x else -0.5 * wide
        one.x, two.x = one.x - push, two.x + push
    else:
        push = 0.5 * high if dy >= 0 else -0.5 * high
        one.y, two.y = one.y - push, two.y + push


def _leave(one: Body, x: float, wide: float, high: float, dy: float) -> None:
    if wide < high:
        one.x += wide if one.x >= x else -wide
    else:
        one.y += high if dy >= 0 else -high


def _bring_home(body: Body, sizes: Sizes, child: Circle, canvas: Point, *, loose: bool) -> None:
    """Move somebody back into ring, life area and canvas; at first (`loose`) only half of the way."""
    dx, dy = body.x - child.x, body.y - child.y
    near, far = reach(body.home.band, sizes)
    distance = min(max(math.hypot(dx, dy), near), far)
    wedge = body.home.wedge
    middle, most = (wedge.start + wedge.end) / 2, half_angle(distance, wedge, sizes)
    turn = math.remainder(math.atan2(dy, dx) - middle, math.tau)
    angle = middle + min(max(turn, -most), most)
    x, y = child.x + distance * math.cos(angle), child.y + distance * math.sin(angle)
    x = min(max(x, body.half + sizes.gap), canvas[0] - body.half - sizes.gap)
    y = min(max(y, body.up + sizes.gap), canvas[1] - body.down - sizes.gap)
    part = 0.5 if loose else 1.0
    body.x, body.y = body.x + part * (x - body.x), body.y + part * (y - body.y)


def _settled(body: Body, child: Circle) -> Home:
    dx, dy = body.x - child.x, body.y - child.y
    home = body.home
    turn = math.remainder(math.atan2(dy, dx) - home.angle, math.tau)
    return Home(home.angle + turn, math.hypot(dx, dy), home.band, home.wedge)
