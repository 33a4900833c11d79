"""Knowing: what stands in an alarm, for whoever must go on also where it cannot be read."""

from __future__ import annotations

import logging
from typing import Final

from care.alarms import Known, UnknownForm
from storage.errors import CANNOT_BE_OPENED
from storage.sharing.alarms import AlarmRow, Alarms

_log: Final = logging.getLogger(__name__)


def known_of(alarms: Alarms, row: AlarmRow) -> Known | None:
    """What is known of an alarm; None when it is gone, damaged or of a newer program."""
    try:
        content = alarms.content(row.id)
        return None if content is None else Known.from_data(content)
    except (UnknownForm, *CANNOT_BE_OPENED) as problem:
        _log.error("alarm %s cannot be read: %s", row.id, type(problem).__name__)
        return None
