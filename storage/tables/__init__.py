"""Every table, as the models see it. Migrations must say the same (tests/storage/test_migrations.py)."""

from storage.tables.base import Moment, metadata, place
from storage.tables.doors import attempt, one_time_link, phrase
from storage.tables.networks import alter, tie
from storage.tables.offers import course, course_date, enrolment, meeting
from storage.tables.people import channel_identity, consent, data_key, deletion, person, store_key, wording
from storage.tables.program import clock
from storage.tables.sharing import alarm, alarm_notice, handoff, handoff_event, share_package
from storage.tables.staff import access_log, consultant, portal_session
from storage.tables.talks import UNSENT, answer, flow_version, inbox, outbox, prompt, session, turn

__all__ = [
    "UNSENT",
    "Moment",
    "access_log",
    "alarm",
    "alarm_notice",
    "alter",
    "answer",
    "attempt",
    "channel_identity",
    "clock",
    "consent",
    "consultant",
    "course",
    "course_date",
    "data_key",
    "deletion",
    "enrolment",
    "flow_version",
    "handoff",
    "handoff_event",
    "inbox",
    "meeting",
    "metadata",
    "one_time_link",
    "outbox",
    "person",
    "phrase",
    "place",
    "portal_session",
    "prompt",
    "session",
    "share_package",
    "store_key",
    "tie",
    "turn",
    "wording",
]
