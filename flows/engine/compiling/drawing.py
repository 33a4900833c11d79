"""Mermaid text of a flow and of a session's life, made from the very machines that play them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from flows.engine.compiling.compiled import CompiledFlow
from flows.engine.compiling.places import START
from flows.engine.life import TABLE

SHAPES: Final = {"say": "([{}])", "extras": "{{{{{}}}}}", "end": "[[{}]]"}


def draw_flow(compiled: CompiledFlow, band: str | None = None) -> str:
    """A flowchart with a box per state and a labelled arrow per edge; only what a band meets when one is named."""
    lines = ["flowchart TD", f"    {_box(START)}((start))"]
    lines += [f"    {_box(name)}{_shape(compiled, name)}" for name in compiled.order if _met(compiled, name, band)]
    lines += sorted(set(_arrows(compiled, band)))
    return "\n".join(lines)


def draw_life() -> str:
    """A state diagram of what may happen to a session."""
    arrows = [f"    {source} --> {dest}: {trigger}" for trigger, sources, dest in TABLE for source in sources]
    return "\n".join(["stateDiagram-v2", "    [*] --> new", *arrows, "    erased --> [*]"])


def _met(compiled: CompiledFlow, name: str, band: str | None) -> bool:
    if name == START or band is None:
        return True
    place = compiled.places[name]
    bands = place.step.extra.bands if place.slot is not None and place.step.extra else place.step.core
    return band in bands


def _box(name: str) -> str:
    return "".join(sign if sign.isalnum() else "_" for sign in name)


def _shape(compiled: CompiledFlow, name: str) -> str:
    return SHAPES.get(compiled.places[name].step.kind, "[{}]").format(f'"{name}"')


def _arrows(compiled: CompiledFlow, band: str | None) -> Iterator[str]:
    for event in compiled.machine.events.values():
        for source, transitions in event.transitions.items():
            for edge in transitions:
                dest = str(edge.dest)
                if _met(compiled, source, band) and _met(compiled, dest, band):
                    label = " and ".join(
                        name for guard in edge.conditions if (name := getattr(guard.func, "__name__", ""))
                    )
                    middle = f'-- "{_quiet(label)}" -->' if label else "-->"
                    yield f"    {_box(source)} {middle} {_box(dest)}"


def _quiet(label: str) -> str:
    return label.replace('"', "'")
