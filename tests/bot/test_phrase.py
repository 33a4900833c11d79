"""Words to go on: shown once, then only a keyed hash of them is left."""

from __future__ import annotations

from pathlib import Path

from bot.conversation import Conversation
from bot.organisation import load_organisation
from bot.running.edges import RandomIds, clock
from bot.turn.messages import Incoming
from bot.turn.phrase_words import phrase_words
from bot.turn.scene import Tools
from bot.words import Catalogues
from flows.engine.events import Commanded
from flows.library import packaged
from storage import KeyRing, Store, open_store


class Deaf:
    """A safety layer that notices nothing; this test is not about it."""

    def screen(self, text: str, language: str) -> object | None:
        return None


def conversation(store: Store) -> Conversation:
    tools = Tools(load_organisation(None), Catalogues.load(), RandomIds(), phrase_words)
    return Conversation(store=store, library=packaged(), tools=tools, screener=Deaf(), clock=clock)


async def test_the_words_are_shown_until_the_child_goes_on_and_then_stand_nowhere(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/phrase.db", KeyRing.generate())
    store.upgrade()
    talk = conversation(store)
    await talk.take(Incoming("web", "a", "1"))
    reply = await talk.take(Incoming("web", "a", "2", event=Commanded("phrase")))
    phrase = next(sent.message.phrase for sent in reply.messages if sent.message.phrase)
    assert any(phrase in entry.text for entry in talk.transcript("web", "a")), "a reload must not lose them"

    await talk.take(Incoming("web", "a", "3", typed="Ja, ik zit goed"))

    assert not any(phrase in str(entry) for entry in talk.transcript("web", "a"))
    with store.read() as work:
        person = work.people.by_identity("web", "a")
        assert person is not None
        assert phrase not in str(work.people.export(person))
    assert talk.adopt("web", "another phone", phrase.upper(), "phrase"), "they still open the talk"
    store.close()
