"""The plane geometry the picture needs: boxes, circles, and whether they meet."""

from __future__ import annotations

import math
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle; `x`, `y` is its top left corner."""

    x: float
    y: float
    width: float
    height: float

    def meets(self, other: Box, gap: float = 0.0) -> bool:
        """Whether the boxes overlap or come closer than `gap`."""
        return (
            self.x < other.x + other.width + gap
            and other.x < self.x + self.width + gap
            and self.y < other.y + other.height + gap
            and other.y < self.y + self.height + gap
        )

    def inside(self, width: float, height: float, margin: float = 0.0) -> bool:
        """Whether the box lies on a canvas of this size, `margin` away from its edges."""
        right, bottom = self.x + self.width, self.y + self.height
        return self.x >= margin and self.y >= margin and right <= width - margin and bottom <= height - margin


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle round (`x`, `y`)."""

    x: float
    y: float
    radius: float

    def meets(self, other: Circle, gap: float = 0.0) -> bool:
        """Whether the circles overlap or come closer than `gap`."""
        return math.hypot(self.x - other.x, self.y - other.y) < self.radius + other.radius + gap

    def meets_box(self, box: Box, gap: float = 0.0) -> bool:
        """Whether circle and box overlap or come closer than `gap`."""
        dx = max(box.x - self.x, 0.0, self.x - box.x - box.width)
        dy = max(box.y - self.y, 0.0, self.y - box.y - box.height)
        return dx * dx + dy * dy < (self.radius + gap) ** 2


def boundary_point(circle: Circle, towards: Circle) -> Point:
    """Return the point of the first circle that is nearest to the second one's centre."""
    dx, dy = towards.x - circle.x, towards.y - circle.y
    length = math.hypot(dx, dy) or 1.0
    return circle.x + dx / length * circle.radius, circle.y + dy / length * circle.radius


def segment_meets_circle(start: Point, end: Point, circle: Circle, gap: float = 0.0) -> bool:
    """Whether a straight line passes through a circle or closer to it than `gap`."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy or 1.0
    along = max(0.0, min(1.0, ((circle.x - start[0]) * dx + (circle.y - start[1]) * dy) / length))
    away = math.hypot(start[0] + along * dx - circle.x, start[1] + along * dy - circle.y)
    return away < circle.radius + gap


def segment_meets_box(start: Point, end: Point, box: Box, gap: float = 0.0) -> bool:
    """Whether a straight line passes through a box or closer to it than `gap` (clipping, one axis at a time)."""
    first, last = 0.0, 1.0
    for begin, step, low, size in (
        (start[0], end[0] - start[0], box.x, box.width),
        (start[1], end[1] - start[1], box.y, box.height),
    ):
        near, far = low - gap - begin, low + size + gap - begin
        if step == 0.0:
            if near > 0.0 or far < 0.0:
                return False
            continue
        one, two = sorted((near / step, far / step))
        first, last = max(first, one), min(last, two)
    return first <= last
