"""What comes in counts once; what goes out is stored with its turn and is sent in the end."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from storage import Store
from storage.errors import StatementFailed

PAYLOADS: list[dict[str, Any]] = [
    {"text": "Dank je, dat helpt."},
    {"text": "Wie is er dichtbij?", "choices": ["a", "b"]},
]


def _one_turn(store: Store, talk: Any, seq: int, heard: str | None, at: datetime) -> list[str]:
    with store.begin() as work:
        work.turns.add(talk.session, seq, "Wrote", heard, at)
        return work.outbox.add(talk.session, seq, PAYLOADS, "telegram", talk.recipient, at)


def test_the_same_message_is_claimed_once(store: Store, noon: datetime) -> None:
    with store.begin() as work:
        assert work.inbox.claim("telegram", "1", noon)
        assert not work.inbox.claim("telegram", "1", noon)
        assert work.inbox.claim("web", "1", noon)


def test_a_claim_is_given_back_when_its_turn_fails(store: Store, noon: datetime) -> None:
    with pytest.raises(ZeroDivisionError), store.begin() as work:
        assert work.inbox.claim("telegram", "1", noon) / 0
    with store.begin() as work:
        assert work.inbox.claim("telegram", "1", noon)


def test_old_claims_are_forgotten(store: Store, noon: datetime) -> None:
    with store.begin() as work:
        work.inbox.claim("telegram", "old", noon - timedelta(days=9))
        work.inbox.claim("telegram", "new", noon)
        assert work.inbox.forget_before(noon - timedelta(days=7)) == 1


def test_a_turn_has_its_number_once(store: Store, talk: Any, noon: datetime) -> None:
    _one_turn(store, talk, 1, None, noon)
    with pytest.raises(StatementFailed) as refused:
        _one_turn(store, talk, 1, "geheim", noon)
    assert "geheim" not in str(refused.value)


def test_messages_wait_in_order_with_the_address_they_go_to(store: Store, talk: Any, noon: datetime) -> None:
    ids = _one_turn(store, talk, 1, "hoi", noon)
    with store.read() as work:
        pending = work.outbox.pending(talk.session)
    assert [message.id for message in pending] == ids
    assert [message.payload for message in pending] == PAYLOADS
    assert {message.address for message in pending} == {"chat-noor"}


def test_a_message_is_claimed_by_one_sender_only(store: Store, talk: Any, noon: datetime) -> None:
    first, second = _one_turn(store, talk, 1, "hoi", noon)
    with store.begin() as work:
        assert work.outbox.mark_sending(first, noon)
        assert not work.outbox.mark_sending(first, noon)
        work.outbox.mark_sent(first, "m1", noon)
        assert not work.outbox.mark_sending(first, noon, attempts=1)
        assert [message.id for message in work.outbox.pending(talk.session)] == [second]


def test_what_a_crash_left_behind_is_found_and_claimed_again(store: Store, talk: Any, noon: datetime) -> None:
    first, second = _one_turn(store, talk, 1, "hoi", noon)
    with store.begin() as work:
        work.outbox.mark_sending(first, noon)
    with store.begin() as work:
        assert work.outbox.stuck(noon) == []
        stuck = work.outbox.stuck(noon + timedelta(minutes=1))
        assert [(message.id, message.attempts) for message in stuck] == [(first, 1), (second, 0)]
        assert work.outbox.mark_sending(first, noon, attempts=1)
        assert not work.outbox.mark_sending(first, noon, attempts=1)
        assert len(work.outbox.stuck(noon + timedelta(minutes=1), limit=1)) == 1


def test_a_final_failure_is_given_up_and_another_waits_again(store: Store, talk: Any, noon: datetime) -> None:
    first, second = _one_turn(store, talk, 1, "hoi", noon)
    with store.begin() as work:
        for message in (first, second):
            work.outbox.mark_sending(message, noon)
        work.outbox.mark_failed(first, "blocked", noon, final=True)
        work.outbox.mark_failed(second, "timeout", noon, final=False)
        (left,) = work.outbox.pending(talk.session)
    assert (left.id, left.status, left.attempts) == (second, "waiting", 1)


def test_the_transcript_shows_what_both_said_in_order(store: Store, talk: Any, noon: datetime) -> None:
    with store.begin() as work:
        work.turns.add(talk.session, 0, "Started", None, noon)
        work.outbox.add(talk.session, 0, PAYLOADS[:1], "web", None, noon)
    ids = _one_turn(store, talk, 1, "hoi", noon)
    with store.begin() as work:
        work.outbox.mark_sent(ids[0], "m7", noon)
        lines = work.transcript.of(talk.session)
    assert [(line.place, line.by) for line in lines] == [
        ((0, 0), "bot"),
        ((1, -1), "child"),
        ((1, 0), "bot"),
        ((1, 1), "bot"),
    ]
    assert lines[1].text == "hoi"
    assert [line.payload for line in lines if line.by == "bot"] == [PAYLOADS[0], *PAYLOADS]


def test_the_numbers_of_what_both_said_are_found_without_opening_a_word(
    store: Store, talk: Any, noon: datetime
) -> None:
    with store.begin() as work:
        work.turns.add(talk.session, 0, "Started", None, noon - timedelta(days=3), heard_ref="1")
        work.turns.add(talk.session, 1, "Wrote", "hoi", noon, heard_ref="7 9")
        ids = work.outbox.add(talk.session, 1, PAYLOADS, "web", None, noon)
        work.outbox.mark_sent(ids[0], "10 11", noon)
        assert work.transcript.references(talk.session, noon - timedelta(days=2)) == ["7", "9", "10", "11"]
        assert work.outbox.reference(talk.session, 1, 0) == "10 11"
        assert work.outbox.reference(talk.session, 1, 1) is None


def test_the_transcript_goes_on_where_the_page_was(store: Store, talk: Any, noon: datetime) -> None:
    for seq in (1, 2):
        _one_turn(store, talk, seq, f"zin {seq}", noon)
    with store.read() as work:
        everything = work.transcript.of(talk.session)
        for count, line in enumerate(everything, start=1):
            assert work.transcript.of(talk.session, after=line.place) == everything[count:]


def test_a_prompt_is_found_by_its_token(store: Store, talk: Any, noon: datetime) -> None:
    with store.begin() as work:
        work.prompts.remember(talk.session, "tok", 1, "telegram", "m1", noon)
        work.prompts.remember(talk.session, "tok", 1, "telegram", "m2", noon)
        found = work.prompts.find(talk.session, "tok")
        assert work.prompts.find(talk.session, "other") is None
    assert found is not None
    assert (found.message_ref, found.seq) == ("m2", 1)


def test_a_flow_version_is_kept_once_and_never_changes(store: Store, talk: Any, noon: datetime) -> None:
    with store.begin() as work:
        assert work.flow_versions.put_if_new("intake", "v1", "steps: []", noon)
        assert not work.flow_versions.put_if_new("intake", "v1", "steps: [other]", noon)
        assert work.flow_versions.get("intake", "v1") == "steps: []"
        assert work.flow_versions.get("intake", "v2") is None
