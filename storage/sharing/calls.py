"""Calls: the wish to be called, as it stands in an alarm beside what else was said; and taking it out of there."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from care.alarms import Known
from storage.sharing.alarms import WITHDRAWN, AlarmRow, Alarms
from storage.sharing.knowing import known_of

ONLY_A_CALL: Final = "call"


def withdraw_call(alarms: Alarms, row: AlarmRow, at: datetime) -> bool:
    """Who no longer wants a call is not called: the alarm goes, or keeps only what was said beside it.

    False when no call was asked for in it. An open one that cannot be read goes when its urgency says that it is a call
    and nothing graver.
    """
    known = known_of(alarms, row)
    if known is None:
        return row.open and row.urgency == ONLY_A_CALL and alarms.drop(row.id, at)
    if known.called_at is None:
        return False
    _withdraw(alarms, row, known, at)
    return True


def withdraw_call_again(alarms: Alarms, row: AlarmRow, at: datetime) -> bool:
    """The same for a call that a backup has brought back; one that was asked for after `at` stays.

    An alarm that cannot be read stays as it is: it must not stop all the others from being put back.
    """
    known = known_of(alarms, row)
    if known is None or known.called_at is None or known.called_at >= at:
        return False
    _withdraw(alarms, row, known, at)
    return True


def _withdraw(alarms: Alarms, row: AlarmRow, known: Known, at: datetime) -> None:
    """Whoever has taken it must not find it gone, nor go on with what is not wanted any more."""
    if row.open and known.said:
        alarms.amend(row, _gravest(known), known.without_call().to_data(), at)
    elif not (row.open and alarms.drop(row.id, at)):
        alarms.amend(row, _gravest(known), known.with_call_withdrawn(at).to_data(), at)


def _gravest(known: Known) -> str:
    urgencies = {said.urgency for said in known.said}
    return WITHDRAWN if not urgencies else "now" if "now" in urgencies else "soon"
