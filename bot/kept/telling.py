"""What we keep, as short cards: for the chat itself, on every channel, and as the readable part of an export."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from bot.kept import words
from bot.kept.view import Kept, Page

Card = tuple[str, str]
Gettext = Callable[[str], str]


def cards(kept: Kept, _: Gettext, slots: Mapping[str, str]) -> Iterator[Card]:
    """A title and a text for everything there is; what there is nothing of has no card, except that nothing is shared."""
    for told in kept.told:
        note = words.NOTES.get(told.state)
        yield told.heading, "\n".join((*told.lines, _(note)) if note else told.lines)
    if kept.remembers:
        yield _(words.HELP), kept.remembers
    yield _(words.SHARED), "\n".join(_shared(kept, _, slots)) or kept.nothing_shared
    if kept.looked is not None:
        looked = [_(words.LOOKED).format(who=one.who, at=one.at) for one in kept.looked] or [_(words.NOT_OPENED)]
        yield _(words.OPENED), "\n".join((*looked, kept.listed) if kept.listed else looked)
    if kept.decisions:
        yield _(words.AGREED), "\n".join(decision.what for decision in kept.decisions)
    if kept.alarms:
        yield _(words.ALARMS), "\n".join(line for alarm in kept.alarms for line in alarm.lines)
    yield _(words.PLACES), "\n".join((*kept.places, *_phrase(kept, _)))
    yield _(words.ENDS), end_of(kept, _)


def state_of(page: Page, _: Gettext, slots: Mapping[str, str]) -> str:
    """What has become of something that was shared."""
    key = "endless" if page.is_open and not page.until else page.status
    return _(words.STATES[key]).format(**slots, at=page.at, until=page.until)


def end_of(kept: Kept, _: Gettext) -> str:
    """When all of it goes."""
    if not kept.gone_on:
        return _(words.GONE_LATER)
    if not kept.alarms:
        return _(words.GONE_ON).format(day=kept.gone_on)
    answers = [_(words.ANSWERS_GONE_ON).format(day=kept.gone_on)] if kept.told else []
    return " ".join([*answers, _(words.ALARMS_LATER)])


def title_of(page: Page, _: Gettext) -> str:
    """What was shared."""
    return _(words.KINDS[page.kind])


def _shared(kept: Kept, _: Gettext, slots: Mapping[str, str]) -> Iterator[str]:
    for page in kept.pages:
        yield f"{title_of(page, _)}: {state_of(page, _, slots)}"


def _phrase(kept: Kept, _: Gettext) -> Iterator[str]:
    if kept.has_phrase:
        yield _(words.PHRASE)
