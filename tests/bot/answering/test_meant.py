"""A sentence of ours to the letter is a command and no danger; with anything of the child's beside it, it is listened to."""

from __future__ import annotations

import pytest

from bot.turn.incoming import as_meant
from flows.engine.events import Commanded, Signal

NOW = Signal("suicide", "now")


@pytest.mark.parametrize("typed", ["ik wil stoppen", "Ik wil stoppen!", "wis alles"])
def test_a_command_to_the_letter_says_nothing_of_danger(typed: str) -> None:
    assert as_meant(NOW, Commanded("stop"), typed) is None


@pytest.mark.parametrize("typed", ["/language ik wil dood", "ik wil stoppen met leven", "/stop ik wil niet meer"])
def test_what_a_child_adds_is_heard_even_where_the_command_needs_none_of_it(typed: str) -> None:
    assert as_meant(NOW, Commanded("language"), typed) is NOW
