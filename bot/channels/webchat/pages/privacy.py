"""/privacy: who reads what, in the words of each age and in lawyer's words. Works without a talk and without a cookie."""

from __future__ import annotations

from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.webchat.pages.places import OWN_NEUTRAL_PAGE
from bot.channels.webchat.site import CHANNEL, Site
from bot.privacy import cards_for, law
from bot.turn.scene import slots_of
from flows.engine.bands import BANDS, FIRST_BAND, Band, ages_of, band_of

AGES: Final = {band: "-".join(map(str, ages_of(band))) for band in BANDS}
LAW: Final = "law"


async def privacy(site: Site, request: Request) -> Response:
    """The page, for the age in the address, of the talk, or in the ordinary words; behind a closed door something else."""
    if site.cookies.left(request):
        return RedirectResponse(OWN_NEUTRAL_PAGE, 303)
    address = site.cookies.address(request)
    language = await _language(site, request, address)
    _ = site.words.gettext(language)
    in_law, band = request.query_params.get("words") == LAW, await _band(site, request, address)
    cards = () if in_law else tuple(cards_for(band, _, slots_of(site.organisation, _)))
    return site.show(
        "privacy.html",
        language,
        band=None if in_law else band,
        ages=AGES,
        cards=cards,
        law=tuple(law(site.organisation, language, _)) if in_law else (),
    )


async def _language(site: Site, request: Request, address: str | None) -> str:
    """Here the address counts more than the talk: somebody may want to read it in both."""
    wished = request.query_params.get("lang")
    return wished if wished in site.words.languages else await site.language(request, address)


async def _band(site: Site, request: Request, address: str | None) -> Band:
    wished = request.query_params.get("band", "").upper()
    if wished in BANDS:
        return wished
    age = await run_in_threadpool(site.talk.age_of, CHANNEL, address) if address else None
    return band_of(age) or FIRST_BAND
