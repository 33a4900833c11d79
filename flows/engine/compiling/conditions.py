"""The small language behind `when:`: comparisons over answers, checked by name at load, fast to ask.

An expression becomes nested closures once, when the flow is compiled (docs/decisions/0002-conditions.md says why not a
library). A comparison with something not answered is false; `!=` and `not in` are then true.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from flows.engine.compiling.expressions import ALLOWED, BadCondition, dotted, parsed

WORDS: Final = ("band", "age", "discreet", "people", "offers")
FUNCTIONS: Final = ("count", "answered", "skipped", "heavy")


class View(Protocol):
    """What a condition may look at."""

    def value(self, link_id: str) -> Any:
        """The settled answer's plain value, None when there is none."""

    def how(self, link_id: str) -> str | None:
        """In which way it was answered, None when it was not."""

    def word(self, name: str) -> Any:
        """One of WORDS."""


Test = Callable[[View], Any]
HeavyOf = Callable[[str], Test]


def _missing_is_false(test: Callable[[Any, Any], bool]) -> Callable[[Any, Any], bool]:
    def compare(left: Any, right: Any) -> bool:
        if left is None or right is None:
            return False
        try:
            return test(left, right)
        except TypeError:
            return False

    return compare


def _contains(item: Any, box: Any) -> bool:
    # A scale has a number in one band where it has a word in another: nothing is in a number.
    return item is not None and (item == box or (isinstance(box, list | tuple | dict) and item in box))


def _lacks(item: Any, box: Any) -> bool:
    return not _contains(item, box)


COMPARISONS: Final[Mapping[type[ast.cmpop], Callable[[Any, Any], bool]]] = {
    ast.Eq: _missing_is_false(operator.eq),
    ast.NotEq: operator.ne,
    ast.Lt: _missing_is_false(operator.lt),
    ast.LtE: _missing_is_false(operator.le),
    ast.Gt: _missing_is_false(operator.gt),
    ast.GtE: _missing_is_false(operator.ge),
    ast.In: _contains,
    ast.NotIn: _lacks,
}


def compile_condition(source: str, link_ids: frozenset[str], heavy_of: HeavyOf) -> Test:
    """A function that tells whether the expression holds. Raises BadCondition for unknown names or forbidden forms."""
    return _Compiler(link_ids, heavy_of).test(parsed(source))


class _Compiler:
    def __init__(self, link_ids: frozenset[str], heavy_of: HeavyOf) -> None:
        self.link_ids = link_ids
        self.heavy_of = heavy_of

    def test(self, node: ast.expr) -> Test:
        """Turn one node into a closure."""
        match node:
            case ast.BoolOp(op=ast.And(), values=parts):
                return _all([self.test(part) for part in parts])
            case ast.BoolOp(values=parts):
                return _any([self.test(part) for part in parts])
            case ast.UnaryOp(op=ast.Not(), operand=inner):
                return _negated(self.test(inner))
            case ast.Compare(left=left, ops=[op], comparators=[ast.Constant() as right]) if type(op) in COMPARISONS:
                self.test(right)
                return _compared_with(COMPARISONS[type(op)], self.test(left), right.value)
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in COMPARISONS:
                return _compared(COMPARISONS[type(op)], self.test(left), self.test(right))
            case ast.Constant(value=constant) if constant is None or isinstance(constant, str | int | bool):
                return _constant(constant)
            case ast.List(elts=parts) | ast.Tuple(elts=parts):
                return _constant(tuple(self._literal(part) for part in parts))
            case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]) if name in FUNCTIONS:
                return self._call(name, argument)
            case ast.Name() | ast.Attribute():
                return self._lookup(node)
        raise BadCondition(f"{ast.unparse(node)!r} is not allowed here; allowed are {ALLOWED}")

    def _literal(self, node: ast.expr) -> Any:
        if isinstance(node, ast.Constant):
            return node.value
        raise BadCondition(f"a list may hold fixed words and numbers only, found {ast.unparse(node)!r}")

    def _link(self, node: ast.expr) -> str:
        name = dotted(node)
        if name in self.link_ids:
            return str(name)
        raise BadCondition(f"unknown answer {ast.unparse(node)!r}; expected a link id of this flow")

    def _call(self, function: str, argument: ast.expr) -> Test:
        link_id = self._link(argument)
        match function:
            case "count":
                return lambda view: len(found) if isinstance(found := view.value(link_id), list | tuple | dict) else 0
            case "answered":
                return lambda view: view.how(link_id) == "answered"
            case "skipped":
                return lambda view: view.how(link_id) in ("skipped", "later")
        return self.heavy_of(link_id)

    def _lookup(self, node: ast.expr) -> Test:
        name = dotted(node) or ""
        if name in WORDS:
            return lambda view: view.word(name)
        if name in self.link_ids:
            return lambda view: view.value(name)
        link_id, _, key = name.rpartition(".")
        if link_id in self.link_ids:
            return lambda view: found.get(key) if isinstance(found := view.value(link_id), dict) else None
        raise BadCondition(f"unknown answer {name!r}; expected a link id of this flow or one of {', '.join(WORDS)}")


def _constant(value: Any) -> Test:
    return lambda _view: value


def _negated(inner: Test) -> Test:
    return lambda view: not inner(view)


def _compared(compare: Callable[[Any, Any], bool], left: Test, right: Test) -> Test:
    return lambda view: compare(left(view), right(view))


def _compared_with(compare: Callable[[Any, Any], bool], left: Test, constant: Any) -> Test:
    if compare is COMPARISONS[ast.Eq] and constant is not None:
        return lambda view: left(view) == constant  # by far the most; None equals nothing that is fixed
    return lambda view: compare(left(view), constant)


def _all(parts: list[Test]) -> Test:
    """Two at a time: a generator for every `and` costs more than the comparisons in it."""
    first, *rest = parts
    if not rest:
        return first
    others = _all(rest)
    return lambda view: first(view) and others(view)


def _any(parts: list[Test]) -> Test:
    first, *rest = parts
    if not rest:
        return first
    others = _any(rest)
    return lambda view: first(view) or others(view)
