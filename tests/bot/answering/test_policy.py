"""What a child is told about danger before the first sensitive question is exactly what happens, under each policy."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, get_args

import pytest

from bot.alarms.agreed import has_agreed
from bot.turn.messages import Reply, Start
from care.answering.policy import POLICIES, PolicyName
from flows.engine.events import Chose, Signal
from storage import Store
from tests.bot.talking import ORGANISATION, WORDS, Child, conversation, heard

URGENCIES = ("now", "soon", "check")
# Where no yes stands, so that nobody was asked whether danger may be passed on.
WITHOUT_A_YES = (
    *("before anything was told", "at the question", "after a no", "after it was passed over"),
    "after the yes was taken back",
)


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


async def without_a_yes(child: Child, state: str) -> None:
    """Go where no yes stands."""
    await child.begin()
    if state == "before anything was told":
        return
    await child.until("consent.agree")
    if state == "after a no":
        await child.tap("decline")
    elif state == "after it was passed over":
        await child.command("skip")
    elif state == "after the yes was taken back":
        await child.until("happiness.more")
        await child.command("withdraw")
        await child.tap("withdraw")


@pytest.mark.parametrize("urgency", ["now", "soon"])
@pytest.mark.parametrize("state", WITHOUT_A_YES)
async def test_without_a_yes_nothing_is_passed_on_and_help_is_shown_at_once(
    store: Store, state: str, urgency: str
) -> None:
    child = child_of(store, "tell_and_notify", urgency)
    await without_a_yes(child, state)
    reply = await child.say("het doet pijn")
    assert left(store) == []
    assert not reply.alarmed
    assert any(sent.message.kind == "help" for sent in reply.messages)
    assert not any(word in heard(reply) for word in ("Amina", "Wachtdienst", "iemand kijkt", "Die kijkt"))


@pytest.mark.parametrize("state", WITHOUT_A_YES)
async def test_without_a_yes_a_call_that_is_asked_for_reaches_somebody(store: Store, state: str) -> None:
    child = child_of(store, "tell_and_notify", "now")
    await without_a_yes(child, state)
    await child.say("het doet pijn")
    assert "call_me" in {choice.id for choice in child.open.choices}
    await child.tap("call_me")
    assert child.open.step == "meeting.contact"
    reply = await _contact(child)
    assert reply.alarmed
    assert "Ik heb doorgegeven dat je snel gebeld wilt worden." in heard(reply)
    alarm, request = left(store)
    assert (alarm.urgency, request.kind) == ("call", "call_request")
    with store.read() as work:
        assert "pijn" not in f"{work.alarms.content(alarm.id)}{work.handoffs.get(request.id)}"


async def _contact(child: Child) -> Reply:
    await child.tap("call")
    await child.say("06 00 00 00 00")
    await child.command("skip")
    return await child.command("skip")


async def test_a_yes_counts_from_the_very_turn_in_which_it_is_said_and_again_after_a_no(store: Store) -> None:
    child = child_of(store, "tell_and_notify", "now")
    await without_a_yes(child, "after a no")
    await child.tap("change_my_mind")
    await child.do(Chose(child.open.token, "agree", words="het doet pijn"))
    assert len(left(store)) == 1


async def test_who_changes_their_age_after_the_yes_is_still_looked_after(store: Store) -> None:
    child = child_of(store, "tell_and_notify", "now")
    await child.until("happiness.more")
    await child.command("edit", "me.age")
    await child.say("30")
    assert child.open.step == "end.older"
    await child.say("het doet pijn")
    assert len(left(store)) == 1


@pytest.mark.parametrize(("decided", "agreed"), [([], False), (["agree"], True), (["agree", "withdrawn"], False)])
def test_a_talk_without_the_question_follows_what_was_decided_last(decided: list[str], agreed: bool) -> None:
    history = [SimpleNamespace(scope="consent.agree", decision=decision) for decision in decided]
    consents = SimpleNamespace(history=lambda _person: history)
    talk = SimpleNamespace(link_ids=frozenset({"happiness.now"}))
    scene: Any = SimpleNamespace(
        compiled=talk, work=SimpleNamespace(consents=consents), row=SimpleNamespace(person_id="noor")
    )
    assert has_agreed(scene) is agreed


@pytest.mark.parametrize("state", WITHOUT_A_YES[2:])
async def test_after_a_no_nothing_says_that_danger_is_passed_on(store: Store, state: str) -> None:
    child = child_of(store, "tell_and_notify", "now")
    await without_a_yes(child, state)
    assert "gevaar" not in heard(await child.command("why"))
    cards = {title: text for sent in (await child.command("privacy")).messages for title, text in sent.message.cards}
    assert "gevaar" not in cards["Wie leest dit?"]
    assert cards["En als ik in gevaar ben?"] == WORDS.gettext("nl")(POLICIES["only_if_shared"].promise)


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
