"""When something goes wrong: a plain sentence, a way on, and never a word about what may or may not be there."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from portal.access import Updated
from portal.desk import HOME, desk_of
from portal.pages.sign_in import SIGN_IN

_SEE_OTHER: Final = 303


def not_signed_in(request: Request, problem: Exception) -> Response:
    """Lead to the sign-in page, whatever was asked for."""
    return RedirectResponse(SIGN_IN, _SEE_OTHER)


def nothing_here(request: Request, problem: Exception) -> Response:
    """Say that there is nothing here; a case that is not ours, gone or never was gets the same words."""
    return desk_of(request).page(request, "trouble.html", status=404, kind="nothing")


def case_gone(request: Request, problem: Exception) -> Response:
    """Say that a page was taken back, and nothing of what stood on it."""
    return desk_of(request).page(request, "trouble.html", status=410, kind="taken_back")


def updated(request: Request, problem: Exception) -> Response:
    """Lead on to the page that took this one's place; it says itself that it was updated."""
    newer = problem.newer_id if isinstance(problem, Updated) else ""
    return RedirectResponse(f"{HOME}case/{newer}", _SEE_OTHER)


def unreadable(request: Request, problem: Exception) -> Response:
    """Say that a page is there and cannot be shown, to be told to whoever can look into it; trying again helps nobody."""
    return desk_of(request).page(request, "trouble.html", status=500, kind="unreadable")


def from_elsewhere(request: Request, problem: Exception) -> Response:
    """Say that a change came from another page."""
    return desk_of(request).page(request, "trouble.html", status=403, kind="elsewhere")


def our_mistake(request: Request, problem: Exception) -> Response:
    """Say that it went wrong on our side."""
    return desk_of(request).page(request, "trouble.html", status=500, kind="ours")
