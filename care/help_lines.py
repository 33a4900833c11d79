"""Help lines: who can be reached, and which of them to offer to whom, about what, at which moment. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from care.opening_hours import ALWAYS, Hours, Opening, opening
from care.safety.signal import Category

MOST_LINES: Final = 5
MOST_LINES_IN_DANGER: Final = 4
UNCHECKED_AFTER: Final = timedelta(days=180)
A_DAY: Final = timedelta(days=1)
PAGE: Final = re.compile(r"https://[\w.-]+\.\w+(:\d+)?([/?#]\S*)?")
TAPPED: Final = re.compile(rf"(tel|sms):[+*\d][\d*#+.() -]*(\?\S*)?|{PAGE.pattern}")
DANGER: Final = "danger"
GENERAL: Final = "general"
Matter = Literal["danger", "general", Category]
_FITS, _GENERAL, _REST = range(3)


class HelpLine(BaseModel):
    """A way to reach people now, with where its facts come from and when somebody last looked.

    `about` names signal categories and nothing else, as a misspelt one would keep the line from whom it is for; `danger`
    is the emergency number, which is always offered, `general` is good for everything. `open` are the hours of the
    telephone and `chat_open` those of the chat (as the telephone when left out). `words` says in each language what one
    should know. `languages` are those that are spoken there. A line whose `checked_on` is empty was never checked: it is
    offered after the others, and the doctor complains. The doctor also complains where only the hours are in doubt
    (`hours_unchecked`); such a line keeps its place.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    name: str
    number: str
    href: str
    chat: str | None = None
    age_min: int = 0
    age_max: int = 120
    open: Hours = ALWAYS
    chat_open: Hours | None = None
    time_zone: ZoneInfo = ZoneInfo("Europe/Amsterdam")
    words: dict[str, str] = {}
    about: tuple[Matter, ...] = ()
    languages: tuple[str, ...] = ("nl",)
    source: str
    checked_on: date | None
    hours_unchecked: bool = False

    @field_validator("href")
    @classmethod
    def _can_be_tapped(cls, address: str) -> str:
        if not TAPPED.fullmatch(address):
            raise ValueError(f"{address!r} reaches nobody; write tel: or sms: with a number, or https://…")
        return address

    @field_validator("chat")
    @classmethod
    def _is_a_page(cls, address: str | None) -> str | None:
        if address is not None and not PAGE.fullmatch(address):
            raise ValueError(f"{address!r} is no page; write the whole address: https://…")
        return address

    @model_validator(mode="after")
    def _is_for_somebody(self) -> Self:
        if self.age_min > self.age_max:
            raise ValueError(
                f"age_min {self.age_min} is above age_max {self.age_max}, so nobody would get it; swap them"
            )
        return self

    def suits(self, age: int | None) -> bool:
        """True when the line is for somebody of this age, or when the age is not known."""
        return age is None or self.age_min <= age <= self.age_max

    def opening(self, at: datetime) -> Opening:
        """How it is with the telephone at a moment, in the line's own time."""
        return opening(self.open, at.astimezone(self.time_zone))

    def chats(self, at: datetime) -> bool:
        """True when there is a chat, and somebody answers in it at this moment."""
        hours = self.open if self.chat_open is None else self.chat_open
        return self.chat is not None and opening(hours, at.astimezone(self.time_zone)).is_open

    def must_be_checked(self, today: date) -> bool:
        """True when nobody looked for half a year, or ever, or not at the hours; or on a day that is still to come."""
        return (
            self.hours_unchecked
            or self.checked_on is None
            or today - self.checked_on > UNCHECKED_AFTER
            or self.is_checked_ahead(today)
        )

    def is_checked_ahead(self, today: date) -> bool:
        """True when the day of the check is still to come: a typing mistake. Somewhere it is tomorrow already."""
        return self.checked_on is not None and self.checked_on - today > A_DAY


@dataclass(frozen=True, slots=True)
class Offered:
    """A line as it is at a moment: the telephone's opening, and whether the chat is answered now."""

    line: HelpLine
    opening: Opening
    chats: bool


def offered(
    lines: Iterable[HelpLine], at: datetime, age: int | None, about: str | None = None, *, calm: bool = False
) -> tuple[Offered, ...]:
    """Whom to offer to somebody of this age, at this moment (aware); the most helpful first, at most five.

    Those who are open come before those who are not; among them those about this matter, then those for everything.
    The emergency number is always there: first, or last when all is `calm` (a goodbye), and then only with the lines
    for everything, as far as somebody has one.
    """
    suited = [Offered(line, line.opening(at), line.chats(at)) for line in lines if line.suits(age)]
    emergency = [one for one in suited if DANGER in one.line.about][:1]
    others = sorted((one for one in suited if DANGER not in one.line.about), key=lambda one: _rank(one, about))
    useful = [one for one in others if one.opening.is_open or _how_fitting(one.line, about) != _REST]
    if calm:
        # A goodbye names no danger; who wants more finds it behind "help now".
        useful = [one for one in useful if GENERAL in one.line.about] or useful
    if any(about in one.line.about for one in emergency):
        # When seconds count, one number is better than four.
        useful = [one for one in useful if one.opening.is_open and GENERAL in one.line.about][:1]
    most = MOST_LINES if about is None else MOST_LINES_IN_DANGER
    chosen = useful[: most - len(emergency)]
    return tuple([*chosen, *emergency] if calm else [*emergency, *chosen])


def _rank(one: Offered, about: str | None) -> tuple[bool, int, bool]:
    return not one.opening.is_open, _how_fitting(one.line, about), one.line.checked_on is None


def _how_fitting(line: HelpLine, about: str | None) -> int:
    if about is not None and about in line.about:
        return _FITS
    return _GENERAL if GENERAL in line.about else _REST
