"""YAML text into a Flow, strictly: what an author wrote by mistake is a complaint with file and line, never a guess."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from pydantic import ValidationError

from flows.engine.definition import Flow
from flows.engine.errors import BrokenFlow

Where = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """A flow, and the line on which every part of it stands."""

    flow: Flow
    name: str
    lines: dict[Where, int]

    def at(self, *where: str | int) -> str:
        """`file:line` of the nearest part that has a line."""
        path = tuple(where)
        while path and path not in self.lines:
            path = path[:-1]
        return f"{self.name}:{self.lines.get(path, 1)}"

    def at_step(self, link_id: str, *where: str | int) -> str:
        """`file:line` of a step, or of a part of it."""
        index = next((i for i, step in enumerate(self.flow.steps) if step.id == link_id), 0)
        return self.at("steps", index, *where)


def load(text: str, name: str) -> Source:
    """Read a flow. Raises BrokenFlow with every complaint: `file:line: what was found; what was expected`."""
    node = _compose(text, name)
    complaints = list(_duplicates(node, name))
    lines: dict[Where, int] = {}
    data = _plain(node, (), lines)
    if complaints:
        raise BrokenFlow(complaints)
    try:
        return Source(Flow.model_validate(data), name, lines)
    except ValidationError as problem:
        raise BrokenFlow([_complaint(error, name, lines) for error in problem.errors()]) from None


def _compose(text: str, name: str) -> yaml.Node:
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as problem:
        line = problem.problem_mark.line + 1 if problem.problem_mark else 1
        raise BrokenFlow([f"{name}:{line}: {problem.problem}; expected readable YAML"]) from None
    if not isinstance(node, yaml.MappingNode):
        raise BrokenFlow([f"{name}:1: found no keys; expected flow:, format:, extras: and steps:"])
    return node


def _duplicates(node: yaml.Node, name: str) -> Iterator[str]:
    if isinstance(node, yaml.MappingNode):
        seen: dict[str, int] = {}
        for key, value in node.value:
            line = key.start_mark.line + 1
            if key.value in seen:
                yield f"{name}:{line}: the key {key.value!r} stands twice (first on line {seen[key.value]}); keep one"
            seen[key.value] = line
            yield from _duplicates(value, name)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _duplicates(item, name)


def _plain(node: yaml.Node, where: Where, lines: dict[Where, int]) -> Any:
    """Plain data without YAML's surprises: only true, false, null and whole numbers are not text."""
    lines[where] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return {key.value: _plain(value, (*where, key.value), lines) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*where, index), lines) for index, item in enumerate(node.value)]
    return _scalar(node)


def _scalar(node: yaml.Node) -> Any:
    text = str(node.value)
    if getattr(node, "style", None) in ("'", '"', "|", ">"):
        return text
    plain = {"true": True, "false": False, "null": None, "": None}
    if text in plain:
        return plain[text]
    return int(text) if text.lstrip("-").isdigit() else text


def _complaint(error: Any, name: str, lines: dict[Where, int]) -> str:
    where: Where = tuple(error["loc"])
    at = where
    while at and at not in lines:
        at = at[:-1]
    what = ".".join(str(part) for part in where)
    found = error.get("input")
    shown = f" (found {found!r})" if isinstance(found, str | int | bool) else ""
    return f"{name}:{lines.get(at, 1)}: {what}: {error['msg']}{shown}"
