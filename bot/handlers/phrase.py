"""PhraseAsked: four plain words with which the talk goes on elsewhere; only a keyed hash of them is kept."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from bot.turn.messages import Outgoing
from bot.turn.scene import Scene
from flows.engine.events import PhraseAsked
from flows.engine.marking import N_

WORDS_IN_A_PHRASE: Final = 4
SHOWN_AT: Final = "phrase_shown_at"
GONE: Final = N_("Here stood your words to go on. I do not keep them. Lost them? Ask me for new ones.")
HONEST: Final = N_(
    "Your words to go on: {phrase}. Keep them well. Whoever has them can read along. "
    "They work as long as I keep anything of you. That is at least {days} days."
)


def phrase_asked(scene: Scene, event: PhraseAsked) -> None:
    """Make new words; older ones stop working."""
    known = scene.tools.phrase_words(scene.language)
    drawn = [known[scene.tools.ids.number(len(known))] for _ in range(WORDS_IN_A_PHRASE)]
    phrase = " ".join(drawn)
    days = scene.tools.organisation.days_kept
    hashed = scene.work.hash("phrase", normal(phrase))
    scene.work.phrases.put(scene.row.person_id, hashed, scene.now, scene.now + timedelta(days=days))
    text = scene._(HONEST).format(phrase=phrase, days=days)
    shown_at = [scene.seq, len(scene.messages)]
    scene.add(Outgoing("phrase", text, scene.language, phrase=phrase))
    scene.session = scene.session.but(facts={**scene.session.facts, SHOWN_AT: shown_at})


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
