"""Is all well? What `maatje doctor` finds, each with what to do."""

from __future__ import annotations

import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from bot.alarms.on_duty import matched, may_sign_in
from bot.alarms.reached import refuse_unreached
from bot.notices import BadMailServer, NoticeError, mail_of
from bot.organisation import BadOrganisation, Organisation, load_organisation, refuse_unworded
from bot.organisation.duty import missing, unkept
from bot.running.build import open_data
from bot.running.keys import database_file, is_embedded
from bot.settings import Settings, unknown_settings
from bot.words import Catalogues
from care.clock import DAYS_DOUBTED, Clock
from care.help_lines import DANGER
from care.keeping import DAYS_UNTAKEN_IS_LONG
from storage import Store
from storage.errors import StorageError

MEGABYTE: Final = 2**20
MEGABYTES_NEEDED: Final = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """Something the operator should know; `bad` must be mended."""

    text: str
    bad: bool = False


def examine(settings: Settings) -> list[Finding]:
    """Look at everything that can be looked at without serving. Raises BadOrganisation."""
    from bot.safety.screening import model_status

    organisation = load_organisation(settings.organisation_file)
    refuse_unworded(organisation, Catalogues.load().languages)
    now = datetime.now(UTC)
    data: list[Finding] = []
    reached: list[Finding] = []
    try:
        with closing(open_data(settings)) as store:
            data += _data(store)
            data += _clock(store, now)
            data += _room(settings)
            reached += _reached(store, settings, organisation, now)
    except StorageError as problem:
        data.append(Finding(f"Database: {problem}", bad=True))
    return [
        *(Finding(f"Settings: {text}", bad=True) for text in unknown_settings()),
        *data,
        *_demo(settings, organisation),
        *_organisation(organisation, now.date()),
        *_alarms(settings, organisation),
        *reached,
        *_calendar(organisation, now.date()),
        Finding(model_status(settings.safety_model)),
        *_channels(settings),
    ]


def _data(store: Store) -> list[Finding]:
    problems = [Finding(f"Database: {problem}", bad=True) for problem in store.check()]
    return problems or [Finding("Database: in order."), *_unreadable(store)]


def _room(settings: Settings) -> list[Finding]:
    """Is there room where the database lives? Only known where it is a file."""
    if not is_embedded(settings):
        return []
    folder = database_file(settings).resolve().parent
    free = shutil.disk_usage(folder).free // MEGABYTE
    if free >= MEGABYTES_NEEDED:
        return []
    return [Finding(f"Disk: {free} MB is left in {folder}; make room. On a full disk no turn can be taken", bad=True)]


def _clock(store: Store, now: datetime) -> list[Finding]:
    with store.read() as work:
        known = work.clock.look(now)
    return [Finding(f"Clock: {in_doubt(known, now)}", bad=True)] if known.is_doubted else []


def in_doubt(known: Clock, now: datetime) -> str:
    """Why nothing is deleted at its term, and what to do."""
    return (
        f"The clock says {now:%Y-%m-%d %H:%M} UTC; the last time that was believed is {known.seen_at:%Y-%m-%d %H:%M}. What "
        f"is past its term stays until the clock went on for {DAYS_DOUBTED} days. Set it right; or if it is right, say "
        "`maatje retention --clock-is-right`."
    )


def _unreadable(store: Store) -> list[Finding]:
    """What is damaged or was sealed with a key that is missing; how much of it, never what."""
    with store.read() as work:
        people, cards = work.people.unreadable(), work.consultants.unreadable()
    told = (
        (people, "people whose key cannot be opened. Nobody can read what is theirs; it goes at the end of its term"),
        (cards, "consultants whose card cannot be read. They cannot sign in, and are told of nothing"),
    )
    advice = "Name any older master key that is missing among the previous ones, or look into a backup."
    return [Finding(f"Database: {count} {what}. {advice}", bad=True) for count, what in told if count]


def _demo(settings: Settings, organisation: Organisation) -> list[Finding]:
    """The demo lets its invented consultant in, and has invented people to tell: bad where others can come in."""
    if not organisation.demo:
        return []
    if settings.public_url:
        text = (
            "this is the demo, and MAATJE_PUBLIC_URL is set; name your own MAATJE_ORGANISATION_FILE, without demo: true"
        )
        return [Finding(f"Organisation: {text}.", bad=True)]
    return [Finding("Organisation: this is the invented demo; set MAATJE_ORGANISATION_FILE before real use.")]


def _organisation(organisation: Organisation, today: date) -> list[Finding]:
    findings = [Finding(f"Organisation: {organisation.name}, policy {organisation.policy}.")]
    for line in organisation.help_lines:
        if line.must_be_checked(today):
            ahead = ", which is still to come" if line.is_checked_ahead(today) else ""
            when = f"last checked on {line.checked_on}{ahead}" if line.checked_on else "never checked"
            findings.append(Finding(f"Help line {line.name} was {when}; call it and set checked_on.", True))
    if organisation.help_lines and not any(DANGER in line.about for line in organisation.help_lines):
        findings.append(Finding("No help line is about danger; give the emergency number `about: [danger]`.", bad=True))
    if blank := organisation.legal.missing():
        findings.append(
            Finding(
                f"The page /privacy shows these as not filled in: {', '.join(blank)}. Fill in `legal` in your file."
            )
        )
    if not organisation.courses:
        findings.append(
            Finding("There are no courses, so none is offered; `maatje courses import FILE` puts them there.")
        )
    if not organisation.help_lines:
        findings.append(Finding("There are no help lines; a child in danger would find nobody.", bad=True))
    return findings


def _alarms(settings: Settings, organisation: Organisation) -> list[Finding]:
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


def _reached(store: Store, settings: Settings, organisation: Organisation, now: datetime) -> list[Finding]:
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


def _calendar(organisation: Organisation, today: date) -> list[Finding]:
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
    """Addresses of the duty list that cannot sign in, and so cannot look."""
    if organisation.duty is None or organisation.demo:
        return []
    duty = organisation.duty
    ways = [duty.fallback.way] if duty.fallback is not None and duty.fallback.way is not None else []
    with store.read() as work:
        people = may_sign_in(work)
    wrong = [
        *(f"{one} of duty.consultants" for one in matched(duty.consultants, people).strangers),
        *(f"{one} of duty.fallback" for one in matched(ways, people).strangers),
    ]
    return [f"{one} is no consultant who may sign in; add them with `maatje consultant add`" for one in wrong]


def _unreached(store: Store, settings: Settings, organisation: Organisation) -> list[str]:
    """Would a start be refused, as nobody can be told?"""
    served = organisation if settings.smtp_url else organisation.without_mail()
    try:
        refuse_unreached(store, served, public=bool(settings.public_url))
    except BadOrganisation as problem:
        return [str(problem)]
    return []


def _channels(settings: Settings) -> list[Finding]:
    if settings.telegram_token:
        way = "webhook" if settings.public_url else "polling"
        return [Finding(f"Telegram: on, by {way}, from {settings.telegram_minimum_age} years.")]
    return [Finding("Telegram: off (no MAATJE_TELEGRAM_TOKEN).")]
