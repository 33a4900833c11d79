"""The master key and what hangs from it. Content is never sealed with the master key itself, only other keys are."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Self

from storage.encryption import KEY_BYTES, DataKey, key_id_of, new_key
from storage.errors import BadMasterKey, MissingMasterKey, NotUpgraded, WrongMasterKey

OPEN_KEYS_KEPT: Final = 4096
HASHES_KEPT: Final = 2048


class KeyRing:
    """Wraps and opens the keys of one store, and makes its keyed hashes.

    New keys are wrapped with the newest master key; older master keys only open. Rotation wraps again, nothing else.
    """

    def __init__(self, master: bytes, previous: Sequence[bytes] = ()) -> None:
        self._newest = DataKey(master)
        self._masters = {key.id: key for key in (*map(DataKey, previous), self._newest)}
        self._hash_key: bytes | None = None
        self._house: DataKey | None = None
        # By the wrapped bytes themselves: a key that is no longer in the database cannot be asked for.
        self._opened = lru_cache(OPEN_KEYS_KEPT)(self._open_data_key)
        self._hashed = lru_cache(HASHES_KEPT)(self._make_hash)

    @classmethod
    def from_master(cls, master: str | bytes, previous: Sequence[str | bytes] = ()) -> Self:
        """A ring from the master key (base64, or 32 raw bytes) and those that it replaced."""
        return cls(_key_bytes(master), [_key_bytes(key) for key in previous])

    @classmethod
    def generate(cls) -> Self:
        """A ring with a fresh master key that nobody else has; for tests and throw-away databases."""
        return cls(new_key())

    @staticmethod
    def new_master() -> str:
        """A fresh master key in base64, to be put into MAATJE_MASTER_KEY."""
        return base64.b64encode(new_key()).decode()

    @property
    def master_id(self) -> bytes:
        """The id of the master key that new keys are wrapped with."""
        return self._newest.id

    def wrap(self, place: str, key: bytes) -> bytes:
        """A key, sealed with the newest master key."""
        return self._newest.seal(place, key)

    def unwrap(self, place: str, wrapped: bytes) -> bytes:
        """A key, opened. Raises WrongMasterKey when none of our master keys is the one it was wrapped with."""
        master = self._masters.get(key_id_of(wrapped))
        if master is None:
            ours = ", ".join(sorted(key.hex() for key in self._masters))
            raise WrongMasterKey(
                f"this database was sealed with master key {key_id_of(wrapped).hex()}, we have {ours}: "
                "set MAATJE_MASTER_KEY to that one, or name it among the previous keys"
            )
        return master.open(place, wrapped)

    def data_key(self, place: str, wrapped: bytes) -> DataKey:
        """A wrapped key, ready to use; the latest ones stay open in memory."""
        return self._opened(place, wrapped)

    def forget_opened(self) -> None:
        """Drop every opened key from memory, and what was looked up, after one was destroyed."""
        self._opened.cache_clear()
        self._hashed.cache_clear()

    def attach(self, hash_key: bytes, house: bytes) -> None:
        """Take over the two keys that belong to the whole database. The store does this when it opens."""
        self._hash_key = hash_key
        self._hashed.cache_clear()
        self._house = DataKey(house)

    @property
    def attached(self) -> bool:
        """True when the store has handed over its keys."""
        return self._hash_key is not None

    @property
    def house(self) -> DataKey:
        """The key for what belongs to nobody in particular: consultants and one-time links."""
        if self._house is None:
            raise NotUpgraded("this key ring belongs to no open store yet: run `maatje db upgrade` and open the store")
        return self._house

    def keyed_hash(self, purpose: str, text: str) -> bytes:
        """What a text can be looked up by, 32 bytes; means nothing without the key, and differs for each purpose.

        The text is normalised (NFKC) but not lowered: callers who ignore case say so. Master key rotation keeps it.
        """
        return self._hashed(purpose, text)

    def _make_hash(self, purpose: str, text: str) -> bytes:
        if self._hash_key is None:
            raise NotUpgraded("this key ring belongs to no open store yet: run `maatje db upgrade` and open the store")
        content = f"{purpose}\x00{unicodedata.normalize('NFKC', text)}"
        return hmac.digest(self._hash_key, content.encode("utf-8", "surrogatepass"), hashlib.sha256)

    def _open_data_key(self, place: str, wrapped: bytes) -> DataKey:
        return DataKey(self.unwrap(place, wrapped))


def _key_bytes(key: str | bytes) -> bytes:
    if not key:
        raise MissingMasterKey(MissingMasterKey.__doc__)
    if isinstance(key, bytes) and len(key) == KEY_BYTES:
        return key
    try:
        decoded = base64.b64decode(
            key.strip().replace("-", "+").replace("_", "/") if isinstance(key, str) else key, validate=True
        )
    except (binascii.Error, ValueError) as error:
        raise BadMasterKey(BadMasterKey.__doc__) from error
    if len(decoded) != KEY_BYTES:
        raise BadMasterKey(
            f"the master key has {len(decoded)} bytes, it must have {KEY_BYTES}: `openssl rand -base64 32`"
        )
    return decoded
