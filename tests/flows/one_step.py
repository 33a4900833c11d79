"""One step by itself, to see what its kind asks and how it reads what comes in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flows.engine.compiling import CompiledFlow, load
from flows.engine.events import Choice, Chose, Picked, Wrote
from flows.engine.session import Answer, Draft
from flows.engine.steps import KINDS
from flows.engine.steps.base import Asking, Input, Question, Reading
from flows.engine.turns import new_session
from flows.engine.view import AnswersView

TOKEN = "1.0"
_AROUND = """\
flow: one
format: 1
extras: {{budget: {{A: 0, B: 0, C: 0, D: 0, E: 0}}, order: []}}
words: {{person_mother: "your mother", person_several: "the people at home", person_unknown: "someone at home", name_unknown: "you", age_unknown: "your age"}}
steps:
  - {{id: me.age, kind: number, core: ABCDE, text: "age", least: 4, most: 24}}
  - {{id: care.who, kind: several, core: ABCDE, text: "who", options: [{{id: mother, text: "my mother"}}, {{id: sibling, text: "my brother"}}]}}
  - {{id: network.closest, kind: names, core: ABCDE, text: "closest"}}
  - {{id: network.fun, kind: names, core: ABCDE, text: "fun"}}
{step}
  - {{id: end.finished, kind: end, core: ABCDE, outcome: finished, text: "bye"}}
"""


def asking(
    step: str,
    draft: Any = None,
    words: str | None = None,
    part: str | None = None,
    facts: Mapping[str, Any] | None = None,
    answers: Mapping[str, Any] | None = None,
) -> Asking:
    """A step (YAML after its id) as it is asked; `answers` are the plain values given before."""
    lines = "\n".join(f"    {line}" for line in step.strip().splitlines())
    flow = CompiledFlow(load(_AROUND.format(step=f"  - id: the.step\n    core: ABCDE\n{lines}"), "one.yaml").flow)
    given = {link_id: Answer("answered", value) for link_id, value in {"me.age": 13, **(answers or {})}.items()}
    drafts = {} if draft is None and words is None else {"the.step": Draft(draft, words)}
    session = replace(new_session(flow, "nl", None), answers=given, drafts=drafts, facts=facts or {}, at="the.step")
    return Asking(flow, session, flow.flow.by_id["the.step"], AnswersView(session), part)


def asked(open_step: Asking) -> Question:
    """What is shown."""
    return KINDS[open_step.step.kind].ask(open_step)


def tapped(open_step: Asking, option: str) -> Reading:
    """What a tap means."""
    return _read(open_step, Chose(TOKEN, option))


def typed(open_step: Asking, text: str) -> Reading:
    """What words mean."""
    return _read(open_step, Wrote(text))


def picked(open_step: Asking, *options: str, words: str | None = None, **switches: bool) -> Reading:
    """What several things at once mean."""
    return _read(open_step, Picked(TOKEN, options, words, {key.replace("__", "."): on for key, on in switches.items()}))


def ids(choices: tuple[Choice, ...]) -> list[str]:
    """What can be tapped."""
    return [choice.id for choice in choices]


def _read(open_step: Asking, found: Input) -> Reading:
    return KINDS[open_step.step.kind].read(open_step, found)
