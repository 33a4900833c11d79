"""The colours of picture and paper; the same tokens as chat and portal, and a calm set for print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Theme = Literal["light", "dark", "print"]


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme. `rings` go from the closest to the widest; `honey_ink` is read on honey, `own` draws lines."""

    paper: str
    ink: str
    quiet: str
    card: str
    own: str
    honey: str
    honey_edge: str
    honey_ink: str
    rings: tuple[str, str, str, str]
    ring_edge: str


THEMES: Final[Mapping[Theme, Colours]] = {
    "light": Colours(
        paper="#FBF7F0",
        ink="#22252E",
        quiet="#5B6170",
        card="#FFFFFF",
        own="#1F6F6B",
        honey="#F3C86B",
        honey_edge="#E3AE3F",
        honey_ink="#22252E",
        rings=("#FBE6B6", "#FBEDCC", "#FAF1DC", "#FAF4E7"),
        ring_edge="#EBD9AE",
    ),
    "dark": Colours(
        paper="#15191F",
        ink="#F1EEE8",
        quiet="#A7ADBA",
        card="#222933",
        own="#7FD1C7",
        honey="#F3C86B",
        honey_edge="#B98F35",
        honey_ink="#22252E",
        rings=("#3D3523", "#322E25", "#282825", "#1F2226"),
        ring_edge="#4A4434",
    ),
    "print": Colours(
        paper="#FFFFFF",
        ink="#22252E",
        quiet="#5B6170",
        card="#FFFFFF",
        own="#1F6F6B",
        honey="#F3C86B",
        honey_edge="#DDA93C",
        honey_ink="#22252E",
        rings=("#FCEBC3", "#FDF3DC", "#FEF8EA", "#FFFCF6"),
        ring_edge="#E6D3A6",
    ),
}
