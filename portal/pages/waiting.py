"""The list: who shared something, who waits longest, and what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from portal.access import Case, Waiting, list_cases
from portal.alarms import board
from portal.board import entries
from portal.desk import Translate, desk_of
from portal.moments import Moments
from portal.pages.telegram import may_choose

MOST_SEEN: Final = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list, in words. `first` marks somebody who must not wait, `quoted` a `why` taken from the page."""

    id: str
    name: str
    age: str
    since: str
    why: str
    next_step: str
    first: bool
    quoted: bool


def show(request: Request) -> Response:
    """Show who waits, those who want to be called soon first, and below them what was read."""
    desk = desk_of(request)
    with desk.store.begin() as work:
        consultant = desk.consultant(work, request)
        cases, older = list_cases(work, consultant, desk.clock(), MOST_SEEN)
        alarms = board(work, consultant, desk.clock())
    moments = desk.moments(desk.language(request))
    return desk.page(
        request,
        "waiting.html",
        live=True,
        alarms=entries(alarms, moments),
        consultant=consultant,
        unread=[entry(case, moments) for case in in_order(cases)],
        read=[entry(case, moments) for case in cases if case.seen],
        older=older,
        most=MOST_SEEN,
        paper_language=desk.paper_language,
        telegram=may_choose(desk, consultant),
    )


def in_order(cases: Sequence[Waiting]) -> list[Waiting]:
    """Put those that nobody has read in order: who must not wait, then who waits longest."""
    unread = [case for case in cases if not case.seen]
    return sorted(unread, key=lambda case: (not must_not_wait(case), case.at, case.id))


def must_not_wait(waiting: Waiting) -> bool:
    """Say whether somebody asked to be called, or something stands there that was passed on for safety."""
    if waiting.kind == "call_request" or waiting.case is None:
        return True
    return any(line.kind == "urgent" or line.is_quote for line in waiting.case.handoff.safety)


def entry(waiting: Waiting, moments: Moments) -> Entry:
    """Say a line of the list in words."""
    _ = moments.translate
    child = waiting.case.handoff.child if waiting.case else None
    wish = _wish(waiting)
    return Entry(
        id=waiting.id,
        name=(child.name if child else None) or _("Without a name"),
        age="" if child is None or child.age is None else _("{age} years").format(age=child.age),
        since="" if waiting.seen else moments.since(waiting.at),
        why=_read_by(waiting.case, moments) if waiting.seen and waiting.case else wish or _why(waiting, _),
        next_step=_next_step(waiting, _),
        first=not waiting.seen and must_not_wait(waiting),
        quoted=bool(wish) and not waiting.seen,
    )


def _read_by(case: Case, moments: Moments) -> str:
    _ = moments.translate
    readers = [_("{name}, {moment}").format(name=seen.name, moment=moments.at(seen.at)) for seen in case.seen]
    return _("Read by {readers}").format(readers="; ".join(readers))


def _wish(waiting: Waiting) -> str:
    """Give the wish to be called as it stands on the page, with what was promised."""
    lines = waiting.case.handoff.safety if waiting.case else ()
    return next((line.text_quote for line in lines if line.kind == "urgent"), "")


def _why(waiting: Waiting, _: Translate) -> str:
    if waiting.case is None:
        return _("This page cannot be shown. Please tell whoever looks after this server.")
    if waiting.kind == "call_request":
        return _("Wants to be called soon")
    if must_not_wait(waiting):
        return _("Something was passed on for safety")
    return _("Shared a summary again, with changes") if waiting.case.updated else _("Shared a summary")


def _next_step(waiting: Waiting, _: Translate) -> str:
    if waiting.case is None:
        return _("Have this looked at today")
    if waiting.seen:
        return _("Make contact")
    if waiting.kind == "call_request":
        return _("Read, then call")
    return _("Read this first") if must_not_wait(waiting) else _("Read the summary")
