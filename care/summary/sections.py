"""The sections of the summary after safety: each is a heading and the lines that the shared answers give it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from care.handoff import Section, SectionItem
from care.network.building import HELPERS, RING_OF
from care.network.describing import lines as network_lines
from care.summary.reading import Reading

Lines = Callable[[Reading], Iterator[SectionItem]]

QUOTES: Final = 3
QUOTED_FIRST: Final = (
    "happiness.sources",
    "goal.wish",
    "me.person",
    "happiness.more",
    "happiness.dream",
    "strength.good_at",
    "strength.helps",
)


def _(text: str) -> str:
    """Mark a text for the catalogue; `Reading` translates it."""
    return text


def sections(reading: Reading) -> tuple[Section, ...]:
    """Give the sections that have lines, in the order of the method, numbered from 1 without a gap."""
    filled = [(key, title, tuple(lines(reading))) for key, title, lines in SECTIONS]
    told = [entry for entry in filled if entry[2]]
    return tuple(
        Section(key, order, reading.translate(title), items) for order, (key, title, items) in enumerate(told, start=1)
    )


def _own_words(reading: Reading) -> Iterator[SectionItem]:
    for link_id in _pulled(reading):
        yield SectionItem(link_id, reading.items[link_id].question, reading.quote(link_id))


def _pulled(reading: Reading) -> list[str]:
    return [link_id for link_id in QUOTED_FIRST if reading.quote(link_id)][:QUOTES]


def _line(reading: Reading, link_id: str, text: str, *, strong: bool = False) -> Iterator[SectionItem]:
    """Give a line; words that already stand above as a quote are not printed twice."""
    yield from reading.line(link_id, text, quoted=link_id not in _pulled(reading), strong=strong)


def _happiness(reading: Reading) -> Iterator[SectionItem]:
    yield from _measured(reading, "happiness.now", _("Ladder 0-10: {step} ({date})"), _("How it is: {word} ({date})"))
    yield from _line(reading, "happiness.sources", _("Happy with"))
    yield from _line(reading, "happiness.more", _("Would like more often"))
    yield from _line(reading, "happiness.dream", _("Dreams of"))


def _measured(reading: Reading, link_id: str, number: str, word: str) -> Iterator[SectionItem]:
    """Give the value with its date, so that the same question can be put again later and compared."""
    if link_id not in reading:
        return
    value, labels = reading.items[link_id].value, reading.labels(link_id)
    date = reading.date(link_id)
    if isinstance(value, int | float):
        yield SectionItem(link_id, reading.translate(number).format(step=value, date=date))
    elif labels:
        yield SectionItem(link_id, reading.translate(word).format(word=labels[0], date=date))


def _strength(reading: Reading) -> Iterator[SectionItem]:
    yield from _line(reading, "strength.good_at", _("Good at"))
    nothing = "nothing_helps_then" in reading.options("strength.helps")
    yield from _line(reading, "strength.helps", _("What helps"), strong=nothing)
    yield from _line(reading, "care.good", _("What helping gives"))
    yield from _line(reading, "strength.say", _("Wants more say in"))


def _network(reading: Reading) -> Iterator[SectionItem]:
    alone = "nobody" in reading.network.support.values()
    for link_id, text in network_lines(reading.network, reading.translate, areas=not reading.brief):
        yield SectionItem(_shared_source(reading, link_id), text, strong=alone and link_id == "network.support")
    if "nobody" in reading.options("network.would_help"):
        yield SectionItem(
            "network.would_help", reading.translate(_("Would want to help, if they knew: nobody")), None, True
        )
    elif not any(person.would_help for person in reading.network.people):
        yield from _line(reading, "network.would_help", _("Would want to help, if they knew"))
    unknown = "nobody" in reading.options("care.who_knows")
    yield from _line(reading, "care.who_knows", _("Knows how things are at home"), strong=unknown)
    yield from _line(reading, "network.give_back", _("Likes doing for others"))


def _shared_source(reading: Reading, link_id: str) -> str:
    """Somebody may stand in a ring through another answer; the question of the ring itself may be a withheld one."""
    sources = (link_id, *RING_OF, "network.professionals", *HELPERS, "network.people", "network.support")
    return next(source for source in sources if source in reading)


def _home(reading: Reading) -> Iterator[SectionItem]:
    if "not_with_me" in reading.options("care.who"):
        yield SectionItem("care.who", reading.translate(_("Says nobody at home needs extra care")))
    else:
        yield from reading.line("care.who", _("It is about"), quoted=False)
    yield from reading.line("care.what", _("What is going on"), quoted=False)
    yield from _line(reading, "care.tasks", _("Does"))
    yield from reading.line("care.often", _("How often"), quoted=False)


def _load(reading: Reading) -> Iterator[SectionItem]:
    nowhere = "nowhere" in reading.options("load.pause")
    if nowhere:
        yield from _line(reading, "load.pause", _("Has a real break"), strong=True)
    yield from _measured(reading, "load.weight", "{step}", _("Backpack: {word} ({date})"))
    yield from _line(reading, "load.cards", _("Recognises"))
    if not nowhere:
        yield from _line(reading, "load.pause", _("Has a real break"))


def _wish(reading: Reading) -> Iterator[SectionItem]:
    # The wish stands twice: as the child's voice above, and here as what the support is for.
    yield from reading.line("goal.wish", _("Wish"))
    yield from _line(reading, "goal.first_step", _("First step"))
    yield from _line(reading, "goal.needs", _("Needs for that"))
    yield from _line(reading, "goal.helpers", _("Can help"))


def _offer(reading: Reading) -> Iterator[SectionItem]:
    yield from _line(reading, "courses.interest", _("Would like to join"))
    yield from _line(reading, "courses.needs", _("Needs to be able to join"))


SECTIONS: Final[tuple[tuple[str, str, Lines], ...]] = (
    ("own_words", _("In their own words"), _own_words),
    ("happiness", _("Happiness"), _happiness),
    ("strength", _("Own strength"), _strength),
    ("network", _("Network"), _network),
    ("home", _("At home"), _home),
    ("load", _("Load"), _load),
    ("wish", _("Wish and first step"), _wish),
    ("offer", _("Courses and activities"), _offer),
)
