"""An alarm is raised in the turn, holds what the child was told about and no more, and is one however much is said."""

from __future__ import annotations

from typing import Any

import pytest

from bot.alarms.bell import Bell
from bot.organisation import Organisation
from care.alarms import Known, Said
from care.alarms.known import SENTENCES_KEPT, WORDS_PASSED_ON
from care.handoff import WORDS_IN_A_SIGNAL, Handoff
from flows.engine.events import Commanded, Signal
from portal import consultants
from storage import Store
from storage.sharing.alarms import AlarmRow, Alarms
from tests.bot.alarms.house import MORNING, PEOPLE, SENTENCE, SHARING, TELLING, Clock, at
from tests.bot.talking import Child, conversation, heard, summary_of

SOON = "er is vaak dagen niemand thuis"
NOW = SENTENCE
GENTLE = "ik voel me zo leeg"
NIGHT = at("2026-11-25 22:00")


class Listening:
    """A safety layer that hears three sentences."""

    def screen(self, text: str, language: str) -> Any:
        """What was noticed."""
        for sentence, signal in (
            (NOW, Signal("abuse_physical", "now")),
            (SOON, Signal("neglect", "soon")),
            (GENTLE, Signal("severe_distress", "check")),
        ):
            if sentence in text:
                return signal
        return None


@pytest.fixture
def clock() -> Clock:
    """A Wednesday morning."""
    return Clock(MORNING)


@pytest.fixture(autouse=True)
def _somebody_on_duty(store: Store, clock: Clock) -> None:
    consultants.add(store, "Amina", PEOPLE[0], clock)


def child(store: Store, clock: Clock, organisation: Organisation = TELLING, **more: Any) -> Child:
    talk = conversation(store, screener=Listening(), organisation=organisation, clock=clock)
    return Child(talk, **more)


def alarms(store: Store) -> list[AlarmRow]:
    with store.read() as work:
        return work.alarms.list_open()


def known(store: Store) -> Known:
    """What is known of the one alarm there is."""
    (row,) = alarms(store)
    with store.read() as work:
        content = work.alarms.content(row.id)
    assert content is not None
    return Known.from_data(content)


async def test_a_signal_is_passed_on_with_its_sentence_and_the_child_is_told_so(store: Store, clock: Clock) -> None:
    noor = child(store, clock)
    await noor.until("happiness.more")
    reply = await noor.say(NOW)
    assert reply.alarmed
    (row,) = alarms(store)
    assert (row.urgency, row.level, row.escalates_at) == ("now", 0, clock())
    found = known(store)
    assert [(said.text, said.category) for said in found.said] == [(NOW, "abuse_physical")]
    assert found.name == "Noor"
    kinds = [sent.message.kind for sent in reply.messages]
    told = reply.messages[kinds.index("help") + 1].message.text
    assert told == (
        "Ik geef nu aan Amina of een collega door wat je schreef. Je naam gaat mee. "
        "Er is iemand tot 17:00. Die krijgt nu een bericht en kijkt zo snel mogelijk."
    )
    assert found.told == (told,)


async def test_of_a_long_text_what_rang_is_passed_on_wherever_it_stands(store: Store, clock: Clock) -> None:
    ball = " ".join(["en toen gingen we met de hond naar het park"] * 18)
    noor = child(store, clock)
    await noor.until("happiness.more")
    await noor.say(f"{ball} {NOW}")
    await noor.say(f"{ball}. {NOW}. {ball}.")
    (at_the_end, in_the_middle) = known(store).said
    assert at_the_end.text.startswith("…")
    assert at_the_end.text.endswith(NOW)
    assert f"park. {NOW}. en toen" in in_the_middle.text
    for said in (at_the_end, in_the_middle):
        assert len(said.text.split()) == WORDS_PASSED_ON
        line = said.line()
        assert NOW in line.text_quote
        assert len(line.text_quote.split()) == WORDS_IN_A_SIGNAL


def test_of_very_many_sentences_the_first_and_the_latest_are_passed_on() -> None:
    known = Known()
    for number in range(SENTENCES_KEPT + 5):
        known = known.with_signal(Said("neglect", "soon", f"zin {number}", MORNING), None)
    kept = [int(said.text.removeprefix("zin ")) for said in known.said]
    assert kept == [0, *range(6, SENTENCES_KEPT + 5)]


def test_what_was_kept_before_it_was_known_which_part_rang_can_still_be_read() -> None:
    data = Known("Noor", said=(Said("neglect", "soon", SOON, MORNING, ("x",)),)).to_data()
    assert Known.from_data(data).said[0].rang == ("x",)
    data["said"][0].pop()
    assert Known.from_data(data).said == (Said("neglect", "soon", SOON, MORNING),)


async def test_at_night_the_child_is_told_that_nobody_is_here_until_nine(store: Store, clock: Clock) -> None:
    clock.now = NIGHT
    noor = child(store, clock, age=9)
    await noor.until("happiness.more")
    said = heard(await noor.say(NOW))
    assert "Ik vertel Amina of een collega wat je schreef. Je naam ook." in said
    assert "Hier kijkt iemand vanaf morgen om 9:00." in said
    assert "Ik stuur Wacht Voorbeeld nu een bericht." in said


@pytest.mark.parametrize("said", [NOW, SOON])
async def test_under_only_if_shared_a_signal_leaves_nothing_anywhere(store: Store, clock: Clock, said: str) -> None:
    noor = child(store, clock, SHARING)
    await noor.until("happiness.more")
    reply = await noor.say(said)
    assert not reply.alarmed
    assert alarms(store) == []
    assert any(sent.message.kind == "help" for sent in reply.messages)
    assert "Amina" not in heard(reply)


async def test_a_gentle_check_is_no_alarm_under_any_policy(store: Store, clock: Clock) -> None:
    noor = child(store, clock)
    await noor.until("happiness.more")
    assert not (await noor.say(GENTLE)).alarmed
    assert alarms(store) == []


@pytest.mark.parametrize("organisation", [TELLING, SHARING], ids=["tell_and_notify", "only_if_shared"])
async def test_who_asks_to_be_called_is_an_alarm_under_every_policy_and_without_a_word_of_theirs(
    store: Store, clock: Clock, organisation: Organisation
) -> None:
    noor = child(store, clock, organisation)
    await noor.until("load.urgent")
    await noor.tap("call_me_soon")
    await noor.tap("call")
    await noor.say("06 00 00 00 00")
    await noor.tap("skip")
    reply = await noor.say("niet na acht uur")
    assert reply.alarmed
    (row,) = alarms(store)
    assert row.urgency == "call"
    found = known(store)
    assert (found.said, found.name, found.called_at) == ((), None, clock())
    words = [sent.message.text for sent in reply.messages]
    passed_on = next(n for n, text in enumerate(words) if "snel gebeld" in text)
    assert words[passed_on + 1].startswith("Er is iemand tot 17:00")
    with store.read() as work:
        (paper,) = [work.handoffs.get(one.id) for one in work.handoffs.list_open() if one.kind == "call_request"]
    assert paper is not None
    assert "06 00 00 00 00" in str(Handoff.from_data(paper).to_json())


async def test_however_much_is_said_it_is_one_alarm_and_the_gravest_urgency_wins(store: Store, clock: Clock) -> None:
    noor = child(store, clock)
    await noor.until("happiness.more")
    await noor.say(SOON)
    (first,) = alarms(store)
    with store.begin() as work:
        assert work.alarms.advance(first.id, 0, 1, at("2026-11-25 10:15"))
    clock.pass_by(minutes=2)
    await noor.say(SOON)
    (same,) = alarms(store)
    assert (same.id, same.urgency, same.escalates_at) == (first.id, "soon", at("2026-11-25 10:15"))
    await noor.say(NOW)
    (graver,) = alarms(store)
    assert (graver.id, graver.urgency, graver.escalates_at) == (first.id, "now", clock())
    await noor.say(SOON)
    assert alarms(store)[0].urgency == "now"
    assert [said.text for said in known(store).said] == [SOON, SOON, NOW, SOON]


async def test_repeats_are_told_in_one_short_line(store: Store, clock: Clock) -> None:
    noor = child(store, clock)
    await noor.until("happiness.more")
    await noor.say(NOW)
    again = heard(await noor.say(NOW))
    assert "Dit geef ik ook door." in again
    assert "tot 17:00" not in again


async def test_something_graver_is_told_with_its_promise_and_not_as_a_repeat(store: Store, clock: Clock) -> None:
    noor = child(store, clock)
    await noor.until("happiness.more")
    await noor.say(SOON)
    graver = heard(await noor.say(NOW))
    assert "Die krijgt nu een bericht" in graver
    assert "Dit geef ik ook door." not in graver
    assert "Dit geef ik ook door." in heard(await noor.say(SOON))


async def test_after_somebody_took_it_a_new_sentence_rings_anew(store: Store, clock: Clock) -> None:
    noor = child(store, clock)
    await noor.until("happiness.more")
    await noor.say(NOW)
    (first,) = alarms(store)
    with store.begin() as work:
        amina = work.consultants.by_email(PEOPLE[0])
        assert amina is not None
        assert work.alarms.take(first.id, amina.id, clock())
    assert "tot 17:00" in heard(await noor.say(NOW))
    (second,) = alarms(store)
    assert second.id != first.id
    assert [said.text for said in known(store).said] == [NOW]


async def test_a_sentence_that_comes_while_somebody_takes_the_alarm_rings_anew(
    store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    noor = child(store, clock)
    await noor.until("happiness.more")
    await noor.say(NOW)
    (first,) = alarms(store)
    update, amina = Alarms.update, consultants.list_all(store)[0].id

    def taken_before(self: Alarms, row: AlarmRow, *given: Any) -> bool:
        assert self.take(row.id, amina, clock())
        return update(self, row, *given)

    monkeypatch.setattr(Alarms, "update", taken_before)
    await noor.say(NOW)
    (second,) = alarms(store)
    assert second.id != first.id
    assert [said.text for said in known(store).said] == [NOW, NOW]


async def test_with_somebody_watching_the_screen_says_nothing_that_betrays(store: Store, clock: Clock) -> None:
    noor = child(store, clock, answers={"welcome.place": "being_watched"})
    await noor.until("happiness.more")
    said = heard(await noor.say(NOW))
    assert "Ik stuur Amina of een collega een bericht." in said
    for betrays in ("schreef", "hulp nu zie", "gevaar", "Wacht"):
        assert betrays not in said
    assert len(alarms(store)) == 1


async def test_deleting_everything_takes_the_alarm_along(store: Store, clock: Clock) -> None:
    noor = child(store, clock)
    await noor.until("happiness.more")
    await noor.say(NOW)
    await noor.command("delete")
    await noor.tap("erase_yes")
    assert alarms(store) == []


async def test_the_bell_rings_after_the_commit_and_only_then(store: Store, clock: Clock) -> None:
    rung: list[int] = []

    class Counting(Bell):
        def ring(self) -> None:
            rung.append(len(alarms(store)))

    noor = child(store, clock)
    noor.talk.bell = Counting()
    await noor.until("happiness.more")
    assert rung == []
    await noor.say(NOW)
    assert rung == [1]


async def test_a_delivery_that_comes_twice_raises_once(store: Store, clock: Clock) -> None:
    noor = child(store, clock)
    await noor.until("happiness.more")
    delivery = noor.delivery(typed=NOW)
    await noor.take(delivery)
    reply = await noor.take(delivery)
    assert reply.duplicate
    assert len(known(store).said) == 1


@pytest.mark.parametrize("organisation", [TELLING, SHARING], ids=["tell_and_notify", "only_if_shared"])
async def test_the_summary_holds_the_sentence_marked_and_only_under_this_policy(
    store: Store, clock: Clock, organisation: Organisation
) -> None:
    noor = child(store, clock, organisation)
    await noor.until("happiness.more")
    await noor.say(NOW)
    await noor.tap("go_on")
    await noor.send(switched_on=False)
    quotes = [(line.text_quote, line.note) for line in summary_of(store).safety if line.is_quote]
    marked = [(NOW, "Doorgegeven zonder deling, Noor weet dit")]
    assert quotes == (marked if organisation is TELLING else [])


async def test_what_is_kept_of_it_is_sealed_and_in_the_export(store: Store, clock: Clock) -> None:
    noor = child(store, clock)
    await noor.until("happiness.more")
    await noor.say(NOW)
    (row,) = alarms(store)
    with store.engine.connect() as connection:
        raw = connection.exec_driver_sql("SELECT content FROM alarm").scalar_one()
    assert NOW.encode() not in bytes(raw)
    with store.read() as work:
        exported = work.people.export(row.person_id)
    assert exported["alarm"][0]["content"]["said"][0][2] == NOW


async def test_when_nobody_of_the_list_can_sign_in_nobody_is_said_to_be_there(store: Store, clock: Clock) -> None:
    consultants.disable(store, PEOPLE[0], clock)
    noor = child(store, clock)
    await noor.until("happiness.more")
    said = heard(await noor.say(NOW))
    assert "Er is iemand tot" not in said
    assert "Ik weet niet precies wanneer er iemand kijkt." in said
    assert "Ik stuur Wacht Voorbeeld nu een bericht." in said


async def test_without_mail_the_fallback_is_not_said_to_get_a_message(store: Store, clock: Clock) -> None:
    clock.now = NIGHT
    noor = child(store, clock, TELLING.without_mail())
    await noor.until("happiness.more")
    said = heard(await noor.say(NOW))
    assert "Tot morgen om 9:00 is er niemand van ons." in said
    assert "Wacht Voorbeeld" not in said


async def test_help_that_is_asked_for_is_no_alarm(store: Store, clock: Clock) -> None:
    noor = child(store, clock)
    await noor.until("happiness.more")
    reply = await noor.do(Commanded("help"))
    assert not reply.alarmed
    assert alarms(store) == []


async def test_who_takes_the_call_back_is_not_waited_for_any_more(store: Store, clock: Clock) -> None:
    noor = child(store, clock, SHARING)
    await noor.until("load.urgent")
    await noor.tap("call_me_soon")
    await noor.tap("call")
    await noor.say("06 00 00 00 00")
    await noor.tap("skip")
    await noor.tap("skip")
    assert [row.urgency for row in alarms(store)] == ["call"]
    await noor.command("take_back", "call")
    assert alarms(store) == []


async def test_a_call_taken_back_leaves_what_was_said_beside_it(store: Store, clock: Clock) -> None:
    noor = child(store, clock)
    await noor.until("happiness.more")
    await noor.say(SOON)
    await noor.until("load.urgent")
    await noor.tap("call_me_soon")
    await noor.tap("call")
    await noor.say("06 00 00 00 00")
    await noor.tap("skip")
    await noor.tap("skip")
    await noor.command("take_back", "call")
    assert [row.urgency for row in alarms(store)] == ["soon"]
    found = known(store)
    assert (len(found.said), found.called_at) == (1, None)
