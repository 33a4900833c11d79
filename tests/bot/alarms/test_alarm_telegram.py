"""Who linked a chat is told there as well: two notices, each with a life of its own, and one rung of the ladder."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from prometheus_client import REGISTRY

from bot.alarms.rungs import is_last, rungs, told
from bot.jobs.pace import Pace
from bot.notices import NoticeError
from portal import consultants
from storage import Store
from storage.sharing.alarm_notices import Notice
from tests.bot.alarms.house import MORNING, PEOPLE, WATCH, House, Post, at

AMINA, BAS, COR = PEOPLE
CHAT, OTHER = "7001", "7002"
SLOW = NoticeError("too_slow", final=False)
BLOCKED = NoticeError("blocked", final=True)
REFUSED = NoticeError("recipient_refused", final=True)


@pytest.fixture
def house(store: Store) -> House:
    """A house with a bot, in which Amina has linked a chat."""
    house = House(store, telegram=Post())
    house.link(AMINA, CHAT)
    return house


def mail(house: House) -> Post:
    """The postman who mails."""
    assert house.post is not None
    return house.post


def chat(house: House) -> Post:
    """The postman on Telegram."""
    assert house.telegram is not None
    return house.telegram


def ways(house: House) -> list[tuple[str, str | None, str, str | None]]:
    """Way, whom, status and what went wrong, of every notice."""
    by_id = {consultant: address for address, consultant in house.ids.items()}
    return [(n.way, by_id.get(n.consultant_id or ""), n.status, n.error) for n in house.notices()]


async def test_whoever_linked_a_chat_is_told_by_mail_and_on_telegram_and_is_one_rung(house: House) -> None:
    house.raise_one()
    await house.look()
    assert (mail(house).told, chat(house).told) == ([AMINA], [CHAT])
    assert ways(house) == [("mail", AMINA, "sent", None), ("telegram", AMINA, "sent", None)]
    await house.live_through(minutes=19)
    assert mail(house).told == [AMINA, BAS, COR, AMINA]
    assert chat(house).told == [CHAT, CHAT]


async def test_every_notice_has_a_level_of_its_own_and_the_next_rung_comes_after_its_minutes(house: House) -> None:
    house.raise_one()
    await house.look()
    assert [notice.level for notice in house.notices()] == [1, 2]
    assert house.alarm().level == 2
    assert house.alarm().escalates_at == house.clock() + timedelta(minutes=5)


async def test_where_no_bot_runs_a_linked_chat_changes_nothing(house: House) -> None:
    house.telegram = None
    house.raise_one()
    await house.look()
    assert ways(house) == [("mail", AMINA, "sent", None)]


async def test_without_mail_telegram_alone_reaches_them_and_the_portal_whoever_has_no_chat(house: House) -> None:
    house.post = None
    house.raise_one()
    await house.live_through(minutes=6)
    assert chat(house).told == [CHAT]
    assert ways(house) == [("telegram", AMINA, "sent", None), ("portal", BAS, "sent", None)]


async def test_the_fallback_is_mailed_whoever_has_a_chat(house: House) -> None:
    house.clock.now = at("2026-11-25 22:00")
    house.raise_one()
    await house.look()
    assert (mail(house).told, chat(house).told) == ([WATCH], [])


async def test_what_fails_on_telegram_is_tried_again_alone(house: House) -> None:
    chat(house).trouble[CHAT] = SLOW
    house.raise_one()
    await house.look()
    assert ways(house) == [("mail", AMINA, "sent", None), ("telegram", AMINA, "due", "too_slow")]
    house.clock.pass_by(seconds=Pace().patience)
    del chat(house).trouble[CHAT]
    await house.look()
    assert (mail(house).told, chat(house).told) == ([AMINA], [CHAT])
    assert house.linked(AMINA) == CHAT


async def test_what_fails_by_mail_is_tried_again_alone(house: House) -> None:
    mail(house).trouble[AMINA] = SLOW
    house.raise_one()
    await house.look()
    house.clock.pass_by(seconds=Pace().patience)
    del mail(house).trouble[AMINA]
    await house.look()
    assert (mail(house).told, chat(house).told) == ([AMINA], [CHAT])


async def test_telegram_that_is_down_for_an_hour_is_made_up_for_once(house: House) -> None:
    chat(house).trouble["everybody"] = NoticeError("unreachable", final=False)
    house.raise_one()
    await house.live_through(minutes=60)
    assert mail(house).told[:4] == [AMINA, BAS, COR, AMINA]
    assert len([n for n in house.notices() if n.status == "due"]) == 1, "who is told again is told once"
    del chat(house).trouble["everybody"]
    await house.live_through(minutes=6)
    assert chat(house).told[0] == CHAT
    assert [n for n in house.notices() if n.status == "due"] == []


async def test_a_chat_that_blocked_the_bot_is_let_go_and_the_next_is_told_at_once(house: House) -> None:
    chat(house).trouble[CHAT] = BLOCKED
    house.raise_one()
    await house.look()
    assert house.linked(AMINA) is None
    assert house.alarm().escalates_at == house.clock()
    await house.look()
    assert mail(house).told == [AMINA, BAS]
    assert ways(house)[1] == ("telegram", AMINA, "failed", "blocked")
    await house.live_through(minutes=30)
    assert [n.way for n in house.notices()].count("telegram") == 1


async def test_a_chat_that_was_linked_anew_meanwhile_is_not_let_go_for_the_old_one(house: House) -> None:
    chat(house).trouble[CHAT] = BLOCKED
    chat(house).on_the_way = lambda _chat: house.link(AMINA, OTHER)
    house.raise_one()
    await house.look()
    assert house.linked(AMINA) == OTHER


async def test_whose_mail_alone_is_refused_is_still_told_in_every_round(house: House) -> None:
    mail(house).trouble[AMINA] = REFUSED
    house.raise_one()
    await house.live_through(minutes=40)
    assert len(chat(house).told) > 2
    assert mail(house).told[:3] == [BAS, COR, BAS]


async def test_both_ways_refused_hurry_once_and_not_past_the_next(house: House) -> None:
    chat(house).trouble[CHAT] = BLOCKED
    mail(house).trouble[AMINA] = REFUSED
    house.raise_one()
    await house.look()
    await house.look()
    assert mail(house).told == [BAS]
    assert house.alarm().escalates_at == house.clock() + timedelta(minutes=5)


async def test_a_refusal_that_comes_after_the_next_was_told_hurries_nobody(house: House) -> None:
    chat(house).trouble[CHAT] = SLOW
    house.raise_one()
    await house.live_through(minutes=6)
    chat(house).trouble[CHAT] = BLOCKED
    before = house.alarm().escalates_at
    house.clock.pass_by(seconds=Pace().longest_notice_rest - 90)
    await house.look()
    assert house.linked(AMINA) is None
    assert house.alarm().escalates_at == before


async def test_chats_and_addresses_that_are_all_wrong_are_not_run_through_for_ever_at_once(house: House) -> None:
    for address, number in ((BAS, OTHER), (COR, "7003")):
        house.link(address, number)
    chat(house).trouble["everybody"] = BLOCKED
    mail(house).trouble["everybody"] = REFUSED
    house.raise_one()
    looks = 0
    while await house.look():
        looks += 1
        assert looks < 20, "it never rests"
    assert house.alarm().escalates_at == house.clock() + timedelta(minutes=5)
    first_round = [one for one in ways(house) if one[0] == "mail"]
    watch = None
    assert [one[1] for one in first_round] == [AMINA, BAS, COR, watch, AMINA], "everybody had a turn before it rested"


async def test_an_alarm_that_was_taken_is_told_to_no_chat(house: House) -> None:
    chat(house).trouble[CHAT] = SLOW
    house.raise_one()
    await house.look()
    house.take(BAS)
    chat(house).trouble.clear()
    await house.live_through(minutes=30)
    assert chat(house).told == []


@pytest.mark.parametrize("how", ["disabled", "unlinked"])
async def test_whoever_stops_between_the_row_and_the_message_is_not_told_and_the_next_is_at_once(
    house: House, how: str
) -> None:
    chat(house).trouble[CHAT] = SLOW
    house.raise_one()
    await house.look()
    if how == "disabled":
        consultants.disable(house.store, AMINA, house.clock)
    else:
        with house.store.begin() as work:
            work.consultants.unlink_telegram(house.ids[AMINA])
    chat(house).trouble.clear()
    house.clock.pass_by(seconds=Pace().patience)
    await house.look()
    await house.look()
    assert chat(house).told == []
    assert mail(house).told == [AMINA, BAS]
    assert ways(house)[1] == ("telegram", AMINA, "dropped", "no_address")


async def test_somebody_who_was_disabled_and_let_in_again_has_no_chat(house: House) -> None:
    consultants.disable(house.store, AMINA, house.clock)
    consultants.reset(house.store, AMINA, "https://chat.example.org", house.clock)
    house.raise_one()
    await house.look()
    assert (mail(house).told, chat(house).told) == ([AMINA], [])


async def test_it_is_counted_by_way(house: House) -> None:
    def counted(outcome: str) -> float:
        labels = {"way": "telegram", "outcome": outcome}
        return REGISTRY.get_sample_value("maatje_alarm_notices_total", labels) or 0

    sent, failed = counted("sent"), counted("failed")
    chat(house).trouble[CHAT] = SLOW
    house.raise_one()
    await house.look()
    del chat(house).trouble[CHAT]
    house.clock.pass_by(seconds=Pace().patience)
    await house.look()
    assert (counted("sent") - sent, counted("failed") - failed) == (1, 1)


async def test_no_log_line_names_a_chat(house: House, caplog: pytest.LogCaptureFixture) -> None:
    chat(house).trouble[CHAT] = BLOCKED
    house.raise_one()
    await house.look()
    assert "not told of an alarm" in caplog.text
    assert CHAT not in caplog.text


def notice(level: int, who: str | None, way: Any = "mail", minute: int = 0) -> Notice:
    """A notice that was sent."""
    kind: Any = "consultant" if who else "fallback"
    when = MORNING + timedelta(minutes=minute)
    return Notice("a1", level, kind, who, way, "sent", 1, None, when, when, when)


def test_rungs_are_what_one_commit_wrote_for_one_person() -> None:
    written = [
        notice(1, "amina"),
        notice(2, "amina", "telegram"),
        notice(3, "bas", minute=5),
        notice(4, None, minute=10),
        notice(5, "amina", minute=15),
        notice(6, "amina", "telegram", minute=15),
        notice(7, "amina", minute=15),  # alone on the list and refused: hurried on to at the very same moment
    ]
    found = rungs(written)
    assert [[one.level for one in rung] for rung in found] == [[1, 2], [3], [4], [5, 6], [7]]
    assert told(found) == ["amina", "bas", None, "amina", "amina"]
    assert [is_last(found, one) for one in written] == [False] * 6 + [True]
    assert rungs([]) == []
    assert not is_last([], written[0])
