"""The options of a question: those that are there for this child, those taken along from earlier answers, those picked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from flows.engine.compiling.compiled import CompiledFlow
from flows.engine.compiling.definition import Option
from flows.engine.events import Choice, FixedChoices
from flows.engine.steps.base import Asking, ids_in, slots_in

OWN_WORDS: Final = "own_words"
LETTERS_OF_A_CHIP: Final = 60


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
    for found in ids_in(answer.value if answer else None):
        option = labels.get(found)
        if option is not None and option.carried and not option.own and not option.alone:
            yield Choice(found, asking.line(option.carried_as or option.text), option.icon, found in picked)
    told = answer is not None and source not in asking.view.unseen
    words = answer.words if answer and told and asking.step.kind == "choice" and asking.step.own else None
    if words and "\n" not in words and len(words) <= LETTERS_OF_A_CHIP:
        yield Choice(OWN_WORDS, words)


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
