"""The sections of the summary after safety: each is a heading and the lines that the shared answers give it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from care.handoff import Section, SectionItem
from care.network.building import HELPERS, RING_OF
from care.network.describing import lines as network_lines
from care.summary.reading import Reading
from flows.engine.marking import N_
from flows.link_ids import (
    CARE_GOOD,
    CARE_OFTEN,
    CARE_TASKS,
    CARE_WHAT,
    CARE_WHO,
    CARE_WHO_KNOWS,
    COURSES_INTEREST,
    COURSES_NEEDS,
    GOAL_FIRST_STEP,
    GOAL_HELPERS,
    GOAL_NEEDS,
    GOAL_WISH,
    HAPPINESS_DREAM,
    HAPPINESS_MORE,
    HAPPINESS_NOW,
    HAPPINESS_SOURCES,
    LOAD_CARDS,
    LOAD_PAUSE,
    LOAD_WEIGHT,
    ME_PERSON,
    NETWORK_GIVE_BACK,
    NETWORK_PEOPLE,
    NETWORK_PROFESSIONALS,
    NETWORK_SUPPORT,
    NETWORK_WOULD_HELP,
    STRENGTH_GOOD_AT,
    STRENGTH_HELPS,
    STRENGTH_SAY,
)

Lines = Callable[[Reading], Iterator[SectionItem]]

QUOTES: Final = 3
QUOTED_FIRST: Final = (
    HAPPINESS_SOURCES,
    GOAL_WISH,
    ME_PERSON,
    HAPPINESS_MORE,
    HAPPINESS_DREAM,
    STRENGTH_GOOD_AT,
    STRENGTH_HELPS,
)


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
    yield from _measured(reading, HAPPINESS_NOW, N_("Ladder 0-10: {step} ({date})"), N_("How it is: {word} ({date})"))
    yield from _line(reading, HAPPINESS_SOURCES, N_("Happy with"))
    yield from _line(reading, HAPPINESS_MORE, N_("Would like more often"))
    yield from _line(reading, HAPPINESS_DREAM, N_("Dreams of"))


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
    yield from _line(reading, STRENGTH_GOOD_AT, N_("Good at"))
    nothing = "nothing_helps_then" in reading.options(STRENGTH_HELPS)
    yield from _line(reading, STRENGTH_HELPS, N_("What helps"), strong=nothing)
    yield from _line(reading, CARE_GOOD, N_("What helping gives"))
    yield from _line(reading, STRENGTH_SAY, N_("Wants more say in"))


def _network(reading: Reading) -> Iterator[SectionItem]:
    alone = "nobody" in reading.network.support.values()
    for link_id, text in network_lines(reading.network, reading.translate, areas=not reading.brief):
        yield SectionItem(_shared_source(reading, link_id), text, strong=alone and link_id == NETWORK_SUPPORT)
    if "nobody" in reading.options(NETWORK_WOULD_HELP):
        yield SectionItem(
            NETWORK_WOULD_HELP, reading.translate(N_("Would want to help, if they knew: nobody")), None, True
        )
    elif not any(person.would_help for person in reading.network.people):
        yield from _line(reading, NETWORK_WOULD_HELP, N_("Would want to help, if they knew"))
    unknown = "nobody" in reading.options(CARE_WHO_KNOWS)
    yield from _line(reading, CARE_WHO_KNOWS, N_("Knows how things are at home"), strong=unknown)
    yield from _line(reading, NETWORK_GIVE_BACK, N_("Likes doing for others"))


def _shared_source(reading: Reading, link_id: str) -> str:
    """Somebody may stand in a ring through another answer; the question of the ring itself may be a withheld one."""
    sources = (link_id, *RING_OF, NETWORK_PROFESSIONALS, *HELPERS, NETWORK_PEOPLE, NETWORK_SUPPORT)
    return next(source for source in sources if source in reading)


def _home(reading: Reading) -> Iterator[SectionItem]:
    if "not_with_me" in reading.options(CARE_WHO):
        yield SectionItem(CARE_WHO, reading.translate(N_("Says nobody at home needs extra care")))
    else:
        yield from reading.line(CARE_WHO, N_("It is about"), quoted=False)
    yield from reading.line(CARE_WHAT, N_("What is going on"), quoted=False)
    yield from _line(reading, CARE_TASKS, N_("Does"))
    yield from reading.line(CARE_OFTEN, N_("How often"), quoted=False)


def _load(reading: Reading) -> Iterator[SectionItem]:
    nowhere = "nowhere" in reading.options(LOAD_PAUSE)
    if nowhere:
        yield from _line(reading, LOAD_PAUSE, N_("Has a real break"), strong=True)
    yield from _measured(reading, LOAD_WEIGHT, "{step}", N_("Backpack: {word} ({date})"))
    yield from _line(reading, LOAD_CARDS, N_("Recognises"))
    if not nowhere:
        yield from _line(reading, LOAD_PAUSE, N_("Has a real break"))


def _wish(reading: Reading) -> Iterator[SectionItem]:
    # The wish stands twice: as the child's voice above, and here as what the support is for.
    yield from reading.line(GOAL_WISH, N_("Wish"))
    yield from _line(reading, GOAL_FIRST_STEP, N_("First step"))
    yield from _line(reading, GOAL_NEEDS, N_("Needs for that"))
    yield from _line(reading, GOAL_HELPERS, N_("Can help"))


def _offer(reading: Reading) -> Iterator[SectionItem]:
    yield from _line(reading, COURSES_INTEREST, N_("Would like to join"))
    yield from _line(reading, COURSES_NEEDS, N_("Needs to be able to join"))


SECTIONS: Final[tuple[tuple[str, str, Lines], ...]] = (
    ("own_words", N_("In their own words"), _own_words),
    ("happiness", N_("Happiness"), _happiness),
    ("strength", N_("Own strength"), _strength),
    ("network", N_("Network"), _network),
    ("home", N_("At home"), _home),
    ("load", N_("Load"), _load),
    ("wish", N_("Wish and first step"), _wish),
    ("offer", N_("Courses and activities"), _offer),
)
