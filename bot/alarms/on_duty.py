"""Who is on duty, as things are at this moment: the same for whoever tells a child and for whoever tells a colleague."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.organisation import Organisation
from care.alarms import Duty
from storage import Work
from storage.staff.consultants import Consultant


def on_duty(work: Work, organisation: Organisation) -> Duty:
    """The rules of the duty list, with the ids of those on it who may sign in, in its order."""
    people = [one for one in work.consultants.list() if one.enabled]
    listed = _listed(organisation, people)
    rules = organisation.rules_of_duty(tuple(one.id for one in listed))
    if not listed and (rules.fallback is None or rules.fallback.address is None):
        # Rather somebody who is not on duty than nobody; when they are there nobody knows.
        return replace(rules, on_duty=tuple(one.id for one in people), hours=None)
    return rules


def _listed(organisation: Organisation, people: Sequence[Consultant]) -> list[Consultant]:
    duty = organisation.duty
    if duty is None or not duty.consultants:
        return list(people)
    by_address = {one.email.strip().casefold(): one for one in people}
    found = (by_address.get(address.casefold()) for address in duty.consultants)
    return [one for one in found if one is not None]
