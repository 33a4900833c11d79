"""From a posted form (or the same fields as JSON) to what the conversation takes."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, get_args
from urllib.parse import parse_qsl

from bot.turn.messages import DONE, Incoming, Prompt
from bot.turn.typed.understanding import cries
from flows.engine.events import Chose, Command, Commanded, Picked, SentOther
from flows.engine.events import Incoming as EngineEvent

FIELDS_AT_MOST: Final = 400
REMOVE: Final = "remove:"
ASIDE: Final = (REMOVE, "card:", "show_all", "tell_more")  # the box stays as it is beside these
_KNOWN_COMMANDS: Final = frozenset(get_args(Command))
_DELIVERY: Final = re.compile(r"[A-Za-z0-9-]{8,64}")
_PLACE: Final = re.compile(r"(\d{1,9})\.(-?\d{1,6})")

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Said:
    """The fields of a post.

    `kind` is chose, picked, typed or command, `argument` what stands after its colon (an option, a command and perhaps
    a link id or language). `cards` are the link ids that had a switch, `shared` those that were on. `seen` is the place
    of the last bubble the page shows, `talk` names the talk that the page belongs to.
    """

    kind: str = ""
    argument: str = ""
    token: str = ""
    options: tuple[str, ...] = ()
    words: str = ""
    cards: tuple[str, ...] = ()
    shared: frozenset[str] = frozenset()
    delivery: str = ""
    seen: Place | None = None
    talk: str = ""

    @property
    def letters(self) -> int:
        """How much was said, in every field that may hold words."""
        return sum(map(len, (self.argument, self.words, *self.options)))


def place(text: str) -> Place | None:
    """A place in the talk written as `seq.ordinal`; None when it is none."""
    found = _PLACE.fullmatch(text.strip())
    return (int(found[1]), int(found[2])) if found else None


def read(body: bytes, content_type: str) -> Said:
    """The fields of a body; what cannot be read is empty, so that the question simply stands again."""
    fields = fields_of(body, content_type)

    def one(name: str) -> str:
        return next(iter(fields.get(name, ())), "")

    kind, _, argument = one("kind").partition(":")
    return Said(
        kind=kind,
        argument=argument,
        token=one("token"),
        options=tuple(fields.get("option", ())),
        words=one("words").strip(),
        cards=tuple(fields.get("card", ())),
        shared=frozenset(fields.get("share", ())),
        delivery=one("delivery"),
        seen=place(one("seen")),
        talk=one("talk"),
    )


def fields_of(body: bytes, content_type: str) -> dict[str, list[str]]:
    """The fields of a posted form, or the same as JSON."""
    fields: dict[str, list[str]] = {}
    for name, value in _json(body) if content_type.startswith("application/json") else _form(body):
        fields.setdefault(name, []).append(value)
    return fields


def _form(body: bytes) -> Iterable[tuple[str, str]]:
    text = body.decode("utf-8", "replace")
    try:
        return parse_qsl(text, keep_blank_values=True, max_num_fields=FIELDS_AT_MOST)
    except ValueError:
        return ()


def _json(body: bytes) -> Iterable[tuple[str, str]]:
    try:
        found = json.loads(body.decode("utf-8", "replace"))
    except (ValueError, RecursionError):  # boxes in boxes without end
        return ()
    if not isinstance(found, Mapping):
        return ()
    return [(name, text) for name, value in found.items() for text in _texts(value)]


def _texts(value: Any) -> Iterable[str]:
    """One text or several; numbers, switches and deeper things are no fields of ours."""
    if isinstance(value, str):
        return (value,)
    return (item for item in value if isinstance(item, str)) if isinstance(value, list) else ()


def incoming(said: Said, address: str, prompt: Prompt | None) -> Incoming:
    """What the conversation takes, read against the prompt that is open."""
    event = _event(said, prompt)
    beside = left_in_the_box(said)
    if event is None or cries(beside):
        return Incoming("web", address, delivery_of(said, address), typed=said.words)
    # Taking a name away changes the chips; a bubble with that name would look like naming it again.
    heard = "" if isinstance(event, Chose) and event.option.startswith(REMOVE) else None
    return Incoming("web", address, delivery_of(said, address), event=event, heard=heard, beside=beside)


def left_in_the_box(said: Said) -> str:
    """What was typed when something was pressed that takes no words: it is not sent, and stays where it stands.

    Without scripts it leaves the page all the same, so it is screened and put back.
    """
    takes_none = said.kind == "command" or (said.kind == "chose" and _option(said).startswith(ASIDE))
    return said.words if takes_none else ""


def delivery_of(said: Said, address: str) -> str:
    """The same for the same tap, and for nothing else: another person or another answer never counts as a repeat.

    The browser's own part may be restored with an old page, hence the content in the hash.
    """
    own = said.delivery if _DELIVERY.fullmatch(said.delivery) else secrets.token_hex(16)
    content = (address, own, said.kind, said.argument, said.token, *said.options, "", said.words, *sorted(said.shared))
    return hashlib.sha256("\x1f".join(content).encode("utf-8", "replace")).hexdigest()[:40]


def turned_switches(said: Said, prompt: Prompt | None) -> tuple[str, ...]:
    """Cards whose switch differs from what is stored, when something else than Done is pressed at the review.

    Without this a card switched off would be on again when the page is drawn anew.
    """
    if said.kind not in ("command", "typed") or prompt is None or not said.cards:
        return ()
    return tuple(c.link_id for c in prompt.cards if c.link_id in said.cards and c.shared != (c.link_id in said.shared))


def _event(said: Said, prompt: Prompt | None) -> EngineEvent | None:
    match said.kind:
        case "chose":
            return _chose(said, prompt)
        case "picked":
            return _picked(said, prompt)
        case "typed" if said.options and said.words and prompt is not None:
            return Picked(said.token, said.options, said.words) if prompt.many else _one_of_them(said, prompt)
        case "command":
            return _command(said.argument)
    return None


def _chose(said: Said, prompt: Prompt | None) -> EngineEvent:
    option = _option(said)
    own = prompt is not None and any(choice.id == option and choice.own for choice in prompt.choices)
    if own and said.words:
        return Picked(said.token, (option,), said.words)
    # What was typed leaves the page with the tap: it is looked at for danger, shown, and kept beside the answer.
    return Chose(said.token, option, None if option.startswith(ASIDE) else said.words or None)


def _option(said: Said) -> str:
    return said.argument or next(iter(said.options), "")


def _picked(said: Said, prompt: Prompt | None) -> EngineEvent | None:
    if said.cards:
        switches = {card: card in said.shared for card in said.cards}
        return Picked(said.token, words=said.words or None, switches=switches)
    if prompt is not None and prompt.control == "names":
        return Picked(said.token, prompt.picked, said.words) if said.words else Chose(said.token, DONE)
    if prompt is not None and not prompt.many:
        return _one_of_them(said, prompt) if said.options else _words_or_again(said)
    return Picked(said.token, said.options, said.words or None) if said.options else _words_or_done(said)


def _one_of_them(said: Said, prompt: Prompt) -> EngineEvent:
    if said.words and prompt.control in ("chips", "pictures"):
        return Picked(said.token, said.options[:1], said.words)
    return Chose(said.token, said.options[0], said.words or None)


def _words_or_again(said: Said) -> EngineEvent | None:
    return None if said.words else Commanded("repeat")


def _words_or_done(said: Said) -> EngineEvent | None:
    # Words alone are typed text, so that "stop" or "skip" still is a command.
    return None if said.words else Picked(said.token)


def _command(argument: str) -> EngineEvent:
    name, _, more = argument.partition(":")
    if name not in _KNOWN_COMMANDS:
        return SentOther("command")
    return Commanded(name, more or None)  # type: ignore[arg-type]
