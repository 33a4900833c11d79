"""Forms that need no cookie of a talk: what shows that a post came from our own page, also in a browser that keeps quiet.

A browser of today says it in Sec-Fetch-Site, an older one in Origin or Referer. Whoever has an old one that says nothing
gets a mark, in a cookie and in the form, and is asked once more: another site can have a browser post, but knows no mark.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.webchat.identity import new_address
from bot.channels.webchat.security import from_our_own_page, says_our_own_page
from bot.channels.webchat.site import Site

FIELD: Final = "own"
NOT_FROM_HERE: Final = 403


def is_ours(site: Site, request: Request, fields: Mapping[str, str]) -> bool:
    """True when one of our own pages made the post, and no other site can have."""
    if not from_our_own_page(request, site.public_url):
        return False
    mark = site.cookies.mark(request)
    return says_our_own_page(request, site.public_url) or (bool(mark) and fields.get(FIELD) == mark)


def once_more(site: Site, request: Request, template: str, language: str, **values: object) -> Response:
    """The page again, with the mark in its form. Of what was posted nothing may stand in it that a tap would send."""
    mark = site.cookies.mark(request) or new_address()
    response = site.show(template, language, NOT_FROM_HERE, own=mark, **values)
    site.cookies.leave_mark(response, mark)
    return response
