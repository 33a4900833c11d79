"""What comes in, made ready: cleaned, ordered by who sent it, and a gentle worry dropped where a button was meant."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace

from bot.turn.messages import Incoming, Start
from bot.turn.understanding import BY_WORD, clean, free_text, plain
from flows.engine.events import Chose, Commanded, Picked, Signal, Started, Wrote
from flows.engine.events import Incoming as EngineEvent


def lane_of(incoming: Incoming) -> str:
    """What comes from the same address is played in the order it came."""
    return f"{incoming.channel}|{incoming.address}"


def cleaned(incoming: Incoming) -> Incoming:
    """The same without what nobody meant: control signs, broken characters. What is clean already is not copied."""
    event = incoming.event
    match event:
        case Wrote(text=text):
            event = Wrote(clean(text))
        case Picked(words=words, options=options):
            event = replace(event, words=clean(words) if words else None, options=tuple(map(clean, options)))
        case Chose(option=option, words=words) if words or clean(option) != option:
            event = replace(event, option=clean(option), words=clean(words) if words else None)
        case Commanded(argument=str(argument)):
            event = replace(event, argument=clean(argument))
        case Started(band=str(band)) if (named := _named(band)) != band:
            event = replace(event, band=named)
    typed = clean(incoming.typed) if incoming.typed is not None else None
    heard = clean(incoming.heard) if incoming.heard is not None else None
    beside, start = clean(incoming.beside), _cleaned_start(incoming.start)
    before = (incoming.typed, incoming.heard, incoming.beside, incoming.start)
    if event is incoming.event and (typed, heard, beside, start) == before:
        return incoming
    return replace(incoming, event=event, typed=typed, heard=heard, beside=beside, start=start)


def free_words(incoming: Incoming, buttons: Container[str]) -> str:
    """Everything that may have been typed freely, what was not sent included; this is what the safety layer looks at."""
    found = (free_text(incoming.event, incoming.typed, buttons), incoming.beside)
    return "\n".join(text for text in found if text)


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
