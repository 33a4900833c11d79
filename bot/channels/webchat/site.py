"""What every page of the web chat needs: its collaborators in one place, and the language of the reader."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, Protocol

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.channels.webchat.hub import Hub
from bot.channels.webchat.identity import Cookies, talk_named
from bot.channels.webchat.pace import Paces
from bot.channels.webchat.pages.closing import Closing
from bot.channels.webchat.rendering import Page, Pages
from bot.handlers.help import intro_to
from bot.help_card import lines_in_words
from bot.kept import Export, Kept
from bot.languages import direction, is_language, language_name
from bot.organisation import Organisation
from bot.running.edges import clock
from bot.turn.messages import Entry, HelpLine, Incoming, Prompt, Reply
from bot.words import BETWEEN, DEFAULT_LANGUAGE, Catalogues
from flows.engine.events import Signal

CHANNEL = "web"


def host_of(request: Request) -> str | None:
    """Where a request comes from, as the web server in front tells it."""
    return request.client.host if request.client else None


class Outbox(Protocol):
    """Marks a reply's bubbles as sent; see bot.outbox.Outbox."""

    async def deliver(self, reply: Reply, incoming: Incoming) -> None:
        """Send them through the registered channel, which wakes the open pages."""


class Talk(Protocol):
    """The conversation, as far as the web chat needs it; see bot.conversation.Conversation."""

    async def take(self, incoming: Incoming) -> Reply:
        """Play one turn and commit it."""

    def transcript(self, channel: str, address: str, after: tuple[int, int] | None = None) -> list[Entry]:
        """The talk, oldest first."""

    def open_prompt(self, channel: str, address: str) -> Prompt | None:
        """The question that is open."""

    def language_of(self, channel: str, address: str) -> str | None:
        """The language of the talk."""

    def age_of(self, channel: str, address: str) -> int | None:
        """The age, once told."""

    def knows(self, channel: str, address: str) -> bool:
        """True when something is kept about whoever has this address, even when their talk is gone."""

    async def listen(self, text: str, language: str, whose: str) -> Signal | None:
        """What the safety layer makes of a text; of one writer (`whose`) one text at a time is looked at."""

    def adopt(
        self,
        channel: str,
        address: str,
        token: str,
        purpose: Literal["phrase", "handover"],
        *,
        leaving: str | None = None,
    ) -> bool:
        """Go on with the talk behind a phrase or token. Raises bot.turn.doors.TooManyTries and TalkHere."""

    def words_before_leaving(self, channel: str, address: str, language: str) -> str | None:
        """Four words for a talk that may be left; None when it has some that somebody holds."""


class Mine(Protocol):
    """What is kept about whoever talks from an address; see bot.kept.Mine."""

    def look(self, channel: str, address: str, language: str) -> tuple[Kept, Mapping[str, str]] | None:
        """Everything, to be shown, with the organisation's slots; in this language where no talk has one."""

    def export(self, channel: str, address: str, language: str) -> Export | None:
        """Everything, to be taken along."""


@dataclass(frozen=True, slots=True)
class HelpNow:
    """People to talk to, and the sentence above them (English source) that is true of this hour."""

    above: str
    lines: tuple[HelpLine, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """The web chat's collaborators. Without `outbox` bubbles are shown but stay marked as unsent."""

    talk: Talk
    organisation: Organisation
    words: Catalogues
    hub: Hub
    cookies: Cookies
    pages: Pages
    outbox: Outbox | None
    public_url: str | None
    default_language: str
    mine: Mine | None = None
    clock: Callable[[], datetime] = clock
    paces: Paces = field(default_factory=Paces.ours)

    @property
    def languages(self) -> tuple[tuple[str, str], ...]:
        """The organisation's languages that we have words for, with their own names."""
        known = [code for code in self.organisation.languages if code in self.words.languages]
        return tuple((code, language_name(code)) for code in known)

    async def take(self, incoming: Incoming) -> Reply:
        """One turn, its bubbles delivered and the other tabs woken."""
        reply = await self.talk.take(incoming)
        if self.outbox is not None:
            await self.outbox.deliver(reply, incoming)
        self.hub.nudge(incoming.address)
        return reply

    async def language(self, request: Request, address: str | None) -> str:
        """The language of the talk, of the link, or of the house."""
        talked = await run_in_threadpool(self.talk.language_of, CHANNEL, address) if address else None
        wished = request.query_params.get("lang")
        found = talked or (self.words.closest(wished) if wished else self.default_language)
        return found if found in self.words.languages else self.default_language

    def closing(self, request: Request) -> Closing | None:
        """The quiet time this browser was given, while a talk is open in it."""
        return self.cookies.closing(request) if self.cookies.address(request) is not None else None

    def is_over(self, request: Request) -> bool:
        """True when it was quiet here for longer than was chosen: whoever comes now may be somebody else."""
        closing = self.closing(request)
        return closing is not None and closing.is_over(self.clock())

    def closes(self, request: Request) -> int:
        """After how many quiet minutes a page closes itself; 0 when it stays open."""
        closing = self.cookies.closing(request)
        return 0 if closing is None else closing.minutes

    def is_of(self, talk: str, address: str | None) -> bool:
        """False when a page belongs to another talk than the one that is open in this browser now."""
        return not talk or talk == talk_named(address)

    def touch(self, request: Request, response: Response) -> None:
        """Something happened here: the quiet time begins anew."""
        if (closing := self.cookies.closing(request)) is not None:
            self.cookies.keep_closing(response, closing.touched(self.clock()))

    def page(self, language: str) -> Page:
        """What a template may say and know, in a language."""
        organisation = self.organisation
        reader = organisation.languages[0]
        spoken = language if language in self.words.languages else DEFAULT_LANGUAGE
        return Page(
            language=language,
            spoken=spoken,
            direction=direction(spoken),
            gettext=self._gettext(language),
            bot=organisation.bot_name,
            organisation=organisation.name,
            consultant=organisation.consultant,
            days=organisation.days_kept,
            languages=self.languages,
            reader_language=None if reader == language else language_name(reader, language),
        )

    def _gettext(self, language: str) -> Callable[[str], str]:
        known = language in self.words.languages
        return self.words.gettext(language) if known else self.words.in_crisis(language, BETWEEN)

    def show(self, template: str, language: str, status: int = 200, **values: object) -> Response:
        """A page made of a template."""
        return HTMLResponse(self.pages.render(template, self.page(language), **values), status)

    async def language_in_crisis(self, request: Request, address: str | None) -> str:
        """As `language`, but a language we have no words in stays what it is: help is then told in Dutch and English."""
        wished = request.query_params.get("lang", "")
        unknown = wished not in self.words.languages and is_language(wished)
        return wished if unknown else await self.language(request, address)

    async def help_now(self, language: str, address: str | None, category: str | None = None) -> HelpNow:
        """People to talk to, so that they are on the page even when the line is down."""
        age = await run_in_threadpool(self.talk.age_of, CHANNEL, address) if address else None
        now = self.clock()
        offers = self.organisation.lines_at(now, age, category)
        return HelpNow(intro_to(offers, "asked"), lines_in_words(offers, now, language, self.words))
