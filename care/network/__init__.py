"""My people: who is around the child, in which ring and life area, and what they give."""

from care.network.building import build
from care.network.describing import describe
from care.network.names import same_person
from care.network.people import (
    AREAS,
    NAME_LENGTH,
    PEOPLE_IN_A_PICTURE,
    RINGS,
    SUPPORTS,
    Line,
    Network,
    Person,
    Ring,
    Support,
)

__all__ = [
    "AREAS",
    "NAME_LENGTH",
    "PEOPLE_IN_A_PICTURE",
    "RINGS",
    "SUPPORTS",
    "Line",
    "Network",
    "Person",
    "Ring",
    "Support",
    "build",
    "describe",
    "same_person",
]
