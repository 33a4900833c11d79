"""What happened: the facts that come out of a turn, in the past tense. Every class is frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from flows.engine.bands import Band
from flows.engine.events.prompt import Line, Prompt
from flows.engine.session import Answer


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
    """The child takes back what was shared: a link id, "call" (the request to be called) or "everything".

    `last` says of a link id that nothing else is left on the page, so that the page goes; the request stays.
    """

    what: str
    last: bool = False


@dataclass(frozen=True, slots=True)
class ReadersTold:
    """It was just said who sees something, or can see it no longer; whatever else is true of that has to stand beside it."""

    where: Literal["why", "taken_back"]


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
    """The child wants to see everything that is kept, or `as_files`: to take it along, where somebody may see it."""

    as_files: bool = False


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
    | StaleTapped | CoursesWanted | CallAsked | HandoffAsked | ConsentGiven | Kept | TakenBack | ReadersTold | EraseAsked
    | PhraseAsked | PrivacyAsked | ExportAsked | HideAsked | ClosingChosen | LanguageChosen | Parked | Resumed | Finished
    | LimitReached
)  # fmt: skip
