"""What stands on a button of the menus means the same when it is typed, in every language there are words in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest

from bot.channels.telegram.commands import command_of, menu
from bot.conversation import Conversation
from bot.turn.menus import ON_THE_WEB, REPAIRS, everywhere, labels, typed_commands
from bot.turn.typed.commands import TYPED_COMMANDS
from bot.turn.typed.lines import plain
from bot.turn.typed.safe_words import asks_for_help
from bot.turn.typed.understanding import understand
from bot.words import Catalogues
from flows.engine.events import Command, Commanded, Signal
from storage import Store
from tests.bot.talking import WORDS, Child, answers_of, conversation

# Another language than those there are now: whoever translates the menu needs no list of commands.
WITH_ANOTHER = Catalogues({**WORDS.texts, "fy": {label: f"frysk {label} frysk" for _, label in labels()}})
TYPED = [(command, text) for command, label in labels() for text in sorted(everywhere(WITH_ANOTHER, label))]
SAID = [
    ("delete", "gooi alles weg"), ("delete", "WISSEN"), ("delete", "verwijderen"), ("delete", "alles wissen"),
    ("delete", "Throw everything away"), ("delete", "delete all"), ("withdraw", "ik neem mijn ja terug"),
    ("withdraw", "Ik trek mijn ja in."), ("withdraw", "I take back my yes"),
]  # fmt: skip


@pytest.mark.parametrize(("command", "text"), [*TYPED, *SAID])
@pytest.mark.parametrize("spelled", [str, str.upper, "  {}!".format])
def test_a_label_that_is_typed_is_its_button(command: str, text: str, spelled: Any) -> None:
    commands = typed_commands(WITH_ANOTHER)
    assert understand(spelled(text), None, {}, commands=commands) == Commanded(command)  # type: ignore[arg-type]


def test_every_label_is_a_command_and_none_means_two() -> None:
    meant: dict[str, set[str]] = {}
    for command, text in [*TYPED, *((command, said) for command, lines in TYPED_COMMANDS.items() for said in lines)]:
        meant.setdefault(plain(text), set()).add(command)
    assert {text: commands for text, commands in meant.items() if len(commands) > 1} == {}
    assert {command for commands in meant.values() for command in commands} <= set(get_args(Command))


@pytest.mark.parametrize("link_id", ["me.name", "happiness.more"])
@pytest.mark.parametrize("label", ON_THE_WEB.values())
async def test_whatever_is_asked_no_label_is_an_answer(store: Store, link_id: str, label: str) -> None:
    child = Child(conversation(store))
    await child.until(link_id)
    await child.say(WORDS.gettext("nl")(label))
    assert link_id not in answers_of(store)


async def test_a_repair_is_its_button_too_where_it_is_offered(store: Store) -> None:
    child = Child(conversation(store))
    await child.until("happiness.more")
    await child.command("edit", "happiness.now")
    await child.say(next(repair.label for repair in child.open.repairs if repair.id == "leave"))
    assert child.open.step == "happiness.more"


def test_the_menu_of_telegram_is_typed_as_well_as_sent() -> None:
    for name, description in menu(WORDS.gettext("nl")):
        said = command_of(f"/{name}")
        assert said is not None
        assert asks_for_help(description) or typed_commands(WORDS)[plain(description)] == name
    assert set(REPAIRS) <= set(get_args(Command))


async def test_our_own_words_are_no_danger(store: Store) -> None:
    class Hears:
        """A safety layer that hears danger in everything."""

        def screen(self, text: str, language: str) -> Signal:
            """Always the same."""
            return Signal("suicide", "now")

    child = Child(conversation(store))
    await child.until("happiness.more")
    talk: Conversation = conversation(store, screener=Hears())
    child = replace(child, talk=talk)
    await child.say("Alles weggooien")
    assert child.open.control == "erase"


@pytest.mark.parametrize("text", ["nood", "NOOD!", "Рятуйте!", "ратуйте", "рятуйте мене"])
def test_a_cry_for_help_in_one_word(text: str) -> None:
    assert understand(text, None, {}) == Commanded("help")
