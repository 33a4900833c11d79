"""An alarm that cannot be read, damaged or of a newer program, never keeps the next signal of its child back."""

from __future__ import annotations

import logging

import pytest

from bot.jobs.alarms.climbing import Climbing
from care.alarms import Known
from storage import Store
from storage.sharing.alarms import AlarmRow
from storage.tables import alarm, consultant, place
from tests.bot.alarms.house import PEOPLE, SENTENCE, TELLING, House
from tests.bot.alarms.test_alarm_raising import NOW, SOON, Listening
from tests.bot.alarms.test_call_taken_back import child_in, open_alarms
from tests.bot.talking import Child, conversation, heard, summary_of

HOW = pytest.mark.parametrize("how", ["newer program", "damaged", "cut off"])


def child(house: House) -> Child:
    """Somebody in a talk where signals are passed on."""
    return Child(conversation(house.store, screener=Listening(), organisation=TELLING, clock=house.clock))


def spoil(store: Store, row: AlarmRow, how: str) -> None:
    """Make what is known of an alarm unreadable."""
    with store.begin() as work:
        newer = work.key_of(row.person_id).seal_json(place("alarm", "content", row.id), {"form": SENTENCE})
        content = {"newer program": newer, "damaged": b"\x01\x02", "cut off": newer[:9]}[how]
        work.connection.execute(alarm.update().where(alarm.c.id == row.id).values(content=content))


def known(store: Store, alarm_id: str) -> Known:
    """What is known of an alarm that can be read."""
    with store.read() as work:
        content = work.alarms.content(alarm_id)
    assert content is not None
    return Known.from_data(content)


@HOW
async def test_a_second_signal_rings_anew_beside_an_alarm_that_cannot_be_read(
    house: House, caplog: pytest.LogCaptureFixture, how: str
) -> None:
    noor = child(house)
    await noor.until("happiness.more")
    await noor.say(SOON)
    (first,) = open_alarms(house.store)
    spoil(house.store, first, how)
    house.clock.pass_by(minutes=1)
    with caplog.at_level(logging.ERROR):
        reply = await noor.say(NOW)
    assert reply.alarmed
    assert "tot 17:00" in heard(reply), "the child is told in full: it is a new alarm"
    before, new = open_alarms(house.store)
    assert (before.id, before.urgency) == (first.id, "soon")
    assert (new.urgency, new.escalates_at) == ("now", house.clock())
    assert [said.text for said in known(house.store, new.id).said] == [NOW]
    assert first.id in caplog.text
    assert SENTENCE not in caplog.text
    await noor.say(SOON)
    assert len(open_alarms(house.store)) == 2, "what is said next goes into the one that can be read"
    assert [said.text for said in known(house.store, new.id).said] == [NOW, SOON]


@HOW
async def test_an_alarm_that_cannot_be_read_keeps_neither_the_preview_nor_the_page_back(house: House, how: str) -> None:
    noor = child(house)
    await noor.until("happiness.more")
    await noor.say(SOON)
    (first,) = open_alarms(house.store)
    spoil(house.store, first, how)
    await noor.say(NOW)
    await noor.tap("go_on")
    await noor.send(switched_on=False)
    assert [line.text_quote for line in summary_of(house.store).safety if line.is_quote] == [NOW]


@HOW
async def test_a_call_is_asked_for_and_taken_back_beside_an_alarm_that_cannot_be_read(house: House, how: str) -> None:
    house.raise_one("lost")
    noor = child_in(house, TELLING)
    await noor.until("happiness.more")
    await noor.say(SOON)
    (first,) = [row for row in open_alarms(house.store) if row.id != "lost"]
    spoil(house.store, first, how)
    await noor.until("review.items")
    assert sorted(row.urgency for row in open_alarms(house.store)) == ["call", "now", "soon"]
    await noor.command("take_back", "call")
    assert sorted(row.urgency for row in open_alarms(house.store)) == ["now", "soon"], "danger stays, read or not"


@HOW
async def test_a_call_that_cannot_be_read_is_taken_back_all_the_same(house: House, how: str) -> None:
    noor = child_in(house, TELLING)
    await noor.until("review.items")
    (called,) = open_alarms(house.store)
    assert called.urgency == "call"
    spoil(house.store, called, how)
    await noor.command("take_back", "call")
    assert open_alarms(house.store) == []


async def test_a_colleague_whose_card_cannot_be_read_keeps_no_signal_back(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    with house.store.begin() as work:
        bas = consultant.c.id == house.ids[PEOPLE[1]]
        work.connection.execute(consultant.update().where(bas).values(card=b"\x01\x02"))
    noor = child(house)
    await noor.until("happiness.more")
    with caplog.at_level(logging.ERROR):
        assert (await noor.say(NOW)).alarmed
    assert house.ids[PEOPLE[1]] in caplog.text
    await house.live_through(minutes=40)
    assert house.post is not None
    assert PEOPLE[0] in house.post.told and PEOPLE[2] in house.post.told and PEOPLE[1] not in house.post.told


async def test_who_is_told_when_a_card_is_damaged_afterwards(house: House) -> None:
    house.raise_one()
    work = house.work
    (due,) = work.due()
    climbing = Climbing(house.organisation, {"mail"})
    await house.store.run_async(
        lambda unit: climbing.climb(unit, "a1", 0, house.clock()), "x"
    )  # committed, nobody told yet
    with house.store.begin() as unit:
        amina = consultant.c.id == house.ids[PEOPLE[0]]
        unit.connection.execute(consultant.update().where(amina).values(card=b"\x01\x02"))
    await work.run(*due.job.arguments)  # type: ignore[arg-type]
    assert [notice.status for notice in house.notices()] == ["dropped"]
    await house.live_through(minutes=2)
    assert house.post is not None
    assert house.post.told[:1] == [PEOPLE[1]]
