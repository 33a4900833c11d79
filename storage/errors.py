"""What can go wrong in storage. Each sentence says what to do; none repeats what a child said."""

from __future__ import annotations

from typing import Final


class StorageError(Exception):
    """Storage could not do what was asked."""


class StoreUnreachable(StorageError):
    """The database does not answer. Check MAATJE_DATABASE_URL, that the server runs and that the folder is writable."""


class NotUpgraded(StorageError):
    """The database has no tables yet, or older ones. Run `maatje db upgrade`."""


class StatementFailed(StorageError):
    """The database refused a statement; the cause is attached. Nothing of this transaction was kept."""


class DiskFull(StatementFailed):
    """The disk is full; make room. Nothing of this was kept."""


class NestedTransaction(StorageError):
    """This thread is already inside a transaction. Pass the Work on instead of opening another one."""


class StaleSession(StorageError):
    """Somebody else saved this session since it was loaded. Load it again and play the whole turn again."""


class UnknownSession(StorageError):
    """There is no such session; it may have been deleted."""


class UnknownPerson(StorageError):
    """There is no such person, or the person was deleted and the key with it."""


class MissingMasterKey(StorageError):
    """No master key. Set MAATJE_MASTER_KEY to 32 random bytes in base64 (`openssl rand -base64 32`) and keep a copy."""


class BadMasterKey(StorageError):
    """The master key is not 32 bytes in base64. Make one with `openssl rand -base64 32`."""


class WrongMasterKey(StorageError):
    """This database was sealed with another master key. Set that one, or give it among the previous keys."""


class Unreadable(StorageError):
    """A sealed value cannot be opened: it was changed, moved to another row, or sealed with another key."""


class BackupFailed(StorageError):
    """The backup could not be made or put back; nothing was changed."""


class WriterStopped(StorageError):
    """The thread that writes died while it did this; the log says of what. Nothing of it was kept: try again."""


class StoreClosed(StorageError):
    """The store was closed; nothing more can be written."""


CANNOT_BE_OPENED: Final = (Unreadable, UnknownPerson, WrongMasterKey)
"""What a sealed value raises that is damaged, or whose key is damaged or gone."""
