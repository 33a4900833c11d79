"""The drawings in docs/flows are those of the machines that play today."""

from __future__ import annotations

from flows.engine.bands import BANDS
from flows.engine.life import STATES
from flows.library import packaged
from tests.docs.pages import ROOT, blocks, text_of
from tools import graphs


def test_every_flow_has_its_drawing_and_it_is_current() -> None:
    library = packaged()
    for name in library.names:
        assert text_of(f"docs/flows/{name}.md") == graphs.flow_page(library.newest(name)), "run `make docs`"


def test_the_life_of_a_session_is_drawn_as_it_is() -> None:
    assert text_of("docs/flows/life.md") == graphs.life_page(), "run `make docs`"
    assert all(state in text_of("docs/flows/life.md") for state in STATES)


def test_no_drawing_is_left_of_a_flow_that_is_gone() -> None:
    drawn = {page.stem for page in (ROOT / "docs" / "flows").glob("*.md")}
    assert drawn == {*packaged().names, "life"}


def test_each_band_has_a_drawing_with_its_own_questions() -> None:
    drawings = blocks(text_of("docs/flows/intake.md"), "mermaid")
    assert len(drawings) == len(BANDS)
    young, older = drawings[0], drawings[2]
    assert "load_cards[" not in young
    assert "load_cards[" in older
