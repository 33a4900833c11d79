"""The two keys that belong to a whole database: one for keyed hashes, one for what belongs to nobody in particular.

They are wrapped by the master key like the keys of people, so rotating the master key changes no hash.
"""

from __future__ import annotations

import logging
from typing import Any, Final

from sqlalchemy import Connection, bindparam, select

from storage.encryption import new_key
from storage.errors import Unreadable, WrongMasterKey
from storage.key_ring import KeyRing
from storage.statement import Driver, Statement
from storage.tables import data_key, place, store_key
from storage.transaction import key_place

_log: Final = logging.getLogger(__name__)
_HASH: Final = "hash"
_HOUSE: Final = "house"
_ADD: Final = Statement(
    lambda insert: insert(store_key).on_conflict_do_nothing(index_elements=["name"]), "name", "wrapped", "master_id"
)
_ALL: Final = Statement(select(store_key.c.name, store_key.c.wrapped))
_REWRAP: Final = Statement(
    store_key.update()
    .where(store_key.c.name == bindparam("of_name"))
    .values(wrapped=bindparam("new_wrapped"), master_id=bindparam("new_master"))
)
_OLD_DATA_KEYS: Final = Statement(
    select(data_key.c.person_id, data_key.c.wrapped)
    .where(data_key.c.master_id != bindparam("new_master"), data_key.c.person_id > bindparam("after"))
    .order_by(data_key.c.person_id)
    .limit(500)
    .with_for_update()
)
_REWRAP_DATA_KEY: Final = Statement(
    data_key.update()
    .where(data_key.c.person_id == bindparam("of_person"))
    .values(wrapped=bindparam("new_wrapped"), master_id=bindparam("new_master"))
)


def make_store_keys(connection: Connection, keys: KeyRing) -> None:
    """Make the keys of a new database; those that are there already stay."""
    for name in (_HASH, _HOUSE):
        wrapped = keys.wrap(_store_place(name), new_key())
        _ADD.run(Driver(connection), {"name": name, "wrapped": wrapped, "master_id": keys.master_id})


def attach_store_keys(connection: Connection, keys: KeyRing) -> None:
    """Open the keys of this database. Raises WrongMasterKey when the master key is another one."""
    opened = {name: keys.unwrap(_store_place(name), wrapped) for name, wrapped in _ALL.all(Driver(connection), {})}
    keys.attach(opened[_HASH], opened[_HOUSE])


def rewrap_store_keys(connection: Connection, keys: KeyRing) -> None:
    """Wrap the keys of this database with the newest master key."""
    for name, wrapped in _ALL.all(Driver(connection), {}):
        again = _again(keys, _store_place(name), wrapped)
        _REWRAP.run(Driver(connection), {"of_name": name, "new_wrapped": again, "new_master": keys.master_id})


def rewrap_some_data_keys(connection: Connection, keys: KeyRing, after: str) -> tuple[int, str | None]:
    """Wrap a batch of people's keys with the newest master key: (how many, the last one, None when there were no more).

    One that cannot be opened stays as it is, so that it keeps nobody else's from being wrapped.
    """
    rows = _OLD_DATA_KEYS.all(Driver(connection), {"new_master": keys.master_id, "after": after})
    ready = [new for person_id, wrapped in rows if (new := _rewrapped(keys, person_id, wrapped)) is not None]
    _REWRAP_DATA_KEY.run_each(Driver(connection), ready)
    return len(ready), str(rows[-1][0]) if rows else None


def _rewrapped(keys: KeyRing, person_id: str, wrapped: bytes) -> dict[str, Any] | None:
    try:
        again = _again(keys, key_place(person_id), wrapped)
    except (Unreadable, WrongMasterKey) as problem:
        _log.error("the key of person %s cannot be opened: %s", person_id, type(problem).__name__)
        return None
    return {"of_person": person_id, "new_wrapped": again, "new_master": keys.master_id}


def _again(keys: KeyRing, where: str, wrapped: bytes) -> bytes:
    return keys.wrap(where, keys.unwrap(where, wrapped))


def _store_place(name: str) -> str:
    return place("store_key", "wrapped", name)
