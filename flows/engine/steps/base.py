"""What every step kind offers: which part is open, what is asked, and how an answer is read."""

from __future__ import annotations

import re
import unicodedata
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Protocol

from flows.engine.bands import Band
from flows.engine.compiling.compiled import CompiledFlow
from flows.engine.compiling.definition import ByBand, Step, Variant
from flows.engine.events import Choice, Chose, Line, Picked, Wrote
from flows.engine.session import Draft, Session
from flows.engine.view import AnswersView
from flows.link_ids import CARE_WHO, ME_NAME

Input = Chose | Picked | Wrote
DONE: Final = "done"
SKIP: Final = "skip"
# Kinds that a child's own words can answer. Beside a tap, a number, names or fields words are kept, and are no answer.
BY_WORDS: Final = frozenset({"choice", "several", "scale", "text", "offer"})
NOTHING_TO_SEE: Final = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
SLOT: Final = re.compile(r"{(\w+)}")


@dataclass(frozen=True, slots=True)
class Asking:
    """Everything a step kind may look at while it asks or reads."""

    compiled: CompiledFlow
    session: Session
    step: Step
    view: AnswersView
    part: str | None = None

    @property
    def draft(self) -> Draft:
        """What was begun of this answer."""
        return self.session.drafts.get(self.step.id) or Draft()

    @property
    def wording(self) -> Band:
        """Whose words are used; easier ones never become the lines that are meant for a grown-up."""
        wanted = self.view.wording
        if not self.step.adult:
            return wanted
        grown_up = wanted in self.step.adult and self.view.band not in self.step.adult
        return self.view.band if grown_up else wanted

    @property
    def variant(self) -> Variant | None:
        """The wording that holds now instead of the ordinary one."""
        if not self.step.variants:
            return None
        return next((v for v in self.step.variants if self.compiled.holds(v.when, self.view)), None)

    def line(self, text: ByBand | str, **slots: Any) -> Line:
        """A sentence in the words of this child's band, with the slots the engine knows."""
        source = text if isinstance(text, str) else text[self.wording]
        if not slots_in(source):
            return plain_line(source)
        known = {name: slots.get(name, self._slot(name)) for name in slots_in(source)}
        return Line(source, {name: value for name, value in known.items() if value is not None})

    def _slot(self, name: str) -> Any:
        match name:
            case "person":
                return self._person()
            case "name":
                return self.view.value(ME_NAME) or self._unknown("name")
            case "age":
                return self.view.age or self._unknown("age")
        return None

    def _unknown(self, name: str) -> Line | None:
        """The flow's own words for what a child did not tell."""
        words = self.compiled.flow.words.get(f"{name}_unknown")
        return Line(words[self.view.wording]) if words else None

    def _person(self) -> Line:
        words = self.compiled.flow.words
        people = [who for who in ids_in(self.view.value(CARE_WHO)) if f"person_{who}" in words]
        key = "unknown" if not people else people[0] if len(people) == 1 else "several"
        return Line(words[f"person_{key}"][self.view.wording])


@dataclass(frozen=True, slots=True)
class Question:
    """The part of a prompt that a step kind decides."""

    control: str
    lines: tuple[Line, ...]
    choices: tuple[Choice, ...] = ()
    many: bool = False
    most: int | None = None
    least: int | None = None
    own: bool = False
    picked: tuple[str, ...] = ()
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """An answer that is complete."""

    value: Any = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class Begun:
    """An answer that goes on: keep this draft, say these lines, ask the same step again (perhaps another part)."""

    draft: Draft
    lines: tuple[Line, ...] = ()
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Misread:
    """What came in is no answer here; the sentence says kindly why. `keep` is typed text that must not be lost."""

    line: Line
    reason: str
    keep: str | None = None


Reading = Read | Begun | Misread


class StepKind(Protocol):
    """One kind of step; stateless."""

    def ask(self, asking: Asking) -> Question:
        """What to show for the open part."""

    def read(self, asking: Asking, found: Input) -> Reading:
        """What an input means here."""


@lru_cache(maxsize=4096)
def plain_line(source: str) -> Line:
    """A sentence without slots; nobody changes a Line, so one is enough."""
    return Line(source)


@lru_cache(maxsize=4096)
def slots_in(text: str) -> tuple[str, ...]:
    """The names of the slots of a sentence, in order."""
    return tuple(dict.fromkeys(SLOT.findall(text)))


def sentence(asking: Asking) -> Line:
    """The question itself, in the wording that holds now."""
    variant = asking.variant
    return asking.line(variant.text if variant else asking.step.text)


@lru_cache(maxsize=4096)
def hash_of(source: str) -> str:
    """Names a wording in eight letters."""
    return format(zlib.crc32(source.encode()), "08x")


def wording_hash(asking: Asking) -> str:
    """Names the wording of the question the child sees."""
    variant = asking.variant
    text = variant.text if variant else asking.step.text
    return hash_of(text[asking.wording]) if text else ""


def ids_in(value: Any) -> tuple[str, ...]:
    """The ids in an answer, whether one was picked or several."""
    return (value,) if isinstance(value, str) else tuple(value or ())


def is_blank(text: str) -> bool:
    """True when a text shows nothing: spaces, zero-width signs, direction marks."""
    # Not all of C: an emoji newer than this Python counts as unassigned, and is something to see.
    return all(unicodedata.category(sign) in NOTHING_TO_SEE for sign in text)


def joined(*texts: str | None) -> str | None:
    """Everything that was typed, one line each; nothing is lost."""
    return "\n".join(text for text in texts if text) or None
