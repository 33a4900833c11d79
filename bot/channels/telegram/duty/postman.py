"""The postman on Telegram: tells a linked chat that there is something to look at. Errors are kinds only."""

from __future__ import annotations

import asyncio
from typing import Final

from bot.channels.telegram.calls import Calls
from bot.notices import NoticeError
from bot.turn.messages import SendError

SECONDS_A_NOTICE: Final = 15.0
"""Well below the limit of a job; Telegram may ask us to wait for longer, then it is tried again later."""
KINDS: Final = {
    "blocked": "blocked",
    "deactivated": "no_such_chat",
    "nobody there": "no_such_chat",
    "token refused": "sign_in_refused",
    "too fast": "too_fast",
    "timed out": "too_slow",
    "unreachable": "unreachable",
}
"""What the channel calls a failure, and what a notice calls it; everything else is "refused"."""
FOR_GOOD: Final = frozenset({"blocked", "no_such_chat"})


class TelegramPostman:
    """Tells by Telegram, with a sound and not to be passed on."""

    def __init__(self, calls: Calls, text: str, *, seconds: float = SECONDS_A_NOTICE) -> None:
        self._calls, self._text, self._seconds = calls, text, seconds

    async def tell(self, address: str) -> None:
        """Send the one message there is to a chat. Raises NoticeError; only one for whom it is useless is final."""
        try:
            async with asyncio.timeout(self._seconds):
                await self._calls.text(int(address), self._text, protect=True)
        except SendError as problem:
            raise _error(problem.kind) from None
        except TimeoutError:
            raise NoticeError("too_slow", final=False) from None
        except RuntimeError:
            # The line is closed already, as this process is stopping: whoever starts next sends it.
            raise NoticeError("unreachable", final=False) from None


def _error(kind: str) -> NoticeError:
    known = KINDS.get(kind, "refused")
    return NoticeError(known, final=known in FOR_GOOD)
