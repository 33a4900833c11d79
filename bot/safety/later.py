"""The safety layer, loaded while the first page is already being served; nothing typed passes before it is there."""

from __future__ import annotations

import threading
from typing import Any, Final

from bot.running.steady import steady_memory

FIRST_PAGE_SECONDS: Final = 1.0


class LaterScreener:
    """Screens like the real one. Loading begins with `begin`, or at the first text; whoever comes early waits."""

    def __init__(self, with_model: bool) -> None:
        self._with_model = with_model
        self._lock = threading.Lock()
        self._screener: Any = None

    def begin(self) -> None:
        """Start loading in the background, a moment later: the very first page is made by the same interpreter."""
        timer = threading.Timer(FIRST_PAGE_SECONDS, self._loaded)
        timer.daemon = True
        timer.start()

    def screen(self, text: str, language: str) -> object | None:
        """What was noticed in a text, None when nothing was."""
        found: object | None = self._loaded().screen(text, language)
        return found

    def _loaded(self) -> Any:
        with self._lock:
            if self._screener is None:
                # Word lists and models take longer than everything else together; a page must not wait for them.
                from bot.safety.screening import load_screener

                self._screener = load_screener(self._with_model)
                steady_memory()
            return self._screener
