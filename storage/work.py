"""The unit of work: one transaction, and every query there is, by its noun."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from storage.people.attempts import Attempts
from storage.people.consents import Consents
from storage.people.deletions import Deletions
from storage.people.links import Links
from storage.people.people import People
from storage.people.phrases import Phrases
from storage.sharing.alarm_notices import AlarmNotices
from storage.sharing.alarms import Alarms
from storage.sharing.handoffs import Handoffs
from storage.sharing.networks import Networks
from storage.sharing.wishes import Wishes
from storage.staff.access_log import AccessLog
from storage.staff.consultants import Consultants
from storage.staff.portal_sessions import PortalSessions
from storage.talk.answers import Answers
from storage.talk.clock import ClockSeen
from storage.talk.flow_versions import FlowVersions
from storage.talk.inbox import Inbox
from storage.talk.keeping import Keeping
from storage.talk.outbox import Outbox
from storage.talk.prompts import Prompts
from storage.talk.sessions import Sessions
from storage.talk.transcript import Transcript
from storage.talk.turns import Turns
from storage.transaction import Transaction

_NOUNS: Final[dict[str, Callable[[Transaction], Any]]] = {
    "people": People,
    "consents": Consents,
    "deletions": Deletions,
    "phrases": Phrases,
    "attempts": Attempts,
    "links": Links,
    "inbox": Inbox,
    "sessions": Sessions,
    "answers": Answers,
    "turns": Turns,
    "outbox": Outbox,
    "transcript": Transcript,
    "prompts": Prompts,
    "flow_versions": FlowVersions,
    "keeping": Keeping,
    "clock": ClockSeen,
    "networks": Networks,
    "handoffs": Handoffs,
    "wishes": Wishes,
    "alarms": Alarms,
    "alarm_notices": AlarmNotices,
    "consultants": Consultants,
    "portal_sessions": PortalSessions,
    "access_log": AccessLog,
}


class Work(Transaction):
    """One transaction. Get it from `Store.begin`, `Store.read` or `Store.run`; do not keep it.

    `connection` is for what must join the same transaction from outside, such as enqueueing a durable job. Each noun is
    made when it is first asked for; a turn uses seven of them.
    """

    people: People
    consents: Consents
    deletions: Deletions
    phrases: Phrases
    attempts: Attempts
    links: Links
    inbox: Inbox
    sessions: Sessions
    answers: Answers
    turns: Turns
    outbox: Outbox
    transcript: Transcript
    prompts: Prompts
    flow_versions: FlowVersions
    keeping: Keeping
    clock: ClockSeen
    networks: Networks
    handoffs: Handoffs
    wishes: Wishes
    alarms: Alarms
    alarm_notices: AlarmNotices
    consultants: Consultants
    portal_sessions: PortalSessions
    access_log: AccessLog

    def __getattr__(self, noun: str) -> Any:
        make = _NOUNS.get(noun)
        if make is None:
            raise AttributeError(noun)
        made = self.__dict__[noun] = make(self)
        return made
