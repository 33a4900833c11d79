"""What a tap means, also under a question that has moved on a little since.

A child taps faster than buttons change. A switch that was shown as off and is tapped means "on", whichever token it
carries: so two quick taps on two chips both count, and two on the same one count once. What is no switch counts only
under the token that is open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.channels.telegram.keyboards import LANGUAGE, REMOVE, Pressed, label_of
from bot.turn.messages import DONE, Choice, Prompt
from flows.engine.events import Chose, Commanded, Shown

CARD: Final = "card:"
NO_OPTION: Final = "?"


@dataclass(frozen=True, slots=True)
class Meant:
    """The event of a tap, and the words to leave under the question once it is settled."""

    event: Chose | Commanded | Shown
    label: str | None = None


def meant(pressed: Pressed, shown: Prompt | None, now: Prompt | None) -> Meant:
    """Read a tap. `shown` is the prompt the button belongs to, `now` the open one; None when there is none."""
    match pressed.sort:
        case "!" if pressed.value.startswith(LANGUAGE):
            return Meant(Commanded("language", pressed.value.removeprefix(LANGUAGE)))
        case "!":
            return _repair(pressed, now)
        case "=":
            return _done(pressed, shown, now)
        case "#":
            return _card(pressed, shown, now)
    return _choice(pressed, shown, now)


def same_question(one: Prompt | None, other: Prompt | None) -> bool:
    """Whether two prompts ask for the same switches."""
    if one is None or other is None:
        return False
    same = (one.step, one.part, one.control) == (other.step, other.part, other.control)
    return same and one.many and other.many


def _repair(pressed: Pressed, now: Prompt | None) -> Meant:
    if now is None or pressed.token != now.token:
        # Skipping twice must not skip two questions; the engine knows what an old token means.
        return Meant(Chose(pressed.token, pressed.value))
    repair = next((r for r in now.repairs if r.id == pressed.value), None)
    if repair is None:
        return Meant(Chose(pressed.token, pressed.value))
    return Meant(Commanded(repair.id), repair.label)  # type: ignore[arg-type]  # repairs are commands


def _done(pressed: Pressed, shown: Prompt | None, now: Prompt | None) -> Meant:
    if now is None:
        return Meant(Chose(pressed.token, DONE))
    # A chip switched since then is why the token moved; nothing switched means that Done itself was tapped twice.
    if pressed.token == now.token or (shown is not None and same_question(shown, now) and shown.picked != now.picked):
        picked = ", ".join(label_of(choice) for choice in now.choices if choice.picked)
        return Meant(Chose(now.token, DONE), picked or now.done)
    return Meant(Chose(pressed.token, DONE))


def _card(pressed: Pressed, shown: Prompt | None, now: Prompt | None) -> Meant:
    if shown is None or not 0 <= pressed.place < len(shown.cards):
        return Meant(Chose(pressed.token, NO_OPTION))
    card = shown.cards[pressed.place]
    if now is None or not same_question(shown, now):
        return Meant(Chose(pressed.token, f"{CARD}{card.link_id}"))
    current = next((c for c in now.cards if c.link_id == card.link_id), None)
    if current is None or current.shared != card.shared:
        return Meant(Shown())
    return Meant(Chose(now.token, f"{CARD}{card.link_id}"))


def _choice(pressed: Pressed, shown: Prompt | None, now: Prompt | None) -> Meant:
    if shown is None or not 0 <= pressed.place < len(shown.choices):
        return Meant(Chose(pressed.token, NO_OPTION))
    choice = shown.choices[pressed.place]
    if now is not None and pressed.token == now.token:
        return Meant(Chose(now.token, choice.id), label_of(choice))
    if now is not None and same_question(shown, now):
        return _switched(choice, now)
    return Meant(Chose(pressed.token, choice.id))


def _switched(choice: Choice, now: Prompt) -> Meant:
    current = next((c for c in now.choices if c.id == choice.id), None)
    is_switch = now.control != "names" or choice.id.startswith(REMOVE)
    if current is None or not is_switch or current.picked != choice.picked:
        return Meant(Shown())
    return Meant(Chose(now.token, choice.id), label_of(choice))
