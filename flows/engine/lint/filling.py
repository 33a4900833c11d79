"""Lint of the words in braces: each can be filled for every child, also for one who skipped everything.

`{person}`, `{name}` and `{age}` come from answers that nobody has to give, so the flow brings words for when they are missing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from flows.engine.bands import BANDS
from flows.engine.compiling.definition import ByBand, Option, Step
from flows.engine.compiling.loading import Source
from flows.engine.steps.base import SLOT, is_blank, slots_in

WORDS_FOR: Final[Mapping[str, tuple[str, ...]]] = {
    "person": ("person_unknown", "person_several"),
    "name": ("name_unknown",),
    "age": ("age_unknown",),
}
KNOWN_SLOTS: Final = frozenset({"bot", "org", "consultant", "danger", "days", "how_long", "who_reads", *WORDS_FOR})
LOOSE: Final = re.compile(r"\S*[{}]\S*")


def slots(source: Source) -> Iterator[str]:
    """Nothing stands in braces that nobody can fill."""
    for where, step, key, slot in _uses(source):
        if slot not in KNOWN_SLOTS:
            yield f"{where}: unknown slot {{{slot}}}; expected one of {', '.join(sorted(KNOWN_SLOTS))}"
        elif slot == "name" and step.kind == "per_person" and key != "text":
            yield f"{where}: {{name}} in {key} of {step.id} is nobody; the person asked about can be named in text: only"
    for step in source.flow.steps:
        for key, text in texts_of(step):
            yield from _loose(source.at_step(step.id, key), key, text.values())
    for slot, where in _first_uses(source).items():
        for key in WORDS_FOR[slot]:
            if key not in source.flow.words:
                yield f"{where}: {{{slot}}} can be unknown; expected {key}: under words:, to say then"


def words(source: Source) -> Iterator[str]:
    """The words of the program are there for every band. They and the headings are said as they stand."""
    for key, by_band in source.flow.words.items():
        missing = "".join(band for band in BANDS if band not in by_band)
        if missing:
            yield f"{source.at('words', key)}: {key} has no words for band {missing}; expected one each"
        if any(map(is_blank, by_band.values())):
            yield f"{source.at('words', key)}: {key} is empty under words:; expected words"
        yield from _bare(source.at("words", key), key, by_band.values())
    for step in source.flow.steps:
        yield from _bare(source.at_step(step.id, "heading"), "heading", [step.heading])


def _bare(where: str, key: str, sentences: Iterable[str]) -> Iterator[str]:
    for slot in dict.fromkeys(slot for sentence in sentences for slot in slots_in(sentence)):
        yield f"{where}: {{{slot}}} is not filled in {key}; expected words without braces"
    yield from _loose(where, key, sentences)


def _loose(where: str, key: str, sentences: Iterable[str]) -> Iterator[str]:
    """A child would read these braces: nothing but a whole word in braces is filled in."""
    for sentence in dict.fromkeys(sentences):
        if found := LOOSE.search(SLOT.sub("", sentence)):
            yield f"{where}: a brace in {key} fills nothing, {found[0]!r}; expected no braces but those around one word"


def _uses(source: Source) -> Iterator[tuple[str, Step, str, str]]:
    """(file:line, step, key, slot) of everything in braces."""
    for step in source.flow.steps:
        for key, text in texts_of(step):
            for slot in dict.fromkeys(slot for sentence in text.values() for slot in slots_in(sentence)):
                yield source.at_step(step.id, key), step, key, slot


def _first_uses(source: Source) -> dict[str, str]:
    """Where each slot that can be unknown stands first; one complaint is enough for all the others."""
    found: dict[str, str] = {}
    for where, step, _key, slot in _uses(source):
        if slot in WORDS_FOR and not (slot == "name" and step.kind == "per_person"):
            found.setdefault(slot, where)
    return found


def texts_of(step: Step) -> Iterator[tuple[str, ByBand]]:
    """Every sentence of a step with its key."""
    yield "text", step.text
    yield "why", step.why
    yield "rescue", step.rescue
    yield from (("more", text) for text in step.more)
    yield from (("variants", variant.text) for variant in step.variants)
    yield from (("rows", text) for row in step.rows for text in (row.text, row.ask))
    yield from (("thanks", thanks.text) for thanks in step.thanks)
    for option in all_options(step):
        yield "options", dict.fromkeys(BANDS, option.text) if isinstance(option.text, str) else option.text
        yield "options", option.carried_as
        yield "options", option.ask


def all_options(step: Step) -> Iterator[Option]:
    """The options of a step, of its other wordings and of its rows."""
    yield from step.options
    for variant in step.variants:
        yield from variant.options
    for row in step.rows:
        yield from row.options
