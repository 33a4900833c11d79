"""The pages of docs/flows: every flow drawn from the machine that plays it, once for each band, and the life of a talk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from flows.engine.bands import BANDS, Band, ages_of
from flows.engine.compiling import CompiledFlow, Step, draw_flow, draw_life
from flows.engine.life import TABLE

MADE: Final = "<!-- Made by tools/docs.py from the flow itself. Do not edit: run `make docs`. -->"


def flow_page(compiled: CompiledFlow) -> str:
    """The page of one flow."""
    return "\n".join(_flow_lines(compiled)) + "\n"


def life_page() -> str:
    """The page of a session's life."""
    return "\n".join(_life_lines()) + "\n"


def _flow_lines(compiled: CompiledFlow) -> Iterator[str]:
    name = compiled.flow.flow
    yield from (f"# The flow `{name}`", "", MADE, "")
    yield "A box is a question; a rounded box is a sentence that asks nothing; a six-sided one is a slot where extra"
    yield "questions may come; a double-edged one is a goodbye. Of several arrows the first whose words hold is taken,"
    yield "in the order of the file. [Writing flows](../writing-flows.md) explains the words."
    yield from ("", "## The questions", "", *_questions(compiled))
    for band in BANDS:
        yield from ("", f"## Band {band}: {_ages(band)}", "", "```mermaid", draw_flow(compiled, band), "```")


def _ages(band: Band) -> str:
    youngest, oldest = ages_of(band)
    return f"{youngest}-{oldest}, with a grown-up" if band == "A" else f"{youngest}-{oldest}"


def _questions(compiled: CompiledFlow) -> Iterator[str]:
    yield "| link id | kind | asked in | extra in | sensitive |"
    yield "|---|---|---|---|---|"
    yield from (_question(step) for step in compiled.flow.steps)


def _question(step: Step) -> str:
    extra = "".join(step.extra.bands) if step.extra is not None else ""
    return f"| `{step.id}` | {step.kind} | {''.join(step.core)} | {extra} | {'yes' if step.sensitive else ''} |"


def _life_lines() -> Iterator[str]:
    yield from ("# The life of a session", "", MADE, "")
    yield "What may happen to a talk, and what it is afterwards. The table stands in `flows/engine/life.py`. What cannot"
    yield "happen in a state changes nothing; an erased session never lives again."
    yield from (
        "",
        "```mermaid",
        draw_life(),
        "```",
        "",
        "| what happens | possible when | then it is |",
        "|---|---|---|",
    )
    for trigger, sources, dest in TABLE:
        yield f"| {trigger} | {', '.join(sources)} | {dest} |"
