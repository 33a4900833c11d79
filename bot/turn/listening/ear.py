"""How a talk listens: every text goes through the safety layer, in turn with what others wrote."""

from __future__ import annotations

from functools import partial

from bot.turn.incoming import bounded
from bot.turn.listening.lookout import Lookout
from bot.turn.listening.noticing import Screen, noticed
from bot.turn.listening.overheard import Overheard
from flows.engine.events import Signal


class Ear:
    """Listens with one safety layer, for all talks. Safe to use from several threads."""

    def __init__(self, screener: Screen) -> None:
        self.screener = screener
        self._lookout = Lookout()
        self._overheard = Overheard()

    async def listen(self, text: str, language: str, whose: str) -> Signal | None:
        """What the safety layer makes of a text; texts of one writer (`whose`) are looked at one after the other."""
        return await self._lookout.look(bounded(text), partial(self.notice, language=language), whose)

    def hears(self, text: str, language: str) -> bool:
        """True when the safety layer notices something in a text, be it only gently; at once for one it listened to."""
        known = self._overheard.get(text, language)
        if known is None:
            known = self.screener.screen(text, language) is not None
            self._overheard.put(text, language, known)
        return known

    def notice(self, text: str, language: str) -> Signal | None:
        """What the safety layer makes of a text, at once and out of turn."""
        found = noticed(self.screener, text, language)
        self._overheard.put(text, language, found is not None)
        return found
