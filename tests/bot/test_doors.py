"""Ways into a talk that began elsewhere: a link that works once, and four words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.authoring.simulation import Clock
from bot.handlers.phrase import WORDS_IN_A_PHRASE
from bot.jobs import keep
from bot.languages import TALKS_IN
from bot.turn import doors
from bot.turn.doors import TooManyTries
from bot.turn.phrase_words import phrase_words
from flows.engine.events import Picked, Shown
from storage import Store
from storage.tables import attempt, one_time_link
from tests.bot.talking import ORGANISATION, Child, conversation, file_bytes
from tests.bot.test_withheld import ANSWERS

HOURS_A_YEAR = 8_766


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


async def test_a_hand_over_link_goes_with_the_person_and_nothing_of_it_stays(store: Store) -> None:
    child = Child(conversation(store))
    await child.until("me.name")
    token = child.talk.hand_over("web", "noor")
    await child.command("delete")
    await child.tap("erase_yes")
    with store.read() as work:
        assert work.connection.execute(one_time_link.select()).all() == []
    assert not child.talk.adopt("telegram", "77", token, "handover")


async def test_a_hand_over_link_stands_in_the_export_and_is_sealed_for_the_person(store: Store) -> None:
    child = Child(conversation(store))
    await child.until("me.name")
    token = child.talk.hand_over("web", "noor")
    with store.read() as work:
        person = work.people.by_identity("web", "noor")
        assert person is not None
        (link,) = work.people.export(person)["one_time_link"]
    assert (link["purpose"], link["person_id"]) == ("handover", person)
    assert token not in repr(link)
    with store.begin() as work:
        assert work.people.delete(person, child.talk.clock())
        assert work.connection.execute(one_time_link.select()).all() == []


def test_there_is_nothing_to_hand_over_of_somebody_unknown(store: Store) -> None:
    with pytest.raises(LookupError, match="no talk to hand over"):
        conversation(store).hand_over("web", "nobody")


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


async def test_links_cannot_be_guessed_so_they_take_and_need_no_tries(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doors, "TRIES_IN_ALL", 1)
    talk = conversation(store)
    child = Child(talk)
    await child.until("me.name")
    phrase, link = await _phrase(child), talk.hand_over("web", "noor")
    for n in range(2 * doors.TRIES_AN_ADDRESS):
        assert not talk.adopt("telegram", "66", f"nonsense {n}", "handover")
    assert talk.adopt("telegram", "77", phrase, "phrase")
    with pytest.raises(TooManyTries):
        talk.adopt("telegram", "78", phrase, "phrase")
    assert talk.adopt("telegram", "78", link, "handover"), "a link opens when all tries are used up"


async def test_on_the_web_where_each_try_has_a_new_address_only_all_tries_together_are_counted(store: Store) -> None:
    talk = conversation(store)
    for _ in range(doors.TRIES_AN_ADDRESS + 1):
        assert not talk.adopt("web", "same", "een twee drie vier", "phrase")
    with store.read() as work:
        assert len({row.bucket_hash for row in work.connection.execute(attempt.select())}) == 1


@pytest.mark.parametrize("language", TALKS_IN)
def test_guessing_four_words_takes_longer_than_anybody_lives_long_in_a_house_of_a_thousand(language: str) -> None:
    """With every network of the world a guesser has all tries of an hour, and no more."""
    found_an_hour = doors.TRIES_IN_ALL * 1_000 / len(phrase_words(language)) ** WORDS_IN_A_PHRASE
    assert 1 / found_an_hour / HOURS_A_YEAR > 200


async def test_new_words_put_the_old_ones_out_of_use(store: Store) -> None:
    talk = conversation(store)
    child = Child(talk)
    await child.until("me.name")
    old, new = await _phrase(child), await _phrase(child)
    assert old != new
    assert not talk.adopt("telegram", "77", old, "phrase")
    assert talk.adopt("telegram", "77", new, "phrase")


async def test_words_to_go_on_work_as_long_as_what_was_shared_can_be_read(store: Store) -> None:
    clock = Clock()
    child = Child(conversation(store, clock=clock), answers=ANSWERS)
    await child.until("review.items")
    phrase = await _phrase(child)
    await child.do(Picked(child.open.token, switches={card.link_id: True for card in child.open.cards}))
    await child.tap("send")
    clock.now += timedelta(days=700)
    keep(store, ORGANISATION.terms, clock())
    assert child.talk.adopt("telegram", "77", phrase, "phrase")
    await Child(child.talk, "77", "telegram").command("take_back", "everything")
    with store.read() as work:
        assert work.handoffs.list_open() == []
    clock.now += timedelta(days=31)
    keep(store, ORGANISATION.terms, clock())
    assert not child.talk.adopt("telegram", "78", phrase, "phrase")


async def test_each_sign_of_life_makes_the_words_work_longer_too(store: Store) -> None:
    clock = Clock()
    child = Child(conversation(store, clock=clock))
    await child.until("me.name")
    phrase = await _phrase(child)
    clock.now += timedelta(days=20)
    await child.command("repeat")
    clock.now += timedelta(days=20)
    keep(store, ORGANISATION.terms, clock())
    assert child.talk.adopt("telegram", "77", phrase, "phrase")


async def test_words_to_go_on_end_with_what_they_open(store: Store) -> None:
    clock = Clock()
    talk = conversation(store, clock=clock)
    child = Child(talk)
    await child.until("me.name")
    late, gone = await _phrase(child), Child(talk, "other")
    clock.now += timedelta(days=31)
    keep(store, ORGANISATION.terms, clock())
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
    whole = file_bytes(sqlite_url)
    assert phrase.encode() not in whole
    assert token.encode() not in whole
