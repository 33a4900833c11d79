"""What every page of the portal stands on: the store, the words, the clock, and how pages are put together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from typing import Any, Final, Protocol

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.alarms.bell import Bell
from bot.alarms.linking import TelegramLinks
from bot.languages import direction, language_name
from portal.guard import LIVE_POLICY
from portal.mailed import MailedLinks
from portal.moments import Moments
from portal.sign_in import SESSION_LIFE, signed_in
from storage import Store, Work
from storage.staff.consultants import Consultant

HOME: Final = "/portal/"
SESSION_COOKIE: Final = "portal_session"
LANGUAGE_COOKIE: Final = "portal_language"
_YEAR: Final = 365 * 24 * 3600
_PATH: Final = "/portal"

Translate = Callable[[str], str]


class Words(Protocol):
    """The catalogues: a translator for each language."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages there are."""

    def gettext(self, language: str) -> Translate:
        """The translator of a language."""


class House(Protocol):
    """The organisation, as far as the portal shows it."""

    @property
    def name(self) -> str:
        """The organisation's name."""

    @property
    def bot_name(self) -> str:
        """What the bot is called."""


class NotSignedIn(Exception):
    """Nobody is signed in with this browser (any more)."""


def _templates() -> Environment:
    """Read the templates of this package; a value that is missing is an error, every value is escaped."""
    return Environment(
        loader=PackageLoader("portal"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


@dataclass(frozen=True, slots=True)
class Desk:
    """The collaborators of every page. `paper_language` is the one that summaries were written in.

    `telegram` makes links for consultants who want to be told there too, None where there is no bot; `mailed` sends
    links to sign in with, None where there is no mail.
    """

    store: Store
    words: Words
    organisation: House
    clock: Callable[[], datetime]
    zone: tzinfo
    paper_language: str
    secure_cookies: bool
    bell: Bell
    telegram: TelegramLinks | None
    mailed: MailedLinks | None = None
    templates: Environment = field(default_factory=_templates)

    def language(self, request: Request) -> str:
        """Give the reader's language: asked for in the address, remembered, or the organisation's."""
        asked = (request.query_params.get("language"), request.cookies.get(LANGUAGE_COOKIE))
        return next((language for language in asked if language in self.words.languages), self.paper_language)

    def moments(self, language: str) -> Moments:
        """Give words for moments, seen from now."""
        return Moments(self.clock(), self.zone, language, self.words.gettext(language))

    def consultant(self, work: Work, request: Request) -> Consultant:
        """Say who is reading. Raises NotSignedIn."""
        found = signed_in(work, request.cookies.get(SESSION_COOKIE), self.clock())
        if found is None:
            raise NotSignedIn(NotSignedIn.__doc__)
        return found

    def page(
        self, request: Request, template: str, status: int = 200, *, live: bool = False, **values: Any
    ) -> Response:
        """Put a page together in the reader's language, and remember a language that was asked for.

        A `live` page may run our own script and keep a connection open; every other page may run nothing.
        """
        language = self.language(request)
        response = HTMLResponse(self.piece(request, template, **values), status)
        if live:
            response.headers["Content-Security-Policy"] = LIVE_POLICY
        if request.query_params.get("language") == language:
            self._set(response, LANGUAGE_COOKIE, language, _YEAR)
        return response

    def piece(self, request: Request, template: str, **values: Any) -> str:
        """Put a page, or a piece of one, together in the reader's language."""
        language = self.language(request)
        return self.templates.get_template(template).render(
            _=self.words.gettext(language),
            language=language,
            direction=direction(language),
            other_languages=[(code, _own_name(code)) for code in self.words.languages if code != language],
            organisation=self.organisation.name,
            bot_name=self.organisation.bot_name,
            moments=self.moments(language),
            **{"consultant": None, **values},
        )

    def keep_signed_in(self, response: Response, secret: str) -> None:
        """Give the browser the secret of its session."""
        self._set(response, SESSION_COOKIE, secret, int(SESSION_LIFE.total_seconds()))

    def forget_signed_in(self, response: Response) -> None:
        """Take the secret back, and with it whatever the browser kept of the pages."""
        self._set(response, SESSION_COOKIE, "", 0)
        response.headers["Clear-Site-Data"] = '"cache"'

    def _set(self, response: Response, name: str, value: str, seconds: int) -> None:
        response.set_cookie(
            name, value, max_age=seconds, path=_PATH, secure=self.secure_cookies, httponly=True, samesite="strict"
        )


def desk_of(request: Request) -> Desk:
    """Give the desk that this request came to."""
    desk: Desk = request.app.state.desk
    return desk


def _own_name(language: str) -> str:
    name = language_name(language)
    return name[:1].upper() + name[1:]
