"""Does an alarm reach somebody? What `maatje doctor` finds about that, each with what to do."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from bot.alarms.on_duty import matched, may_sign_in
from bot.alarms.reached import refuse_unreached
from bot.notices import BadMailServer, NoticeError, mail_of
from bot.organisation import BadOrganisation, Organisation
from bot.organisation.duty import missing, unkept
from bot.running.doctor.finding import Finding
from bot.settings import Settings
from care.keeping import DAYS_UNTAKEN_IS_LONG
from storage import Store
from storage.staff.addresses import folded

DISABLED: Final = (
    "is disabled and cannot sign in; let them in again with `maatje consultant reset`, or take them off the duty list"
)
UNKNOWN: Final = "is no consultant who may sign in; add them with `maatje consultant add`"


def ways(settings: Settings, organisation: Organisation) -> list[Finding]:
    """Can an alarm be sent? What is missing is bad where a child is promised that somebody is told."""
    promised = organisation.policy == "tell_and_notify"
    findings = [Finding(f"Alarms: {text}", bad=promised) for text in _not_kept(settings, organisation)]
    try:
        mail = mail_of(settings.smtp_url, settings.mail_from)
        if mail is not None:
            mail.greet()
            findings.append(Finding(f"Alarms: mailed by {mail.host}, from {mail.sender}."))
    except BadMailServer as problem:
        findings.append(Finding(f"Alarms: {problem}", bad=True))
    except NoticeError as problem:
        findings.append(
            Finding(f"Alarms: the mail server does not take our mail ({problem.kind}); see docs/alarms.md", bad=True)
        )
    return findings


def who_is_missing(store: Store, settings: Settings, organisation: Organisation) -> list[str]:
    """Who of the duty list cannot be told of an alarm, and whether a start would be refused because nobody can."""
    return [*_strangers(store, organisation), *_unreached(store, settings, organisation)]


def reached(store: Store, settings: Settings, organisation: Organisation, now: datetime) -> list[Finding]:
    """Does an alarm reach somebody, as things are in the database?"""
    texts = [*who_is_missing(store, settings, organisation), *_untaken(store, organisation, now)]
    return [Finding(f"Alarms: {text}", bad=True) for text in texts]


def _untaken(store: Store, organisation: Organisation, now: datetime) -> list[str]:
    with store.read() as work:
        count = work.keeping.unanswered_alarms(now - timedelta(days=DAYS_UNTAKEN_IS_LONG))
    text = (
        f"{count} that nobody took up for more than {DAYS_UNTAKEN_IS_LONG} days. Look at them in the portal; each "
        f"stays until somebody takes it up, at the longest {organisation.terms.days_untaken} days."
    )
    return [text] if count else []


def calendar(organisation: Organisation, today: date) -> list[Finding]:
    duty = organisation.duty
    if duty is None or not duty.hours.by_number() or any(day >= today for day in duty.holidays):
        return []
    return [Finding("Alarms: no holiday lies ahead in duty.holidays; on one that is missing, nobody would look.")]


def _not_kept(settings: Settings, organisation: Organisation) -> list[str]:
    lacks = list(missing(organisation.duty))
    if organisation.duty is not None:
        mail, address = bool(settings.smtp_url), bool(settings.public_url)
        lacks += unkept(organisation.duty, mail=mail, address=address)
    return lacks


def _strangers(store: Store, organisation: Organisation) -> list[str]:
    """Addresses of the duty list that cannot sign in, and so cannot look; with what lets them in."""
    if organisation.duty is None or organisation.demo:
        return []
    duty = organisation.duty
    ways = [duty.fallback.way] if duty.fallback is not None and duty.fallback.way is not None else []
    with store.read() as work:
        people, known = may_sign_in(work), {folded(one.email) for one in work.consultants.list()}
    wrong = [
        *((one, "duty.consultants") for one in matched(duty.consultants, people).strangers),
        *((one, "duty.fallback") for one in matched(ways, people).strangers),
    ]
    return [f"{one} of {part} {DISABLED if folded(one) in known else UNKNOWN}" for one, part in wrong]


def _unreached(store: Store, settings: Settings, organisation: Organisation) -> list[str]:
    """Would a start be refused, as nobody can be told?"""
    served = organisation if settings.smtp_url else organisation.without_mail()
    try:
        refuse_unreached(store, served, public=bool(settings.public_url))
    except BadOrganisation as problem:
        return [str(problem)]
    return []
