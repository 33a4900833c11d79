"""Answers: the newest revision counts, earlier ones stay."""

from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage import Store
from storage.talk.answers import AnswerRow

Make = Callable[..., AnswerRow]


def test_only_the_newest_revision_is_loaded(store: Store, talk: Any, answer: Make) -> None:
    old, new, other = answer("a", "1"), answer("a", "2", revision=2), answer("b", None, kind="skipped")
    with store.begin() as work:
        work.answers.write(talk.session, [old, other])
        work.answers.write(talk.session, [new])
    with store.read() as work:
        assert work.answers.load(talk.session) == [new, other]
        assert work.answers.history(talk.session) == [old, new, other]


def test_an_answer_off_the_path_stays_and_comes_back(store: Store, talk: Any, answer: Make) -> None:
    for active in (True, False, True):
        row = answer("a", ["one", "two"], words="mijn woorden", active=active)
        with store.begin() as work:
            work.answers.write(talk.session, [row])
        with store.read() as work:
            assert work.answers.load(talk.session) == [row]


def test_an_answer_that_has_begun_can_grow(store: Store, talk: Any, answer: Make) -> None:
    begun, finished = answer("a", ["one"], provisional=True), answer("a", ["one", "two"])
    with store.begin() as work:
        work.answers.write(talk.session, [begun])
        work.answers.write(talk.session, [finished])
        assert work.answers.load(talk.session) == [finished]


def test_a_talk_without_answers_has_none(store: Store, talk: Any) -> None:
    with store.read() as work:
        assert work.answers.load(talk.session) == []


_json = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=_json, words=st.none() | st.text(st.characters(), max_size=200))
def test_whatever_was_typed_comes_back_to_the_letter(
    store: Store, talk: Any, answer: Make, value: object, words: str | None
) -> None:
    row = answer("any", value, words=words)
    with store.begin() as work:
        work.answers.write(talk.session, [row])
    with store.read() as work:
        assert work.answers.load(talk.session) == [row]
