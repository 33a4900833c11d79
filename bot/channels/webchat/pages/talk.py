"""The page of the talk, and the one address it posts to."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from bot.channels.webchat.assets import asset_url
from bot.channels.webchat.identity import new_address, talk_named
from bot.channels.webchat.live import news_since
from bot.channels.webchat.pages.closing import COMMAND, chosen
from bot.channels.webchat.pages.left_behind import CLOSED, GONE_ON, left_behind
from bot.channels.webchat.pages.pausing import (
    crowded,
    held_back,
    is_crowded,
    is_upload,
    not_from_here,
    not_text,
    paused,
    seconds_to_wait,
)
from bot.channels.webchat.pages.too_large import too_large
from bot.channels.webchat.rendering import bubbles, new_delivery
from bot.channels.webchat.said import Said, incoming, left_in_the_box, read, turned_switches
from bot.channels.webchat.security import TooLarge, from_our_own_page, limited_body
from bot.channels.webchat.site import CHANNEL, Site
from bot.handlers.closing import MINUTES, NEVER
from bot.turn.menus import HAS_WORDS, LEAVE, everywhere
from bot.turn.messages import Entry, Incoming, Prompt, Start
from bot.turn.typed.lines import plain
from bot.turn.typed.understanding import cries
from flows.engine.events import Started

GONE_PAGE: Final = "/leeg"
WORDS_PAGE: Final = "/verder"
WAY_OUT: Final = "/weg"
CLOSING_CHOICES: Final = frozenset(f"{COMMAND}:{minutes}" for minutes in (*MINUTES, NEVER))
PARAMETER_LENGTH: Final = 40


async def front(site: Site, request: Request) -> Response:
    """The talk so far with its open question; a first visit begins one. Behind a closed door: only the door."""
    address = site.cookies.address(request)
    if site.cookies.left(request):
        door = site.show("door.html", await site.language(request, None))
        site.cookies.settle_door(request, door)
        return door
    if held := await held_back(site, request):
        return held
    entries = await run_in_threadpool(site.talk.transcript, CHANNEL, address) if address else []
    if request.method == "HEAD":
        return HTMLResponse()
    if not address or not entries:
        if is_crowded(site, request):
            return await crowded(site, await site.language(request, None))
        address = await _own_address(site, address)
        await site.take(_start(request, address))
        entries = await run_in_threadpool(site.talk.transcript, CHANNEL, address)
    response = await _page(site, request, address, entries)
    response.headers["Link"] = f"<{asset_url('chat.css')}>; rel=preload; as=style"
    site.cookies.remember(response, address)
    site.touch(request, response)
    return response


async def _own_address(site: Site, address: str | None) -> str:
    """Whose talk is gone while an alarm is kept goes on as the same child, and can see and delete that.

    Anybody else gets an address of our own making, never one that somebody else could have put there.
    """
    known = address is not None and await run_in_threadpool(site.talk.knows, CHANNEL, address)
    return address if address is not None and known else new_address()


def _start(request: Request, address: str) -> Incoming:
    asked = request.query_params

    def one(name: str) -> str | None:
        return asked.get(name, "")[:PARAMETER_LENGTH] or None

    start = Start(language=one("lang"), band=(one("band") or "").upper() or None, organisation=one("org"))
    return Incoming(CHANNEL, address, f"start-{new_delivery()}", event=Started(start.band), start=start)


async def _page(site: Site, request: Request, address: str, entries: list[Entry], words: str = "") -> Response:
    """The page of the talk; `words` stand in the box."""
    language = await site.language(request, address)
    prompt = await run_in_threadpool(site.talk.open_prompt, CHANNEL, address)
    help_now = await site.help_now(language, address)
    return site.show(
        "chat.html",
        language,
        bubbles=bubbles(entries),
        prompt=prompt,
        above=help_now.above,
        lines=help_now.lines,
        seen=f"{entries[-1].seq}.{entries[-1].ordinal}" if entries else "",
        talk=talk_named(address),
        closes=site.closes(request),
        words=words,
    )


async def say(site: Site, request: Request) -> Response:
    """Take what was tapped or typed. A script gets the news as JSON, a plain form is sent back to the page."""
    wants_json = request.headers.get("accept", "").startswith("application/json")
    address = site.cookies.address(request)
    language = await site.language(request, address)
    if (refused := _refused(site, request, language, wants_json)) is not None:
        return refused
    try:
        said = read(await limited_body(request), request.headers.get("content-type", ""))
    except TooLarge as error:
        return await too_large(site, request, error, wants_json)
    if seconds := seconds_to_wait(site, request, address or new_address(), said):
        return await paused(site, language, said, wants_json, seconds, address)
    if address is None:
        return await left_behind(site, request, said, wants_json)
    if not site.is_of(said.talk, address):
        return await left_behind(site, request, said, wants_json, GONE_ON)
    response = await _answered(site, request, address, said, wants_json)
    if site.cookies.left(request) or site.is_over(request):
        return await _behind_the_door(site, request, said, wants_json, response)
    return _touched(site, request, said, response)


def _refused(site: Site, request: Request, language: str, wants_json: bool) -> Response | None:
    """What is answered without reading what was sent; None when it is read."""
    if not from_our_own_page(request, site.public_url):
        return not_from_here(site, language, wants_json)
    return not_text(site, language, wants_json) if is_upload(request) else None


async def _answered(site: Site, request: Request, address: str, said: Said, wants_json: bool) -> Response:
    response = _elsewhere(site, said, wants_json) or await _taken(site, request, address, said, wants_json)
    if response is None and said.kind == "command" and await run_in_threadpool(site.talk.knows, CHANNEL, address):
        # Only /bewaard is left of them; what they ask for there needs a talk to be asked in.
        await site.take(_start(request, address))
        response = await _taken(site, request, address, said, wants_json)
    return response or await left_behind(site, request, said, wants_json)


def _elsewhere(site: Site, said: Said, wants_json: bool) -> Response | None:
    """Another page, or none of ours, when what was typed is the label of the link that leads there."""
    if _is_label(site, said, LEAVE):
        return JSONResponse({"closed": True}) if wants_json else RedirectResponse(WAY_OUT, 303)
    if _is_label(site, said, HAS_WORDS):
        return JSONResponse({"go": WORDS_PAGE}) if wants_json else RedirectResponse(WORDS_PAGE, 303)
    return None


def _is_label(site: Site, said: Said, label: str) -> bool:
    return not said.options and plain(said.words) in map(plain, everywhere(site.words, label))


def _touched(site: Site, request: Request, said: Said, response: Response) -> Response:
    """Keep the quiet time of a shared phone, counted from now."""
    before = site.cookies.closing(request)
    after = chosen(said, before, site.clock())
    if before is not None or after is not None:
        site.cookies.keep_closing(response, after)
    return response


async def _behind_the_door(site: Site, request: Request, said: Said, wants_json: bool, taken: Response) -> Response:
    """What came in after a quick exit, or after the quiet time, was taken; of the talk nothing is given any more."""
    response = await left_behind(site, request, said, wants_json, CLOSED)
    for cookie in taken.headers.getlist("set-cookie"):
        response.headers.append("set-cookie", cookie)
    shut = site.cookies.shut if site.is_over(request) else site.cookies.close_door
    shut(response)
    return response


async def _taken(site: Site, request: Request, address: str, said: Said, wants_json: bool) -> Response | None:
    """The answer of a turn; None when there is no talk to take it."""
    prompt = await run_in_threadpool(site.talk.open_prompt, CHANNEL, address)
    if prompt is None:
        return None
    said = await _with_switches(site, address, said, prompt)
    reply = await site.take(incoming(said, address, prompt))
    if reply.erased:
        gone: Response = JSONResponse({"gone": True}) if wants_json else RedirectResponse(GONE_PAGE, 303)
        site.cookies.forget(gone)
        return gone
    if not wants_json:
        return await _drawn_anew(site, request, address, left_in_the_box(said))
    news = await run_in_threadpool(news_since, site, address, said.seen)
    closes = {"closes": int(said.argument.partition(":")[2])} if said.argument in CLOSING_CHOICES else {}
    return JSONResponse({"seq": reply.seq, **closes, **(news.data if news else {})})


async def _drawn_anew(site: Site, request: Request, address: str, words: str) -> Response:
    """The page again; what was left in the box stands in it, and is written down nowhere else on the way."""
    if not words or cries(words):
        return RedirectResponse("/", 303)
    entries = await run_in_threadpool(site.talk.transcript, CHANNEL, address)
    return await _page(site, request, address, entries, words)


async def _with_switches(site: Site, address: str, said: Said, prompt: Prompt) -> Said:
    """Keep the switches of a review that is left for a change. The page shows them already, so they are no news to it."""
    turned = turned_switches(said, prompt)
    if not turned:
        return said
    shows_all = not await run_in_threadpool(site.talk.transcript, CHANNEL, address, said.seen)
    for link_id in turned:
        await _turn(site, address, said, link_id)
    entries = await run_in_threadpool(site.talk.transcript, CHANNEL, address, said.seen)
    last = (entries[-1].seq, entries[-1].ordinal) if entries else said.seen
    return replace(said, seen=last) if shows_all and said.seen is not None else said


async def _turn(site: Site, address: str, said: Said, link_id: str) -> None:
    prompt = await run_in_threadpool(site.talk.open_prompt, CHANNEL, address)
    if prompt is not None:
        one = replace(said, kind="chose", argument=f"card:{link_id}", token=prompt.token, words="")
        await site.take(replace(incoming(one, address, prompt), heard=""))
