"""One whole turn against a real database: delivered twice, from two sides, all at once, killed, handed over, erased."""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from bot.doors import TooManyTries
from bot.messages import Start
from bot.simulation import Clock
from flows.engine.events import Chose, Commanded, Picked, Shown
from storage import KeyRing, Store, open_store
from tests.bot.talking import Child, answers_of, conversation, heard

MARKER = "Zonnebloemmerk"


# --- twice, and from two sides ----------------------------------------------------------------------------------------


async def test_a_delivery_that_comes_twice_is_played_once(store: Store) -> None:
    child = Child(conversation(store))
    await child.until("me.name")
    incoming = child.delivery(typed="Noor")
    first = await child.take(incoming)
    again = await child.take(incoming)
    assert (again.duplicate, again.messages, again.seq) == (True, (), first.seq)
    assert answers_of(store)["me.name"].revision == 1


async def test_the_same_delivery_number_of_another_channel_is_another_delivery(store: Store) -> None:
    talk = conversation(store)
    web, telegram = Child(talk, "one", "web"), Child(talk, "one", "telegram")
    assert not (await web.take(web.delivery(Shown()))).duplicate
    assert not (await telegram.take(telegram.delivery(Shown()))).duplicate


async def test_a_second_tap_on_an_old_button_changes_nothing(store: Store) -> None:
    child = Child(conversation(store))
    await child.until("happiness.now")
    tap = Chose(child.open.token, "7")
    await child.do(tap)
    await child.do(tap)
    assert child.open.step == "happiness.sources"
    assert answers_of(store)["happiness.now"].revision == 1


async def test_two_tabs_of_one_child_converge(store: Store) -> None:
    talk = conversation(store)
    one = Child(talk)
    await one.until("care.who")
    other = Child(talk, _numbers=iter(range(1000, 2000)))
    await other.do(Shown())
    assert other.open == one.open
    await one.do(Picked(one.open.token, ("mother",)))
    await other.do(Picked(other.open.token, ("father",)))
    assert other.open.control == "stale", "the slower tab is asked whether to change the answer"
    await other.tap("go_on")
    await one.do(Shown())
    assert one.open.step == other.open.step == "care.tasks"
    assert answers_of(store)["care.who"].value == ["mother"]


async def test_a_talk_goes_on_in_another_channel_by_a_link_that_works_once(store: Store) -> None:
    talk = conversation(store)
    web = Child(talk)
    await web.until("care.who")
    token = talk.hand_over("web", "noor")
    assert talk.adopt("telegram", "77", token, "handover")
    phone = Child(talk, "77", "telegram")
    await phone.do(Shown())
    assert phone.open == web.open
    await phone.do(Picked(phone.open.token, ("father",)))
    assert talk.transcript("web", "noor") == talk.transcript("telegram", "77")
    assert not talk.adopt("telegram", "78", token, "handover"), "a link works once"


async def test_a_hand_over_link_ends_after_a_day(store: Store) -> None:
    clock = Clock()
    talk = conversation(store, clock=clock)
    await Child(talk).until("me.name")
    token = talk.hand_over("web", "noor")
    clock.now += timedelta(hours=25)
    assert not talk.adopt("telegram", "77", token, "handover")


def test_there_is_nothing_to_hand_over_of_somebody_unknown(store: Store) -> None:
    with pytest.raises(LookupError, match="no talk to hand over"):
        conversation(store).hand_over("web", "nobody")


# --- all at once ------------------------------------------------------------------------------------------------------


async def test_twenty_deliveries_at_once_lose_nothing_and_double_nothing(store: Store) -> None:
    child = Child(conversation(store))
    await child.until("care.tasks")
    chips = [choice.id for choice in child.open.choices if not choice.alone][:10]
    token = child.open.token
    taps = [child.delivery(Chose(token, chip)) for chip in chips]
    before = (await child.do(Shown())).seq
    replies = await asyncio.gather(*(child.talk.take(tap) for tap in [*taps, *taps]))
    played = sorted(reply.seq for reply in replies if not reply.duplicate)
    assert played == list(range(before + 1, before + 11)), "every turn has its own place, without a gap"
    assert sum(reply.duplicate for reply in replies) == 10
    await child.do(Shown())
    assert sorted(child.open.picked) == sorted(chips)


async def test_two_processes_that_share_a_database_take_turns(database_url: str, store: Store, master_key: str) -> None:
    other_store = open_store(database_url, KeyRing.from_master(master_key))
    try:
        here = Child(conversation(store))
        await here.until("care.tasks")
        there = conversation(other_store)
        chips = [choice.id for choice in here.open.choices if not choice.alone][:8]
        taps = [here.delivery(Chose(here.open.token, chip)) for chip in chips]
        await asyncio.gather(*((here.talk if n % 2 else there).take(tap) for n, tap in enumerate(taps)))
        await here.do(Shown())
        assert sorted(here.open.picked) == sorted(chips)
    finally:
        other_store.close()


async def test_many_children_at_once_do_not_hear_each_other(store: Store) -> None:
    talk = conversation(store)
    children = [Child(talk, f"child {number}") for number in range(12)]
    await asyncio.gather(*(child.until("me.name") for child in children))
    await asyncio.gather(*(child.say(f"Naam {n}") for n, child in enumerate(children)))
    names = [answers_of(store, "web", child.address)["me.name"].value for child in children]
    assert names == [f"Naam {n}" for n in range(12)]


# --- killed -----------------------------------------------------------------------------------------------------------

# Talks for ever and tells every turn after its commit; at "before commit" it stops inside the fifth turn, for ever.
_TALKER = """
import asyncio, sys
from storage import KeyRing, open_store
from flows.engine.events import Commanded
from tests.bot.talking import Child, conversation
url, master, stop_at = sys.argv[1:]
turns = [0]
def observe(event):
    if stop_at == "before commit" and turns[0] == 4:
        print("stopped", flush=True); sys.stdin.read()
talk = conversation(open_store(url, KeyRing.from_master(master)), observe=observe)
async def main():
    child = Child(talk)
    await child.until("happiness.sources") if stop_at != "before commit" else None
    while True:
        reply = await (child.begin() if child.prompt is None else child.command("repeat"))
        turns[0] += 1
        print(reply.seq, flush=True)
asyncio.run(main())
"""


def _talker(url: str, master: str, stop_at: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _TALKER, url, master, stop_at]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _kill(talker: subprocess.Popen[str]) -> list[str]:
    os.kill(talker.pid, signal.SIGKILL)
    rest, _ = talker.communicate(timeout=30)
    return rest.split()


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    shutil.copy(sqlite_template, tmp_path / "killed.db")
    return f"sqlite:///{tmp_path / 'killed.db'}"


@pytest.fixture
def sqlite(sqlite_url: str, keys: KeyRing) -> Iterator[Store]:
    opened = open_store(sqlite_url, keys)
    yield opened
    opened.close()


async def test_killed_inside_a_turn_that_turn_never_was_and_can_come_again(
    sqlite_url: str, sqlite: Store, master_key: str
) -> None:
    talker = _talker(sqlite_url, master_key, "before commit")
    assert talker.stdout is not None
    assert [talker.stdout.readline().strip() for _ in range(5)] == ["1", "2", "3", "4", "stopped"]
    _kill(talker)
    talk = conversation(sqlite)
    assert talk.transcript("web", "noor")[-1].seq == 4
    child = Child(talk, _numbers=iter([4]))
    reply = await child.do(Commanded("repeat"))
    assert (reply.duplicate, reply.seq) == (False, 5)


def test_killed_anywhere_what_was_acknowledged_is_there(sqlite_url: str, sqlite: Store, master_key: str) -> None:
    talker = _talker(sqlite_url, master_key, "never")
    assert talker.stdout is not None
    told = [talker.stdout.readline().strip() for _ in range(12)]
    acknowledged = int([*told, *_kill(talker)][-1])
    talk = conversation(sqlite)
    seqs = list(dict.fromkeys(entry.seq for entry in talk.transcript("web", "noor")))
    assert seqs == list(range(1, len(seqs) + 1))
    assert len(seqs) in (acknowledged, acknowledged + 1)
    prompt = talk.open_prompt("web", "noor")
    assert prompt is not None
    assert prompt.step == "happiness.sources"


# --- the words to go on -----------------------------------------------------------------------------------------------


async def _phrase(child: Child) -> str:
    reply = await child.command("phrase")
    phrase = next(sent.message.phrase for sent in reply.messages if sent.message.kind == "phrase")
    assert phrase is not None
    return phrase


async def test_four_words_open_the_talk_elsewhere_however_they_are_typed(store: Store) -> None:
    talk = conversation(store)
    child = Child(talk)
    await child.until("care.who")
    phrase = await _phrase(child)
    assert len(phrase.split()) == 4
    assert talk.adopt("telegram", "77", f"  {phrase.upper().replace(' ', ' - ')}. ", "phrase")
    phone = Child(talk, "77", "telegram")
    await phone.do(Shown())
    assert phone.open.step == "care.who"


async def test_other_words_open_nothing_and_guessing_ends_after_five_tries(store: Store) -> None:
    clock = Clock()
    talk = conversation(store, clock=clock)
    child = Child(talk)
    await child.until("me.name")
    phrase = await _phrase(child)
    for _ in range(5):
        assert not talk.adopt("telegram", "77", "een twee drie vier", "phrase")
    with pytest.raises(TooManyTries):
        talk.adopt("telegram", "77", phrase, "phrase")
    assert talk.adopt("telegram", "78", phrase, "phrase"), "somebody else may try"
    clock.now += timedelta(hours=1, minutes=1)
    assert talk.adopt("telegram", "77", phrase, "phrase"), "after an hour trying is possible again"


async def test_new_words_put_the_old_ones_out_of_use(store: Store) -> None:
    talk = conversation(store)
    child = Child(talk)
    await child.until("me.name")
    old, new = await _phrase(child), await _phrase(child)
    assert old != new
    assert not talk.adopt("telegram", "77", old, "phrase")
    assert talk.adopt("telegram", "77", new, "phrase")


async def test_words_to_go_on_end_with_what_they_open(store: Store) -> None:
    clock = Clock()
    talk = conversation(store, clock=clock)
    child = Child(talk)
    await child.until("me.name")
    late, gone = await _phrase(child), Child(talk, "other")
    clock.now += timedelta(days=31)
    assert not talk.adopt("telegram", "77", late, "phrase")
    await gone.until("me.name")
    erased = await _phrase(gone)
    await gone.command("delete")
    await gone.tap("erase_yes")
    assert not talk.adopt("telegram", "77", erased, "phrase")


async def test_words_and_links_stand_nowhere_in_the_clear(sqlite_url: str, sqlite: Store) -> None:
    talk = conversation(sqlite)
    child = Child(talk)
    await child.until("me.name")
    phrase, token = await _phrase(child), talk.hand_over("web", "noor")
    sqlite.close()
    whole = _bytes_of(sqlite_url)
    assert phrase.encode() not in whole
    assert token.encode() not in whole


# --- erased -----------------------------------------------------------------------------------------------------------


async def test_nothing_a_child_said_stands_readable_in_the_file_and_after_erasing_nothing_at_all(
    sqlite_url: str, sqlite: Store
) -> None:
    child = Child(conversation(sqlite), answers={"me.name": MARKER, "happiness.more": f"{MARKER} meer"})
    await child.until("review.send")
    await child.tap("send")
    assert MARKER.encode() not in _bytes_of(sqlite_url)
    sealed = _personal_blobs(sqlite_url)
    assert len(sealed) > 50
    await child.command("delete")
    reply = await child.tap("erase_yes")
    assert reply.erased
    assert "Alles is weg" in heard(reply)
    sqlite.close()
    assert _rows(sqlite_url) == {"deletion": 1}
    left = _bytes_of(sqlite_url)
    assert [blob for blob in sealed if blob in left] == []


async def test_after_erasing_a_repeated_tap_does_nothing_and_a_hello_begins_anew(store: Store) -> None:
    child = Child(conversation(store))
    await child.until("happiness.sources")
    await child.command("delete")
    last = child.delivery(Chose(child.open.token, "erase_yes"))
    assert (await child.take(last)).erased
    again = await child.take(last)
    assert (again.duplicate, again.session_id) == (True, None)
    assert child.talk.transcript("web", "noor") == []
    assert child.talk.open_prompt("web", "noor") is None
    await child.say("hallo")
    assert child.open.step == "welcome.place"


async def test_erasing_takes_back_what_was_shared(store: Store) -> None:
    child = Child(conversation(store))
    await child.until("review.send")
    await child.tap("send")
    await child.command("delete")
    await child.tap("erase_yes")
    with store.read() as work:
        assert work.handoffs.list_open() == []


OF_NOBODY = frozenset({"alembic_version", "flow_version", "inbox", "store_key", "attempt"})


def _bytes_of(url: str) -> bytes:
    path = Path(url.removeprefix("sqlite:///"))
    return b"".join(file.read_bytes() for file in sorted(path.parent.glob(f"{path.name}*")))


def _rows(url: str) -> dict[str, int]:
    """How many rows there are about people, by table."""
    engine = create_engine(url)
    with engine.connect() as connection:
        tables = [name for name in inspect(connection).get_table_names() if name not in OF_NOBODY]
        counts = {name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in tables}
    engine.dispose()
    return {name: count for name, count in counts.items() if count}


def _personal_blobs(url: str) -> list[bytes]:
    """Everything sealed that is about people."""
    engine = create_engine(url)
    with engine.connect() as connection:
        tables = [name for name in inspect(connection).get_table_names() if name not in OF_NOBODY]
        rows = [row for name in tables for row in connection.execute(text(f'SELECT * FROM "{name}"'))]
    engine.dispose()
    return [value for row in rows for value in row if isinstance(value, bytes) and len(value) > 28]


# --- small promises ---------------------------------------------------------------------------------------------------


async def test_a_talk_begins_in_the_language_of_the_link_and_in_dutch_for_an_unknown_one(store: Store) -> None:
    talk = conversation(store)
    english, other = Child(talk, "one"), Child(talk, "two")
    assert "Hi" in heard(await english.begin(Start(language="en")))
    assert "Hoi" in heard(await other.begin(Start(language="xx")))
    assert (talk.language_of("web", "one"), talk.language_of("web", "two")) == ("en", "nl")


async def test_the_age_is_known_once_it_was_told(store: Store) -> None:
    child = Child(conversation(store))
    await child.until("me.age")
    assert child.talk.age_of("web", "noor") is None
    await child.say("13")
    assert child.talk.age_of("web", "noor") == 13


async def test_the_transcript_can_be_asked_from_a_place_on(store: Store) -> None:
    child = Child(conversation(store))
    await child.until("me.name")
    whole = child.talk.transcript("web", "noor")
    middle = whole[len(whole) // 2]
    later = child.talk.transcript("web", "noor", after=(middle.seq, middle.ordinal))
    assert later == whole[len(whole) // 2 + 1 :]
    assert [(entry.seq, entry.ordinal) for entry in whole] == sorted((entry.seq, entry.ordinal) for entry in whole)


async def test_of_somebody_unknown_there_is_nothing(store: Store) -> None:
    talk = conversation(store)
    assert talk.transcript("web", "nobody") == []
    assert talk.open_prompt("web", "nobody") is None
    assert talk.language_of("web", "nobody") is None


async def test_a_turn_that_fails_leaves_nothing_behind(store: Store) -> None:
    def fail(_event: object) -> None:
        raise RuntimeError("the disk is on fire")

    child = Child(conversation(store))
    await child.until("me.name")
    before = child.talk.transcript("web", "noor")
    failing = conversation(store, observe=fail)
    incoming = child.delivery(typed="Noor")
    with pytest.raises(RuntimeError):
        await failing.take(incoming)
    assert child.talk.transcript("web", "noor") == before
    assert not (await child.take(incoming)).duplicate, "the same delivery may come again and counts now"
    assert child.open.step == "happiness.now"
