"""A grown-up's agreement: for which purposes an organisation asks it, and when a child's wish needs it.

The talk itself never waits for one: help that is offered directly and free of charge to a child needs no parent's consent
(UAVG art. 5(5)). Taking part in a course, or meeting, may need it, by a rule that the organisation writes down with its
legal source.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from flows.link_ids import COURSES_INTEREST, MEETING_PLACE

Purpose = Literal["course", "meeting"]
PURPOSES: Final[tuple[Purpose, ...]] = get_args(Purpose)
ASKED_AT: Final[Mapping[str, Purpose]] = {COURSES_INTEREST: "course", MEETING_PLACE: "meeting"}
# Answers that wish for nothing, so nobody has to agree to anything.
_NO_WISH: Final = frozenset({"none", "not_yet", "skip", "dont_know", "later"})


@dataclass(frozen=True, slots=True)
class Rule:
    """Below which age a grown-up has to agree to a purpose, and where that is written (a law, a policy)."""

    purpose: Purpose
    below_age: int
    legal_source: str

    def holds_for(self, age: int | None) -> bool:
        """Say whether somebody of this age needs it. Who has not told an age may need it."""
        return age is None or age < self.below_age


def rule_for(question: str, age: int | None, rules: Sequence[Rule]) -> Rule | None:
    """Give the rule that counts where a wish is asked for, None at any other question and for whoever is old enough."""
    purpose = ASKED_AT.get(question)
    return next((rule for rule in rules if rule.purpose == purpose and rule.holds_for(age)), None)


def needed(wishes: Mapping[str, Any], age: int | None, rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """Give the rules that what was shared calls for; `wishes` maps link ids to values."""
    found = (rule_for(question, age, rules) for question in ASKED_AT if _is_a_wish(wishes.get(question)))
    return tuple(rule for rule in found if rule is not None)


def _is_a_wish(value: Any) -> bool:
    if isinstance(value, Collection) and not isinstance(value, str):
        return any(_is_a_wish(each) for each in value)
    return bool(value) and value not in _NO_WISH
