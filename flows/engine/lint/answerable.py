"""Lint of questions: whoever is asked one can answer it, in every band, and what is to be sent can be sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from flows.engine import limits
from flows.engine.bands import BANDS, Band
from flows.engine.compiling.definition import Option, Step
from flows.engine.compiling.loading import Source
from flows.engine.lint.filling import all_options, texts_of
from flows.link_ids import ME_AGE

SENDING: Final = ("send", "keep", "throw_away")
NEEDS_ROWS: Final = frozenset({"grid", "form"})
PICKED: Final = frozenset({"choice", "several", "per_person"})


def sending(source: Source) -> Iterator[str]:
    """The program knows three ways to end a talk by their ids; another one would keep everything in silence."""
    for step in source.flow.steps:
        if step.kind == "send" and any(all_options(step)):
            for options in (step.options, *(variant.options for variant in step.variants if variant.options)):
                if step.options_from or len(options) != len(SENDING) or _for_everybody(options) != set(SENDING):
                    found = ", ".join(option.id for option in options) or "nothing"
                    yield (
                        f"{source.at_step(step.id, 'options')}: {step.id} offers {found}; "
                        f"expected {', '.join(SENDING)} and nothing else, without bands: and when:"
                    )


def age(source: Source) -> Iterator[str]:
    """The age decides the band, so it is asked as soon as bands differ, and it is a number."""
    asked = source.flow.by_id.get(ME_AGE)
    if asked is not None and asked.kind != "number":
        yield f"{source.at_step(ME_AGE, 'kind')}: {ME_AGE} is of kind {asked.kind}; expected kind number, because it decides the band"
    differing = next((step for step in source.flow.steps if _differs_by_band(step)), None)
    if asked is None and differing is not None:
        yield f"{source.at_step(differing.id)}: {differing.id} is not the same for all bands; expected a step {ME_AGE} of kind number"


def bounds(source: Source) -> Iterator[str]:
    """`least` and `most` leave something to answer, and their buttons fit on a screen."""
    for step in source.flow.steps:
        at = source.at_step(step.id, "most")
        if step.most is not None and step.most < 1:
            yield f"{at}: most of {step.id} is {step.most}; expected 1 or more"
        elif step.kind == "number" or by_rungs(step):
            yield from _buttons(source, step)


def rows(source: Source) -> Iterator[str]:
    """Every row has an id of its own: the second of two would never be asked."""
    for step in source.flow.steps:
        ids = [row.id for row in step.rows]
        for index, row in enumerate(ids):
            if row in ids[:index]:
                yield f"{source.at_step(step.id, 'rows', index)}: row {row!r} stands twice in {step.id}; keep one"


def something_to_pick(source: Source) -> Iterator[str]:
    """Nobody sees a question with nothing to tap and nowhere to type."""
    for step in source.flow.steps:
        free = step.own or step.options_from or any(variant.options for variant in step.variants)
        at = source.at_step(step.id)
        if step.kind in ("several", "offer") and not step.options and not free:
            yield f"{at}: {step.id} has nothing to pick and nowhere to type; expected options:, options_from: or own: true"
        elif step.kind in PICKED and step.options and not free:
            missing = "".join(_without_options(step))
            if missing:
                yield f"{source.at_step(step.id, 'options')}: {step.id} has no option for band {missing}; expected one each"


def by_rungs(step: Step) -> bool:
    """True when some who are asked get a ladder of numbers: a scale without options for their band."""
    return step.kind == "scale" and bool(_without_options(step))


def _buttons(source: Source, step: Step) -> Iterator[str]:
    at = source.at_step(step.id, "least" if step.least is not None else "most")
    least, most = step.least, step.most
    if least is None or most is None:
        yield f"{at}: {step.id} has not both least: and most:; expected both, they make the buttons"
    elif least >= most:
        yield f"{at}: least of {step.id} is {least} and most is {most}; expected a least below most"
    elif least < 0 or most > limits.YEARS_AT_MOST:
        yield f"{at}: {step.id} goes from {least} to {most}; expected numbers from 0 to {limits.YEARS_AT_MOST}"
    elif most - least >= limits.OPTIONS_A_QUESTION:
        yield f"{at}: {step.id} makes {most - least + 1} buttons; expected at most {limits.OPTIONS_A_QUESTION}"


def _without_options(step: Step) -> tuple[Band, ...]:
    covered = {band for option in step.options if option.when is None for band in option.bands}
    return tuple(band for band in BANDS if band in _asked(step) and band not in covered)


def _asked(step: Step) -> frozenset[Band]:
    return frozenset((*step.core, *(step.extra.bands if step.extra else ())))


def _for_everybody(options: tuple[Option, ...]) -> set[str]:
    return {option.id for option in options if option.when is None and set(option.bands) == set(BANDS)}


def _differs_by_band(step: Step) -> bool:
    parts = (_asked(step), *(frozenset(option.bands) for option in all_options(step)))
    return any(bands and bands != set(BANDS) for bands in parts) or any(
        len(set(text.values())) > 1 for _key, text in texts_of(step)
    )
