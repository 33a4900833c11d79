"""The picture of "my people": where everybody stands, without drawing anything."""

from care.ecogram.picture import Ecogram, PersonMark, RingMark, SectorMark, Tie, lay_out
from care.ecogram.shapes import Box, Circle, Point, segment_meets_box
from care.ecogram.words import LINE_HEIGHT, Measure, Wrapped, clusters, drawable, estimate, initials, wrap

__all__ = [
    "LINE_HEIGHT",
    "Box",
    "Circle",
    "Ecogram",
    "Measure",
    "PersonMark",
    "Point",
    "RingMark",
    "SectorMark",
    "Tie",
    "Wrapped",
    "clusters",
    "drawable",
    "estimate",
    "initials",
    "lay_out",
    "segment_meets_box",
    "wrap",
]
