"""People are known by a hash; phrases and links open once what they should, and guessing is counted."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from storage import Store
from storage.errors import StatementFailed, UnknownPerson
from tests.records import deleted_at


def test_a_person_is_found_by_the_channel_they_use(store: Store, talk: Any) -> None:
    with store.begin() as work:
        assert work.people.by_identity("telegram", "chat-noor") == talk.person
        assert work.people.by_identity("web", "chat-noor") is None
        assert work.people.remove_identity("telegram", "chat-noor")
        assert not work.people.remove_identity("telegram", "chat-noor")
        assert work.people.by_identity("telegram", "chat-noor") is None


def test_the_original_is_kept_only_where_we_must_send(store: Store, talk: Any, noon: datetime) -> None:
    with store.begin() as work:
        work.people.add_identity(talk.person, "web", "cookie", noon + timedelta(1))
        known = [(each.channel, each.external_id) for each in work.people.identities(talk.person)]
    assert known == [("telegram", "chat-noor"), ("web", None)]


def test_two_people_cannot_be_the_same_chat(store: Store, make_talk: Callable[[str], Any]) -> None:
    make_talk("noor")
    with pytest.raises(StatementFailed):
        make_talk("noor")


def test_a_hash_differs_by_purpose_and_is_the_same_in_every_process(store: Store) -> None:
    assert store.keys.keyed_hash("a", "x") == store.keys.keyed_hash("a", "x")
    assert store.keys.keyed_hash("a", "x") != store.keys.keyed_hash("b", "x")
    assert store.keys.keyed_hash("a", "Ame\u0301lie") == store.keys.keyed_hash("a", "Am\u00e9lie")


def test_a_phrase_brings_its_person_back_until_it_is_replaced_or_opens_nothing(
    store: Store, talk: Any, noon: datetime
) -> None:
    one, two = (store.keys.keyed_hash("phrase", words) for words in ("appel boom kat maan", "zee lamp trein vis"))
    with store.begin() as work:
        work.phrases.put(talk.person, one, noon, noon + timedelta(days=30))
        assert work.phrases.find(one, noon) == talk.person
        assert work.phrases.find(one, noon + timedelta(days=30)) == talk.person, "there is a talk to open"
        work.people.create("nothing-left", noon)
        work.phrases.put("nothing-left", two, noon, noon + timedelta(days=30))
        assert work.phrases.find(two, noon + timedelta(days=30)) is None
        work.phrases.forget("nothing-left")
        work.phrases.put(talk.person, two, noon, noon + timedelta(days=30))
        assert work.phrases.find(one, noon) is None
        work.phrases.forget(talk.person)
        assert work.phrases.find(two, noon) is None


def test_attempts_are_counted_by_whoever_tries(store: Store, noon: datetime) -> None:
    somebody, other = (store.keys.keyed_hash("tries", address) for address in ("192.0.2.1", "192.0.2.2"))
    with store.begin() as work:
        for minute in range(5):
            work.attempts.note(somebody, noon + timedelta(minutes=minute))
        assert work.attempts.since(somebody, noon + timedelta(minutes=2)) == 3
        assert work.attempts.since(other, noon) == 0
        assert work.attempts.forget_before(noon + timedelta(minutes=4)) == 4
        assert work.attempts.since(somebody, noon) == 1


def test_a_link_opens_once_and_only_what_it_was_made_for(store: Store, talk: Any, noon: datetime) -> None:
    link = store.keys.keyed_hash("link", "secret")
    until = noon + timedelta(minutes=15)
    with store.begin() as work:
        work.links.put(link, "sign in", {"consultant": "c1"}, until)
        assert work.links.take(link, "hand over", noon) is None
        assert work.links.take(link, "sign in", until) is None
        assert work.links.take(link, "sign in", noon) == {"consultant": "c1"}
        assert work.links.take(link, "sign in", noon) is None


def test_a_link_of_a_person_goes_when_they_go(store: Store, talk: Any, noon: datetime) -> None:
    link = store.keys.keyed_hash("link", "secret")
    with store.begin() as work:
        work.links.put(link, "hand over", {"session": talk.session}, noon + timedelta(1), person_id=talk.person)
        work.people.delete(talk.person, noon)
        assert work.links.take(link, "hand over", noon) is None


def test_the_latest_decision_counts_and_every_one_is_kept(store: Store, talk: Any, noon: datetime) -> None:
    with store.begin() as work:
        for minute, decision in enumerate(("given", "withdrawn")):
            at = noon + timedelta(minutes=minute)
            work.consents.add(talk.person, "talk", "Is dat goed?", "nl", decision, "button", at)
        assert work.consents.current(talk.person)["talk"].decision == "withdrawn"
        assert [each.decision for each in work.consents.history(talk.person)] == ["given", "withdrawn"]


def test_the_proof_of_a_decision_is_the_text_itself_kept_once(store: Store, talk: Any, noon: datetime) -> None:
    with store.begin() as work:
        for language, text in (("nl", "Is dat goed?"), ("en", "Is that OK?"), ("nl", "Is dat goed?")):
            work.consents.add(talk.person, "talk", text, language, "given", "web", noon)
        hashes = [each.text_hash for each in work.consents.history(talk.person)]
        assert [work.consents.wording(each) for each in hashes] == ["Is dat goed?", "Is that OK?", "Is dat goed?"]
        assert hashes[0] == hashes[2] != hashes[1]
        assert {len(each) for each in hashes} == {64}
        exported = work.people.export(talk.person)["consent"]
        assert [row["text"] for row in exported] == ["Is dat goed?", "Is that OK?", "Is dat goed?"]


def test_a_wording_stays_as_long_as_a_decision_names_it(store: Store, talk: Any, noon: datetime) -> None:
    later = noon + timedelta(days=1)
    with store.begin() as work:
        work.consents.add(talk.person, "talk", "Is dat goed?", "nl", "given", "web", noon)
        (given,) = work.consents.history(talk.person)
        assert work.consents.forget_wordings(later) == 0
        work.people.delete(talk.person, noon)
        assert work.consents.forget_wordings(noon) == 0
        assert work.consents.forget_wordings(later) == 1
        assert work.consents.wording(given.text_hash) is None


def test_old_phrases_and_links_are_forgotten(store: Store, talk: Any, noon: datetime) -> None:
    with store.begin() as work:
        work.people.create("nothing-left", noon)
        work.phrases.put("nothing-left", b"p" * 32, noon, noon + timedelta(days=1))
        work.phrases.put(talk.person, b"q" * 32, noon, noon + timedelta(days=1))
        work.links.put(b"l" * 32, "sign in", {}, noon + timedelta(days=1))
        assert (work.phrases.forget_expired(noon), work.links.forget_expired(noon)) == (0, 0)
        later = noon + timedelta(days=2)
        assert (work.phrases.forget_expired(later), work.links.forget_expired(later)) == (1, 1)
        assert (work.phrases.has("nothing-left"), work.phrases.has(talk.person)) == (False, True)


def test_nobody_cannot_be_exported_or_deleted(store: Store, noon: datetime) -> None:
    with store.begin() as work:
        assert not work.people.delete("nobody", noon)
        assert deleted_at(work, "nobody") is None
        with pytest.raises(UnknownPerson):
            work.people.export("nobody")
