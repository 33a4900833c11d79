"""The postman: tells an address that there is something to look at, without holding anybody up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from bot.notices.mail import Mail
from bot.notices.words import Letter


class Postman(Protocol):
    """Tells people in one way: by e-mail, or on Telegram."""

    async def tell(self, address: str) -> None:
        """Tell them that there is something to look at. Raises NoticeError."""


class MailPostman:
    """Tells by mail, in a thread: a slow server holds up nobody else."""

    def __init__(self, mail: Mail, letter: Letter, clock: Callable[[], datetime]) -> None:
        self._mail, self._letter, self._clock = mail, letter, clock

    async def tell(self, address: str) -> None:
        """Send the one letter there is. Raises NoticeError."""
        await asyncio.to_thread(self._mail.send, address, self._letter, self._clock())
