"""/bewaard: everything we keep about whoever has this cookie; and taking back, taking along, deleting."""

from __future__ import annotations

from typing import Final
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.webchat.pages.pausing import FAST, crowded, is_too_fast, paused, seconds_to_wait
from bot.channels.webchat.pages.places import closed
from bot.channels.webchat.said import Said, delivery_of
from bot.channels.webchat.security import TooLarge, from_our_own_page, limited_body
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
    address = site.cookies.address(request)
    if site.cookies.left(request):
        return RedirectResponse("/", 303)
    if site.is_over(request):
        return await closed(site, request)
    language = await site.language(request, address)
    if address is not None and is_too_fast(site, address):
        return crowded(site, language, FAST)
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
    address, fields = site.cookies.address(request), await _fields(site, request)
    if fields is None:
        return await _refused(site, request)
    if site.is_over(request):
        return await closed(site, request)
    what = fields.get("what", "")
    if not address or not what or site.cookies.left(request):
        return RedirectResponse(SHARED, 303)
    said = Said(kind="command", argument=f"take_back:{what}", delivery=fields.get("delivery", ""))
    if seconds := seconds_to_wait(site, request, address, said):
        return paused(site, await site.language(request, address), said, False, seconds)
    # Who is not known has nothing to take back; a turn would begin a talk for a cookie that somebody made up.
    if await run_in_threadpool(site.talk.knows, CHANNEL, address):
        event = Commanded("take_back", what[:LETTERS_AT_MOST])
        await site.take(Incoming(CHANNEL, address, delivery_of(said, address), event=event))
    return RedirectResponse(SHARED, 303)


async def take_along(site: Site, request: Request) -> Response:
    """Everything as a file with a neutral name. It is asked for with a post, so that no other site can start it."""
    address, fields = site.cookies.address(request), await _fields(site, request)
    if fields is None:
        return await _refused(site, request)
    if site.is_over(request):
        return await closed(site, request)
    form = fields.get("form", "")
    if form not in FORMATS or not address or site.mine is None or site.cookies.left(request):
        return RedirectResponse(PAGE, 303)
    language = await site.language(request, address)
    if is_too_fast(site, address):
        return crowded(site, language, FAST)
    export = await run_in_threadpool(site.mine.export, CHANNEL, address, language)
    if export is None:
        return RedirectResponse(PAGE, 303)
    name, media_type = FORMATS[form]
    text = await run_in_threadpool(export.as_format, form)
    response = Response(text, media_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    site.touch(request, response)
    return response


async def _fields(site: Site, request: Request) -> dict[str, str] | None:
    """The fields of the post; None when it was not made by our own page."""
    if not from_our_own_page(request, site.public_url):
        return None
    try:
        found = parse_qs((await limited_body(request)).decode("utf-8", "replace"))
    except TooLarge:
        return {}
    return {name: values[0] for name, values in found.items()}


async def _refused(site: Site, request: Request) -> Response:
    language = await site.language(request, None)
    _ = site.words.gettext(language)
    text = _("That did not come from this page, so I did nothing with it. Your answers are kept.")
    return site.show("sorry.html", language, 403, text=text)
