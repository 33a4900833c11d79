"""The engine's whole vocabulary: what can come in, and the facts that come out. Every class is frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from flows.engine.definition import Band
from flows.engine.session import Answer

Command = Literal[
    "start", "help", "stop", "back", "edit", "repeat", "why", "pause", "delete", "language", "privacy", "phrase",
    "review", "more", "easier", "older", "skip", "dont_know", "rather_not_say", "later", "leave", "call_me", "export",
    "withdraw", "take_back", "hide", "closing",
]  # fmt: skip


# --- in -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Started:
    """Somebody opened the talk, perhaps through a link that names a band."""

    band: str | None = None


@dataclass(frozen=True, slots=True)
class Chose:
    """A button was tapped. `token` is the one of the prompt the button stood under; `words` came along typed."""

    token: str
    option: str
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Picked:
    """Several things were chosen at once: options, names, or cards with on and off; `words` came along typed."""

    token: str
    options: tuple[str, ...] = ()
    words: str | None = None
    switches: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Wrote:
    """Something was typed. The shell has screened it for danger already; `Env.signal` holds what was noticed."""

    text: str


@dataclass(frozen=True, slots=True)
class Commanded:
    """One of the things that can always be said: help, stop, back, skip … `argument` is a link id or a language.

    For `take_back` it is a link id, "call" or "everything".
    """

    command: Command
    argument: str | None = None


@dataclass(frozen=True, slots=True)
class SentOther:
    """Something came that is no text: a photo, a sticker, a voice note, a location, an unknown command."""

    what: str


@dataclass(frozen=True, slots=True)
class TimePassed:
    """A time the shell had set is over; `seq` is the turn in which it was set."""

    kind: str
    seq: int


@dataclass(frozen=True, slots=True)
class CoursesFound:
    """The world's answer to CoursesWanted: (id, name) pairs that fit, and those that only fit the age.

    `about` holds what can be told of each: (id, lowest age, highest age, description, which may be empty).
    """

    step: str
    key: str
    offers: tuple[tuple[str, str], ...]
    rest: tuple[tuple[str, str], ...] = ()
    about: tuple[tuple[str, int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """The channel asks for the open prompt again, changing nothing (reload, language switch, reconnect)."""


Incoming = Started | Chose | Picked | Wrote | Commanded | SentOther | TimePassed | CoursesFound | Shown


# --- shared pieces ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence still to be translated: the English source, and what goes into its slots (a Line is translated too)."""

    text: str
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be tapped. A label that is a plain string is the child's own word and is never translated."""

    id: str
    label: Line | str
    icon: str | None = None
    picked: bool = False
    own: bool = False
    alone: bool = False


class FixedChoices(tuple[Choice, ...]):
    """Choices that are the same for every child of a band: made once, so whoever renders them may do so once too."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One answer on the review page: its heading, what was answered, whether it would be shared."""

    link_id: str
    topic: str
    heading: Line
    lines: tuple[Line | str, ...]
    shared: bool
    sensitive: bool


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the child sees and can do now; a channel decides how it looks.

    `control` says what is asked for (buttons, chips, faces, ladder, backpack, pictures, number, text, names, picture,
    offer, cards, send, help, stop, …); `left` is the number of steps left on this route, None when it makes no sense.
    """

    step: str
    token: str
    control: str
    lines: tuple[Line, ...]
    choices: tuple[Choice, ...] = ()
    part: str | None = None
    many: bool = False
    most: int | None = None
    own: bool = False
    least: int | None = None
    audience: Literal["child", "adult"] | None = None
    left: int | None = None
    cards: tuple[Card, ...] = ()
    repairs: tuple[str, ...] = ()
    picked: tuple[str, ...] = ()


# --- out ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence was said that asks nothing."""

    line: Line
    step: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A prompt is open now."""

    prompt: Prompt


@dataclass(frozen=True, slots=True)
class Answered:
    """A question was answered for the first time."""

    link_id: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class AnswerRevised:
    """An earlier answer was replaced."""

    link_id: str
    answer: Answer
    before: Answer


@dataclass(frozen=True, slots=True)
class Skipped:
    """A question was passed over, in one of four ways that are kept apart."""

    link_id: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class ActivityChanged:
    """Answers that fell off the path, and answers that came back with it."""

    off: tuple[str, ...]
    on: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DangerNoticed:
    """The safety layer noticed something in a text; content is not repeated here."""

    category: str
    urgency: Literal["now", "soon", "check"]
    link_id: str | None


@dataclass(frozen=True, slots=True)
class HelpShown:
    """Help lines have to be shown now; the shell fills in the live, checked numbers.

    `again`: they were shown a moment ago, or only a gentle word is wanted; then one short line is enough. `uncalled`: a
    call was asked for, and there is no number or address for it.
    """

    reason: Literal["asked", "danger", "again", "declined", "finished", "urgent", "outside", "uncalled"]
    category: str | None = None


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """What came in could not be used; the sentence says kindly why and the question stands again."""

    line: Line
    reason: str


@dataclass(frozen=True, slots=True)
class StaleTapped:
    """A button of an older prompt was tapped."""

    link_id: str
    option: str


@dataclass(frozen=True, slots=True)
class CoursesWanted:
    """The flow needs the courses that fit; the shell answers with CoursesFound in the same turn.

    `band` is that of the link, for who did not tell an age; None when that is not known either.
    """

    step: str
    key: str
    age: int | None
    names_sibling: bool
    band: Band | None = None


@dataclass(frozen=True, slots=True)
class CallAsked:
    """The child asked to be called soon; only this request leaves, now."""


@dataclass(frozen=True, slots=True)
class HandoffAsked:
    """The child sends the summary; `shared` is the complete set of link ids that may leave."""

    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """The child said yes or no to the talk, or took its yes back ("withdrawn").

    The shell keeps wording, language, time and way as proof.
    """

    link_id: str
    decision: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The child keeps the summary without sending it."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The child takes back what was shared: a link id, "call" (the request to be called) or "everything"."""

    what: str


@dataclass(frozen=True, slots=True)
class EraseAsked:
    """Everything of this person is to be erased, at once."""


@dataclass(frozen=True, slots=True)
class PhraseAsked:
    """The child wants words to go on elsewhere."""


@dataclass(frozen=True, slots=True)
class PrivacyAsked:
    """The child wants to know who reads what."""


@dataclass(frozen=True, slots=True)
class ExportAsked:
    """The child wants to see everything that is kept."""


@dataclass(frozen=True, slots=True)
class HideAsked:
    """What was said so far is to leave the screen; the answers stay."""


@dataclass(frozen=True, slots=True)
class ClosingChosen:
    """After how many quiet minutes the page closes itself: "5", "0" for never, None to be asked."""

    minutes: str | None


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """The talk goes on in another language, or the child wants to choose one (None)."""

    language: str | None


@dataclass(frozen=True, slots=True)
class Parked:
    """The talk rests; everything is kept."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The talk goes on after a rest."""


@dataclass(frozen=True, slots=True)
class Finished:
    """The flow has ended, in one of its ways."""

    outcome: str


@dataclass(frozen=True, slots=True)
class LimitReached:
    """A named limit was reached; the talk goes on."""

    limit: str


Event = (
    Said | Asked | Answered | AnswerRevised | Skipped | ActivityChanged | DangerNoticed | HelpShown | NotUnderstood
    | StaleTapped | CoursesWanted | CallAsked | HandoffAsked | ConsentGiven | Kept | TakenBack | EraseAsked | PhraseAsked
    | PrivacyAsked | ExportAsked | HideAsked | ClosingChosen | LanguageChosen | Parked | Resumed | Finished
    | LimitReached
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signal:
    """What the safety layer made of a text; `rang` are those sentences of a long one that made it ring."""

    category: str
    urgency: Literal["now", "soon", "check"]
    rang: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Env:
    """Everything a step may know of the world: the time, and what was noticed in the text."""

    now: datetime
    signal: Signal | None = None
