"""What a channel hands to the conversation, and what it gets back: neutral, ready to read, in the child's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Final, Literal, Protocol

from flows.engine.events import Incoming as EngineEvent

OutgoingKind = Literal[
    "say", "ask", "picture", "help", "phrase", "privacy", "export", "languages", "gone", "hidden", "closing",
    "file_html", "file_json",
]  # fmt: skip
DONE: Final = "done"


class SendError(Exception):
    """A channel could not deliver. `final` says that trying again cannot help; `kind` names the reason without content."""

    def __init__(self, kind: str, *, final: bool) -> None:
        super().__init__(kind)
        self.kind = kind
        self.final = final


@dataclass(frozen=True, slots=True)
class Start:
    """What an entry link or QR code may carry. Values nobody knows are ignored."""

    language: str | None = None
    band: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Incoming:
    """One thing that a person did in a channel.

    `address` is the person's identity inside the channel (kept only as keyed hash and encrypted), `delivery` is unique
    per delivery so that a repeated one does nothing, `event` is what the engine gets. `typed` is raw text: it is
    screened, matched with buttons and commands and then becomes the event, so a channel sets either `event` or `typed`.
    `heard` is what the person's own bubble shows (None: nothing; typed text shows itself), `heard_ref` the channel's numbers
    of what they sent, with spaces between, where it can be taken off the screen again. `beside` is what stood typed, and
    not sent, when something was pressed that takes no words: it is screened and is part of nothing else.
    """

    channel: str
    address: str
    delivery: str
    event: EngineEvent | None = None
    typed: str | None = None
    heard: str | None = None
    heard_ref: str | None = None
    beside: str = ""
    start: Start = field(default_factory=Start)


@dataclass(frozen=True, slots=True)
class Choice:
    """A thing to tap, labelled in the child's language. `id` goes back in Chose(token, id); `icon` names a drawing."""

    id: str
    label: str
    icon: str | None = None
    picked: bool = False
    own: bool = False
    alone: bool = False


@dataclass(frozen=True, slots=True)
class Card:
    """A review card: heading, what was answered (own words in typographic quotes), and whether it would be shared."""

    link_id: str
    topic: str
    heading: str
    lines: tuple[str, ...]
    shared: bool
    sensitive: bool


@dataclass(frozen=True, slots=True)
class Prompt:
    """The open question, ready to show; see flows.engine.events.Prompt for the meaning of the fields.

    `audience` and `left` are ready sentences ("for the grown-up", "about 6 to go"); `repairs` are the quiet buttons
    (skip, dont_know, rather_not_say, later, back, leave: sent as Commanded(id)); `done` labels the Done button of a
    many-choice; `hint` is the placeholder of the text box; `preview` is the handoff as the consultant would get it
    (care.handoff.Handoff.to_data()) for control "send".
    """

    step: str
    token: str
    control: str
    choices: tuple[Choice, ...] = ()
    part: str | None = None
    many: bool = False
    most: int | None = None
    least: int | None = None
    own: bool = False
    audience: str | None = None
    left: str | None = None
    steps_left: int | None = None
    cards: tuple[Card, ...] = ()
    repairs: tuple[Choice, ...] = ()
    picked: tuple[str, ...] = ()
    done: str = ""
    hint: str = ""
    preview: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One way to reach a person now: `href` is a tel: or https: address, `note` says for whom and in which language,
    `now` whether somebody answers at this moment. `chat` is None while nobody answers there."""

    name: str
    number: str
    href: str
    note: str = ""
    chat: str | None = None
    now: str = ""

    @property
    def text(self) -> str:
        """The line in words, for a channel that shows nothing but text."""
        name = self.name if self.name == self.number else f"{self.name}: {self.number}"
        told = ", ".join(part for part in (name, self.note) if part)
        return f"{told} ({self.now})" if self.now else told


@dataclass(frozen=True, slots=True)
class Picture:
    """My people as data (care.network.Network as plain data), and its equal text."""

    network: Mapping[str, Any]
    name: str | None
    alt: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One bubble from Maatje. `text` always says everything; the rest lets a channel do it more beautifully.

    `ways` are small buttons inside the bubble, whose ids are commands. A `fleeting` bubble leaves the screen as soon as
    the talk goes on.
    """

    kind: OutgoingKind
    text: str
    language: str
    prompt: Prompt | None = None
    lines: tuple[HelpLine, ...] = ()
    picture: Picture | None = None
    phrase: str | None = None
    cards: tuple[tuple[str, str], ...] = ()
    ways: tuple[Choice, ...] = ()
    fleeting: bool = False

    @property
    def taken_away(self) -> bool:
        """True when nothing is left of it to show."""
        return self.kind == "hidden" and not self.text

    def to_data(self) -> dict[str, Any]:
        """Plain data for the outbox. Written out by hand: `dataclasses.asdict` takes a fifth of a whole turn."""
        return {
            "kind": self.kind,
            "text": self.text,
            "language": self.language,
            "prompt": _prompt_data(self.prompt) if self.prompt is not None else None,
            "lines": [asdict(line) for line in self.lines],
            "picture": _picture_data(self.picture) if self.picture is not None else None,
            "phrase": self.phrase,
            "cards": [list(card) for card in self.cards],
            "ways": [_choice_data(way) for way in self.ways],
            "fleeting": self.fleeting,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Outgoing:
        """The bubble again, as it was stored."""
        prompt = data.get("prompt")
        picture = data.get("picture")
        return cls(
            kind=data["kind"],
            text=data["text"],
            language=data["language"],
            prompt=_prompt(prompt) if prompt else None,
            lines=tuple(HelpLine(**line) for line in data["lines"]),
            picture=Picture(picture["network"], picture["name"], tuple(picture["alt"])) if picture else None,
            phrase=data["phrase"],
            cards=tuple((title, text) for title, text in data["cards"]),
            ways=tuple(Choice(*way) for way in data.get("ways", ())),
            fleeting=data.get("fleeting", False),
        )


_PLAIN: Final = tuple(
    one.name for one in fields(Prompt) if one.name not in ("choices", "repairs", "cards", "picked", "preview")
)


def _prompt_data(prompt: Prompt) -> dict[str, Any]:
    data = {name: getattr(prompt, name) for name in _PLAIN}
    data["choices"] = [_choice_data(choice) for choice in prompt.choices]
    data["repairs"] = [_choice_data(choice) for choice in prompt.repairs]
    data["cards"] = [
        [card.link_id, card.topic, card.heading, list(card.lines), card.shared, card.sensitive] for card in prompt.cards
    ]
    data["picked"] = list(prompt.picked)
    data["preview"] = prompt.preview
    return data


def _choice_data(choice: Choice) -> list[Any]:
    return [choice.id, choice.label, choice.icon, choice.picked, choice.own, choice.alone]


def _picture_data(picture: Picture) -> dict[str, Any]:
    return {"network": picture.network, "name": picture.name, "alt": list(picture.alt)}


def _prompt(data: Mapping[str, Any]) -> Prompt:
    plain = dict(data)
    plain["choices"] = tuple(Choice(*choice) for choice in data["choices"])
    plain["repairs"] = tuple(Choice(*choice) for choice in data["repairs"])
    plain["cards"] = tuple(
        Card(link_id, topic, heading, tuple(lines), shared, sensitive)
        for link_id, topic, heading, lines, shared, sensitive in data["cards"]
    )
    plain["picked"] = tuple(data["picked"])
    return Prompt(**plain)


@dataclass(frozen=True, slots=True)
class Sent:
    """A committed bubble: its place in the talk, and the outbox row that remembers it."""

    outbox_id: str
    seq: int
    ordinal: int
    message: Outgoing


@dataclass(frozen=True, slots=True)
class Reply:
    """What a turn led to. `duplicate`: this delivery was known, nothing happened. `erased`: everything is gone.
    `alarmed`: an alarm was raised, or says more than before.
    `unseen`: what the child wrote must not stay on the screen; `fleeting`: the channel's numbers of what leaves it now.

    `session_id` is None only when there is no talk (erased, or a duplicate before the first turn).
    """

    session_id: str | None
    seq: int
    messages: tuple[Sent, ...] = ()
    duplicate: bool = False
    erased: bool = False
    language: str = "nl"
    alarmed: bool = False
    unseen: bool = False
    fleeting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a talk as it is shown again: `speaker` is "bot" or "child"."""

    seq: int
    ordinal: int
    speaker: Literal["bot", "child"]
    text: str
    message: Outgoing | None = None


class Channel(Protocol):
    """A way to reach people. It translates, knows its limits, and says whether a failure is final."""

    name: str

    async def send(self, address: str, sent: Sent) -> str:
        """Deliver one bubble and return the channel's own reference. Raises SendError."""
