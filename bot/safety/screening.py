"""Loads what the safety layer needs: word lists, the trained file and, where installed, the sentence model."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Final

import yaml

from bot.safety.sentence_model import WHOLE, SentenceModel, sentence_model_installed, sentence_model_status
from care.safety import Lexicon, Screener, compile_lexicon
from care.safety.opinion import Embed

LANGUAGES: Final = ("nl", "en", "de", "tr", "pl", "uk", "ar")
_SHARED: Final = "shared"
_MODEL: Final = "trained.json"
# The same safe loader written in C, fourteen times as fast, where PyYAML was built with it.
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def load_screener(with_model: bool = True) -> Screener:
    """The safety layer, ready to use; the same object each time. `with_model` False leaves the sentence model out."""
    trained = load_trained()
    wanted = trained is not None and with_model and sentence_model_installed()
    return Screener(load_lexicons(), trained, sentence_embedder(layers_of(trained)) if trained and wanted else None)


def load_lexicons() -> list[Lexicon]:
    """Every packaged word list, compiled. Raises LexiconError, naming the line, when one cannot be used."""
    shared = _yaml(_SHARED)
    return [compile_lexicon(language, _yaml(language), shared) for language in LANGUAGES if _list(language).is_file()]


def load_trained() -> Mapping[str, Any] | None:
    """The trained numbers, or None when this build has none."""
    trained = files("care.safety").joinpath("model", _MODEL)
    if not trained.is_file():
        return None
    data: Mapping[str, Any] = json.loads(trained.read_text("utf-8"))
    return data


def model_status() -> str:
    """One sentence for `maatje doctor`: which parts of the safety layer are at work."""
    if load_trained() is None:
        return "Safety layer: word lists only; the trained file is missing, run `python -m tools.safety.train`."
    if wrong := sentence_model_status():
        return f"Safety layer: word lists and word classifier; some indirect words will go unnoticed: {wrong}."
    return "Safety layer: complete (word lists, word classifier, sentence model)."


def layers_of(trained: Mapping[str, Any]) -> int:
    """How many layers of the sentence model a trained file was made with."""
    return int(trained.get("meaning", {}).get("layers", WHOLE))


@cache
def sentence_embedder(layers: int) -> Embed:
    """The optional sentence model as one function. Raises SentenceModelError without it."""
    return SentenceModel(layers)


def _list(name: str) -> Traversable:
    return files("care.safety").joinpath("lexicon", f"{name}.yaml")


def _yaml(name: str) -> Mapping[str, Any]:
    data: Mapping[str, Any] = yaml.load(_list(name).read_text("utf-8"), Loader=_LOADER)
    return data
