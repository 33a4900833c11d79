"""Who is on duty, as things are at this moment: the same for whoever tells a child and for whoever tells a colleague."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.organisation import Organisation
from care.alarms import Duty
from storage import Work
from storage.staff.addresses import folded
from storage.staff.consultants import Consultant


@dataclass(frozen=True, slots=True)
class Matched:
    """Addresses beside who may sign in, in their order: `people` whom one belongs to, `strangers` that are nobody's."""

    people: tuple[Consultant, ...]
    strangers: tuple[str, ...]


def on_duty(work: Work, organisation: Organisation) -> Duty:
    """The rules of the duty list, with the ids of those on it who may sign in, in its order."""
    people = may_sign_in(work)
    listed = _listed(organisation, people)
    rules = organisation.rules_of_duty(tuple(one.id for one in listed))
    if not listed and rules.fallback_address is None:
        # Rather somebody who is not on duty than nobody; when they are there nobody knows.
        return replace(rules, on_duty=tuple(one.id for one in people), hours=None)
    return rules


def may_sign_in(work: Work) -> list[Consultant]:
    """Everybody who could look, oldest first."""
    return [one for one in work.consultants.list() if one.enabled]


def matched(addresses: Iterable[str], people: Sequence[Consultant]) -> Matched:
    """Who of these people has one of the addresses, and which address none of them has."""
    by_address = {folded(one.email): one for one in people}
    found = [(address, by_address.get(folded(address))) for address in addresses]
    return Matched(
        people=tuple(one for _, one in found if one is not None),
        strangers=tuple(address for address, one in found if one is None),
    )


def _listed(organisation: Organisation, people: Sequence[Consultant]) -> Sequence[Consultant]:
    duty = organisation.duty
    return people if duty is None or not duty.consultants else matched(duty.consultants, people).people
