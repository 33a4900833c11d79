"""How content is sealed: AES-GCM, one key a person, bound to the place the value lives in.

A sealed value is: version (1 byte), key id (4), nonce (12), ciphertext with tag. The place (table|column|row) is
associated data: it is not stored, and a value that was moved does not open.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import deque
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic_core import PydanticSerializationError, to_json

from storage.errors import Unreadable

KEY_BYTES: Final = 32
KEY_ID_BYTES: Final = 4
_VERSION: Final = b"\x01"
_NONCE_BYTES: Final = 12
_NONCE_AT: Final = len(_VERSION) + KEY_ID_BYTES
_SEALED_AT: Final = _NONCE_AT + _NONCE_BYTES

_any_text_to_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
# What we wrote has no space around it, so the search for one that `loads` does is left out.
_from_json: Final = json.JSONDecoder().raw_decode


def key_id(key: bytes) -> bytes:
    """A short name for a key that says nothing about it."""
    return hashlib.sha256(b"maatje key id|" + key).digest()[:KEY_ID_BYTES]


def key_id_of(sealed: bytes) -> bytes:
    """The id of the key that a value was sealed with."""
    return sealed[len(_VERSION) : _NONCE_AT]


# Fresh random bytes are fetched from the system for many nonces at once: asking it each time is a third of a seal.
_nonces: Final[deque[bytes]] = deque()
_NONCES_AT_ONCE: Final = 256
os.register_at_fork(after_in_child=_nonces.clear)


def _nonce() -> bytes:
    """A nonce nobody has had; taking one off the end is atomic, so threads never get the same."""
    try:
        return _nonces.pop()
    except IndexError:
        fresh = os.urandom(_NONCE_BYTES * _NONCES_AT_ONCE)
        _nonces.extend(fresh[start : start + _NONCE_BYTES] for start in range(_NONCE_BYTES, len(fresh), _NONCE_BYTES))
        return fresh[:_NONCE_BYTES]


def _json_bytes(content: Any) -> bytes:
    """Compact JSON. Half a sign of a broken emoji, which the quick encoder refuses, is kept as it came."""
    try:
        return to_json(content)
    except PydanticSerializationError:
        return _any_text_to_json(content).encode("utf-8", "surrogatepass")


def new_key() -> bytes:
    """Fresh random bytes for a key."""
    return os.urandom(KEY_BYTES)


class DataKey:
    """A key in use: seals and opens bytes, text and JSON."""

    __slots__ = ("_aead", "_head", "id")

    def __init__(self, key: bytes) -> None:
        self.id = key_id(key)
        self._aead = AESGCM(key)
        self._head = _VERSION + self.id

    def seal(self, place: str, content: bytes) -> bytes:
        """The content, readable only with this key and only in this place."""
        nonce = _nonce()
        return self._head + nonce + self._aead.encrypt(nonce, content, place.encode())

    def open(self, place: str, sealed: bytes) -> bytes:
        """The content again. Raises Unreadable when value, place or key is not the one it was sealed with."""
        if not sealed.startswith(self._head):
            raise Unreadable(f"{place}: sealed in another format or with another key")
        try:
            return self._aead.decrypt(sealed[_NONCE_AT:_SEALED_AT], sealed[_SEALED_AT:], place.encode())
        except (InvalidTag, ValueError) as error:  # ValueError: cut off before its nonce ends
            raise Unreadable(f"{place}: the value was changed or moved here from another row") from error

    def seal_text(self, place: str, content: str) -> bytes:
        """A text, sealed."""
        return self.seal(place, content.encode("utf-8", "surrogatepass"))

    def open_text(self, place: str, sealed: bytes) -> str:
        """A text, opened."""
        return self.open(place, sealed).decode("utf-8", "surrogatepass")

    def seal_json(self, place: str, content: Any) -> bytes:
        """Anything JSON can hold, sealed."""
        return self.seal(place, _json_bytes(content))

    def open_json(self, place: str, sealed: bytes) -> Any:
        """Anything JSON can hold, opened."""
        return _from_json(self.open(place, sealed).decode("utf-8", "surrogatepass"))[0]
