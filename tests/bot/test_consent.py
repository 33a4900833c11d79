"""Consent in layers, with its proof: the whole wording in the child's own words and language, and every decision kept."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from storage import Store
from storage.people.consents import Consent
from storage.tables import consent, wording
from tests.bot.talking import Child, conversation


def decisions(store: Store) -> list[tuple[Consent, str]]:
    """Every decision of the only child, with the wording behind it."""
    with store.read() as work:
        person = work.people.by_identity("web", "noor")
        assert person is not None
        return [(one, work.consents.wording(one.text_hash) or "") for one in work.consents.history(person)]


async def test_the_proof_of_a_yes_holds_the_question_and_all_four_layers_behind_it(store: Store) -> None:
    child = Child(conversation(store))
    await child.until("me.name")
    ((given, text),) = decisions(store)
    assert (given.scope, given.decision, given.language, given.way) == ("consent.agree", "agree", "nl", "web")
    for layer in (
        "jij beslist wat je vertelt",
        "Wie leest dit?",
        "Zien mijn ouders dit?",
        "30 dagen",
        "Typ op elk moment WIS",
        "Amina",
    ):
        assert layer in text
    assert "{" not in text


@pytest.mark.parametrize(("age", "words"), [(9, "Jij bent de baas"), (13, "Even eerlijk"), (17, "Goed om te weten")])
async def test_the_proof_is_in_the_words_of_the_childs_age(store: Store, age: int, words: str) -> None:
    await Child(conversation(store), age=age).until("me.name")
    ((_given, text),) = decisions(store)
    assert text.startswith(words)


async def test_a_yes_in_another_language_is_another_wording(store: Store) -> None:
    child = Child(conversation(store))
    await child.until("consent.agree")
    await child.command("language", "en")
    await child.tap("agree")
    ((given, text),) = decisions(store)
    assert given.language == "en"
    assert text.startswith("To be honest with you")


async def test_taking_the_yes_back_and_coming_back_are_decisions_of_their_own(store: Store) -> None:
    child = Child(conversation(store))
    await child.until("happiness.now")
    await child.command("withdraw")
    await child.tap("withdraw")
    await child.tap("change_my_mind")
    await child.tap("agree")
    assert [one.decision for one, _wording in decisions(store)] == ["agree", "withdrawn", "agree"]
    assert child.open.step == "happiness.now"


@pytest.mark.parametrize("ways", [("edit", "withdraw"), ("back", "decline"), ("typed", "nee"), ("skip", "withdraw")])
async def test_a_yes_that_became_a_no_is_a_yes_taken_back_whatever_way_it_went(
    store: Store, ways: tuple[str, str]
) -> None:
    child = Child(conversation(store))
    await child.until("me.name")
    way, then = ways
    if way == "edit":
        await child.command("edit", "consent.agree")
    else:
        await child.command("back")
    if way == "skip":
        await child.command("skip")
    await (child.say(then) if way == "typed" else child.tap(then))
    given, taken_back = decisions(store)
    assert [one.decision for one, _wording in (given, taken_back)] == ["agree", "withdrawn"]
    assert given[1] == taken_back[1]  # it is the same text that was agreed with
    assert child.open.step == "end.declined"


@pytest.mark.parametrize("typed", ["nee want mama leest mee", "weet ik niet", "sla over"])
async def test_what_is_no_yes_is_never_proof_of_one(store: Store, typed: str) -> None:
    child = Child(conversation(store))
    await child.until("me.name")
    await child.command("back")
    await child.say(typed)
    assert [one.decision for one, _wording in decisions(store)] == ["agree"]


async def test_asking_to_tell_more_is_no_decision(store: Store) -> None:
    child = Child(conversation(store))
    await child.until("consent.agree")
    await child.tap("tell_me_more")
    assert decisions(store) == []


@pytest.mark.parametrize("how", ["decline", "skip"])
async def test_a_no_in_any_form_is_kept_as_it_was_said(store: Store, how: str) -> None:
    child = Child(conversation(store))
    await child.until("consent.agree")
    reply: Any = await (child.tap("decline") if how == "decline" else child.command("skip"))
    assert any(sent.message.lines for sent in reply.messages)  # help lines come along
    assert [one.decision for one, _wording in decisions(store)] == [how if how == "decline" else "skipped"]


async def test_two_children_who_read_the_same_share_one_wording(store: Store) -> None:
    talk = conversation(store)
    for name in ("noor", "sem"):
        await Child(talk, name).until("me.name")
    with store.read() as work:
        assert work.connection.execute(select(func.count()).select_from(wording)).scalar_one() == 1
        assert work.connection.execute(select(func.count()).select_from(consent)).scalar_one() == 2
