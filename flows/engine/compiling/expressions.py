"""What an expression behind `when:` is written of: which names it looks at, and what it compares them with."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

ALLOWED: Final = "== != < <= > >= in, not in, and, or, not, lists, count(), answered(), skipped(), heavy()"


class BadCondition(Exception):
    """The expression cannot be used; the message says which part and what is allowed."""


def dotted(node: ast.AST) -> str | None:
    """The dotted name that a part of an expression is, such as `care.who`; None when it is none."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return None if before is None else f"{before}.{node.attr}"
    return None


def parsed(source: str) -> ast.expr:
    """An expression as Python's own parser reads it. Raises BadCondition when it cannot be read."""
    try:
        return ast.parse(source, mode="eval").body
    except SyntaxError as problem:
        raise BadCondition(f"cannot read {source!r} ({problem.msg}); allowed are {ALLOWED}") from None
    except (ValueError, RecursionError, MemoryError) as problem:  # a NUL; too many brackets
        raise BadCondition(f"cannot read {source[:40]!r} ({problem or 'too long'}); allowed are {ALLOWED}") from None


def is_readable(source: str) -> bool:
    """True when an expression can be read at all; whether it may be used is said by `compile_condition`."""
    try:
        parsed(source)
    except BadCondition:
        return False
    return True


def names_in(source: str) -> frozenset[str]:
    """Every dotted name an expression looks at, words and link ids alike. Raises BadCondition when it cannot be read."""
    return frozenset(_names(parsed(source)))


def heavy_in(source: str) -> frozenset[str]:
    """The link id of every heavy() in an expression. Raises BadCondition when it cannot be read."""
    calls = (node for node in ast.walk(parsed(source)) if isinstance(node, ast.Call) and dotted(node.func) == "heavy")
    return frozenset(name for call in calls for argument in call.args if (name := dotted(argument)) is not None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A name beside something fixed. `inside` when the fixed part is looked for in the answer: `'music' in …`."""

    name: str
    value: str | int
    inside: bool


def comparisons_in(source: str) -> Iterator[Comparison]:
    """Wherever an expression compares a name with fixed text or a fixed number, whichever side they stand on."""
    for node in ast.walk(parsed(source)):
        if isinstance(node, ast.Compare) and len(node.comparators) == 1:
            left, op, right = node.left, node.ops[0], node.comparators[0]
            among = isinstance(op, ast.In | ast.NotIn)
            for named, other, inside in ((left, right, False), (right, left, among)):
                if (name := dotted(named)) is not None:
                    yield from (Comparison(name, value, inside) for value in _fixed_in(other, op))


def _fixed_in(node: ast.expr, op: ast.cmpop) -> Iterator[str | int]:
    """More or less than a number is no question of which one."""
    kinds = str if isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE) else str | int
    parts = node.elts if isinstance(node, ast.List | ast.Tuple) else [node]
    found = [part.value for part in parts if isinstance(part, ast.Constant)]
    yield from (value for value in found if isinstance(value, kinds) and not isinstance(value, bool))


def _names(node: ast.AST) -> Iterator[str]:
    name = dotted(node)
    if name is not None:
        yield name
        return
    children = node.args if isinstance(node, ast.Call) else ast.iter_child_nodes(node)
    for child in children:
        yield from _names(child)
