"""What comes in, made ready: cleaned, ordered by who sent it, and a gentle worry dropped where a button was meant."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from typing import Final

from bot.turn.messages import Incoming, Start
from bot.turn.typed.commands import BY_WORD
from bot.turn.typed.free_text import free_text
from bot.turn.typed.lines import clean, plain
from flows.engine.events import Chose, Commanded, Picked, Signal, Started, Wrote
from flows.engine.events import Incoming as EngineEvent
from flows.engine.limits import LETTERS_OF_AN_ANSWER

LEFT_OUT: Final = "\n…\n"


def lane_of(incoming: Incoming) -> str:
    """What comes from the same address is played in the order it came."""
    return f"{incoming.channel}|{incoming.address}"


def bounded(text: str) -> str:
    """Of more than an answer may have, the beginning and the end: all that is looked at, and still no answer."""
    half = LETTERS_OF_AN_ANSWER // 2
    return text if len(text) <= LETTERS_OF_AN_ANSWER else f"{text[:half]}{LEFT_OUT}{text[-half:]}"


def cleaned(incoming: Incoming) -> Incoming:
    """The same without what nobody meant: control signs, broken characters, more than anybody says in one go.

    What is clean already is not copied.
    """
    event = incoming.event
    match event:
        case Wrote(text=text):
            event = Wrote(_kept(text))
        case Picked(words=words, options=options):
            event = replace(event, words=_kept(words) if words else None, options=tuple(map(_kept, options)))
        case Chose(option=option, words=words) if words or _kept(option) != option:
            event = replace(event, option=_kept(option), words=_kept(words) if words else None)
        case Commanded(argument=str(argument)):
            event = replace(event, argument=_kept(argument))
        case Started(band=str(band)) if (named := _named(band)) != band:
            event = replace(event, band=named)
    typed = _kept(incoming.typed) if incoming.typed is not None else None
    heard = _kept(incoming.heard) if incoming.heard is not None else None
    beside, start = _kept(incoming.beside), _cleaned_start(incoming.start)
    before = (incoming.typed, incoming.heard, incoming.beside, incoming.start)
    if event is incoming.event and (typed, heard, beside, start) == before:
        return incoming
    return replace(incoming, event=event, typed=typed, heard=heard, beside=beside, start=start)


def free_words(incoming: Incoming, buttons: Container[str]) -> str:
    """Everything that may have been typed freely, what was not sent included; this is what the safety layer looks at."""
    found = (free_text(incoming.event, incoming.typed, buttons), incoming.beside)
    return "\n".join(text for text in found if text)


def _kept(text: str) -> str:
    return bounded(clean(text))


def _cleaned_start(start: Start) -> Start:
    return Start(_named(start.language), _named(start.band), _named(start.organisation))


def _named(value: str | None) -> str | None:
    """A value of an entry link; one of which nothing is left was not given."""
    return clean(value) or None if value is not None else None


def as_meant(
    signal: Signal | None, event: EngineEvent, typed: str | None = None, commands: Mapping[str, str] = BY_WORD
) -> Signal | None:
    """Words that stand on a button or are a command of ours mean just that; a gentle "do you want help?" would be wrong.

    What was typed may be one of our own sentences to the letter ("I want to stop"): then nothing else was said.
    """
    if isinstance(event, Commanded) and typed is not None and plain(typed) in commands:
        return None
    gentle = signal is not None and signal.urgency == "check"
    tapped = isinstance(event, Commanded) or (isinstance(event, Chose) and not event.words)
    return None if gentle and tapped else signal
