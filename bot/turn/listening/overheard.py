"""Whether the safety layer noticed something in words it was asked about before, so that a turn need not ask again.

No word is remembered: only a digest under a key that this process made for itself and that is gone with it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict
from threading import Lock
from typing import Final

WORDS_REMEMBERED: Final = 20_000


class Overheard:
    """Remembers what was noticed, by the words and the language they were read in. Safe to use from several threads."""

    def __init__(self, most: int = WORDS_REMEMBERED) -> None:
        self._most = most
        self._key = secrets.token_bytes(32)
        self._noticed: OrderedDict[bytes, bool] = OrderedDict()
        self._lock = Lock()

    def put(self, text: str, language: str, noticed: bool) -> None:
        """Remember whether something was noticed in a text."""
        with self._lock:
            self._noticed[self._digest(text, language)] = noticed
            if len(self._noticed) > self._most:
                self._noticed.popitem(last=False)

    def get(self, text: str, language: str) -> bool | None:
        """Whether something was noticed in this text; None when nobody asked, or too long ago."""
        return self._noticed.get(self._digest(text, language))

    def _digest(self, text: str, language: str) -> bytes:
        return hashlib.blake2b(f"{language}|{text}".encode(), key=self._key, digest_size=16).digest()
