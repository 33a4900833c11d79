"""PhraseAsked: four plain words with which the talk goes on elsewhere; only a keyed hash of them is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from bot.turn.messages import Outgoing
from bot.turn.scene import Scene, Tools
from flows.engine.events import PhraseAsked
from flows.engine.marking import N_
from storage import Work

WORDS_IN_A_PHRASE: Final = 4
SHOWN_AT: Final = "phrase_shown_at"
GONE: Final = N_("Your words to go on were here. I do not keep them. Lost them? Ask me for new ones.")
HONEST: Final = N_(
    "Your words to go on: {phrase}. Write them down. When you go on, they leave the screen. "
    "Whoever has them can read along. They work as long as I keep anything of you. That is at least {days} days."
)


def phrase_asked(scene: Scene, event: PhraseAsked) -> None:
    """Make new words; older ones stop working."""
    phrase = new_words(scene.tools, scene.work, scene.row.person_id, scene.language, scene.now)
    text = scene._(HONEST).format(phrase=phrase, days=scene.tools.organisation.days_kept)
    shown_at = [scene.seq, len(scene.messages)]
    scene.add(Outgoing("phrase", text, scene.language, phrase=phrase, fleeting=True))
    scene.session = scene.session.but(facts={**scene.session.facts, SHOWN_AT: shown_at})


def new_words(tools: Tools, work: Work, person_id: str, language: str, now: datetime) -> str:
    """Draw words for a person; of them only a keyed hash is kept."""
    known = tools.phrase_words(language)
    phrase = " ".join(known[tools.ids.number(len(known))] for _ in range(WORDS_IN_A_PHRASE))
    until = now + timedelta(days=tools.organisation.days_kept)
    work.phrases.put(person_id, work.hash("phrase", normal(phrase)), now, until)
    return phrase


def forget_shown(scene: Scene) -> None:
    """Take the words out of the talk once the child has gone on; from then on only their keyed hash is left."""
    facts = dict(scene.session.facts)
    seq, ordinal = facts.pop(SHOWN_AT, None) or (None, None)
    if seq is None or ordinal is None:
        return
    left = Outgoing("say", scene._(GONE), scene.language)
    scene.work.outbox.rewrite(scene.row.id, seq, ordinal, left.to_data())
    scene.session = scene.session.but(facts=facts)


def normal(phrase: str) -> str:
    """A phrase as it is compared: lower case, single spaces, no signs between."""
    words = "".join(sign if sign.isalpha() else " " for sign in phrase.casefold())
    return " ".join(words.split())
