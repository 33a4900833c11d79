"""Alarms in words, for the list: how urgent, since when, who was told and what comes next. Never of whom, nor what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flows.engine.marking import N_
from portal.alarms import Board, Line, Told
from portal.desk import Translate
from portal.moments import Moments
from storage.sharing.alarms import WITHDRAWN

HEADINGS: Final = {
    "now": N_("Look at this now"),
    "soon": N_("Look at this today"),
    "call": N_("Somebody asked to be called"),
    WITHDRAWN: N_("The child took this back"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list, in words."""

    id: str
    heading: str
    since: str
    state: str
    next_step: str
    pressing: bool


@dataclass(frozen=True, slots=True)
class Entries:
    """The whole list in words; `earlier` when more was taken, `news` is what a screen reader hears when it has grown."""

    open: tuple[Entry, ...]
    taken: tuple[Entry, ...]
    gone: tuple[Entry, ...]
    earlier: bool
    news: str


def entries(board: Board, moments: Moments) -> Entries:
    """Say the board in words."""
    _ = moments.translate
    return Entries(
        open=tuple(_open(line, moments) for line in board.open),
        taken=tuple(taken(line, moments) for line in board.taken),
        gone=tuple(
            Entry(
                id=alarm_id,
                heading=_("This was taken back, or its time was over"),
                since=moments.since(at),
                state=_("There is nothing left to look at."),
                next_step="",
                pressing=False,
            )
            for alarm_id, at in board.gone
        ),
        earlier=board.earlier,
        news=_("Nobody is on it yet: {count}").format(count=len(board.open)) if board.open else "",
    )


def heading(urgency: str) -> str:
    """The heading, in English. What only a newer program knows is looked at now, and must not hide what others need."""
    return HEADINGS.get(urgency, HEADINGS["now"])


def _open(line: Line, moments: Moments) -> Entry:
    _ = moments.translate
    return Entry(
        id=line.row.id,
        heading=_(heading(line.row.urgency)),
        since=moments.since(line.row.raised_at),
        state=state(line, moments),
        next_step=_("Read, then say that you are on it"),
        pressing=line.row.urgency == "now",
    )


def taken(line: Line, moments: Moments) -> Entry:
    """Say an alarm that somebody is on."""
    _ = moments.translate
    return Entry(
        id=line.row.id,
        heading=_(heading(line.row.urgency)),
        since=moments.since(line.row.raised_at),
        state=state(line, moments),
        next_step="" if line.row.urgency == WITHDRAWN else _("Read it"),
        pressing=False,
    )


def state(line: Line, moments: Moments) -> str:
    """Say whether somebody is on it, or who was told last."""
    _ = moments.translate
    if line.row.acknowledged_at is not None:
        name, at = line.taken_by or _("A colleague"), moments.at(line.row.acknowledged_at)
        return _("{name} is on it, {moment}").format(name=name, moment=at)
    reached = [one for one in line.told if one.notice.status == "sent" and one.notice.kind != "nobody"]
    if not reached:
        return _("Nobody is on it yet.")
    last = reached[-1]
    at = moments.at(last.notice.sent_at or last.notice.at)
    return _("Nobody is on it yet. Told last: {name}, {moment}").format(name=who(last, _), moment=at)


def who(told: Told, _: Translate) -> str:
    """Name somebody who was told."""
    if told.notice.kind == "fallback":
        return _("the fallback contact")
    if told.notice.kind == "nobody":
        return _("nobody, as there is nobody to tell")
    return told.name or _("a former colleague")
