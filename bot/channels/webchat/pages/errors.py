"""A kind page where a browser would show a bare error: an unknown address, or something that failed on our side.

What failed may be the database, while a child asks for help: who can be called stands there too, told from memory.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from bot.channels.webchat.rendering import Page, Pages
from bot.channels.webchat.security import HEADERS
from bot.handlers.help import intro_to
from bot.help_card import lines_in_words
from bot.languages import direction
from bot.organisation import Organisation
from bot.running.edges import clock
from bot.turn.messages import HelpLine
from bot.words import Catalogues
from care.help_lines import DANGER
from flows.engine.marking import N_

NOT_THERE: Final = 404
FAILED: Final = 500
TOO_SLOW: Final = 408
_TEXTS: Final = {
    NOT_THERE: N_("There is nothing at this address."),
    FAILED: N_("Something went wrong on my side. Your other answers are kept. Try again in a moment."),
}
TEXTS: Final = {**_TEXTS, TOO_SLOW: _TEXTS[FAILED]}
PORTAL: Final = "/portal"
Handler = Callable[[Request, Exception], Awaitable[Response]]


def kind_errors(
    *,
    organisation: Organisation,
    words: Catalogues,
    default_language: str = "nl",
    now: Callable[[], datetime] = clock,
) -> Mapping[int | type[Exception], Handler]:
    """Handlers for Starlette's `exception_handlers`. The error itself is still raised on, so that it is logged."""
    sorry = _Sorry(organisation, words, default_language, now, Pages())
    return {status: partial(sorry.answer, status) for status in TEXTS}


@dataclass(frozen=True, slots=True)
class _Sorry:
    """Everything the page needs, with nothing to look up."""

    organisation: Organisation
    words: Catalogues
    default_language: str
    now: Callable[[], datetime]
    pages: Pages

    async def answer(self, status: int, request: Request, _problem: Exception) -> Response:
        headers = {**dict(HEADERS), "Cache-Control": "no-store"}
        wished = request.query_params.get("lang", "")
        language = wished if wished in self.words.languages else self.default_language
        text = self.words.gettext(language)(TEXTS[status])
        tells = status != NOT_THERE and not request.url.path.startswith(PORTAL)
        above, lines = self._help(language) if tells else ("", ())
        if request.headers.get("accept", "").startswith("application/json"):
            told = [{"name": line.name, "number": line.number, "href": line.href} for line in lines]
            return JSONResponse({"error": text, **({"lines": told} if told else {})}, status, headers)
        shown = self.pages.render("sorry.html", self._page(language), text=text, above=above, lines=lines)
        return HTMLResponse(shown, status, headers)

    def _help(self, language: str) -> tuple[str, tuple[HelpLine, ...]]:
        """The emergency number, and who answers now, with the sentence above them."""
        at = self.now()
        offers = [
            one for one in self.organisation.lines_at(at, None) if DANGER in one.line.about or one.opening.is_open
        ]
        return intro_to(offers, "asked"), lines_in_words(offers, at, language, self.words)

    def _page(self, language: str) -> Page:
        return Page(
            language=language,
            spoken=language,
            direction=direction(language),
            gettext=self.words.gettext(language),
            bot=self.organisation.bot_name,
            organisation=self.organisation.name,
            consultant=self.organisation.consultant,
            days=self.organisation.days_kept,
            languages=(),
        )
