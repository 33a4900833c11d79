"""Who is told, and when, as the clock is moved by hand; whatever goes wrong, somebody is next."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.jobs.pace import Pace
from bot.notices import NoticeError
from portal import consultants
from storage import Store
from tests.bot.alarms.house import DUTY, PEOPLE, TELLING, WATCH, House, Post, at

AMINA, BAS, COR = PEOPLE
NOWHERE = NoticeError("unreachable", final=False)
NEVER = NoticeError("recipient_refused", final=True)


def post(house: House) -> Post:
    """The postman."""
    assert house.post is not None
    return house.post


async def test_the_first_is_told_at_once_and_the_next_after_five_minutes_round_and_round(house: House) -> None:
    house.raise_one()
    await house.look()
    assert post(house).told == [AMINA]
    await house.live_through(minutes=20)
    assert post(house).told == [AMINA, BAS, COR, AMINA]
    assert [(n.level, n.status) for n in house.notices()] == [(1, "sent"), (2, "sent"), (3, "sent"), (4, "sent")]


@pytest.mark.parametrize(("urgency", "minutes"), [("now", 5), ("soon", 15), ("call", 60)])
async def test_how_long_each_gets_depends_on_the_urgency(house: House, urgency: str, minutes: int) -> None:
    house.raise_one(urgency=urgency)
    await house.look()
    house.clock.pass_by(minutes=minutes, seconds=-1)
    assert await house.look() == 0
    house.clock.pass_by(seconds=1)
    await house.look()
    assert post(house).told == [AMINA, BAS]


async def test_whoever_takes_it_ends_it(house: House) -> None:
    house.raise_one()
    await house.look()
    assert house.take(BAS)
    await house.live_through(minutes=120, every=5)
    assert post(house).told == [AMINA]
    row = house.alarm()
    assert (row.open, row.escalates_at, row.acknowledged_by) == (False, None, house.ids[BAS])


async def test_through_a_whole_weekend_somebody_is_always_told_again(house: House) -> None:
    house.clock.now = at("2026-11-27 16:58")
    house.raise_one()
    while house.clock.now < at("2026-11-30 09:06"):
        await house.look()
        row = house.alarm()
        assert row.escalates_at is not None
        assert timedelta() < row.escalates_at - house.clock.now <= timedelta(hours=1)
        house.clock.pass_by(minutes=1)
    told = post(house).told
    assert told[0] == AMINA
    assert set(told[1:-2]) == {WATCH}
    assert told[-2:] == [BAS, COR]
    assert len(told) < 90


async def test_a_holiday_is_a_closed_day(house: House) -> None:
    house.clock.now = at("2026-12-25 10:00")
    house.raise_one()
    await house.look()
    assert post(house).told == [WATCH]
    row = house.alarm()
    assert row.escalates_at == at("2026-12-25 10:05")


async def test_a_process_that_was_away_for_a_night_goes_on_where_it_was(house: House) -> None:
    house.clock.now = at("2026-11-25 16:58")
    house.raise_one()
    await house.look()
    house.clock.now = at("2026-11-26 10:30")
    await house.look()
    assert post(house).told == [AMINA, BAS]
    assert house.alarm().escalates_at == at("2026-11-26 10:35")


async def test_mail_that_is_down_for_an_hour_is_made_up_for_and_meanwhile_it_climbs(house: House) -> None:
    post(house).trouble["everybody"] = NOWHERE
    house.raise_one()
    await house.live_through(minutes=60)
    assert post(house).told == []
    assert house.alarm().level >= 12
    waiting = [notice for notice in house.notices() if notice.status == "due"]
    assert {notice.consultant_id for notice in waiting} == set(house.ids.values())
    assert {notice.error for notice in waiting} == {"unreachable"}
    assert len(waiting) == 3, "who is told again is told once"
    del post(house).trouble["everybody"]
    await house.live_through(minutes=8)
    assert set(post(house).told[:3]) == {AMINA, BAS, COR}
    assert [n for n in house.notices() if n.status == "due"] == []


async def test_a_failure_rests_and_is_tried_again(house: House) -> None:
    post(house).trouble[AMINA] = NOWHERE
    house.raise_one()
    await house.look()
    assert await house.look() == 0
    house.clock.pass_by(seconds=Pace().patience)
    del post(house).trouble[AMINA]
    await house.look()
    assert post(house).told == [AMINA]


async def test_an_address_that_does_not_exist_costs_no_time(house: House) -> None:
    post(house).trouble[AMINA] = NEVER
    house.raise_one()
    await house.look()
    await house.look()
    assert post(house).told == [BAS]
    assert [(n.status, n.error) for n in house.notices()] == [("failed", "recipient_refused"), ("sent", None)]


async def test_addresses_that_are_all_wrong_are_not_run_through_for_ever_at_once(house: House) -> None:
    post(house).trouble["everybody"] = NEVER
    house.raise_one()
    looks = 0
    while await house.look():
        looks += 1
        assert looks < 20, "it never rests"
    assert house.alarm().escalates_at == house.clock() + timedelta(minutes=5)


async def test_a_fallback_that_is_refused_at_night_is_passed_over_and_the_list_is_told(house: House) -> None:
    house.clock.now = at("2026-11-25 22:00")
    post(house).trouble[WATCH] = NEVER
    house.raise_one()
    await house.look()
    await house.look()
    assert post(house).told == [AMINA]
    await house.live_through(minutes=180)
    assert post(house).told == [AMINA, BAS, COR]
    assert [n.kind for n in house.notices() if n.status == "failed"] == ["fallback"]


async def test_where_the_whole_list_is_refused_by_day_the_fallback_is_told_at_once(house: House) -> None:
    post(house).trouble |= dict.fromkeys(PEOPLE, NEVER)
    house.raise_one()
    for _ in range(4):
        await house.look()
    assert post(house).told == [WATCH]
    await house.live_through(minutes=7 * 60)
    assert set(post(house).told) == {WATCH}
    assert len([n for n in house.notices() if n.status == "failed"]) == len(PEOPLE)


async def test_who_was_refused_is_passed_over_in_every_round(house: House) -> None:
    post(house).trouble[BAS] = NEVER
    house.raise_one()
    await house.live_through(minutes=20)
    assert post(house).told == [AMINA, COR, AMINA, COR]


async def test_where_everybody_is_refused_they_are_tried_again_in_peace(house: House) -> None:
    post(house).trouble["everybody"] = NEVER
    house.raise_one()
    await house.live_through(minutes=10)
    del post(house).trouble["everybody"]
    await house.live_through(minutes=6)
    assert post(house).told != []
    assert len(house.notices()) < 9


async def test_a_fallback_that_breaks_late_in_the_alarm_is_passed_over_at_once_too(house: House) -> None:
    house.clock.now = at("2026-11-25 16:00")
    house.raise_one()
    await house.live_through(minutes=60)
    before = len(post(house).told)
    post(house).trouble[WATCH] = NEVER
    await house.look()
    await house.look()
    assert len(post(house).told) == before + 1
    assert post(house).told[-1] in PEOPLE


async def test_somebody_disabled_before_is_left_out(house: House) -> None:
    consultants.disable(house.store, AMINA, house.clock)
    house.raise_one()
    await house.look()
    assert post(house).told == [BAS]


async def test_somebody_disabled_between_the_row_and_the_letter_is_not_told_and_the_next_is_at_once(
    house: House,
) -> None:
    post(house).trouble[AMINA] = NOWHERE
    house.raise_one()
    await house.look()
    consultants.disable(house.store, AMINA, house.clock)
    house.clock.pass_by(seconds=Pace().patience)
    await house.look()
    await house.look()
    assert post(house).told == [BAS]
    assert house.notices()[0].status == "dropped"


async def test_a_list_of_strangers_goes_to_the_fallback(store: Store) -> None:
    duty = DUTY.model_copy(update={"consultants": ("nobody@example.org",)})
    house = House(store, TELLING.model_copy(update={"duty": duty}))
    house.raise_one()
    await house.look()
    assert post(house).told == [WATCH]


async def test_without_list_and_fallback_every_consultant_is_told_rather_than_nobody(store: Store) -> None:
    house = House(store, TELLING.model_copy(update={"duty": None}))
    house.raise_one()
    await house.live_through(minutes=60)
    assert sorted(post(house).told[:3]) == [AMINA, BAS, COR]


async def test_without_anybody_it_stays_due_and_is_said_in_the_log(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    for address in PEOPLE:
        consultants.disable(house.store, address, house.clock)
    house.organisation = TELLING.model_copy(update={"duty": None})
    house.raise_one()
    await house.look()
    assert "nobody to tell" in caplog.text
    assert house.alarm().open
    consultants.add(house.store, "Dina", "dina@example.org", house.clock)
    await house.live_through(minutes=70)
    assert post(house).told[0] == "dina@example.org"


async def test_without_mail_the_portal_tells_and_the_list_goes_round_all_the_same(store: Store) -> None:
    house = House(store, post=None)
    house.raise_one()
    await house.look()
    house.clock.pass_by(minutes=5)
    await house.look()
    found = [(n.consultant_id, n.way, n.status) for n in house.notices()]
    assert found == [(house.ids[AMINA], "portal", "sent"), (house.ids[BAS], "portal", "sent")]


async def test_a_job_that_comes_twice_tells_once(house: House) -> None:
    house.raise_one()
    work = house.work
    (due,) = work.due()
    await asyncio.gather(*(work.run(*due.job.arguments) for _ in range(5)))  # type: ignore[arg-type]
    assert post(house).told == [AMINA]
    assert house.alarm().level == 1


async def test_a_job_carries_ids_and_numbers_only(house: House) -> None:
    house.raise_one("0f0f")
    (due,) = house.work.due()
    assert due.job.arguments == ("0f0f", 0)
    assert due.job.id.startswith("alarm.0f0f.0.0.")


async def test_a_job_that_broke_before_it_did_anything_comes_again_as_another(house: House) -> None:
    house.raise_one()
    (due,) = house.work.due()
    assert house.work.due()[0].job == due.job  # whoever looks twice in the same moment asks for one job
    house.clock.pass_by(seconds=Pace().alarm_second_chance)
    (again,) = house.work.due()
    assert again.job.arguments == due.job.arguments
    assert again.job.id != due.job.id


async def test_taken_while_the_letter_is_on_its_way_no_other_letter_goes(house: House) -> None:
    house.raise_one()
    post(house).trouble["everybody"] = NOWHERE
    await house.live_through(minutes=6)
    house.take(COR)
    post(house).trouble.clear()
    await house.live_through(minutes=30)
    assert post(house).told == []


APART = Pace().letters_apart


def sent(house: House, alarm_id: str) -> list[tuple[str, bool]]:
    """Of every notice of an alarm its status, and whether it went out after the alarm had rung."""
    raised = house.alarm(alarm_id).raised_at
    return [(n.status, n.sent_at is not None and n.sent_at >= raised) for n in house.notices(alarm_id)]


async def test_two_alarms_are_both_told(house: House) -> None:
    house.raise_one("a1")
    house.raise_one("a2")
    await house.look()
    house.clock.pass_by(seconds=APART)
    await house.look()
    assert post(house).told == [AMINA, AMINA]
    assert sent(house, "a1") == sent(house, "a2") == [("sent", True)]


async def test_what_rings_after_a_letter_waits_some_minutes_and_never_longer(house: House) -> None:
    house.raise_one("a1")
    await house.look()
    house.clock.pass_by(seconds=1)
    for number in range(2, 9):
        house.raise_one(f"a{number}")
    await house.look()
    assert post(house).told == [AMINA]
    assert {house.notices(f"a{number}")[0].status for number in range(2, 9)} == {"due"}
    house.clock.pass_by(seconds=APART - 2)
    assert await house.look() == 0, "nothing is done in vain meanwhile"
    house.clock.pass_by(seconds=1)
    await house.look()
    assert post(house).told == [AMINA, AMINA], "one letter for all of them"
    assert all(sent(house, f"a{number}") == [("sent", True)] for number in range(2, 9))


async def test_one_script_does_not_bury_who_is_on_duty(house: House) -> None:
    for number in range(20):
        house.raise_one(f"a{number}")
    await house.live_through(minutes=30)
    assert all(post(house).told.count(who) <= 30 * 60 / APART for who in PEOPLE)
    assert len(post(house).told) <= 15
    for number in range(20):
        told = [notice.consultant_id for notice in house.notices(f"a{number}") if notice.status == "sent"]
        assert {house.ids[who] for who in PEOPLE} <= set(told), (
            "and yet each was told to everybody, one after the other"
        )


async def test_who_raises_and_deletes_over_and_over_does_not_bury_them_either(house: House) -> None:
    for number in range(20):
        house.raise_one(f"a{number}")
        await house.look()
        with house.store.begin() as work:
            work.people.delete("noor", house.clock(), "asked")
        house.clock.pass_by(seconds=10)
    assert len(post(house).told) <= 20 * 10 / APART + 1


async def test_one_of_many_is_taken_and_the_others_climb(house: House) -> None:
    for name in ("a1", "a2", "a3"):
        house.raise_one(name)
    await house.look()
    house.take(AMINA, "a2")
    await house.live_through(minutes=10)
    assert [len(house.notices(name)) for name in ("a1", "a2", "a3")] == [2, 1, 2]
    assert set(post(house).told) == {AMINA, BAS}


async def test_a_letter_that_is_refused_counts_for_none_of_its_alarms_and_each_goes_on(house: House) -> None:
    house.raise_one("a1")
    await house.look()
    for name in ("a2", "a3"):
        house.raise_one(name)
    await house.look()
    post(house).trouble[AMINA] = NEVER
    house.clock.pass_by(seconds=APART)
    await house.look()
    await house.look()
    for name in ("a2", "a3"):
        assert [(n.consultant_id, n.status) for n in house.notices(name)][0] == (house.ids[AMINA], "failed")
        assert house.notices(name)[1].consultant_id == house.ids[BAS]
    assert post(house).told == [AMINA, BAS]


async def test_a_letter_whose_outcome_nobody_knows_counts_for_none_of_its_alarms(house: House) -> None:
    def dies(_address: str) -> None:
        raise RuntimeError("killed")

    house.raise_one("a1")
    await house.look()
    house.raise_one("a2")
    house.raise_one("a3")
    await house.look()
    post(house).on_the_way = dies
    house.clock.pass_by(seconds=APART)
    with pytest.raises(RuntimeError):
        await house.look()
    assert [house.notices(name)[0].status for name in ("a2", "a3")] == ["due", "due"]
    post(house).on_the_way = None
    house.clock.pass_by(seconds=Pace().orphan_age)
    await house.look()
    assert post(house).told == [AMINA, AMINA]
    assert sent(house, "a2") == sent(house, "a3") == [("sent", True)]


async def test_what_rings_while_a_letter_is_on_its_way_is_not_covered_by_it(house: House) -> None:
    post(house).on_the_way = lambda _address: house.raise_one("a2") if len(post(house).told) == 0 else None
    house.raise_one("a1")
    await house.look()
    await house.look()
    assert house.notices("a2")[0].status == "due"
    house.clock.pass_by(seconds=APART)
    await house.look()
    assert sent(house, "a2") == [("sent", True)]
    assert post(house).told == [AMINA, AMINA]
