"""One alarm: what is known and was passed on, what the child was told, who was told; and one button, "I'm on it"."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.alarms.seen import say_seen
from care.alarms import Known
from flows.engine.marking import N_
from portal.alarms import AlarmGone, Told, open_alarm
from portal.alarms import take as take_it
from portal.board import heading, state, who
from portal.desk import HOME, Translate, desk_of
from portal.moments import Moments

SEE_OTHER: Final = 303
SOUNDS_LIKE: Final = {
    "suicide": N_("not wanting to live"),
    "self_harm": N_("hurting oneself"),
    "abuse_physical": N_("being hit or hurt"),
    "abuse_sexual": N_("sexual abuse"),
    "abuse_emotional": N_("being put down or threatened"),
    "domestic_violence": N_("violence between others at home"),
    "neglect": N_("not being looked after"),
    "medical_emergency": N_("somebody who needs medical help at once"),
    "runaway": N_("running away"),
    "severe_distress": N_("being at the end of one's strength"),
}
WAYS: Final = {"mail": N_("by e-mail"), "telegram": N_("on Telegram"), "portal": N_("on this page")}
WAITS: Final = {
    "mail": N_("{moment}: {name}, the e-mail is on its way"),
    "telegram": N_("{moment}: {name}, the message on Telegram is on its way"),
}
FAILS: Final = {
    "mail": N_("{moment}: {name}, the e-mail did not go out yet; it is tried again"),
    "telegram": N_("{moment}: {name}, the message on Telegram did not go out yet; it is tried again"),
}
FAILED: Final = {
    "mail": N_("{moment}: {name} could not be reached"),
    "telegram": N_("{moment}: {name} could not be reached on Telegram"),
}


def show(request: Request) -> Response:
    """Show an alarm."""
    desk = desk_of(request)
    with desk.store.begin() as work:
        consultant = desk.consultant(work, request)
        found = open_alarm(work, consultant, request.path_params["alarm_id"], desk.clock())
    moments = desk.moments(desk.language(request))
    if isinstance(found, AlarmGone):
        told = _history(found.told, moments)
        return desk.page(request, "taken_back.html", consultant=consultant, told=told)
    row = found.line.row
    return desk.page(
        request,
        "alarm.html",
        live=True,
        consultant=consultant,
        alarm=found,
        heading=moments.translate(heading(row.urgency)),
        since=moments.since(row.raised_at),
        state=state(found.line, moments),
        mine=row.acknowledged_by == consultant.id,
        said=_said(found.known, moments),
        told=_history(found.line.told, moments),
        paper_language=desk.paper_language,
    )


def take(request: Request) -> Response:
    """Keep that this consultant is on it, and tell the child; when somebody else was quicker, the page says who."""
    desk = desk_of(request)
    alarm_id = request.path_params["alarm_id"]
    with desk.store.begin() as work:
        consultant = desk.consultant(work, request)
        taken = take_it(work, consultant, alarm_id, desk.clock())
        row = work.alarms.find(alarm_id)
        if taken and row is not None:
            say_seen(work, desk.words, row, consultant.name)
    if taken:
        desk.bell.ring()
    return RedirectResponse(f"{HOME}alarm/{alarm_id}", SEE_OTHER)


def _said(known: Known | None, moments: Moments) -> list[tuple[str, str, str]]:
    said = known.said if known is not None else ()
    return [(one.text, _sounds(one.category, moments.translate), moments.at(one.at)) for one in said]


def _sounds(category: str, _: Translate) -> str:
    return _(SOUNDS_LIKE[category]) if category in SOUNDS_LIKE else category


def _history(told: tuple[Told, ...], moments: Moments) -> list[str]:
    return [_told(one, moments) for one in told]


def _told(told: Told, moments: Moments) -> str:
    _, notice = moments.translate, told.notice
    name, at = who(told, _), moments.at(notice.sent_at or notice.at)
    if notice.kind == "nobody":
        return _("{moment}: {name}").format(moment=at, name=name)
    if notice.status == "sent":
        return _("{moment}: {name}, {way}").format(moment=at, name=name, way=_(WAYS[notice.way]))
    if notice.status == "dropped":
        return _("{moment}: {name}, no longer needed").format(moment=at, name=name)
    if notice.status == "failed":
        return _(FAILED[notice.way]).format(moment=at, name=name)
    return _((WAITS if notice.error is None else FAILS)[notice.way]).format(moment=at, name=name)
