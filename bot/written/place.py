"""Where something stands in a YAML text that can be read: on which line, under which keys, and how it is written there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import yaml

Step = str | int


@dataclass(frozen=True, slots=True)
class Place:
    """`path` are the steps that exist, `name` is how a person finds it, `written` the value where it is a single one."""

    line: int = 1
    path: tuple[Step, ...] = ()
    name: str = ""
    written: str | None = None

    @property
    def key(self) -> str:
        """The nearest key; "" at the top."""
        return next((step for step in reversed(self.path) if isinstance(step, str)), "")

    def with_key(self, key: Step) -> Place:
        """The place of a key that is not there, or that comes from elsewhere; the same when it leads there already."""
        if self.path[-1:] == (key,):
            return self
        return replace(self, path=(*self.path, key), name=f"{self.name}.{key}".removeprefix("."), written=None)


def place_of(text: str, steps: Sequence[Step]) -> Place:
    """The place that steps lead to. Those that do not exist are passed over."""
    node, place = yaml.compose(text, Loader=yaml.CSafeLoader), Place()
    for step in steps:
        found = _below(node, step)
        if found is not None:
            line, node = found
            place = Place(line, (*place.path, step), (place.name + _named(step, node)).removeprefix("."))
    return replace(place, written=node.value if isinstance(node, yaml.ScalarNode) else None)


def _below(node: yaml.Node | None, step: Step) -> tuple[int, yaml.Node] | None:
    """The line and the value that a step leads to."""
    if isinstance(node, yaml.MappingNode):
        return next(((key.start_mark.line + 1, value) for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item.start_mark.line + 1, item
    return None


def _named(step: Step, node: yaml.Node) -> str:
    """A key as it is. Of a list: what has an id by that, what has parts by its number, a word by nothing but its line."""
    if isinstance(step, str):
        return f".{step}"
    own = _below(node, "id")
    if own is not None and isinstance(own[1], yaml.ScalarNode):
        return f".{own[1].value}"
    return "" if isinstance(node, yaml.ScalarNode) else f"[{step + 1}]"
