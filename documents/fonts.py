"""The fonts that pictures and papers are set in: the ones packed with us, and colour emoji when the system has them."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import typst

COLOUR_EMOJI: Final = (Path("/usr/share/fonts/truetype/noto/NotoColorEmoji.ttf"),)
# Chinese, Japanese and Korean are too large to pack; Debian's fonts-noto-cjk brings them.
EAST_ASIAN: Final = (Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),)
FIRST: Final = "Noto Sans"


@dataclass(frozen=True, slots=True)
class FontSet:
    """Fonts ready for the typesetter, and their family names in the order in which a missing letter is looked for."""

    fonts: typst.Fonts
    families: tuple[str, ...]
    files: tuple[Path, ...]


@lru_cache(maxsize=1)
def font_set() -> FontSet:
    """Return the fonts, looked up once in a process."""
    chosen = tuple(_chosen())
    # The typesetter takes folders only, and a folder with both emoji fonts would mix them; it keeps the files' own
    # paths, so the folder of links may go at once.
    with tempfile.TemporaryDirectory() as folder:
        for file in chosen:
            Path(folder, file.name).symlink_to(file)
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])
    families = sorted(set(fonts.families()), key=_rank)
    if FIRST not in families:
        raise FileNotFoundError(f"The font {FIRST!r} is missing: install the package manimgx-fonts.")
    return FontSet(fonts, tuple(families), chosen)


def _chosen() -> list[Path]:
    packed = sorted(Path(str(files("manimgx_fonts"))).glob("*.ttf"))
    text = [file for file in packed if not file.name.startswith(("NotoEmoji", "NotoSans-Italic"))]
    colour = [file for file in COLOUR_EMOJI if file.exists()]
    plain = [file for file in packed if file.name.startswith("NotoEmoji")]
    return text + (colour or plain) + [file for file in EAST_ASIAN if file.exists()]


def _rank(family: str) -> tuple[bool, bool, str]:
    return family != FIRST, "Emoji" in family or "Symbols" in family, family
