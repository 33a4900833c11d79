"""A call stands in the request, in the alarm and on the page: what is taken back in one of them is in none of them."""

from __future__ import annotations

import json

import pytest

from bot.kept import Mine
from bot.organisation import Organisation
from care.alarms import Known
from flows.engine.events import Picked
from storage import Store
from storage.sharing.alarms import AlarmRow
from storage.tables import share_package
from tests.bot.alarms.house import PEOPLE, SHARING, TELLING, House
from tests.bot.alarms.test_alarm_raising import NOW, SOON, Listening
from tests.bot.talking import LIBRARY, Child, conversation, heard

NUMBER = "06 00000000"
WISH = {"load.urgent": "call_me_soon", "meeting.contact": {"way": "app", "address": NUMBER}}
CALLED, NO_CALL = "gebeld", "Dan belt nu niemand je."
STANDS = "Je vraag om gebeld te worden staat nog wel."


@pytest.fixture
def house(store: Store) -> House:
    return House(store)


def child_in(house: House, organisation: Organisation = SHARING, **answers: object) -> Child:
    talk = conversation(house.store, screener=Listening(), organisation=organisation, clock=house.clock)
    return Child(talk, answers={**WISH, **answers})


async def shared(house: House, organisation: Organisation = SHARING, **answers: object) -> Child:
    """A child who asked to be called, and shared everything."""
    child = child_in(house, organisation, **answers)
    await child.until("review.items")
    cards = {card.link_id: True for card in child.open.cards}
    await child.do(Picked(child.open.token, switches=cards))
    await child.tap("send")
    assert list(papers(house.store)) == ["call_request", "summary"]
    assert all(NUMBER in paper and CALLED in paper for paper in papers(house.store).values())
    return child


def papers(store: Store) -> dict[str, str]:
    """All that a consultant can read now, by kind."""
    with store.read() as work:
        rows = sorted(work.handoffs.list_open(), key=lambda row: row.kind)
        return {row.kind: json.dumps(work.handoffs.get(row.id), ensure_ascii=False) for row in rows}


def versions(store: Store) -> list[int]:
    with store.read() as work:
        return [row.updates for row in work.handoffs.list_open() if row.kind == "summary"]


def alarm(house: House) -> tuple[AlarmRow, Known]:
    """The one alarm there is, open or taken."""
    with house.store.read() as work:
        (row,) = [*work.alarms.list_open(), *work.alarms.list_taken(9)]
        content = work.alarms.content(row.id)
    assert content is not None
    return row, Known.from_data(content)


def open_alarms(store: Store) -> list[AlarmRow]:
    with store.read() as work:
        return work.alarms.list_open()


async def test_a_call_taken_back_is_gone_from_the_page_too(house: House) -> None:
    child = await shared(house)
    said = heard(await child.command("take_back", "call"))
    assert "kan het niet meer lezen" in said
    assert NO_CALL not in said  # that was asked for
    assert list(papers(house.store)) == ["summary"]
    page = papers(house.store)["summary"]
    assert CALLED not in page and "load.urgent" not in page
    assert NUMBER in page  # how to be reached was shared for itself
    assert open_alarms(house.store) == []
    assert versions(house.store) == [1]


async def test_a_call_that_is_not_on_the_page_leaves_the_page_alone(house: House) -> None:
    child = await shared(house)
    await child.command("take_back", "load.urgent")
    before = papers(house.store)["summary"]
    await child.command("take_back", "call")
    assert papers(house.store) == {"summary": before}


@pytest.mark.parametrize("what", ["load.urgent", "meeting.contact"])
async def test_what_the_request_is_made_of_takes_the_call_along_and_the_child_knows(house: House, what: str) -> None:
    child = await shared(house)
    said = heard(await child.command("take_back", what))
    assert NO_CALL in said
    assert list(papers(house.store)) == ["summary"]
    page = papers(house.store)["summary"]
    assert (NUMBER in page) == (what == "load.urgent")
    assert CALLED not in page
    assert open_alarms(house.store) == []


async def test_anything_else_that_is_taken_back_leaves_the_call(house: House) -> None:
    child = await shared(house)
    said = heard(await child.command("take_back", "strength.good_at"))
    assert NO_CALL not in said
    assert list(papers(house.store)) == ["call_request", "summary"]
    assert len(open_alarms(house.store)) == 1


async def shared_only(house: House, link_id: str) -> Child:
    """A child who asked to be called, and shared one card."""
    child = child_in(house)
    await child.until("review.items")
    switches = {card.link_id: card.link_id == link_id for card in child.open.cards}
    await child.do(Picked(child.open.token, switches=switches))
    await child.tap("send")
    assert list(papers(house.store)) == ["call_request", "summary"]
    return child


async def test_the_last_card_that_is_taken_back_leaves_the_call_and_the_child_knows(house: House) -> None:
    child = await shared_only(house, "strength.good_at")
    said = heard(await child.command("take_back", "strength.good_at"))
    assert "kan het niet meer lezen" in said
    assert STANDS in said and NO_CALL not in said
    assert list(papers(house.store)) == ["call_request"]
    assert len(open_alarms(house.store)) == 1


async def test_where_the_last_card_is_what_the_request_is_made_of_both_go(house: House) -> None:
    child = await shared_only(house, "meeting.contact")
    said = heard(await child.command("take_back", "meeting.contact"))
    assert NO_CALL in said and STANDS not in said
    assert papers(house.store) == {}
    assert open_alarms(house.store) == []


async def test_everything_that_was_shared_takes_the_call_along(house: House) -> None:
    child = await shared_only(house, "strength.good_at")
    assert STANDS not in heard(await child.command("take_back", "everything"))
    assert papers(house.store) == {}
    assert open_alarms(house.store) == []


async def test_another_answer_to_that_question_is_not_the_wish(house: House) -> None:
    child = child_in(house, SHARING, **{"load.urgent": "no_need"})
    await child.until("goal.wish")
    await child.command("help")
    await child.tap("call_me")
    await child.tap("app")
    await child.say(NUMBER)
    await child.tap("skip")
    await child.tap("skip")
    assert "call_request" in papers(house.store)
    await child.until("review.items")
    await child.do(Picked(child.open.token, switches={card.link_id: True for card in child.open.cards}))
    await child.tap("send")
    assert NO_CALL not in heard(await child.command("take_back", "load.urgent"))
    assert NUMBER in papers(house.store)["call_request"]


async def test_a_request_of_an_older_version_goes_too(house: House) -> None:
    child = await shared(house)
    with house.store.begin() as work:
        work.connection.execute(share_package.update().values(source=None))
    await child.command("take_back", "meeting.contact")
    assert papers(house.store) == {}


async def test_a_taken_alarm_says_that_something_was_taken_back_and_not_what(house: House) -> None:
    child = await shared(house)
    row, known = alarm(house)
    assert known.called_at is not None and known.told
    house.take(PEOPLE[0], row.id)
    house.clock.pass_by(minutes=3)
    await child.command("take_back", "call")
    row, known = alarm(house)
    assert (row.urgency, row.acknowledged_by) == ("withdrawn", house.ids[PEOPLE[0]])
    assert known == Known(language="nl", withdrawn_at=house.clock())


async def test_what_was_said_beside_it_stays_in_a_taken_alarm(house: House) -> None:
    child = child_in(house, TELLING)
    await child.until("happiness.more")
    await child.say(SOON)
    await child.until("goal.wish")
    row, known = alarm(house)
    assert (row.urgency, len(known.said), known.called_at is not None) == ("soon", 1, True)
    house.take(PEOPLE[0], row.id)
    await child.command("take_back", "call")
    row, known = alarm(house)
    assert (row.urgency, len(known.said), known.called_at) == ("soon", 1, None)
    assert known.withdrawn_at is not None and known.told


@pytest.mark.parametrize("somebody_is_on_it", [False, True])
async def test_the_gravest_that_was_said_beside_it_presses_as_before(house: House, somebody_is_on_it: bool) -> None:
    child = child_in(house, TELLING)
    await child.until("happiness.more")
    await child.say(SOON)
    await child.say(NOW)
    await child.until("goal.wish")
    row, known = alarm(house)
    assert (row.urgency, len(known.said), known.called_at is not None) == ("now", 2, True)
    if somebody_is_on_it:
        house.take(PEOPLE[0], row.id)
    await child.command("take_back", "call")
    row, known = alarm(house)
    assert (row.urgency, len(known.said), known.called_at) == ("now", 2, None)


@pytest.mark.parametrize("command", ["everything", "load.urgent", "meeting.contact"])
async def test_a_taken_alarm_goes_along_with_whatever_is_taken_back(house: House, command: str) -> None:
    child = await shared(house)
    house.take(PEOPLE[0], alarm(house)[0].id)
    await child.command("take_back", command)
    assert alarm(house)[0].urgency == "withdrawn"


async def test_whoever_opened_the_alarm_has_looked(house: House) -> None:
    child = await shared(house)
    mine = Mine(house.store, LIBRARY, child.talk.tools, house.clock)
    before = mine.look("web", "noor")
    assert before is not None and before[0].openings == ()
    with house.store.begin() as work:
        person, amina = work.people.by_identity("web", "noor"), house.ids[PEOPLE[0]]
        work.access_log.add("alarm_view", house.clock(), person_id=person, user_id=amina, responsible_id=amina)
    after = mine.look("web", "noor")
    assert after is not None and len(after[0].openings) == 1


async def test_a_call_that_was_taken_back_is_not_on_the_page_of_the_next_sending(house: House) -> None:
    child = await shared(house)
    await child.command("take_back", "call")
    await child.command("review")
    assert {card.link_id: card.shared for card in child.open.cards}["load.urgent"] is False
    await child.do(Picked(child.open.token, switches={card.link_id: card.shared for card in child.open.cards}))
    await child.tap("send")
    assert list(papers(house.store)) == ["summary"]
    assert CALLED not in papers(house.store)["summary"]
