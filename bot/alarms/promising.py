"""The promise in words: who looks and when, said so that a child of any age can count on every word of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Final

from bot.moments import clock, day_at, today_at, tomorrow_at, weekday, weekday_and_date
from care.alarms import Promise, When
from flows.engine.marking import N_

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Wording:
    """The sentences for an age; each fits its band with its slots filled."""

    passed_on: str
    by_name: str
    there: str
    always: str
    closing: str
    closed: str
    unknown: str
    phone: str
    lines: str


YOUNG: Final = Wording(
    passed_on=N_("I tell {consultant} or a colleague what you wrote."),
    by_name=N_("Your name too."),
    there=N_("Someone is there now. They get a message."),
    always=N_("Someone is there now. They get a message."),
    closing=N_("Maybe someone still looks now. Or else {moment}."),
    closed=N_("Someone here looks from {moment}."),
    unknown=N_("I can't say when someone looks."),
    phone=N_("Until then you can call {fallback}: {number}."),
    lines=N_("At 'help now' you see who is there."),
)
OLDER: Final = Wording(
    passed_on=N_("I am passing on what you wrote to {consultant} or a colleague now."),
    by_name=N_("Your name goes with it."),
    there=N_("Someone is there {until}. They get a message now and look as soon as they can."),
    always=N_("Someone is there now and gets a message. They look as soon as they can."),
    closing=N_("Somebody may still see it now, or else {moment}."),
    closed=N_("None of us is here until {moment}. Then someone looks at it."),
    unknown=N_("I don't know exactly when somebody looks."),
    phone=N_("Until then you can call {fallback}: {number}."),
    lines=N_("Until then, 'help now' shows who is there for you."),
)
AGAIN: Final = N_("I pass this on too.")
FALLBACK: Final = N_("I send {fallback} a message now.")
# For a screen that somebody else may read: nothing that says what it is about.
UNSEEN: Final = N_("I send {consultant} or a colleague a message.")
UNSEEN_LATER: Final = N_("Someone looks from {moment}.")
UNTIL: Final = N_("until {time}")
MIDNIGHT: Final = "24:00"


def in_words(when: When, language: str, _: Translate) -> str:
    """A moment to come: "tomorrow at 9:00", "Monday 4 January at 9:00"."""
    match when.day:
        case "today":
            return today_at(when.at, _)
        case "tomorrow":
            return tomorrow_at(when.at, _)
        case "this_week":
            return day_at(weekday(when.at, language), when.at, _)
        case "later":
            return day_at(weekday_and_date(when.at, language), when.at, _)


def sentences(promise: Promise, words: Wording, language: str, _: Translate) -> list[str]:
    """What may be promised now, sentence by sentence."""
    if promise.there:
        return [_there(promise.until, words, language, _)]
    said = [_(words.unknown)]
    if promise.opens is not None:
        line = words.closing if promise.closing else words.closed
        said = [_(line).format(moment=in_words(promise.opens, language, _))]
    if promise.fallback is not None:
        said.append(_(FALLBACK).format(fallback=promise.fallback))
    if promise.phone is not None:
        return [*said, _(words.phone).format(fallback=promise.stand_by, number=promise.phone)]
    return [*said, _(words.lines)]


def _there(until: When | None, words: Wording, language: str, _: Translate) -> str:
    if until is None:
        return _(words.always)
    return _(words.there).format(until=_(UNTIL).format(time=_end(until, language, _)))


def _end(until: When, language: str, _: Translate) -> str:
    """When they leave; midnight still belongs to the day that ends with it."""
    if until.day == "today":
        return clock(until.at)
    midnight = until.day == "tomorrow" and until.at.time() == time.min
    return MIDNIGHT if midnight else in_words(until, language, _)


def unseen(promise: Promise, language: str, _: Translate, slots: Mapping[str, str]) -> list[str]:
    """The same where somebody may be looking over the child's shoulder."""
    said = [_(UNSEEN).format(**slots)]
    if promise.opens is not None:
        said.append(_(UNSEEN_LATER).format(moment=in_words(promise.opens, language, _)))
    return said
