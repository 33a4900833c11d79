"""Lint of comparisons: what an answer is compared with can occur. A misspelt value is a branch that is never taken."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from flows.engine.bands import BANDS
from flows.engine.compiling.conditions import WORDS
from flows.engine.compiling.definition import Step
from flows.engine.compiling.expressions import comparisons_in, is_readable, names_in
from flows.engine.compiling.loading import Source
from flows.engine.limits import YEARS_AT_MOST
from flows.engine.lint.answerable import NEEDS_ROWS, by_rungs
from flows.engine.lint.filling import all_options
from flows.engine.steps.grid import BESIDE_PEOPLE

CLOSED: Final = frozenset({"choice", "several", "scale", "send"})
MORE_THAN_ONE: Final = frozenset({"several", "names", "offer", "per_person", *NEEDS_ROWS})
Values = frozenset[str | int]


def known_rows(source: Source) -> Iterator[str]:
    """What a condition names behind a question is a row of it."""
    for step, key, text in _readable(source):
        for name in sorted(names_in(text) - {*WORDS, *source.flow.by_id}):
            link_id, _, row = name.rpartition(".")
            asked = source.flow.by_id.get(link_id)
            if asked is not None and asked.kind not in NEEDS_ROWS:
                yield f"{source.at_step(step.id, key)}: {key}: {link_id} has no rows; expected {link_id} without .{row}"
            elif asked is not None and row not in _row_ids(asked):
                rows = ", ".join(sorted(_row_ids(asked)))
                yield f"{source.at_step(step.id, key)}: {key}: {link_id} has no row {row!r}; expected one of {rows}"


def known_values(source: Source) -> Iterator[str]:
    """What a name is compared with is one of its answers, and asked for in a way that can hold."""
    for step, key, text in _readable(source):
        for found in comparisons_in(text):
            at, known = source.at_step(step.id, key), _values_of(source, found.name)
            asked = source.flow.by_id.get(found.name)
            if known is not None and found.value not in known:
                yield f"{at}: {key}: {found.name} can never be {found.value!r}; expected one of {_shown(known)}"
            elif asked is not None and asked.kind in MORE_THAN_ONE and not found.inside:
                yield f"{at}: {key}: {found.name} is more than one answer; expected {found.value!r} in {found.name}"


def expressions(source: Source) -> Iterator[tuple[Step, str, str, bool]]:
    """(step, key, expression, may look at this step or later ones)."""
    for step in source.flow.steps:
        yield from ((step, key, text, late) for key, text, late in _of(step) if text is not None)


def _of(step: Step) -> Iterator[tuple[str, str | None, bool]]:
    yield "when", step.when, False
    yield "heavy", step.heavy, True
    yield from (("variants", variant.when, False) for variant in step.variants)
    yield from (("options", option.when, False) for option in all_options(step))
    yield from (("thanks", thanks.when, True) for thanks in step.thanks)
    if step.extra is not None:
        yield from (("extra", text, True) for text in (step.extra.fits, step.extra.prefer))


def _readable(source: Source) -> Iterator[tuple[Step, str, str]]:
    """(step, key, expression) of all that can be read; what cannot is told by itself."""
    return ((step, key, text) for step, key, text, _late in expressions(source) if is_readable(text))


def _values_of(source: Source, name: str) -> Values | None:
    """Every value that a name can have, None when it can be anything (own words, names of people)."""
    if name == "band":
        return frozenset(BANDS)
    step = source.flow.by_id.get(name)
    if step is not None:
        return _values_of_step(source, step)
    link_id, _, row = name.rpartition(".")
    return _values_of_row(source.flow.by_id.get(link_id), row)


def _values_of_step(source: Source, step: Step) -> Values | None:
    if step.kind == "number":
        return frozenset(range(YEARS_AT_MOST + 1))
    if step.kind in NEEDS_ROWS:
        return _row_ids(step)
    rungs = _rungs(step)
    if step.kind not in CLOSED or step.options_from or rungs is None:
        return None
    return frozenset((*(option.id for option in all_options(step)), *rungs)) or None


def _rungs(step: Step) -> range | None:
    """The numbers of a ladder, None when they are not sound: that is told by itself."""
    if not by_rungs(step):
        return range(0)
    least, most = step.least, step.most
    return range(least, most + 1) if least is not None and most is not None and least < most else None


def _values_of_row(step: Step | None, row: str) -> Values | None:
    if step is not None and step.kind == "grid":
        return frozenset(BESIDE_PEOPLE)
    options = [option.id for found in (step.rows if step else ()) if found.id == row for option in found.options]
    return frozenset(options) or None


def _row_ids(step: Step) -> frozenset[str]:
    return frozenset(row.id for row in step.rows)


def _shown(known: Values) -> str:
    """Words one by one, numbers from the lowest to the highest."""
    numbers = [value for value in known if isinstance(value, int)]
    words = sorted(value for value in known if isinstance(value, str))
    return ", ".join((*words, *((f"{min(numbers)} to {max(numbers)}",) if numbers else ())))
