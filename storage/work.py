"""The unit of work: one transaction, and every query there is, by its noun."""

from __future__ import annotations

from functools import cached_property

from storage.people.attempts import Attempts
from storage.people.consents import Consents
from storage.people.deletions import Deletions
from storage.people.links import Links
from storage.people.people import People
from storage.people.phrases import Phrases
from storage.sharing.handoffs import Handoffs
from storage.sharing.networks import Networks
from storage.sharing.wishes import Wishes
from storage.staff.access_log import AccessLog
from storage.staff.consultants import Consultants
from storage.staff.portal_sessions import PortalSessions
from storage.talk.answers import Answers
from storage.talk.flow_versions import FlowVersions
from storage.talk.inbox import Inbox
from storage.talk.keeping import Keeping
from storage.talk.outbox import Outbox
from storage.talk.prompts import Prompts
from storage.talk.sessions import Sessions
from storage.talk.transcript import Transcript
from storage.talk.turns import Turns
from storage.transaction import Transaction


class Work(Transaction):
    """One transaction. Get it from `Store.begin`, `Store.read` or `Store.run`; do not keep it.

    `connection` is for what must join the same transaction from outside, such as enqueueing a durable job.
    """

    people = cached_property(People)
    consents = cached_property(Consents)
    deletions = cached_property(Deletions)
    phrases = cached_property(Phrases)
    attempts = cached_property(Attempts)
    links = cached_property(Links)

    inbox = cached_property(Inbox)
    sessions = cached_property(Sessions)
    answers = cached_property(Answers)
    turns = cached_property(Turns)
    outbox = cached_property(Outbox)
    transcript = cached_property(Transcript)
    prompts = cached_property(Prompts)
    flow_versions = cached_property(FlowVersions)
    keeping = cached_property(Keeping)

    networks = cached_property(Networks)
    handoffs = cached_property(Handoffs)
    wishes = cached_property(Wishes)

    consultants = cached_property(Consultants)
    portal_sessions = cached_property(PortalSessions)
    access_log = cached_property(AccessLog)
