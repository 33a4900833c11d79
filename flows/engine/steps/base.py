"""What every step kind offers: which part is open, what is asked, and how an answer is read."""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final, Protocol

from flows.engine.compiled import CompiledFlow
from flows.engine.definition import Band, ByBand, Option, Step, Variant
from flows.engine.events import Choice, Chose, FixedChoices, Line, Picked, Wrote
from flows.engine.session import Draft, Session
from flows.engine.view import AnswersView

Input = Chose | Picked | Wrote
DONE: Final = "done"
SKIP: Final = "skip"
OWN_WORDS: Final = "own_words"
# Kinds whose answer is a tap, a number or names: words beside it are kept, and are never the answer.
NO_WORDS: Final = frozenset({"names", "per_person", "grid", "number", "picture", "cards", "send", "end"})
NOTHING_TO_SEE: Final = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
LETTERS_OF_A_CHIP: Final = 60
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
                return self.view.value("me.name") or self._unknown("name")
            case "age":
                return self.view.age or self._unknown("age")
        return None

    def _unknown(self, name: str) -> Line | None:
        """The flow's own words for what a child did not tell."""
        words = self.compiled.flow.words.get(f"{name}_unknown")
        return Line(words[self.view.wording]) if words else None

    def _person(self) -> Line:
        words = self.compiled.flow.words
        people = [who for who in _ids(self.view.value("care.who")) if f"person_{who}" in words]
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


def options(asking: Asking) -> tuple[Option, ...]:
    """The options that are there for this child, now."""
    variant = asking.variant
    found = variant.options if variant and variant.options else asking.step.options
    band = asking.view.band
    return tuple(o for o in found if band in o.bands and asking.compiled.holds(o.when, asking.view))


def choices(asking: Asking, picked: Sequence[str] = ()) -> tuple[Choice, ...]:
    """The options as things to tap, those taken from earlier answers first."""
    if not picked and not asking.step.options_from and not asking.step.variants:
        return _plain_choices(asking)
    own = _own_choices(asking, picked)
    taken = {choice.id for choice in own}
    earlier = tuple(c for c in _from_earlier(asking, picked) if c.id not in taken)
    return earlier + own


def _own_choices(asking: Asking, picked: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(
        Choice(o.id, asking.line(o.text), o.icon, o.id in picked, own=o.own, alone=o.alone) for o in options(asking)
    )


def _plain_choices(asking: Asking) -> tuple[Choice, ...]:
    """Options that never change within a band are made once; a turn is mostly this."""
    key = (asking.step.id, asking.view.band, asking.wording)
    known = asking.compiled.plain_choices
    if key not in known:
        fixed = all(o.when is None and not slots_in(_all_words(o)) for o in asking.step.options)
        known[key] = FixedChoices(_own_choices(asking, ())) if fixed else None
    made = known[key]
    return made if made is not None else _own_choices(asking, ())


def _all_words(option: Option) -> str:
    return option.text if isinstance(option.text, str) else " ".join(option.text.values())


def _from_earlier(asking: Asking, picked: Sequence[str]) -> Iterator[Choice]:
    for source in asking.step.options_from:
        if source == "people":
            yield from (Choice(name, name, picked=name in picked) for name in asking.view.names())
        else:
            yield from _picked_before(asking, source, picked)


def _picked_before(asking: Asking, source: str, picked: Sequence[str]) -> Iterator[Choice]:
    answer = asking.view.answer(source)
    labels = labels_of(asking.compiled, source)
    for found in _ids(answer.value if answer else None):
        option = labels.get(found)
        if option is not None and option.carried and not option.own and not option.alone:
            yield Choice(found, asking.line(option.carried_as or option.text), option.icon, found in picked)
    told = answer is not None and source not in asking.view.unseen
    words = answer.words if answer and told and asking.step.kind == "choice" and asking.step.own else None
    if words and "\n" not in words and len(words) <= LETTERS_OF_A_CHIP:
        yield Choice(OWN_WORDS, words)


def _ids(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def labels_of(compiled: CompiledFlow, link_id: str) -> Mapping[str, Option]:
    """Every option that can be the answer to a question, also those taken from earlier questions, by id; made once."""
    known = compiled.labels.get(link_id)
    if known is None:
        known = compiled.labels[link_id] = _labels(compiled, link_id)
    return known


def _labels(compiled: CompiledFlow, link_id: str) -> Mapping[str, Option]:
    step = compiled.flow.by_id[link_id]
    found: dict[str, Option] = {}
    for source in step.options_from:
        if source != "people":
            found |= {key: _carried(option) for key, option in labels_of(compiled, source).items()}
    for variant in step.variants:
        found |= {option.id: option for option in variant.options}
    return found | {option.id: option for option in step.options}


def _carried(option: Option) -> Option:
    return option.model_copy(update={"text": option.carried_as}) if option.carried_as else option


@dataclass(frozen=True, slots=True)
class Chips:
    """What is picked so far in a several-choice."""

    picked: tuple[str, ...] = field(default=())

    def toggled(self, option: str, alone: frozenset[str]) -> tuple[str, ...]:
        """With this one on or off; an option that stands alone takes the others away."""
        if option in self.picked:
            return tuple(found for found in self.picked if found != option)
        if option in alone:
            return (option,)
        return (*(found for found in self.picked if found not in alone), option)


def is_blank(text: str) -> bool:
    """True when a text shows nothing: spaces, zero-width signs, direction marks."""
    # Not all of C: an emoji newer than this Python counts as unassigned, and is something to see.
    return all(unicodedata.category(sign) in NOTHING_TO_SEE for sign in text)


def joined(*texts: str | None) -> str | None:
    """Everything that was typed, one line each; nothing is lost."""
    return "\n".join(text for text in texts if text) or None
