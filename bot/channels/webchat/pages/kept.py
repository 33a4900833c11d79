"""/bewaard: everything we keep about whoever has this cookie; and taking back, taking along, deleting."""

from __future__ import annotations

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.webchat.identity import talk_named
from bot.channels.webchat.pages.pausing import (
    FAST,
    crowded,
    held_back,
    is_too_fast,
    not_from_here,
    paused,
    seconds_to_wait,
)
from bot.channels.webchat.pages.places import closed
from bot.channels.webchat.said import Said, delivery_of
from bot.channels.webchat.security import form_of, from_our_own_page
from bot.channels.webchat.site import CHANNEL, Site
from bot.kept import FORMATS, words
from bot.kept.telling import end_of, state_of, title_of
from bot.turn.messages import Incoming
from flows.engine.events import Commanded

PAGE: Final = "/bewaard"
SHARED: Final = f"{PAGE}#shared"
LETTERS_AT_MOST: Final = 80


async def kept_page(site: Site, request: Request) -> Response:
    """Everything, with a way to change it. Behind a closed door, or without a talk, there is nothing to see here."""
    if site.cookies.left(request):
        return RedirectResponse("/", 303)
    if held := await held_back(site, request):
        return held
    address = site.cookies.address(request)
    language = await site.language(request, address)
    _ = site.words.gettext(language)
    found = await run_in_threadpool(site.mine.look, CHANNEL, address, language) if site.mine and address else None
    kept, slots = found or (None, {})
    response = site.show(
        "kept.html",
        language,
        kept=kept,
        words=words,
        slots=slots,
        title_of=lambda page: title_of(page, _),
        state_of=lambda page: state_of(page, _, slots),
        ends=end_of(kept, _) if kept else "",
        closes=site.closes(request),
    )
    site.touch(request, response)
    return response


async def take_back(site: Site, request: Request) -> Response:
    """Take one thing or everything back, as a turn of the talk like any other."""
    asked = await _asked(site, request, back=SHARED)
    if isinstance(asked, Response):
        return asked
    address, fields = asked
    what = fields.get("what", "")
    if not what:
        return RedirectResponse(SHARED, 303)
    delivery, talk = fields.get("delivery", ""), talk_named(address)
    said = Said(kind="command", argument=f"take_back:{what}", delivery=delivery, talk=talk)
    if seconds := seconds_to_wait(site, request, address, said):
        return await paused(site, await site.language(request, address), said, False, seconds, address)
    # Who is not known has nothing to take back; a turn would begin a talk for a cookie that somebody made up.
    if await run_in_threadpool(site.talk.knows, CHANNEL, address):
        event = Commanded("take_back", what[:LETTERS_AT_MOST])
        await site.take(Incoming(CHANNEL, address, delivery_of(said, address), event=event))
    return RedirectResponse(SHARED, 303)


async def take_along(site: Site, request: Request) -> Response:
    """Everything as a file with a neutral name. It is asked for with a post, so that no other site can start it."""
    asked = await _asked(site, request, back=PAGE)
    if isinstance(asked, Response):
        return asked
    address, fields = asked
    form = fields.get("form", "")
    if form not in FORMATS or site.mine is None:
        return RedirectResponse(PAGE, 303)
    language = await site.language(request, address)
    if is_too_fast(site, address):
        return await crowded(site, language, FAST)
    export = await run_in_threadpool(site.mine.export, CHANNEL, address, language)
    if export is None:
        return RedirectResponse(PAGE, 303)
    name, media_type = FORMATS[form]
    text = await run_in_threadpool(export.as_format, form)
    response = Response(text, media_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    site.touch(request, response)
    return response


async def _asked(site: Site, request: Request, *, back: str) -> tuple[str, dict[str, str]] | Response:
    """Whose talk a post is about, and its fields; or what is answered where it is not ours, or its door is shut."""
    if not from_our_own_page(request, site.public_url):
        return not_from_here(site, await site.language(request, None))
    if site.is_over(request):
        return await closed(site, request)
    address = site.cookies.address(request)
    if not address or site.cookies.left(request):
        return RedirectResponse(back, 303)
    return address, await form_of(request)
