"""What becomes of every column: the one written list for export, term and deletion.

Whoever adds a table or a column writes it down here, or a test fails (tests/storage/test_personal.py): does the person
get it in their export, when does it end, and what takes it away. The page docs/privacy/README.md is made from this list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

Term = Literal[
    "talk", "person", "shared", "alarm", "access log", "deletions", "link", "sign-in", "attempts", "inbox", "wording",
    "phrase", "organisation", "program",
]  # fmt: skip
Goes = Literal["with the person", "with the consultant", "at its term", "by hand", "never"]


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of one table. `export` names the columns its person gets to read, `never` those that nobody is given."""

    export: frozenset[str]
    never: frozenset[str]
    term: Term
    goes: Goes

    @property
    def is_personal(self) -> bool:
        """True when its rows are about a child."""
        return bool(self.export)


def _of_person(export: str, never: str = "", *, term: Term = "talk", goes: Goes = "with the person") -> Fate:
    return Fate(frozenset(export.split()), frozenset(never.split()), term, goes)


def _of_house(never: str, *, term: Term, goes: Goes) -> Fate:
    """A table in which no child has rows: staff, courses, keys of the house, counters without a person."""
    return Fate(frozenset(), frozenset(never.split()), term, goes)


KEPT: Final[Mapping[str, Fate]] = {
    # who somebody is to us
    "person": _of_person("id created_at", term="person"),
    "data_key": _of_person("person_id", "wrapped master_id", term="person"),
    "channel_identity": _of_person("channel person_id external_id created_at", "external_hash", term="person"),
    "consent": _of_person("id person_id scope text_hash language decision way at", term="person"),
    "phrase": _of_person("person_id created_at expires_at", "phrase_hash", term="phrase"),
    "one_time_link": _of_person("purpose person_id payload expires_at", "link_hash", term="link"),
    # a talk
    "session": _of_person(
        "id person_id organisation flow_id flow_version language life seq row_version state created_at updated_at ended_at"
    ),
    "turn": _of_person("session_id seq event_kind heard at heard_ref"),
    "answer": _of_person("session_id link_id revision kind content language text_hash provisional active at"),
    "prompt": _of_person("session_id token seq channel message_ref at"),
    "outbox": _of_person(
        "session_id seq ordinal channel payload status attempts sent_ref error at changed_at", "recipient"
    ),
    "alter": _of_person("session_id number label ring area link_id would_help"),
    "tie": _of_person("session_id number kind value"),
    # what left
    "handoff": _of_person("id person_id session_id kind status at seen_at updates retention_until", term="shared"),
    "share_package": _of_person("handoff_id document source at", term="shared"),
    "handoff_event": _of_person("id handoff_id kind who at", term="shared"),
    "alarm": _of_person(
        "id person_id session_id urgency content status level raised_at escalates_at acknowledged_at acknowledged_by",
        term="alarm",
    ),
    # Who was told. It has no foreign key, so that for a while a consultant sees that an alarm is gone.
    "alarm_notice": _of_person(
        "id alarm_id level kind consultant_id way status attempts error at tried_at sent_at",
        term="alarm",
        goes="at its term",
    ),
    "enrolment": _of_person(
        "id person_id session_id course_id course_date_id status needs at offer_expires_at", term="person"
    ),
    "meeting": _of_person(
        "id person_id session_id consultant_id status way place starts_at ends_at sequence at", term="person"
    ),
    # Outlives the person: who looked at which random id. It is the person's proof against us.
    "access_log": _of_person(
        "id at event person_id user_id responsible_id", term="access log", goes="at its term"
    ),
    # nobody's, or only ours
    "deletion": _of_house("person_hash reason at", term="deletions", goes="at its term"),
    "wording": _of_house("text_hash language text first_seen_at", term="wording", goes="at its term"),
    "attempt": _of_house("id bucket_hash at", term="attempts", goes="at its term"),
    "inbox": _of_house("channel external_id at", term="inbox", goes="at its term"),
    "consultant": _of_house("id email_hash card credentials created_at disabled_at", term="organisation", goes="by hand"),
    "portal_session": _of_house(
        "token_hash consultant_id created_at expires_at", term="sign-in", goes="with the consultant"
    ),
    "course": _of_house(
        "id organisation name kind age_min age_max series fits_relation description hidden_at",
        term="organisation",
        goes="by hand",
    ),
    "course_date": _of_house(
        "id course_id starts_at ends_at place capacity cancelled_at", term="organisation", goes="by hand"
    ),
    "flow_version": _of_house("flow_id version_hash definition first_seen_at", term="program", goes="never"),
    "store_key": _of_house("name wrapped master_id", term="program", goes="never"),
    "clock": _of_house("id seen_at doubted_since", term="program", goes="never"),
}  # fmt: skip
