"""/verder: go on with four words, or through a link from another channel."""

from __future__ import annotations

import math
import time
from collections import OrderedDict, deque
from dataclasses import dataclass
from functools import partial
from typing import Final, Literal

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.webchat.identity import new_address
from bot.channels.webchat.pages.own_forms import is_ours, once_more
from bot.channels.webchat.pages.pausing import FAST, TOO_MANY, seconds_at_the_door
from bot.channels.webchat.pages.places import help_about, help_noticed
from bot.channels.webchat.security import form_of, from_our_own_page
from bot.channels.webchat.site import CHANNEL, Site, host_of
from bot.running.network import BITS_OF_A_SITE, network_of
from bot.turn.doors import HERE_ALREADY, OPEN_AGAIN, OWN_WORDS, TalkHere, TooManyTries
from bot.turn.typed.safe_words import asks_for_help
from flows.engine.events import Signal
from flows.engine.marking import N_

TRIES_A_NETWORK: Final = 20
TRIES_A_SITE: Final = 60
WINDOW_SECONDS: Final = 3_600.0
NETWORKS_REMEMBERED: Final = 10_000
LETTERS_OF_A_PHRASE: Final = 200
TRIED_OFTEN: Final = N_("That was tried often now. Wait an hour and try it again. Nothing is lost.")
USED: Final = N_("This link has been used already, or is too old.")
NOT_DONE: Final = N_("That did not work")
UNKNOWN_WORDS: Final = N_("I do not know these words. Look at them once more, letter by letter.")


class Turnstile:
    """Counts tries by network address, in memory only: a new cookie each time does not help a guesser.

    Right words are no try: a class that goes on behind one address takes none from one another, and a guesser who has right
    words has as many wrong ones left as before.

    With IPv6 a customer may have 65,536 networks, enough to use up the tries of everybody (bot/turn/doors.py): all of them
    together have a limit too.
    """

    def __init__(self) -> None:
        self._tries: OrderedDict[str, deque[float]] = OrderedDict()

    def passes(self, host: str, now: float) -> bool:
        """Note a try; False when there were too many from around this host in the last hour."""
        limits = _limits(host)
        # The wide one is looked at first, so that a site that is stopped cannot fill the memory with its networks.
        if any(len(self._recent(network, now)) >= most for network, most in limits.items()):
            return False
        for network in limits:
            self._recent(network, now).append(now)
        return True

    def was_right(self, host: str, now: float) -> None:
        """Take the try back that was noted before anybody knew that the words were right."""
        for network in _limits(host):
            if tries := self._recent(network, now):
                tries.pop()

    def _recent(self, network: str, now: float) -> deque[float]:
        tries = self._tries.setdefault(network, deque())
        self._tries.move_to_end(network)
        while tries and tries[0] < now - WINDOW_SECONDS:
            tries.popleft()
        if len(self._tries) > NETWORKS_REMEMBERED:
            self._tries.popitem(last=False)
        return tries


def _limits(host: str) -> dict[str, int]:
    """How many tries the networks around a host have, the wide one first; of IPv4 both are the same address."""
    return {network_of(host, BITS_OF_A_SITE) or host: TRIES_A_SITE, network_of(host) or host: TRIES_A_NETWORK}


async def resume_page(site: Site, request: Request) -> Response:
    """The one field, or for a link the one button: a link preview must not use the link up."""
    language = await site.language(request, site.cookies.address(request))
    left = site.cookies.left(request)
    link, own = request.query_params.get("t", ""), site.cookies.mark(request)
    return site.show("resume.html", language, link=link, problem="", left=left, own=own)


@dataclass(frozen=True, slots=True)
class Try:
    """What a door is tried with: the token of a link, or words. `typed` is everything that stood in the field."""

    language: str
    link: str
    phrase: str
    typed: str


async def resume(site: Site, turnstile: Turnstile, request: Request) -> Response:
    """Try the words. A new address is made for it, so that a talk begun here is not mixed with the other one."""
    language = await site.language(request, site.cookies.address(request))
    fields = await form_of(request)
    tried = Try(language, _one(fields, "t"), _one(fields, "phrase"), fields.get("phrase", ""))
    if (refused := await _refused(site, request, fields, tried)) is not None:
        return refused
    host, leaving = host_of(request) or "", _leaving(site, request, fields)
    signal = await _listened(site, tried, host)
    try:
        found = await _adopted(site, tried, leaving) if turnstile.passes(host, time.monotonic()) else None
    except TalkHere:
        turnstile.was_right(host, time.monotonic())
        return await _before_leaving(site, request, tried)
    if not found:
        problem = TRIED_OFTEN if found is None else USED if tried.link else UNKNOWN_WORDS
        return await _not_found(site, tried, signal, problem)
    turnstile.was_right(host, time.monotonic())
    return _opened(site, request, found)


async def _refused(site: Site, request: Request, fields: dict[str, str], tried: Try) -> Response | None:
    """What is answered before anything is tried; None when it may be tried."""
    _ = site.words.gettext(tried.language)
    if not from_our_own_page(request, site.public_url):
        return site.show("resume.html", tried.language, 403, link="", problem=_("That did not come from this page."))
    if not is_ours(site, request, fields):
        return await _once_more(site, request, tried)
    if not (tried.link or tried.typed.strip()):
        return site.show("resume.html", tried.language, 400, link="", problem=_("Type your four words."))
    if seconds := seconds_at_the_door(site, request, site.cookies.address(request) or new_address()):
        return await _paused(site, tried, seconds)
    return None


async def _listened(site: Site, tried: Try, host: str) -> Signal | None:
    """A child may type anything into any field: it is looked at before it is taken for four words."""
    if not tried.typed:
        return None
    return await site.talk.listen(tried.typed, tried.language, network_of(host, BITS_OF_A_SITE) or "")


def _leaving(site: Site, request: Request, fields: dict[str, str]) -> str | None:
    """The address whose talk would be left; None when that is agreed, or when its time is over."""
    agreed = bool(_one(fields, "leave")) or site.is_over(request)
    return None if agreed else site.cookies.address(request)


def _opened(site: Site, request: Request, address: str) -> Response:
    response = RedirectResponse("/", 303)
    site.cookies.remember(response, address)
    site.cookies.open_door(response)
    site.touch(request, response)
    return response


async def _once_more(site: Site, request: Request, tried: Try) -> Response:
    """An old browser that does not say where this came from: another site may have filled in words of its own.

    So they are typed again. A link stands in the page as in the one that it leads to.
    """
    if asks_for_help(tried.phrase):
        return await help_about(site, tried.language, None)
    problem = f"{site.words.gettext(tried.language)(NOT_DONE)}."
    return once_more(site, request, "resume.html", tried.language, link=tried.link, problem=problem)


async def _paused(site: Site, tried: Try, seconds: float) -> Response:
    """Too fast to be looked at; asking for help costs nothing to see, and never waits."""
    if asks_for_help(tried.phrase):
        return await help_about(site, tried.language, None)
    problem = site.words.gettext(tried.language)(FAST)
    help_now = await site.help_now(tried.language, None)
    shown = {"link": tried.link, "problem": problem, "above": help_now.above, "lines": help_now.lines}
    response = site.show("resume.html", tried.language, TOO_MANY, **shown)
    response.headers["Retry-After"] = str(math.ceil(seconds))
    return response


async def _not_found(site: Site, tried: Try, signal: Signal | None, problem: str) -> Response:
    """Help when danger was typed there, or help was asked for; otherwise what was the matter with the words."""
    if signal is not None:
        return await help_noticed(site, tried.language, signal)
    if asks_for_help(tried.phrase):
        return await help_about(site, tried.language, None)
    _ = site.words.gettext(tried.language)
    return site.show("resume.html", tried.language, 429 if problem == TRIED_OFTEN else 404, link="", problem=_(problem))


async def _before_leaving(site: Site, request: Request, tried: Try) -> Response:
    """Something was sent from the talk in this browser: its own words first, and one more button to leave it."""
    _, address = site.words.gettext(tried.language), site.cookies.address(request) or ""
    words = await run_in_threadpool(site.talk.words_before_leaving, CHANNEL, address, tried.language)
    before, _slot, after = _(OPEN_AGAIN if words else OWN_WORDS).partition("{phrase}")
    response = site.show(
        "leaving.html",
        tried.language,
        409,
        said=(_(HERE_ALREADY), before),
        words=words,
        after=after.lstrip(" .,:;"),
        link=tried.link,
        phrase=tried.phrase,
        closes=site.closes(request),
        own=site.cookies.mark(request),
    )
    site.touch(request, response)
    return response


async def _adopted(site: Site, tried: Try, leaving: str | None) -> str | None:
    """The new address, "" when nothing was found, None when it was tried too often. Raises TalkHere."""
    address = new_address()
    purpose: Literal["phrase", "handover"] = "handover" if tried.link else "phrase"
    adopt = partial(site.talk.adopt, CHANNEL, address, tried.link or tried.phrase, purpose, leaving=leaving)
    try:
        known = await run_in_threadpool(adopt)
    except TooManyTries:
        return None
    return address if known else ""


def _one(fields: dict[str, str], name: str) -> str:
    return fields.get(name, "")[:LETTERS_OF_A_PHRASE]
