"""Keeps Python's collector of cycles from walking everything at every turn."""

from __future__ import annotations

import gc
from typing import Final

FIRST_LOOK_AFTER: Final = 50_000


def steady_memory() -> None:
    """Call it when all that stays has been loaded: flows, words, word lists. Safe to call again.

    What is there now is never looked through again, and the collector looks at what is new less often. A turn makes
    hundreds of short-lived objects and no cycles; with the usual settings a sixth of its time went into this search.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(FIRST_LOOK_AFTER, 20, 50)
