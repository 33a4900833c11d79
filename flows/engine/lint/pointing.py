"""Lint of steps that name another one: it is there, stands where it is needed, is of a fitting kind, and no circle."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from flows.engine.compiling.definition import Step
from flows.engine.compiling.expressions import heavy_in, is_readable
from flows.engine.compiling.loading import Source

NO_QUESTION: Final = frozenset({"say", "extras", "now", "end"})
# A ladder is answered with a number, a name is no option: neither can be offered again.
FITTING: Final[Mapping[str, tuple[str, ...]]] = {"over": ("names",), "options_from": ("choice", "several")}


def references(source: Source) -> Iterator[str]:
    """Every step that is named can do what it is named for."""
    known = source.flow.by_id
    for step in source.flow.steps:
        for key, link_id in _pointers(step):
            where = source.at_step(step.id, key.partition(".")[0])
            if link_id not in known:
                yield f"{where}: {key} names {link_id!r}; expected a link id of this flow"
            else:
                yield from _unfit(source, step, key, known[link_id], where)
    for link_id in source.flow.extras.order:
        if link_id not in known or known[link_id].extra is None:
            yield f"{source.at('extras', 'order')}: {link_id!r} is no step with extra:; expected one that may be asked extra"


def circles(source: Source) -> Iterator[str]:
    """Nothing is heavy because it is heavy."""
    asks = {step.id: _heavy_of(step) for step in source.flow.steps}
    for step in source.flow.steps:
        if step.id in _reached(asks, step.id):
            yield f"{source.at_step(step.id, 'heavy')}: heavy of {step.id} goes round in a circle; expected answers instead"


def _pointers(step: Step) -> Iterator[tuple[str, str]]:
    for key, link_id in {"over": step.over, "target": step.target, "retype": step.retype}.items():
        if link_id is not None:
            yield key, link_id
    yield from (
        (f"options_from.{number}", found) for number, found in enumerate(step.options_from) if found != "people"
    )


def _unfit(source: Source, step: Step, key: str, named: Step, where: str) -> Iterator[str]:
    kinds = FITTING.get(key.partition(".")[0])
    if kinds is None:
        if named.kind in NO_QUESTION:
            yield f"{where}: {key} names {named.id!r}, of kind {named.kind}; expected a question"
        return
    order = [found.id for found in source.flow.steps]
    if order.index(named.id) >= order.index(step.id):
        yield f"{where}: {key} names {named.id!r}, which does not stand before {step.id}; expected an earlier step"
    if named.kind not in kinds:
        yield f"{where}: {key} names {named.id!r}, of kind {named.kind}; expected kind {' or '.join(kinds)}"


def _heavy_of(step: Step) -> frozenset[str]:
    return heavy_in(step.heavy) if step.heavy and is_readable(step.heavy) else frozenset()


def _reached(asks: Mapping[str, frozenset[str]], start: str) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for link_id in asks.get(waiting.pop(), frozenset()) - found:
            found.add(link_id)
            waiting.append(link_id)
    return found
