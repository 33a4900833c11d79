"""Taking one thing back: the page is made anew from what was shared then, with its own term, and the old one is gone."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from babel.dates import format_date

from bot.authoring.simulation import MONDAY, Clock
from care.working_days import working_day
from flows.engine.events import Picked
from storage import Store
from storage.sharing.handoffs import HandoffRow
from storage.tables import share_package
from tests.bot.talking import ORGANISATION, Child, conversation, heard, summary_of
from tests.bot.test_withheld import ANSWERS


@pytest.fixture
def now() -> Clock:
    """A clock to turn by hand."""
    return Clock(MONDAY)


@pytest.fixture
async def child(store: Store, now: Clock) -> Child:
    """Somebody who has shared everything."""
    found = Child(conversation(store, clock=now), answers=ANSWERS)
    await found.until("review.items")
    await found.command("more")
    await found.until("review.send")
    await found.tap("send")
    return found


def page(store: Store) -> tuple[HandoffRow, str]:
    """The one page that can be read, and all that stands on it."""
    with store.read() as work:
        (row,) = work.handoffs.list_open()
        return row, json.dumps(work.handoffs.get(row.id), ensure_ascii=False)


async def test_the_page_is_smaller_marked_as_updated_and_keeps_its_term(store: Store, child: Child, now: Clock) -> None:
    before, whole = page(store)
    assert "Merkwens" in whole
    now.now += timedelta(days=40)
    await child.command("take_back", "goal.wish")
    after, smaller = page(store)
    assert "Merkwens" not in smaller
    assert "goal.wish" not in smaller
    assert (after.updates, after.retention_until) == (before.updates + 1, before.retention_until)
    with store.read() as work:
        assert work.handoffs.get(before.id) is None
        assert work.handoffs.source(before.id) is None


async def test_the_name_that_stands_on_the_page_is_the_one_that_was_shared(store: Store, child: Child) -> None:
    await child.command("edit", "me.name")
    await child.say("Nieuwenaam")
    await child.command("take_back", "goal.wish")
    _row, smaller = page(store)
    assert "Nieuwenaam" not in smaller
    assert "Noor" in smaller


async def test_somebody_named_only_there_is_masked_everywhere_else(store: Store, child: Child) -> None:
    assert "Fokke" in page(store)[1]
    await child.command("take_back", "network.would_help")
    assert "Fokke" not in page(store)[1]


async def test_when_the_last_thing_is_taken_back_there_is_no_page_left(store: Store, child: Child) -> None:
    with store.read() as work:
        source = work.handoffs.source(work.handoffs.list_open()[0].id)
        assert source is not None
        shared = [item["link_id"] for item in source["items"]]
    for link_id in shared:
        await child.command("take_back", link_id)
    with store.read() as work:
        assert work.handoffs.list_open() == []


@pytest.mark.parametrize("what", ["no.such.card", "me.name", "'; DROP TABLE handoff", "../../etc"])
async def test_taking_back_what_is_no_card_harms_nothing(store: Store, child: Child, what: str) -> None:
    _row, whole = page(store)
    await child.command("take_back", what)
    _row, after = page(store)
    assert len(after) == pytest.approx(len(whole), abs=60)
    assert "Merkwens" in after


async def test_a_page_of_an_older_version_is_taken_back_whole(store: Store, child: Child) -> None:
    with store.begin() as work:
        work.connection.execute(share_package.update().values(source=None))
    await child.command("take_back", "goal.wish")
    with store.read() as work:
        assert work.handoffs.list_open() == []


async def test_the_talk_goes_on_where_it_was_and_nothing_is_asked_again(store: Store, child: Child) -> None:
    where = child.open.step
    reply = await child.command("take_back", "goal.wish")
    assert child.open.step == where
    assert "ziet dat er iets anders is, niet wat" in heard(reply)
    await child.command("edit", "me.person")  # from now on every walk begins at the start
    await child.command("leave")
    assert child.open.step == where


async def test_no_day_is_promised_on_a_page_that_does_not_say_how_to_reach_the_child(store: Store) -> None:
    child = Child(conversation(store), answers={**ANSWERS, "load.urgent": "call_me_soon"})
    await child.until("review.items")
    switches = {card.link_id: card.link_id != "meeting.contact" for card in child.open.cards}
    await child.do(Picked(child.open.token, switches=switches))
    await child.until("review.send")
    assert "werkdagen" not in heard(await child.tap("send"))
    assert summary_of(store).safety[0].text_quote == "Wil snel gebeld worden"


async def test_the_day_that_was_promised_stands_on_the_page_and_stays_the_same_on_a_smaller_one(
    store: Store, now: Clock
) -> None:
    answers = {**ANSWERS, "load.urgent": "call_me_soon"}
    child = Child(conversation(store, clock=now), answers=answers)
    await child.until("review.items")
    await child.command("more")
    await child.until("review.send")
    told = heard(await child.tap("send"))
    days = ORGANISATION.answer_within_days
    promised = f"binnen {days} werkdagen"
    assert promised in told
    by = format_date(working_day(now.now.date(), days), "d MMMM y", locale="nl")
    assert summary_of(store).safety[0].text_quote == f"Wil snel gebeld worden, uiterlijk {by}"
    now.now += timedelta(days=2)
    await child.command("take_back", "goal.wish")
    assert summary_of(store).safety[0].text_quote == f"Wil snel gebeld worden, uiterlijk {by}"
