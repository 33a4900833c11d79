"""The safety layer, loaded while the first page is already being served; nothing typed passes before it is there.

Only what takes long is loaded so: the forms of verbs, and the models. The word lists, which people write, are read before
anything is served (`bot/running/build.py`): that takes a tenth of a second or two, and a mistake in them stops the start.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from bot.running.steady import steady_memory

FIRST_PAGE_SECONDS: Final = 1.0


class LaterScreener:
    """Screens like the real one. Loading begins with `begin`, or at the first text; whoever comes early waits.

    `problem` is why it could not be loaded; `on_problem` is called then, so that no server goes on without it.
    """

    def __init__(self, with_model: bool) -> None:
        self._with_model = with_model
        self._lock = threading.Lock()
        self._screener: Any = None
        self.problem: Exception | None = None
        self.on_problem: Callable[[], None] = lambda: None

    def begin(self) -> None:
        """Start loading in the background, a moment later: the very first page is made by the same interpreter."""
        timer = threading.Timer(FIRST_PAGE_SECONDS, self._begun)
        timer.daemon = True
        timer.start()

    def screen(self, text: str, language: str) -> object | None:
        """What was noticed in a text, None when nothing was."""
        found: object | None = self._loaded().screen(text, language)
        return found

    def _begun(self) -> None:
        with suppress(Exception):  # it stands in `problem`, and ends the server
            self._loaded()

    def _loaded(self) -> Any:
        with self._lock:
            if self._screener is None:
                try:
                    self._load()
                except Exception as problem:
                    self.problem = problem
                    self.on_problem()
                    raise
            return self._screener

    def _load(self) -> None:
        # Verbs and models take longer than everything else together; a page must not wait for them.
        from bot.safety.screening import load_screener

        self._screener = load_screener(self._with_model)
        steady_memory()
