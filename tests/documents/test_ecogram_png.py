"""The picture as PNG: the right size, really drawn, without metadata, from any thread."""

from __future__ import annotations

import struct
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from care.network import AREAS, Network, Person
from documents.ecogram_png import png
from documents.fonts import font_set
from tests.documents.shared_paper import picture


def chunks(image: bytes) -> list[tuple[bytes, bytes]]:
    """Take a PNG apart."""
    assert image[:8] == b"\x89PNG\r\n\x1a\n"
    found, at = [], 8
    while at < len(image):
        (length,) = struct.unpack(">I", image[at : at + 4])
        found.append((image[at + 4 : at + 8], image[at + 8 : at + 8 + length]))
        at += 12 + length
    return found


def size(image: bytes) -> tuple[int, int]:
    """Return width and height."""
    width, height = struct.unpack(">II", chunks(image)[0][1][:8])
    return width, height


def pixels(image: bytes) -> bytes:
    """Return the raw, still filtered rows."""
    return zlib.decompress(b"".join(data for kind, data in chunks(image) if kind == b"IDAT"))


@pytest.mark.parametrize("width", [360, 1080])
def test_it_has_the_size_that_was_asked(width: int) -> None:
    wide, high = size(png(picture(), width_px=width))
    assert wide == width
    assert high == pytest.approx(width * 1.064, abs=1)


def test_it_shows_something() -> None:
    assert len(set(pixels(png(picture(), width_px=540)))) > 100


def test_names_and_emoji_are_drawn() -> None:
    alone = {name: pixels(png(picture(Network((Person(name, 1, "friends"),))), width_px=400)) for name in ("Ab", "هدى")}
    nameless = pixels(png(picture(Network((Person("\u200b", 1, "friends"),))), width_px=400))
    assert len({nameless, *alone.values()}) == 3


def test_it_carries_no_metadata() -> None:
    assert {kind for kind, _ in chunks(png(picture(), width_px=360))} == {b"IHDR", b"IDAT", b"IEND"}


def test_several_threads_get_the_same_picture() -> None:
    drawn = picture()
    with ThreadPoolExecutor(4) as pool:
        made = set(pool.map(lambda _: png(drawn, width_px=360), range(8)))
    assert len(made) == 1


def test_no_name_in_any_script_stops_it() -> None:
    hard = (
        "हिन्दी प्रिया",
        "中文",
        "👩‍👩‍👧‍👦🏳️‍🌈",
        "\ue000\ufffe",
        "ก็กุ้ง",
        "a\u0301\u0302\u0303\u0304",
        "{\\} $#*_`",
        "N\u0000ul",
        "𝕬𝖑𝖎",
    )
    people = tuple(Person(name, index % 4 + 1, AREAS[index], "ordinary") for index, name in enumerate(hard))  # type: ignore[arg-type]
    assert size(png(picture(Network(people)), width_px=360))[0] == 360


def test_only_our_own_fonts_are_used() -> None:
    families = font_set().families
    assert families[0] == "Noto Sans"
    assert sum("Emoji" in family for family in families) == 1
