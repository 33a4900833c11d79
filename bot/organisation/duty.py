"""Duty as the organisation writes it down: hours, holidays, who is on duty, the fallback; and whether it can be kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.organisation.said import Said
from care.alarms import Duty, Fallback, Hours, Span
from storage.staff.addresses import folded, is_address

WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MINUTES_AT_MOST: Final = 24 * 60
_SPAN: Final = re.compile(r"(\d{1,2}):(\d{2}) ?- ?(\d{1,2}):(\d{2})")
_PHONE: Final = re.compile(r"\+?[\d /-]{2,20}")


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


def _span(text: Any) -> Any:
    if isinstance(text, Span):
        return text
    found = _SPAN.fullmatch(str(text).strip())
    if found is None:
        raise ValueError(f'{text!r} is no time; write it in quotes, like "09:00-17:00"')
    hours, minutes = (int(found[1]), int(found[3])), (int(found[2]), int(found[4]))
    if max(minutes) > 59:
        raise ValueError(f"{text!r} has more than 59 minutes in an hour")
    start, end = (hour * 60 + minute for hour, minute in zip(hours, minutes, strict=True))
    if not start < end <= MINUTES_AT_MOST:
        raise ValueError(f"{text!r} must end after it begins, on the same day, at 24:00 at the latest")
    return Span(start, end)


def _apart(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    ordered = sorted(spans)
    if any(later.start < earlier.end for earlier, later in zip(ordered, ordered[1:], strict=False)):
        raise ValueError("two of these times overlap; make one of them")
    return tuple(ordered)


def _address(text: str) -> str:
    found = text.strip()
    if not is_address(found):
        raise ValueError(f"{text!r} is no e-mail address; expected something like amina@example.org")
    return found


def _phone(text: str) -> str:
    if not _PHONE.fullmatch(text):
        raise ValueError(f"{text!r} is no telephone number; write it in quotes, digits and spaces only")
    return text


Spans = Annotated[tuple[Annotated[Span, BeforeValidator(_span)], ...], AfterValidator(_apart)]
Address = Annotated[str, AfterValidator(_address)]


class Week(_Part):
    """From when till when somebody is there, for each weekday; a day that is left out is closed."""

    monday: Spans = ()
    tuesday: Spans = ()
    wednesday: Spans = ()
    thursday: Spans = ()
    friday: Spans = ()
    saturday: Spans = ()
    sunday: Spans = ()

    def by_number(self) -> dict[int, tuple[Span, ...]]:
        """The times by the number of the weekday; Monday is 0."""
        return {number: getattr(self, name) for number, name in enumerate(WEEKDAYS) if getattr(self, name)}


class Stand(_Part):
    """Whom to tell while nobody is there: a name, the e-mail address it is told by, and a number a child may call."""

    name: Said
    way: Address | None = None
    phone: Annotated[str, AfterValidator(_phone)] | None = None


class Minutes(_Part):
    """After how many minutes the next one is told, by urgency."""

    now: int = Field(default=5, ge=1, le=MINUTES_AT_MOST)
    soon: int = Field(default=15, ge=1, le=MINUTES_AT_MOST)
    call: int = Field(default=60, ge=1, le=MINUTES_AT_MOST)


class DutyList(_Part):
    """Who looks at alarms, in which order and when. See docs/alarms.md."""

    hours: Week = Week()
    holidays: frozenset[date] = frozenset()
    consultants: tuple[Address, ...] = ()
    fallback: Stand | None = None
    escalate_after: Minutes = Minutes()
    portal_watched: bool = False

    @model_validator(mode="after")
    def _each_once(self) -> DutyList:
        known = [folded(address) for address in self.consultants]
        twice = sorted({address for address in known if known.count(address) > 1})
        if twice:
            raise ValueError(f"consultants: {', '.join(twice)} stands there twice; each gets one turn in a round")
        return self

    def rules(self, on_duty: tuple[str, ...], zone: ZoneInfo) -> Duty:
        """The rules, for these people in this order."""
        stand, after = self.fallback, self.escalate_after
        week = self.hours.by_number()
        return Duty(
            on_duty=on_duty,
            hours=Hours(week, zone, self.holidays) if week else None,
            fallback=None if stand is None else Fallback(stand.name, stand.way, stand.phone),
            minutes={"now": after.now, "soon": after.soon, "call": after.call},
        )


def missing(duty: DutyList | None) -> Iterator[str]:
    """What the organisation's file lacks before a child may be promised that somebody is told."""
    if duty is None:
        yield "duty: is not there; write down who looks at alarms, and when"
        return
    if not duty.consultants:
        yield "duty.consultants: name at least one e-mail address of a consultant"
    if not duty.hours.by_number():
        yield 'duty.hours: say when somebody is there, for instance monday: ["09:00-17:00"]'
    if duty.fallback is None or duty.fallback.way is None:
        yield "duty.fallback: say whom to tell while nobody is there, with name: and way: (an e-mail address)"


def unkept(duty: DutyList, *, mail: bool, address: bool) -> Iterator[str]:
    """What this installation lacks for it; `mail` and `address` say whether it can mail and knows its own address."""
    if not mail and not duty.portal_watched:
        yield (
            "nothing can be mailed, as MAATJE_SMTP_URL is not set; set it, or say duty.portal_watched: true when "
            "somebody has the portal open in all the hours of duty"
        )
    if mail and not address:
        yield "MAATJE_PUBLIC_URL is not set, so a notice cannot say where to look"
