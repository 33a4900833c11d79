"""Side questions that lie over the talk for a moment: help, stop, erase, change your answer? The talk below waits.

Whoever types instead of tapping answers the question below; nobody gets stuck in an overlay.
"""

from __future__ import annotations

from typing import Final

from flows.engine import phrases
from flows.engine.events import Choice, Line, Prompt
from flows.engine.session import OPEN, REQUEST
from flows.engine.steps.base import Asking
from flows.engine.steps.cards import sent_cards
from flows.link_ids import MEETING_CONTACT

HELP: Final = "help"
HELP_AFTER_DANGER: Final = "help:danger"
CHECK: Final = "check"
STOP: Final = "stop"
ERASE: Final = "erase"
EDIT: Final = "edit"
STALE: Final = "stale"
PHRASE: Final = "phrase"
WITHDRAW: Final = "withdraw"
TAKE_BACK: Final = "take_back"
ONE_THING: Final = "one:"

_TAPS: Final[dict[str, tuple[str, tuple[tuple[str, str], ...]]]] = {
    CHECK: (phrases.CHECK_IN, (("help", phrases.HELP_NOW), ("go_on", phrases.NO_HELP_NOW))),
    STOP: (
        phrases.STOP_CHOICE,
        (
            ("go_on", phrases.GO_ON),
            ("break", phrases.STOP_FOR_NOW),
            ("review", phrases.SEE_WHAT_I_SHARE),
            ("erase", phrases.THROW_AWAY),
        ),
    ),
    ERASE: (phrases.ERASE_CHOICE, (("go_on", phrases.ERASE_NO), ("erase_yes", phrases.ERASE_YES))),
    WITHDRAW: (
        phrases.WITHDRAW_CHOICE,
        (("go_on", phrases.GO_ON), ("withdraw", phrases.WITHDRAW_YES), ("erase", phrases.THROW_AWAY)),
    ),
    PHRASE: (phrases.SHOW_WORDS_CHOICE, (("show_words", phrases.SHOW_WORDS), ("go_on", phrases.WORDS_LATER))),
    STALE: (phrases.ALREADY_ANSWERED, (("change", phrases.CHANGE_IT), ("go_on", phrases.LEAVE_IT))),
}
SIDE_QUESTIONS: Final = frozenset({EDIT, HELP, TAKE_BACK, *_TAPS})
_WITHDRAW_SHARED: Final = (
    ("go_on", phrases.GO_ON),
    ("withdraw", phrases.WITHDRAW_ALL),
    ("withdraw_keep", phrases.WITHDRAW_KEEP),
    ("erase", phrases.THROW_AWAY),
)


def overlay_prompt(asking: Asking, overlay: str) -> Prompt:
    """The side question as a prompt, with the session's token."""
    kind = overlay.partition(":")[0]
    lines, choices = {EDIT: _edit, TAKE_BACK: _take_back}.get(kind, _fixed)(asking, overlay)
    return Prompt(asking.step.id, asking.session.token, kind, lines, choices, part=overlay, left=None)


def is_side_question(prompt: Prompt) -> bool:
    """True for a side question, which carries the step of the question below it."""
    return prompt.control in SIDE_QUESTIONS


def _fixed(asking: Asking, overlay: str) -> tuple[tuple[Line, ...], tuple[Choice, ...]]:
    kind = overlay.partition(":")[0]
    if kind == HELP:
        return _help(asking, overlay)
    text, taps = _TAPS[kind]
    if kind == ERASE and asking.session.life == "shared":
        text = phrases.ERASE_SHARED_CHOICE
    if kind == WITHDRAW and _has_shared(asking):
        text, taps = phrases.WITHDRAW_SHARED_CHOICE, _WITHDRAW_SHARED
    return (Line(text),), tuple(Choice(key, Line(label)) for key, label in taps)


def _has_shared(asking: Asking) -> bool:
    """True when something is with the consultant; under watching eyes a request to be called is not named."""
    called = asking.session.facts.get(REQUEST) == OPEN and not asking.view.discreet
    return asking.session.life == "shared" or called


def _help(asking: Asking, overlay: str) -> tuple[tuple[Line, ...], tuple[Choice, ...]]:
    """Go on, rest, or be called. Under watching eyes only what anybody may read."""
    goes_on = phrases.BACK_WHERE_I_WAS if asking.step.kind == "end" else phrases.GO_ON
    taps = [Choice("go_on", Line(goes_on)), Choice("break", Line(phrases.TAKE_A_BREAK))]
    if asking.view.discreet:
        return (Line(phrases.HELP_CHOICE),), tuple(taps)
    if MEETING_CONTACT in asking.compiled.link_ids:
        taps.append(Choice("call_me", Line(phrases.CALL_ME)))
    misheard = (Line(phrases.MISHEARD),) if overlay == HELP_AFTER_DANGER else ()
    return (Line(phrases.HELP_CHOICE), *misheard), tuple(taps)


def _edit(asking: Asking, _kind: str) -> tuple[tuple[Line, ...], tuple[Choice, ...]]:
    steps = [step for step in asking.compiled.flow.steps if asking.view.answer(step.id) is not None]
    changeable = [step for step in steps if step.kind not in ("cards", "send") and step.heading]
    answers = tuple(Choice(f"link:{step.id}", Line(step.heading)) for step in changeable)
    return (Line(phrases.PICK_AN_ANSWER),), (*answers, Choice("go_on", Line(phrases.LEAVE_IT)))


def _take_back(asking: Asking, _kind: str) -> tuple[tuple[Line, ...], tuple[Choice, ...]]:
    """All of it, or one of the things that were shared."""
    sent = sent_cards(asking)
    if len(sent) < 2:
        taps = (("go_on", phrases.LEAVE_IT_SHARED), ("take_back_all", phrases.TAKE_BACK_YES))
        return (Line(phrases.TAKE_BACK_CHOICE),), tuple(Choice(key, Line(label)) for key, label in taps)
    things = (Choice(f"{ONE_THING}{card.link_id}", card.heading) for card in sent)
    everything = Choice("take_back_all", Line(phrases.TAKE_BACK_EVERYTHING))
    nothing = Choice("go_on", Line(phrases.TAKE_BACK_NOTHING))
    return (Line(phrases.TAKE_BACK_WHICH),), (*things, everything, nothing)
