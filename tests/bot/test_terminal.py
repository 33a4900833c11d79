"""The terminal: a talk by numbers and words, and the same talk printed as a test that passes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.channels.terminal import Terminal
from bot.handlers import closing, hiding
from bot.safety.screening import load_screener
from bot.turn.messages import Start
from storage import Store
from tests.bot.talking import LIBRARY, ORGANISATION, WORDS, conversation
from tests.talks.form import talks_of
from tests.talks.runner import Place, Player


def reader(*lines: str) -> Callable[[str], str]:
    """Somebody at a keyboard who leaves after these lines."""
    waiting = list(lines)

    def read(_prompt: str) -> str:
        if not waiting:
            raise EOFError
        return waiting.pop(0)

    return read


@pytest.fixture
def database_kind() -> str:
    """The terminal does not care which."""
    return "sqlite"


async def talked(store: Store, *lines: str) -> tuple[Terminal, str]:
    shown: list[str] = []
    terminal = Terminal(conversation(store, screener=load_screener()), "someone", reader(*lines), shown.append)
    await terminal.talk(Start(language="nl"))
    return terminal, "\n".join(shown)


async def test_a_number_picks_a_choice_and_a_negative_one_a_quiet_button(store: Store) -> None:
    _terminal, shown = await talked(store, "1", "-5", "1", "9", "1", "-1")
    assert "1. Ja, ik zit goed" in shown
    assert "-1 Sla over" in shown
    assert "Prima, dat slaan we over." in shown
    assert "Hoe gaat het nu met jou?" in shown


async def test_a_number_is_the_answer_where_a_number_is_asked(store: Store) -> None:
    _terminal, shown = await talked(store, "1", "13", "1", "Noor", "7")
    assert "Denk aan een ladder" in shown
    assert "Waar word jij gelukkig van?" in shown


async def test_a_whole_line_is_what_was_typed(store: Store) -> None:
    _terminal, shown = await talked(store, "ja ik zit goed", "hulp")
    assert "Kindertelefoon" in shown


async def test_it_ends_with_the_goodbye_or_when_nobody_types_any_more(store: Store) -> None:
    _terminal, shown = await talked(store, "1", "13", "3")
    assert "Prima, dat is jouw keuze." in shown


async def test_the_talk_printed_as_a_test_passes(
    store: Store, sqlite_template: Path, master_key: str, tmp_path: Path
) -> None:
    lines = ("1", "-5", "1", "13", "1", "Noor", "-1", "sport en dansen", "help", "1", "weet ik niet", "stop", "2", "1")
    terminal, _shown = await talked(store, *lines)
    written = terminal.as_test("what this shows", Start(language="nl"))
    (talk,) = talks_of(written)
    assert talk.talk == "what this shows"
    assert [step.asked for step in talk.steps][:3] == ["welcome.place", "me.age", "welcome.place"]
    assert any(step.help == "shown" for step in talk.steps)
    shutil.copy(sqlite_template, tmp_path / "again.db")
    place = Place(LIBRARY, WORDS, ORGANISATION, load_screener(), f"sqlite:///{tmp_path / 'again.db'}", master_key)
    await Player(place, talk).play()
    wrong = next(talks_of(written.replace("asked: me.name", "asked: me.age", 1)))
    shutil.copy(sqlite_template, tmp_path / "again.db")
    with pytest.raises(AssertionError, match="the question is me.name, expected me.age"):
        await Player(place, wrong).play()


async def test_the_terminal_says_honestly_that_it_cannot_hide_or_close(store: Store) -> None:
    _, shown = await talked(store, "verberg", "gedeelde telefoon")
    assert WORDS.gettext("nl")(hiding.CANNOT) in shown
    assert WORDS.gettext("nl")(closing.CANNOT) in shown


async def test_with_the_youngest_it_says_whom_a_question_is_for(store: Store) -> None:
    _terminal, shown = await talked(store, "1", "5", "1")
    assert "[Voor de grote mens]\n  Jullie mogen alles overslaan." in shown
    assert "[Voor jou]\n  Hoe heet je?" in shown
