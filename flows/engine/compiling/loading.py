"""YAML text into a Flow, strictly: what an author wrote by mistake is a complaint with file and line, never a guess."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import yaml
from pydantic import ValidationError
from yaml.reader import Reader

from flows.engine.compiling.definition import Flow
from flows.engine.errors import BrokenFlow

Where = tuple[str | int, ...]
# Digits of every script are digits to Python; only these are a whole number to an author.
WHOLE_NUMBER: Final = re.compile(r"-?[0-9]{1,15}")


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


def decoded(raw: bytes, name: str) -> str:
    """The text of a flow file. Raises BrokenFlow with the line of the first sign that is not in UTF-8."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        raise BrokenFlow([f"{name}:{line}: found a sign that is not in UTF-8; save the file as UTF-8"]) from None


def load(text: str, name: str) -> Source:
    """Read a flow. Raises BrokenFlow with every complaint: `file:line: what was found; what was expected`."""
    try:
        data, lines = _read(text, name)
    except RecursionError:
        raise BrokenFlow([f"{name}:1: found brackets in brackets without end; expected at most a few"]) from None
    try:
        return Source(Flow.model_validate(data), name, lines)
    except ValidationError as problem:
        raise BrokenFlow([_complaint(error, name, lines) for error in problem.errors()]) from None


def _read(text: str, name: str) -> tuple[Any, dict[Where, int]]:
    node = _compose(text, name)
    # What is strange makes looking further impossible: a circle has no end, a key in brackets no name.
    complaints = list(_strange(node, name)) or list(_duplicates(node, name))
    if complaints:
        raise BrokenFlow(complaints)
    lines: dict[Where, int] = {}
    return _plain(node, (), lines), lines


def _compose(text: str, name: str) -> yaml.Node:
    unseen = list(_control_characters(text, name))
    if unseen:
        raise BrokenFlow(unseen)
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as problem:
        mark, found = getattr(problem, "problem_mark", None), getattr(problem, "problem", problem)
        raise BrokenFlow([f"{name}:{mark.line + 1 if mark else 1}: {found}; expected readable YAML"]) from None
    if not isinstance(node, yaml.MappingNode):
        raise BrokenFlow([f"{name}:1: found no keys; expected flow:, format:, extras: and steps:"])
    return node


def _control_characters(text: str, name: str) -> Iterator[str]:
    """YAML refuses these without saying where; nobody sees them in an editor."""
    for number, line in enumerate(text.split("\n"), 1):
        found = Reader.NON_PRINTABLE.search(line)
        if found:
            place = f"sign {found.start() + 1} of the line"
            yield f"{name}:{number}: found the control character U+{ord(found[0]):04X}; take out {place}"


def _strange(node: yaml.Node, name: str, above: tuple[yaml.Node, ...] = ()) -> Iterator[str]:
    """What is readable YAML and still no flow: a key in brackets, an alias of what it stands in."""
    inside = (*above, node)
    for key, value in _members(node):
        line = (key or node).start_mark.line + 1
        if key is not None and not isinstance(key, yaml.ScalarNode):
            yield f"{name}:{line}: found brackets where a key belongs; put a text with braces between quotes"
        elif any(value is outer for outer in inside):
            yield f"{name}:{line}: found an alias of what it stands in; write it out"
        else:
            yield from _strange(value, name, inside)


def _members(node: yaml.Node) -> Iterator[tuple[yaml.Node | None, yaml.Node]]:
    """(key, value) of everything directly inside; what stands in a list has no key."""
    if isinstance(node, yaml.MappingNode):
        yield from node.value
    elif isinstance(node, yaml.SequenceNode):
        yield from ((None, item) for item in node.value)


def _duplicates(node: yaml.Node, name: str) -> Iterator[str]:
    seen: dict[str, int] = {}
    for key, value in _members(node):
        if key is not None:
            line = key.start_mark.line + 1
            if key.value in seen:
                yield f"{name}:{line}: the key {key.value!r} stands twice (first on line {seen[key.value]}); keep one"
            seen[key.value] = line
        yield from _duplicates(value, name)


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
    return int(text) if WHOLE_NUMBER.fullmatch(text) else text


def _complaint(error: Any, name: str, lines: dict[Where, int]) -> str:
    where: Where = tuple(error["loc"])
    at = where
    while at and at not in lines:
        at = at[:-1]
    what = ".".join(str(part) for part in where)
    if error["type"] == "extra_forbidden":
        return f"{name}:{lines.get(at, 1)}: {what} is an unknown key; take it out, or look for a typing mistake"
    found = error.get("input")
    shown = f" (found {found!r})" if isinstance(found, str | int | bool) else ""
    return f"{name}:{lines.get(at, 1)}: {what}: {error['msg']}{shown}"
