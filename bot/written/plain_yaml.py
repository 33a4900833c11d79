"""YAML that somebody wrote by hand: what is written twice or by mistake is one sentence with its line, never a guess."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import yaml
from yaml.constructor import ConstructorError


class BadYaml(Exception):
    """A file cannot be read as it is; the message says where, and what to change."""


class NoYaml(BadYaml):
    """It cannot be read at all, mostly as a line begins too far to the left or with a tab."""


_BEGINS: Final = ("while scanning a simple key", "while scanning a quoted scalar")


class _Loader(yaml.CSafeLoader):
    """As safe_load; what looks like a date and is none is named with its line."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep=deep)
        except ValueError as problem:
            raise ConstructorError(None, None, str(problem), node.start_mark) from None


def read_yaml(text: str) -> Any:
    """What a text says. Raises BadYaml, also for a key that stands twice, as the first one would be lost."""
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        if twice := list(_twice(node, set())):
            raise BadYaml("; ".join(twice))
        return None if node is None else loader.construct_document(node)
    except yaml.YAMLError as problem:
        raise NoYaml(f"this is no readable YAML ({_where(problem)})") from None
    except RecursionError:
        raise NoYaml("this is no readable YAML (brackets in brackets without end)") from None


def _where(problem: yaml.YAMLError) -> str:
    """What is wrong, on one line: the library draws it on several."""
    mark = getattr(problem, "problem_mark", None)
    if getattr(problem, "context", None) in _BEGINS:
        mark = problem.context_mark  # type: ignore[attr-defined]  # what never ends is wrong where it begins
    what = getattr(problem, "problem", None) or getattr(problem, "reason", None) or "it cannot be read"
    return f"line {mark.line + 1}: {what}" if mark is not None else str(what)


def _twice(node: yaml.Node | None, seen: set[int]) -> Iterator[str]:
    if node is None or id(node) in seen:
        return
    seen.add(id(node))
    lines: dict[tuple[str, str], int] = {}
    for key, value in _members(node):
        if isinstance(key, yaml.ScalarNode):
            name, line = (key.tag, key.value), key.start_mark.line + 1
            if name in lines:
                yield f"the key {key.value!r} stands twice, on lines {lines[name]} and {line}; keep one"
            lines.setdefault(name, line)
        yield from _twice(value, seen)


def _members(node: yaml.Node) -> Iterator[tuple[yaml.Node | None, yaml.Node]]:
    """(key, value) of everything directly inside; what stands in a list has no key."""
    if isinstance(node, yaml.MappingNode):
        yield from node.value
    elif isinstance(node, yaml.SequenceNode):
        yield from ((None, item) for item in node.value)
