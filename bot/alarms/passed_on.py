"""What was passed on about danger: it stays with the organisation, whatever else is taken back."""

from __future__ import annotations

from typing import Final

from storage import Work
from storage.sharing.knowing import known_of

ABOUT_DANGER: Final = frozenset({"now", "soon"})


def passed_on_in(work: Work, alarm_id: str) -> tuple[str, ...] | None:
    """The child's own sentences in an alarm, as they left; None when it is not about danger.

    Of one that cannot be read it is known that it is, and not what was said.
    """
    row = work.alarms.find(alarm_id)
    if row is None:
        return None
    known = known_of(work.alarms, row)
    if known is None:
        return () if row.urgency in ABOUT_DANGER else None
    return tuple(said.text for said in known.said) or None


def something_was_passed_on(work: Work, person_id: str) -> bool:
    """True while the organisation has something of this person that tells of danger."""
    return any(passed_on_in(work, alarm.id) is not None for alarm in work.keeping.alarms_of(person_id))
