"""A conversation to try things on: the real engine and storage, in memory, gone afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.authoring.simulation import World
from bot.conversation import Conversation
from bot.organisation import load_organisation, refuse_unworded
from bot.running.edges import CountingIds, clock
from bot.safety.screening import load_screener
from bot.settings import read_settings
from bot.turn.phrase_words import phrase_words
from bot.turn.scene import Tools
from bot.words import Catalogues
from flows.library import packaged
from storage import KeyRing, open_store


def world() -> World:
    """What every simulation shares."""
    settings, words = read_settings(), Catalogues.load()
    organisation = load_organisation(settings.organisation_file)
    refuse_unworded(organisation, words.languages)
    return World(packaged(), words, organisation, load_screener(settings.safety_model))


@contextmanager
def throw_away(flow: str, language: str) -> Iterator[Conversation]:
    """A conversation on a database in memory. Raises WrongVersion when there is no such flow."""
    here = world()
    here.library.newest(flow)
    store = open_store("sqlite://", KeyRing.generate())
    store.upgrade()
    tools = Tools(here.organisation, here.words, CountingIds(), phrase_words)
    try:
        yield Conversation(
            store=store,
            library=here.library,
            tools=tools,
            screener=here.screener,
            clock=clock,
            default_language=language,
            flow=flow,
        )
    finally:
        store.close()
