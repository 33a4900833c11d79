"""One event, exactly one handler. An event without one is a bug that shows when the program starts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, get_args

from bot.handlers import alarm, answers, closing, consent, hiding, phrase, privacy, sharing, speaking, taking_back, talk
from bot.turn.scene import Scene
from flows.engine import events

Handler = Callable[[Scene, Any], None]

HANDLERS: Final[Mapping[type[Any], Handler]] = {
    events.Said: speaking.said,
    events.Asked: speaking.question,
    events.NotUnderstood: speaking.not_understood,
    events.StaleTapped: speaking.stale_tapped,
    events.LimitReached: speaking.limit_reached,
    events.Answered: answers.answered,
    events.AnswerRevised: answers.answered,
    events.Skipped: answers.answered,
    events.ActivityChanged: answers.activity_changed,
    events.HelpShown: alarm.help_and_promise,
    events.DangerNoticed: alarm.signal_noticed,
    events.HandoffAsked: sharing.handoff_asked,
    events.CallAsked: sharing.call_asked,
    events.Kept: sharing.kept,
    events.TakenBack: taking_back.taken_back,
    events.ReadersTold: privacy.readers_told,
    events.ConsentGiven: consent.consent_given,
    events.EraseAsked: sharing.erase_asked,
    events.Parked: talk.parked,
    events.Resumed: talk.resumed,
    events.Finished: talk.finished,
    events.LanguageChosen: talk.language_chosen,
    events.PhraseAsked: phrase.phrase_asked,
    events.PrivacyAsked: privacy.privacy_asked,
    events.ExportAsked: privacy.export_asked,
    events.HideAsked: hiding.hide_asked,
    events.ClosingChosen: closing.closing_chosen,
}

ANSWERED_IN_THE_TURN: Final = frozenset({events.CoursesWanted})


def missing() -> list[str]:
    """Events that nobody handles; empty when all is well."""
    return sorted(e.__name__ for e in get_args(events.Event) if e not in HANDLERS and e not in ANSWERED_IN_THE_TURN)
