"""/verder: go on with four words, or through a link from another channel."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from typing import Final, Literal
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.webchat.identity import new_address
from bot.channels.webchat.pace import network_of
from bot.channels.webchat.pages.places import help_about
from bot.channels.webchat.security import TooLarge, from_our_own_page, limited_body
from bot.channels.webchat.site import CHANNEL, Site
from bot.handlers.help import INTRO
from bot.turn.doors import TooManyTries
from care.answering.heard import paragraphs
from flows.engine.view import FIRST_BAND

TRIES_A_NETWORK: Final = 20
WINDOW_SECONDS: Final = 3_600.0
NETWORKS_REMEMBERED: Final = 10_000
LETTERS_OF_A_PHRASE: Final = 200
GENTLE: Final = "check"


class Turnstile:
    """Counts tries by network address, in memory only: a new cookie each time does not help a guesser."""

    def __init__(self) -> None:
        self._tries: OrderedDict[str, deque[float]] = OrderedDict()

    def passes(self, network: str, now: float) -> bool:
        """Note a try; False when there were too many in the last hour."""
        tries = self._tries.setdefault(network, deque())
        self._tries.move_to_end(network)
        while tries and tries[0] < now - WINDOW_SECONDS:
            tries.popleft()
        if len(self._tries) > NETWORKS_REMEMBERED:
            self._tries.popitem(last=False)
        if len(tries) >= TRIES_A_NETWORK:
            return False
        tries.append(now)
        return True


async def resume_page(site: Site, request: Request) -> Response:
    """The one field, or for a link the one button: a link preview must not use the link up."""
    language = await site.language(request, site.cookies.address(request))
    return site.show("resume.html", language, link=request.query_params.get("t", ""), problem="")


async def resume(site: Site, turnstile: Turnstile, request: Request) -> Response:
    """Try the words. A new address is made for it, so that a talk begun here is not mixed with the other one."""
    language = await site.language(request, site.cookies.address(request))
    _ = site.words.gettext(language)
    try:
        fields = parse_qs((await limited_body(request)).decode("utf-8", "replace"))
    except TooLarge:
        fields = {}
    link, phrase = _one(fields, "t"), _one(fields, "phrase")
    if not from_our_own_page(request, site.public_url):
        return site.show("resume.html", language, 403, link="", problem=_("That did not come from this page."))
    if not (link or phrase.strip()):
        return site.show("resume.html", language, 400, link="", problem=_("Type your four words."))
    host = request.client.host if request.client else ""
    network = network_of(host) or host
    # A child may type anything into any field: it is looked at before it is taken for four words.
    signal = await run_in_threadpool(site.talk.notice, phrase, language) if phrase else None
    found = await _adopted(site, link, phrase) if turnstile.passes(network, time.monotonic()) else None
    if not found and signal is not None:
        heard = () if signal.urgency == GENTLE else paragraphs(signal.category, FIRST_BAND)
        return await help_about(site, language, None, (*heard, (INTRO["asked"],)), signal.category)
    if found is None:
        busy = _("That was tried often now. Wait an hour and try it again. Nothing is lost.")
        return site.show("resume.html", language, 429, link="", problem=busy)
    if not found:
        wrong = _("This link has been used already, or is too old.") if link else _("I do not know these words. Look at them once more, letter by letter.")  # fmt: skip
        return site.show("resume.html", language, 404, link="", problem=wrong)
    response = RedirectResponse("/", 303)
    site.cookies.remember(response, found)
    site.cookies.open_door(response)
    site.touch(request, response)
    return response


async def _adopted(site: Site, link: str, phrase: str) -> str | None:
    """The new address, "" when nothing was found, None when it was tried too often."""
    address = new_address()
    purpose: Literal["phrase", "handover"] = "handover" if link else "phrase"
    try:
        known = await run_in_threadpool(site.talk.adopt, CHANNEL, address, link or phrase, purpose)
    except TooManyTries:
        return None
    return address if known else ""


def _one(fields: dict[str, list[str]], name: str) -> str:
    return fields.get(name, [""])[0][:LETTERS_OF_A_PHRASE]
