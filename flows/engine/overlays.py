"""Side questions that lie over the talk for a moment: help, stop, erase, change your answer? The talk below waits.

Whoever types instead of tapping answers the question below; nobody gets stuck in an overlay.
"""

from __future__ import annotations

from typing import Final

from flows.engine import phrases
from flows.engine.events import Choice, Line, Prompt
from flows.engine.steps.base import Asking

HELP: Final = "help"
CHECK: Final = "check"
STOP: Final = "stop"
ERASE: Final = "erase"
EDIT: Final = "edit"
STALE: Final = "stale"
WITHDRAW: Final = "withdraw"
TAKE_BACK: Final = "take_back"

_TAPS: Final[dict[str, tuple[str, tuple[tuple[str, str], ...]]]] = {
    HELP: (
        phrases.HELP_CHOICE,
        (("go_on", phrases.GO_ON), ("break", phrases.TAKE_A_BREAK), ("call_me", phrases.CALL_ME)),
    ),
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
    TAKE_BACK: (
        phrases.TAKE_BACK_CHOICE,
        (("go_on", phrases.LEAVE_IT_SHARED), ("take_back_all", phrases.TAKE_BACK_YES)),
    ),
    STALE: (phrases.ALREADY_ANSWERED, (("change", phrases.CHANGE_IT), ("go_on", phrases.LEAVE_IT))),
}


_WITHDRAW_SHARED: Final = (
    ("go_on", phrases.GO_ON),
    ("withdraw", phrases.WITHDRAW_ALL),
    ("withdraw_keep", phrases.WITHDRAW_KEEP),
    ("erase", phrases.THROW_AWAY),
)


def overlay_prompt(asking: Asking, overlay: str) -> Prompt:
    """The side question as a prompt, with the session's token."""
    kind = overlay.partition(":")[0]
    lines, choices = (_edit if kind == EDIT else _fixed)(asking, kind)
    return Prompt(asking.step.id, asking.session.token, kind, lines, choices, part=overlay, left=None)


def is_side_question(prompt: Prompt) -> bool:
    """True for a side question, which carries the step of the question below it."""
    return prompt.control == EDIT or prompt.control in _TAPS


def _fixed(asking: Asking, kind: str) -> tuple[tuple[Line, ...], tuple[Choice, ...]]:
    text, taps = _TAPS[kind]
    if kind == ERASE and asking.session.life == "shared":
        text = phrases.ERASE_SHARED_CHOICE
    if kind == WITHDRAW and asking.session.life == "shared":
        text, taps = phrases.WITHDRAW_SHARED_CHOICE, _WITHDRAW_SHARED
    return (Line(text),), tuple(Choice(key, Line(label)) for key, label in taps)


def _edit(asking: Asking, _kind: str) -> tuple[tuple[Line, ...], tuple[Choice, ...]]:
    steps = [step for step in asking.compiled.flow.steps if asking.view.answer(step.id) is not None]
    changeable = [step for step in steps if step.kind not in ("cards", "send") and step.heading]
    answers = tuple(Choice(f"link:{step.id}", Line(step.heading)) for step in changeable)
    return (Line(phrases.PICK_AN_ANSWER),), (*answers, Choice("go_on", Line(phrases.LEAVE_IT)))
