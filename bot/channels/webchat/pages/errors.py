"""A kind page where a browser would show a bare error: an unknown address, or something that failed on our side."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from bot.channels.webchat.rendering import Page, Pages
from bot.channels.webchat.security import HEADERS
from bot.organisation import Organisation
from bot.words import Catalogues, direction

NOT_THERE: Final = 404
FAILED: Final = 500
Handler = Callable[[Request, Exception], Awaitable[Response]]


def kind_errors(
    *, organisation: Organisation, words: Catalogues, default_language: str = "nl"
) -> Mapping[int | type[Exception], Handler]:
    """Handlers for Starlette's `exception_handlers`. The error itself is still raised on, so that it is logged."""
    pages = Pages()
    _ = words.gettext(default_language)
    page = Page(
        language=default_language,
        spoken=default_language,
        direction=direction(default_language),
        gettext=_,
        bot=organisation.bot_name,
        organisation=organisation.name,
        consultant=organisation.consultant,
        days=organisation.days_kept,
        languages=(),
    )
    texts = {
        NOT_THERE: _("There is nothing at this address."),
        FAILED: _("That did not work for me. Your other answers are kept. Try it again in a moment."),
    }

    def handler(status: int) -> Handler:
        async def handle(request: Request, _problem: Exception) -> Response:
            headers = {**dict(HEADERS), "Cache-Control": "no-store"}
            if request.headers.get("accept", "").startswith("application/json"):
                return JSONResponse({"error": texts[status]}, status, headers)
            return HTMLResponse(pages.render("sorry.html", page, text=texts[status]), status, headers)

        return handle

    return {status: handler(status) for status in texts}
