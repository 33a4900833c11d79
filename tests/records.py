"""Reading the records of deletions as only a test has to: by whom they are about."""

from __future__ import annotations

from datetime import datetime

from storage import Work
from storage.people.deletions import PERSON


def deleted_at(work: Work, person_id: str) -> datetime | None:
    """When a person was deleted; None when there is no record of it."""
    digest = work.hash(PERSON, person_id)
    return next((record.at for record in work.deletions.all() if record.hash == digest), None)
