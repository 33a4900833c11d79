"""What is wrong in the organisation's file, for whoever wrote it: line, key, what was found, what was expected."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, get_args

from pydantic import BaseModel, ValidationError

from bot.organisation.organisation import Organisation
from bot.written.place import Place, place_of

EACH_LANGUAGE: Final = 'one text, or one for each language: {nl: "…", en: "…"}'
HOURS: Final = 'always, or hours such as [{opens: "11:00", closes: "21:00"}]'
A_DAYS_HOURS: Final = 'a list of hours such as ["09:00-17:00"]'
A_TIME: Final = 'a time such as "11:00"'
EXPECTED: Final = {
    "languages": "a list such as [nl, en]",
    "legal": "keys such as controller: and contact:",
    **dict.fromkeys(("controller", "contact", "officer", "basis", "processors", "authority"), EACH_LANGUAGE),
    "agreements": "a list, each with purpose:, below_age: and legal_source:",
    "legal_source": "the law or policy it stands in",
    "duty": "keys such as hours:, consultants: and fallback:",
    "hours": 'days with hours, such as {monday: ["09:00-17:00"]}',
    **dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), A_DAYS_HOURS),
    "holidays": "days such as [2026-12-25, 2027-01-01]",
    "consultants": "a list of e-mail addresses such as [amina@example.org]",
    "fallback": '{name: "…", way: "name@example.org"}',
    "escalate_after": "minutes such as {now: 5, soon: 15, call: 60}",
    "help_lines": "a list, each with id:, name:, number:, href:, source: and checked_on:",
    "href": "what a tap does, such as tel:113",
    "open": HOURS,
    "chat_open": HOURS,
    "days": "days such as [mon, tue]",
    "opens": A_TIME,
    "closes": A_TIME,
    "time_zone": "a time zone such as Europe/Amsterdam",
    "words": '{nl: "…", en: "…"}',
    "about": "a list such as [general, suicide]",
    "source": "where its facts come from",
    "checked_on": "a day such as 2026-03-01, or null when nobody checked it",
}
ANY_TEXT: Final = "a text"


@dataclass(frozen=True, slots=True)
class _Slip:
    """One error of the reader, with where it stands."""

    kind: str
    place: Place
    message: str
    found: Any
    bounds: dict[str, Any]


def complaints(problem: ValidationError, text: str) -> str:
    """Everything that is wrong, in the order of the text."""
    slips = sorted((_slip(error, text) for error in problem.errors()), key=lambda slip: slip.place.line)
    return "; ".join(f"line {one.place.line}: {one.place.name}: {_said(one)}" for one in _told(slips))


def _slip(error: Any, text: str) -> _Slip:
    kind, steps = error["type"], error["loc"]
    place = place_of(text, steps)
    if kind in ("missing", "extra_forbidden"):
        place = place.with_key(steps[-1])
    return _Slip(kind, place, error["msg"].removeprefix("Value error, "), error["input"], error.get("ctx", {}))


def _told(slips: list[_Slip]) -> list[_Slip]:
    """Each place once. What may be one thing or another complains as both; the one that was meant got further."""
    paths = {one.place.path for one in slips}
    nearest = [one for one in slips if not any(_is_inside(path, one.place.path) for path in paths)]
    return list({one.place.path: one for one in reversed(nearest)}.values())[::-1]


def _is_inside(path: tuple[Any, ...], outer: tuple[Any, ...]) -> bool:
    return len(path) > len(outer) and path[: len(outer)] == outer


def _said(slip: _Slip) -> str:
    expected = EXPECTED.get(slip.place.key)
    match slip.kind:
        case "value_error":
            return slip.message
        case "extra_forbidden":
            return f"is no key here; {_meant(slip.place)}"
        case "missing":
            return f"is not there; expected {expected or ANY_TEXT}"
        case "string_type" if slip.found is not None and slip.place.written is not None:
            return f'{slip.place.written} is not read as a text; expected it in quotes: "{slip.place.written}"'
        case "greater_than_equal":
            return f"{slip.found} is too little; expected at least {slip.bounds['ge']}"
        case "less_than_equal":
            return f"{slip.found} is too much; expected at most {slip.bounds['le']}"
    return f"{_shown(slip)}expected {_choices(slip) or expected or _kind(slip)}"


def _shown(slip: _Slip) -> str:
    """What was found, and the nearest thing that may be meant."""
    written = slip.place.written
    if slip.found is None or slip.found == "":
        return "is empty; "
    if written is None:
        return ""
    near = difflib.get_close_matches(written, re.split(", | or ", _choices(slip) or ""), 1)
    shown = repr(written) if isinstance(slip.found, str) else written
    return f"{shown} is not understood; " + (f"is {near[0]} meant? " if near else "")


def _choices(slip: _Slip) -> str | None:
    """Among what could be chosen. A single word is no choice: there something else may stand as well."""
    choices = str(slip.bounds.get("expected", "")).replace("'", "")
    return choices if slip.kind == "literal_error" and " or " in choices else None


def _kind(slip: _Slip) -> str:
    """What is expected where no example stands above."""
    kinds = {"int": "a whole number", "bool": "true or false", "string": ANY_TEXT}
    return kinds.get(slip.kind.partition("_")[0], f"something else ({slip.message})")


def _meant(place: Place) -> str:
    above = Place(path=place.path[:-1]).key
    parts: dict[str, type[BaseModel]] = {"": Organisation, **dict(_parts(Organisation))}
    known = list(parts[above].model_fields)
    near = difflib.get_close_matches(str(place.path[-1]), known, 1)
    return f"is {near[0]} meant?" if near else f"there are {', '.join(known)}"


def _parts(model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    """Whatever has keys of its own, by the key that it stands at."""
    for name, field in model.model_fields.items():
        for part in _models(field.annotation):
            yield name, part
            yield from _parts(part)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and not get_args(annotation) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models(inner)
