"""What a child is told about danger before the first sensitive question is exactly what happens, under each policy."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from bot.turn.messages import Start
from care.answering.policy import POLICIES, PolicyName
from flows.engine.events import Signal
from storage import Store
from tests.bot.talking import ORGANISATION, WORDS, Child, conversation, heard

URGENCIES = ("now", "soon", "check")


class Hears:
    """A safety layer that notices the same in every text that has the word."""

    def __init__(self, urgency: str) -> None:
        self.signal = Signal("abuse_physical", urgency)  # type: ignore[arg-type]

    def screen(self, text: str, language: str) -> Signal | None:
        """Something, when the word is there."""
        return self.signal if "pijn" in text else None


@pytest.fixture
def database_kind() -> str:
    """Which database is not what this is about."""
    return "sqlite"


def child_of(store: Store, policy: PolicyName, urgency: str, **more: Any) -> Child:
    organisation = ORGANISATION.model_copy(update={"policy": policy})
    return Child(conversation(store, screener=Hears(urgency), organisation=organisation), **more)


def raises_alarms(store: Store) -> bool:
    """Whether this build has alarms at all; without them tell_and_notify cannot be chosen (bot/organisation/organisation.py)."""
    with store.read() as work:
        return hasattr(work, "alarms")


def left(store: Store) -> list[Any]:
    """Everything of this child that somebody of the organisation could find."""
    with store.read() as work:
        person = work.people.by_identity("web", "noor")
        assert person is not None
        sessions = [row.id for row in work.sessions.of_person(person)]
        # The alarms of whoever passes signals on; a build without them passes nothing on.
        alarms = getattr(work, "alarms", None)
        raised = [row for session in sessions for row in alarms.of_session(session)] if alarms else []
        return [*raised, *work.handoffs.of_person(person)]


@pytest.mark.parametrize("urgency", URGENCIES)
@pytest.mark.parametrize("policy", get_args(PolicyName))
async def test_a_child_is_told_that_a_signal_is_passed_on_exactly_when_it_was_promised(
    store: Store, policy: PolicyName, urgency: str
) -> None:
    child = child_of(store, policy, urgency)
    said: list[str] = []
    while child.prompt is None or child.open.step != "consent.agree":
        said.append(heard(await (child.begin() if child.prompt is None else _on(child))))
    promise = POLICIES[policy].promise
    assert WORDS.gettext("nl")(promise).format(consultant="Amina") in said[-1], "it is told before anything is asked"
    passes_on = "{consultant}" in promise
    await child.until("happiness.more")
    reply = await child.say("het doet pijn")
    told = "Amina" in heard(reply)
    assert told is (passes_on and urgency != "check")
    assert told is POLICIES[policy].alarms(urgency)
    if not told:
        assert left(store) == [], "nothing leaves that was not promised to leave"
    elif raises_alarms(store):
        assert left(store), "what was promised is done"


async def _on(child: Child) -> Any:
    return await (child.tap("fine_here") if child.open.step == "welcome.place" else child.say("13"))


@pytest.mark.parametrize("policy", get_args(PolicyName))
async def test_who_can_help_is_shown_under_each_policy(store: Store, policy: PolicyName) -> None:
    child = child_of(store, policy, "soon")
    await child.until("happiness.more")
    reply = await child.say("het doet pijn")
    assert any(sent.message.kind == "help" for sent in reply.messages), "that is what only_if_shared promises"


async def test_the_child_is_told_again_whenever_a_signal_is_passed_on_again(store: Store) -> None:
    child = child_of(store, "tell_and_notify", "soon")
    await child.until("happiness.more")
    assert "Amina" in heard(await child.say("het doet pijn"))
    await child.tap("go_on")
    again = await child.say("het doet nog steeds pijn")
    assert not any(sent.message.kind == "help" for sent in again.messages)
    assert "Dit geef ik ook door" in heard(again)


async def test_on_a_watched_screen_it_is_told_without_saying_what_it_is_about(store: Store) -> None:
    child = child_of(store, "tell_and_notify", "soon", answers={"welcome.place": "being_watched"})
    await child.until("happiness.more")
    told = heard(await child.say("het doet pijn"))
    assert "Amina" in told
    assert not any(word in told for word in ("hulp kunt gebruiken", "geweld", "pijn", "0800", "112"))


@pytest.mark.parametrize("way", ["tap", "say"])
async def test_that_somebody_is_watching_is_not_what_they_then_read(store: Store, way: str) -> None:
    child = child_of(store, "tell_and_notify", "soon")
    await child.begin()
    reply = await (child.tap("being_watched") if way == "tap" else child.say("Er kijkt iemand mee"))
    assert reply.unseen
    assert child.open.step == "me.age"
    shown = [entry.text for entry in child.talk.transcript("web", child.address) if entry.speaker == "child"]
    assert shown == []
    await child.say("13")
    shown = [entry.text for entry in child.talk.transcript("web", child.address) if entry.speaker == "child"]
    assert shown == ["13"]


@pytest.mark.parametrize("policy", get_args(PolicyName))
@pytest.mark.parametrize("language", ["nl", "en"])
async def test_each_policy_has_its_own_words_in_each_language(store: Store, policy: PolicyName, language: str) -> None:
    child = child_of(store, policy, "soon")
    await child.begin(Start(language=language))
    await child.tap("fine_here")
    told = heard(await child.say("13"))
    promises = {
        name: WORDS.gettext(language)(found.promise).format(consultant="Amina") for name, found in POLICIES.items()
    }
    assert [name for name, promise in promises.items() if promise in told] == [policy]
