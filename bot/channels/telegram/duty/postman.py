"""The postman on Telegram: tells a linked chat that there is something to look at. Errors are kinds only."""

from __future__ import annotations

import asyncio
from typing import Final

from bot.channels.telegram.calls import Calls
from bot.notices import NoticeError
from bot.turn.messages import SendError

SECONDS_A_NOTICE: Final = 15.0
"""Well below the limit of a job; Telegram may ask us to wait for longer, then it is tried again later."""
NO_SUCH_CHAT: Final = NoticeError("no_such_chat", final=True)
KINDS: Final = {
    "blocked": NoticeError("blocked", final=True),
    "deactivated": NO_SUCH_CHAT,
    "nobody there": NO_SUCH_CHAT,
    "no telegram address": NO_SUCH_CHAT,
    "token refused": NoticeError("sign_in_refused", final=False),
    "too fast": NoticeError("too_fast", final=False),
    "timed out": NoticeError("too_slow", final=False),
    "unreachable": NoticeError("unreachable", final=False),
}


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
    known = KINDS.get(kind)
    return NoticeError(known.kind, final=known.final) if known is not None else NoticeError("refused", final=False)
