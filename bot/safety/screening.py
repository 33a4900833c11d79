"""Loads what the safety layer needs: word lists, the trained file and, where installed, the sentence model."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

from bot.safety.learnt_layers import LearntLayers, WrongLayers
from bot.safety.sentence_model import WHOLE, SentenceModel, SentenceModelError, sentence_model_status
from bot.safety.word_lists import LANGUAGES as LANGUAGES
from bot.safety.word_lists import word_lists
from care.safety import Lexicon, Screener
from care.safety.opinion import Embed

TRAINED_FILE: Final = "trained.json"
MEANING_FILE: Final = "meaning.json"
LAYERS_FILE: Final = "layers.xz"
SWITCHED_OFF: Final = "the sentence model is switched off by MAATJE_SAFETY_MODEL"


@cache
def load_screener(with_model: bool = True) -> Screener:
    """The safety layer, ready to use; the same object each time. `with_model` False leaves the sentence model out."""
    trained = load_trained()
    wanted = trained is not None and with_model and not what_lacks(layers_of(trained))
    return Screener(load_lexicons(), trained, sentence_embedder(layers_of(trained)) if trained and wanted else None)


def load_lexicons() -> list[Lexicon]:
    """Every packaged word list, compiled. Raises BadWordList, naming the line, when one cannot be used."""
    return [one.compiled() for one in word_lists()]


def load_trained() -> Mapping[str, Any] | None:
    """The trained numbers, or None when this build has none."""
    trained = _numbers(TRAINED_FILE)
    return {**trained, **load_meaning()} if trained is not None else None


def load_meaning() -> Mapping[str, Any]:
    """What was learnt over the sentence model's numbers, under `meaning`; empty when this build has nothing."""
    meaning = _numbers(MEANING_FILE)
    return {} if meaning is None else {"meaning": meaning}


def model_status(with_model: bool = True) -> str:
    """One sentence for `maatje doctor`: which parts of the safety layer are at work."""
    trained = load_trained()
    if trained is None:
        return "Safety layer: word lists only; the trained file is missing, run `python -m tools.safety.train`."
    if wrong := what_lacks(layers_of(trained)) if with_model else SWITCHED_OFF:
        return f"Safety layer: word lists and word classifier; some indirect words will go unnoticed: {wrong}."
    return "Safety layer: complete (word lists, word classifier, sentence model)."


def layers_of(trained: Mapping[str, Any]) -> int:
    """How many layers of the sentence model a trained file was made with."""
    return int(trained.get("meaning", {}).get("layers", WHOLE))


@cache
def sentence_embedder(layers: int) -> Embed:
    """The optional sentence model as one function. Raises SentenceModelError without it."""
    learnt = _kept(LAYERS_FILE)
    return SentenceModel(layers, LearntLayers.from_bytes(learnt.read_bytes()) if learnt.is_file() else None)


@cache
def what_lacks(layers: int) -> str:
    """Why the sentence model cannot be asked, and what to do; "" when it can."""
    if wrong := sentence_model_status():
        return wrong
    try:
        sentence_embedder(layers)
    except (WrongLayers, SentenceModelError) as problem:
        return str(problem)
    return ""


def _numbers(name: str) -> Mapping[str, Any] | None:
    kept = _kept(name)
    if not kept.is_file():
        return None
    data: Mapping[str, Any] = json.loads(kept.read_text("utf-8"))
    return data


def _kept(name: str) -> Traversable:
    return files("care.safety").joinpath("model", name)
