"""Puts the parts together for commands that need a talk or the data, but no server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.alarms.reached import refuse_unreached
from bot.conversation import Conversation
from bot.notices import Mail, mail_of
from bot.organisation import Organisation, load_organisation, refuse_unkept, refuse_unworded
from bot.running import metrics
from bot.running.edges import RandomIds, clock
from bot.running.keys import database_file, is_embedded, key_ring, refuse_barred
from bot.safety.later import LaterScreener
from bot.safety.word_lists import word_lists
from bot.settings import BadSetting, Settings
from bot.turn.phrase_words import phrase_words
from bot.turn.scene import Tools
from bot.words import Catalogues
from flows.library import Library, packaged
from storage import Store, open_store


@dataclass(frozen=True, slots=True)
class Parts:
    """What nearly everything needs."""

    settings: Settings
    organisation: Organisation
    words: Catalogues
    library: Library
    store: Store
    conversation: Conversation
    screener: LaterScreener
    mail: Mail | None
    now: Callable[[], datetime] = clock


def open_parts(settings: Settings, *, serves: bool = True) -> Parts:
    """Open the database, bring it up to date, and make the conversation. Raises BadOrganisation and BadWordList.

    What `serves` must be able to keep its promises; whoever only looks something up need not.
    """
    words, library = Catalogues.load(), packaged()
    organisation = load_organisation(settings.organisation_file)
    refuse_unworded(organisation, words.languages)
    mail = mail_of(settings.smtp_url, settings.mail_from)
    if serves:
        refuse_unkept(organisation, mail=mail is not None, address=settings.public_url is not None)
        word_lists()  # read here and now: nobody may be served whose danger is not noticed
    if mail is None:
        organisation = organisation.without_mail()
    store = _open_to_serve(organisation, settings) if serves else found_data(settings)
    screener = LaterScreener(settings.safety_model)
    tools = Tools(organisation, words, RandomIds(), phrase_words)
    conversation = Conversation(
        store=store,
        library=library,
        tools=tools,
        screener=screener,
        clock=clock,
        default_language=settings.default_language,
        observe=metrics.count,
    )
    return Parts(settings, organisation, words, library, store, conversation, screener, mail)


def _open_to_serve(organisation: Organisation, settings: Settings) -> Store:
    store = open_data(settings)
    try:
        refuse_unreached(store, organisation, public=bool(settings.public_url))
    except BaseException:
        store.close()
        raise
    return store


def open_data(settings: Settings) -> Store:
    """Open the database and bring it up to date; make it when there is none. Raises BadSetting where there can be none."""
    if is_embedded(settings):
        _make_folder(database_file(settings).parent)
    refuse_barred(settings)
    store = open_store(settings.database_url, key_ring(settings))
    store.upgrade()
    return store


def found_data(settings: Settings) -> Store:
    """As `open_data`, but never makes a database: in the wrong folder a command must not begin a new installation."""
    refuse_barred(settings)
    if is_embedded(settings):
        _refuse_none(database_file(settings))
    return open_data(settings)


def _refuse_none(file: Path) -> None:
    if not file.is_file() or not file.stat().st_size:
        raise BadSetting(f"there is no database at {file.absolute()}; run this in the folder of the service")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as problem:
        raise BadSetting(f"MAATJE_DATABASE_URL lies in {folder}, which cannot be made: {problem.strerror}") from None
