"""The picture as SVG: it stands alone, is safe on a page with a strict policy, and says in words what it shows."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

from care.ecogram import lay_out
from care.network import Network, Person
from documents.colours import THEMES, Theme
from documents.ecogram_svg import svg
from documents.texts import ecogram_texts
from tests.documents.shared_paper import NETWORK, picture, plain

SVG = "{http://www.w3.org/2000/svg}"


def read(drawn: str) -> ElementTree.Element:
    """Parse a picture."""
    return ElementTree.fromstring(drawn)


def shown(drawn: str) -> list[str]:
    """List the words in a picture."""
    return [element.text or "" for element in read(drawn).findall(f"{SVG}text")]


@pytest.mark.parametrize("theme", ["light", "dark", "print"])
def test_it_is_an_image_with_title_and_equal_text(theme: Theme) -> None:
    root = read(picture(theme=theme))
    assert root.attrib["role"] == "img"
    ids = root.attrib["aria-labelledby"].split()
    texts = {element.attrib["id"]: element.text or "" for element in root if "id" in element.attrib}
    assert list(texts) == ids
    assert all(person.name in texts[ids[1]] for person in NETWORK.people)
    assert "sometimes difficult" in texts[ids[1]]


def test_it_needs_nothing_from_outside_and_no_inline_style() -> None:
    drawn = picture()
    assert not re.search(r"style=|<style|<script|href|url\(|@import|on\w+=", drawn)
    assert re.findall(r"https?://[^\"]+", drawn) == ["http://www.w3.org/2000/svg"]


def test_two_pictures_can_stand_on_one_page() -> None:
    texts = ecogram_texts(plain, NETWORK)
    one, two = (svg(lay_out(NETWORK), child_name=None, texts=texts, prefix=prefix) for prefix in ("now", "then"))
    assert not set(re.findall(r'id="([^"]+)"', one)) & set(re.findall(r'id="([^"]+)"', two))


def test_a_name_is_never_markup() -> None:
    hostile = Network((Person('<b onload="x">&"\u202e', 1, "friends"),))
    drawn = picture(hostile, name="</text><script>alert(1)</script>")
    assert "<script" not in drawn
    assert "<b" not in drawn
    assert "\u202e" not in drawn
    assert "onload" in " ".join(shown(drawn))


def test_every_name_is_in_the_picture() -> None:
    words = " ".join(shown(picture()))
    for name in ("Noor", "Lot", "فاطمة", "الزهراء", "Юлия", "Pip", "🐶", "Şevval", "Yıldırım", "trainer", "Kees"):
        assert name in words


def test_a_child_without_a_name_is_called_me() -> None:
    assert "me" in shown(picture(name=None))


def test_the_legend_has_only_the_kinds_of_line_that_occur() -> None:
    lonely = Network((Person("Lot", 1, "friends", "ordinary"), Person("Kees", 3, "sports")))
    words = shown(picture(lonely))
    assert "normal" in words
    assert not {"really good", "sometimes difficult"} & set(words)
    without = picture(Network((Person("Kees", 3, "sports"),)))
    assert read(without).attrib["viewBox"] == "0 0 1000 1000"


def test_kinds_of_line_differ_in_form_not_only_in_colour() -> None:
    root = read(picture())
    colour = THEMES["print"].own
    straight = {
        element.attrib["stroke-width"] for element in root.iter(f"{SVG}line") if element.get("stroke") == colour
    }
    assert len(straight) == 2
    assert len(list(root.iter(f"{SVG}polyline"))) == 2  # one tie, one sample in the legend


def contrast(one: str, two: str) -> float:
    """Return the contrast of two colours as WCAG counts it."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((light(one), light(two)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colours", THEMES.values(), ids=THEMES)
def test_words_and_lines_stand_out_on_every_ring(colours: object) -> None:
    theme = next(found for found in THEMES.values() if found is colours)
    assert contrast(theme.honey, theme.honey_ink) > 7
    for ground in (*theme.rings, theme.paper):
        assert contrast(theme.ink, ground) > 7
        assert contrast(theme.quiet, ground) > 4.5
        assert contrast(theme.own, ground) > 3
