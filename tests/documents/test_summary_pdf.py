"""The summary on paper: one A4, readable by people and by screen readers, and nothing in it that was not shared."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from care.handoff import Child, SectionItem
from care.network import AREAS, Network, Person
from documents.glyphs import printable
from documents.typesetting import DocumentError, typeset_pdf
from tests.documents.shared_paper import AT, NETWORK, handoff, paper, section

MARKER = "Withheldmarker"


def read(made: bytes) -> PdfReader:
    """Open a PDF."""
    return PdfReader(io.BytesIO(made))


def words(made: bytes) -> str:
    """Return all text with single spaces."""
    return " ".join(" ".join(page.extract_text() for page in read(made).pages).split())


def tags(made: bytes) -> list[str]:
    """Return the kinds of structure elements in reading order."""
    found: list[str] = []

    def walk(node: object) -> None:
        if isinstance(node, list):
            for part in node:
                walk(part.get_object() if hasattr(part, "get_object") else part)
        elif isinstance(node, DictionaryObject):
            if "/S" in node:
                found.append(str(node["/S"]))
            if "/K" in node:
                walk(node["/K"].get_object())

    walk(read(made).trailer["/Root"]["/StructTreeRoot"]["/K"].get_object())  # type: ignore[index]
    return found


def test_an_ordinary_child_fits_on_one_page_of_a4() -> None:
    (page,) = read(paper(handoff())).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == (595, 842)


def test_a_moment_of_sharing_down_to_the_microsecond_is_printed_too() -> None:
    assert read(paper(replace(handoff(), shared_at=AT.replace(microsecond=123_456)))).pages


def test_the_childs_words_stand_there_as_they_were_typed() -> None:
    found = words(paper(handoff(quote="gewoon weer traine op vrijdag!!")))
    for expected in ("“gewoon weer traine op vrijdag!!”", "“ik kan niet meer 😢”", "“ik kook en ik let op Bram”"):
        assert expected in found


def test_everything_that_was_handed_over_is_printed_in_its_order() -> None:
    found = words(paper(handoff()))
    order = ["Noor", "13 years old", "Safety and contact", "called soon", "In their own words", "Happiness", "Network"]
    order += ["At home", "Load", "Wish and first step", "Courses", "To begin with", "Better not", "A beginning"]
    places = [found.index(expected) for expected in order]
    assert places == sorted(places)


def test_what_is_not_in_the_handoff_leaves_no_trace() -> None:
    shared = handoff()
    withheld = replace(shared, network=Network((*NETWORK.people, Person(MARKER, 2, "friends"))))
    marked = replace(withheld, sections=(*shared.sections, section(9, "x", "X", SectionItem("x", MARKER))))
    assert MARKER in words(paper(marked))
    made = paper(shared)
    assert MARKER not in words(made)
    assert MARKER.encode() not in made
    assert paper(shared) == made


def test_metadata_name_nobody() -> None:
    made = read(paper(handoff()))
    assert made.metadata is not None
    assert made.metadata.title == "Maatje"
    assert made.metadata.author is None
    assert made.metadata.creation_date == AT
    told = repr(made.metadata) + str(made.trailer["/Root"]["/Metadata"].get_object().get_data())  # type: ignore[index]
    assert not any(name in told for name in ("Noor", "Lot", "Amina", "Kees"))


def test_it_is_tagged_and_says_its_language() -> None:
    made = paper(handoff(), language="en-GB")
    root = read(made).trailer["/Root"]
    assert root["/Lang"] == "en"  # type: ignore[index]
    assert root["/MarkInfo"]["/Marked"]  # type: ignore[index]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()  # type: ignore[index]
    kinds = tags(made)
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 11
    assert kinds.index("/H1") < kinds.index("/H2") < kinds.index("/Figure")
    assert "/L" in kinds
    assert kinds.count("/P") > 8


def test_the_picture_has_its_text_as_alternative() -> None:
    assert "فاطمة" in _alternative(paper(handoff()))


def _alternative(made: bytes) -> str:
    found = [obj for obj in _objects(read(made)) if isinstance(obj, DictionaryObject) and "/Alt" in obj]
    (figure,) = found
    return str(figure["/Alt"])


def _objects(made: PdfReader) -> list[object]:
    return [made.get_object(number) for number in range(1, len(made.xref_objStm) + len(made.xref[0]) + 1)]


def test_without_people_there_is_no_picture() -> None:
    made = paper(handoff(Network()))
    assert "/Figure" not in tags(made)
    assert len(read(made).pages) == 1


@pytest.mark.parametrize("name", ["فاطمة الزهراء", "Юлия", "Şevval", "प्रिया", None, "中文", "#let x = 1", "\u202eevil"])
def test_any_name_can_stand_at_the_top(name: str | None) -> None:
    assert len(read(paper(handoff(name=name))).pages) == 1


def test_words_are_never_taken_for_markup() -> None:
    hostile = '#panic("x") $a$ *b* _c_ \\ [d] `e` @f <g> // h'
    assert f"“{hostile}”" in words(paper(handoff(quote=hostile)))


def test_a_letter_no_font_has_gets_a_stand_in_and_a_line_that_says_so() -> None:
    assert "cannot be printed here" not in words(paper(handoff()))
    found = words(paper(handoff(quote="\U00013000 ok")))
    assert "“\ufffd ok”" in found
    assert "cannot be printed here" in found


def test_printable_keeps_scripts_and_emoji_and_drops_controls() -> None:
    kept = "Ağrı Юлия العربية हिन्दी ไทย 👩‍👩‍👧 ❤️ “ok” – …"
    assert printable(kept) == kept
    assert printable("a\x00b\u202ec\td") == "abc d"


def test_an_endless_word_breaks_instead_of_running_off_the_paper() -> None:
    found = words(paper(handoff(quote="a" * 300)))
    assert found.replace("\u200b", "").replace(" ", "").count("a" * 300) == 1
    assert "a" * 200 not in found


def test_a_very_full_summary_goes_on_to_a_second_page_with_numbers() -> None:
    long = tuple(SectionItem(f"x{index}", f"Line {index}: " + "many words " * 12) for index in range(60))
    made = paper(replace(handoff(), sections=(*handoff().sections, section(9, "more", "More", *long))))
    pages = read(made).pages
    assert 1 < len(pages) <= 4
    assert f"2 / {len(pages)}" in pages[1].extract_text()
    assert "Line 59" in words(made)


def test_a_full_network_and_a_right_to_left_reader_stay_on_one_page() -> None:
    many = Network(tuple(Person(f"vriendin Anna {index}", index % 4 + 1, AREAS[index % 10]) for index in range(20)))  # type: ignore[arg-type]
    full = replace(handoff(many), child=Child("هدى", 9, "ar", with_adult=True))
    assert len(read(paper(full, language="ar")).pages) == 1


def test_an_error_never_quotes_the_child() -> None:
    with pytest.raises(DocumentError) as caught:
        typeset_pdf("summary.typ", {"name": MARKER, "language": "nl"}, at=AT)
    assert MARKER not in str(caught.value)
    assert caught.value.__context__ is None
