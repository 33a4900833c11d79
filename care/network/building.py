"""The picture from the answers: every name once, in its closest ring, as the child corrected it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, cast, get_args

from care.network.areas import area_of
from care.network.names import same_person
from care.network.people import (
    AREAS,
    NAME_LENGTH,
    PEOPLE_IN_A_PICTURE,
    RINGS,
    SUPPORTS,
    Line,
    Network,
    Person,
    Ring,
    Support,
)
from flows.link_ids import (
    CARE_WHO_KNOWS,
    GOAL_HELPERS,
    NETWORK_CLOSEST,
    NETWORK_FUN,
    NETWORK_OTHERS,
    NETWORK_PEOPLE,
    NETWORK_PROFESSIONALS,
    NETWORK_SUPPORT,
    NETWORK_TIES,
    NETWORK_WOULD_HELP,
)

Label = Callable[[str, str], str]

RING_OF: Final[Mapping[str, Ring]] = {NETWORK_CLOSEST: 1, NETWORK_FUN: 2, NETWORK_OTHERS: 3}
# Only the first one asks who would want to help; the other names who can be of use for the wish.
HELPERS: Final = (NETWORK_WOULD_HELP, GOAL_HELPERS)
PROFESSIONALS: Final[Mapping[str, str]] = {
    "doctor_or_hospital": "care",
    "home_care_or_support_worker": "care",
    "teacher_or_mentor": "school",
    "social_work_or_neighbourhood_team": "care",
    "psychologist_or_coach": "care",
}
NOBODY_IN_PARTICULAR: Final = frozenset({"myself", "nobody", "dont_know"})
NOT_A_NAME: Final = NOBODY_IN_PARTICULAR | {
    "i_dont_know",
    "not_yet_known",
    "rather_not_say",
    "id_rather_not_say",
    "skip",
    "later",
    "consultant",
    "the_consultant",
    "someone_else",
    "something_else",
}
# Whoever may help can be typed freely; a longer text is a sentence about somebody, and is printed as one.
WORDS_IN_A_NAME: Final = 4
_EMOJI_LENGTH: Final = 16


@dataclass
class _Gathering:
    """People by key, in the order in which the child named them."""

    people: dict[str, Person] = field(default_factory=dict)

    def add(self, name: str, ring: Ring, area: str, *, would_help: bool = False) -> None:
        key = same_person(name)
        known = self.people.get(key)
        if known is None:
            self.people[key] = Person(shown_name(name), ring, area, would_help=would_help)
        elif ring < known.ring:
            self.people[key] = replace(known, ring=ring, would_help=known.would_help or would_help)


def _plain_label(link_id: str, option_id: str) -> str:
    """Say an option in the words of its id, for callers that show nobody's language."""
    return option_id.replace("_", " ")


def build(answers: Mapping[str, Any], *, label: Label = _plain_label) -> Network:
    """Make the network of the child from its answers; hand in shared answers only (`sharing.shared_items`).

    `answers` maps link ids to plain values (design.md 7); `label` gives the words for an option of
    `network.professionals` and `care.who_knows` in the reader's language. Values that name nobody are passed over.
    """
    gathering = _Gathering()
    _gather_rings(gathering, answers)
    _gather_professionals(gathering, answers.get(NETWORK_PROFESSIONALS), label)
    _gather_helpers(gathering, answers)
    people = _corrected(gathering, answers.get(NETWORK_PEOPLE), label)
    people = _with_lines(people, answers.get(NETWORK_TIES))
    return Network(
        people=tuple(sorted(people.values(), key=lambda person: person.ring)[:PEOPLE_IN_A_PICTURE]),
        support=_support(answers.get(NETWORK_SUPPORT), people, _gone(answers.get(NETWORK_PEOPLE))),
        known_by=_known_by(answers.get(CARE_WHO_KNOWS), label),
    )


def names_in(value: Any) -> Iterator[str]:
    """Give the names in an answer (a name, names, or a mapping by name), without what is not a name ("nobody")."""
    candidates = [value] if isinstance(value, str) else value if isinstance(value, list | tuple | Mapping) else []
    for name in candidates:
        if isinstance(name, str) and name.strip() and name not in NOT_A_NAME:
            yield name


def shown_name(name: str) -> str:
    """Give the name as it is shown: one line, and no longer than NAME_LENGTH characters."""
    line = " ".join(name.split())
    return line if len(line) <= NAME_LENGTH else line[: NAME_LENGTH - 1].rstrip() + "…"


def _gather_rings(gathering: _Gathering, answers: Mapping[str, Any]) -> None:
    for link_id, ring in RING_OF.items():
        value = answers.get(link_id)
        for name in names_in(value):
            told = value.get(name) if isinstance(value, Mapping) else None
            gathering.add(name, ring, told if told in AREAS else area_of(name) or "friends")


def _gather_professionals(gathering: _Gathering, value: Any, label: Label) -> None:
    for option in names_in(value):
        if option in PROFESSIONALS:
            gathering.add(label(NETWORK_PROFESSIONALS, option), 4, PROFESSIONALS[option])
        else:
            gathering.add(option, 4, area_of(option) or "care")


def _gather_helpers(gathering: _Gathering, answers: Mapping[str, Any]) -> None:
    for link_id in HELPERS:
        for name in names_in(answers.get(link_id)):
            key = same_person(name)
            if key not in gathering.people:
                if len(name.split()) <= WORDS_IN_A_NAME:
                    gathering.add(name, 3, area_of(name) or "friends", would_help=link_id == NETWORK_WOULD_HELP)
            elif link_id == NETWORK_WOULD_HELP:
                gathering.people[key] = replace(gathering.people[key], would_help=True)


def _corrected(gathering: _Gathering, corrections: Any, label: Label) -> dict[str, Person]:
    people = gathering.people
    for given in names_in(corrections if isinstance(corrections, Mapping) else None):
        correction = corrections[given]
        if not isinstance(correction, Mapping):
            continue
        name = label(NETWORK_PROFESSIONALS, given) if given in PROFESSIONALS else given
        key = same_person(name)
        if correction.get("gone"):
            people.pop(key, None)
            continue
        person = people.get(key) or Person(shown_name(name), 3, area_of(name) or "friends")
        people[key] = _moved(person, correction)
    return people


def _moved(person: Person, correction: Mapping[str, Any]) -> Person:
    ring, area = correction.get("ring"), correction.get("area")
    emoji = correction.get("emoji", person.emoji)
    return replace(
        person,
        ring=cast(Ring, ring) if ring in RINGS else person.ring,
        area=str(area) if area in AREAS else person.area,
        emoji=emoji if isinstance(emoji, str) and 0 < len(emoji) <= _EMOJI_LENGTH else None,
    )


def _with_lines(people: dict[str, Person], ties: Any) -> dict[str, Person]:
    for name in names_in(ties if isinstance(ties, Mapping) else None):
        key = same_person(name)
        if key in people and ties[name] in get_args(Line):
            people[key] = replace(people[key], line=ties[name])
    return people


def _support(value: Any, people: Mapping[str, Person], gone: set[str]) -> dict[Support, str]:
    """Say who is turned to, by the name in the picture; a name that was only typed here stands as it was typed."""
    given = value if isinstance(value, Mapping) else {}
    support: dict[Support, str] = {}
    for kind in SUPPORTS:
        who = given.get(kind)
        if not isinstance(who, str) or not who.strip() or same_person(who) in gone:
            continue
        if who in NOBODY_IN_PARTICULAR:
            support[kind] = who
        elif who not in NOT_A_NAME:
            key = same_person(who)
            support[kind] = people[key].name if key in people else shown_name(who)
    return support


def _gone(corrections: Any) -> set[str]:
    if not isinstance(corrections, Mapping):
        return set()
    removed = (name for name, told in corrections.items() if isinstance(told, Mapping) and told.get("gone"))
    return {same_person(name) for name in removed}


def _known_by(value: Any, label: Label) -> tuple[str, ...]:
    options = [value] if isinstance(value, str) else value if isinstance(value, list | tuple) else []
    return tuple(
        label(CARE_WHO_KNOWS, option)
        for option in options
        if isinstance(option, str) and (option == "nobody" or option not in NOT_A_NAME)
    )
