"""The picture in words: what it shows, for whoever does not see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from care.network.people import RINGS, SUPPORTS, Line, Network, Person, Ring
from flows.link_ids import (
    NETWORK_CLOSEST,
    NETWORK_FUN,
    NETWORK_OTHERS,
    NETWORK_PROFESSIONALS,
    NETWORK_SUPPORT,
    NETWORK_WOULD_HELP,
)

Translate = Callable[[str], str]


def _marked(text: str) -> str:
    """Mark a text for the catalogue; it is translated where it is used."""
    return text


_ = _marked
RING_WORDS: Final[Mapping[Ring, str]] = {
    1: _("really close"),
    2: _("fun together"),
    3: _("also around me"),
    4: _("helping is their job"),
}
LINE_WORDS: Final[Mapping[Line, str]] = {
    "really_good": _("really good"),
    "ordinary": _("normal"),
    "sometimes_difficult": _("sometimes difficult"),
}
AREA_WORDS: Final = {
    "family": _("family"),
    "friends": _("friends"),
    "school": _("school"),
    "work": _("work"),
    "sports": _("sports"),
    "neighbourhood": _("neighbours"),
    "faith": _("faith"),
    "online": _("online"),
    "animals": _("animals"),
    "care": _("care"),
}
SUPPORT_WORDS: Final = {
    "talk": _("Talking: {who}"),
    "fun": _("Fun: {who}"),
    "practical": _("A hand with something: {who}"),
    "advice": _("Advice: {who}"),
}
NOBODY_WORDS: Final = {"nobody": _("nobody"), "myself": _("self")}
del _


def describe(network: Network, _: Translate) -> tuple[str, ...]:
    """Say the picture in words: a line a ring, a line for who helps with what, a line for who would help if asked.

    An empty network gives no lines, never "0 people".
    """
    return tuple(line for _question, line in lines(network, _))


def lines(network: Network, _: Translate, *, areas: bool = True) -> Iterator[tuple[str, str]]:
    """Give the same lines, each with the question that it comes from; without the life areas when there is no room."""
    sources = {1: NETWORK_CLOSEST, 2: NETWORK_FUN, 3: NETWORK_OTHERS, 4: NETWORK_PROFESSIONALS}
    for ring in RINGS:
        people = [_person(person, areas, _) for person in network.people if person.ring == ring]
        if people:
            word = _(RING_WORDS[ring])
            yield sources[ring], f"{word[:1].upper()}{word[1:]}: {'; '.join(people)}"
    support = [
        _(SUPPORT_WORDS[kind]).format(who=_who(network.support[kind], _))
        for kind in SUPPORTS
        if network.support.get(kind, "dont_know") != "dont_know"
    ]
    if support:
        yield NETWORK_SUPPORT, "; ".join(support)
    helpers = [person.name for person in network.people if person.would_help]
    if helpers:
        yield (NETWORK_WOULD_HELP, _("Would want to help, if they knew: {who}").format(who=", ".join(helpers)))


def _person(person: Person, areas: bool, _: Translate) -> str:
    facts = [_(AREA_WORDS.get(person.area, person.area))] if areas else []
    if person.line is not None:
        facts.append(_(LINE_WORDS[person.line]))
    return f"{person.name} ({', '.join(facts)})" if facts else person.name


def _who(name: str, _: Translate) -> str:
    return _(NOBODY_WORDS[name]) if name in NOBODY_WORDS else name
