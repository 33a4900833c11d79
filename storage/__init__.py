"""Storage: the only place that speaks SQL. Open a store, begin a transaction, ask by noun."""

from storage.key_ring import KeyRing
from storage.store import Store, open_store
from storage.work import Work

__all__ = ["KeyRing", "Store", "Work", "open_store"]
