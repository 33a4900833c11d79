"""Puts the parts together for commands that need a talk or the data, but no server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.conversation import Conversation
from bot.notices import Mail, mail_of
from bot.organisation import Organisation, load_organisation, refuse_unkept
from bot.running import metrics
from bot.running.edges import RandomIds, clock
from bot.running.keys import database_file, key_ring
from bot.safety.later import LaterScreener
from bot.settings import Settings
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


def open_parts(settings: Settings) -> Parts:
    """Open the database, bring it up to date, and make the conversation."""
    organisation = load_organisation(settings.organisation_file)
    mail = mail_of(settings.smtp_url, settings.mail_from)
    refuse_unkept(organisation, mail=mail is not None, address=settings.public_url is not None)
    if mail is None:
        organisation = organisation.without_mail()
    words, library = Catalogues.load(), packaged()
    store = open_data(settings)
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


def open_data(settings: Settings) -> Store:
    """Open the database and bring it up to date."""
    if settings.database_url.startswith("sqlite:///"):
        database_file(settings).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = open_store(settings.database_url, key_ring(settings))
    store.upgrade()
    return store
