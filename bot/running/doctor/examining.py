"""Looks at settings, database, disk, clock, organisation and channels, without serving."""

from __future__ import annotations

import shutil
from contextlib import closing
from datetime import UTC, datetime
from typing import Final

from bot.jobs import IF_DOUBTED
from bot.organisation import Organisation, load_organisation, refuse_unworded
from bot.running.build import open_data
from bot.running.doctor import address, alarms, help_lines
from bot.running.doctor.env_file import open_to_others
from bot.running.doctor.finding import Finding
from bot.running.keys import database_file, is_embedded
from bot.settings import Settings, unknown_settings
from bot.words import Catalogues
from care.clock import DAYS_DOUBTED, Clock
from flows.engine.errors import BrokenFlow
from flows.library import packaged
from storage import Store
from storage.errors import StorageError

MEGABYTE: Final = 2**20
MEGABYTES_NEEDED: Final = 200


def examine(settings: Settings) -> list[Finding]:
    """Look at everything that can be looked at without serving. Raises BadOrganisation."""
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
            reached += alarms.reached(store, settings, organisation, now)
    except StorageError as problem:
        data.append(Finding(f"Database: {problem}", bad=True))
    return [
        *(Finding(f"Settings: {text}", bad=True) for text in unknown_settings()),
        *open_to_others(),
        *address.readable(settings.public_url),
        *data,
        *_flows(),
        *_demo(settings, organisation),
        *_organisation(organisation),
        *help_lines.answered(organisation.help_lines, now.date()),
        *alarms.ways(settings, organisation),
        *reached,
        *alarms.calendar(organisation, now.date()),
        _safety(settings),
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
        f"is past its term stays until the clock went on for {DAYS_DOUBTED} days: {IF_DOUBTED}."
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


def _flows() -> list[Finding]:
    """The flows it would serve: what is wrong in one stops the start."""
    try:
        return [Finding(f"Flows: {', '.join(packaged().names)}, all is well.")]
    except BrokenFlow as problem:
        return [Finding(f"Flows: {'; '.join(problem.complaints)}. It does not start like this", bad=True)]


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


def _organisation(organisation: Organisation) -> list[Finding]:
    findings = [Finding(f"Organisation: {organisation.name}, policy {organisation.policy}.")]
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
    return findings


def _safety(settings: Settings) -> Finding:
    """Loads all of it, as a server does: what only looks complete notices nothing."""
    from bot.safety.screening import load_screener, model_status
    from bot.safety.word_lists import BadWordList

    try:
        load_screener(settings.safety_model)
    except BadWordList as problem:
        return Finding(f"Safety layer: {problem}", bad=True)
    return Finding(model_status(settings.safety_model))


def _channels(settings: Settings) -> list[Finding]:
    if settings.telegram_token:
        way = "webhook" if settings.public_url else "polling"
        return [Finding(f"Telegram: on, by {way}, from {settings.telegram_minimum_age} years.")]
    return [Finding("Telegram: off (no MAATJE_TELEGRAM_TOKEN).")]
