"""Reads the organisation's file; whatever is wrong with it is one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from bot.organisation.complaints import complaints
from bot.organisation.duty import missing
from bot.organisation.organisation import PROMISED, BadOrganisation, Organisation
from bot.written.plain_text import NotText, text_of
from bot.written.plain_yaml import BadYaml, read_yaml
from care.courses import Course, parse_courses

OWN_KEYS: Final = "keys such as name: and consultant:"


def load_organisation(path: str | None) -> Organisation:
    """The organisation from its YAML file, or the invented demo. Raises BadOrganisation."""
    if not path:
        return organisation_from(_packaged_text("organisation.yaml"), "organisation.yaml")
    return organisation_from(own_text(path), path)


def own_text(path: str) -> str:
    """The text of the organisation's own file. Raises BadOrganisation."""
    try:
        return text_of(Path(path))
    except OSError as problem:
        raise BadOrganisation(
            f"MAATJE_ORGANISATION_FILE is {path}, which cannot be read: {problem.strerror or problem}"
        ) from None
    except NotText as problem:
        raise BadOrganisation(str(problem)) from None


def organisation_from(text: str, name: str, shown: str | None = None) -> Organisation:
    """The organisation as a text describes it; `name` says where it stands. Raises BadOrganisation.

    `shown` is the text whose lines are named, where the person who reads that has another one before them.
    """
    own = read_keys(text, name)
    data = {"help_lines": _packaged("help_lines.yaml")["help_lines"], **own}
    data["courses"] = _courses(data.get("courses"), demo=data.get("demo") is True)
    try:
        found = Organisation.model_validate(data)
    except ValidationError as problem:
        raise BadOrganisation(f"{name}: {complaints(problem, text if shown is None else shown)}") from None
    if found.policy == "tell_and_notify" and (lacks := "; ".join(missing(found.duty))):
        raise BadOrganisation(f"{name}: " + PROMISED.format(lacks=lacks))
    return found


def _courses(own: Any, *, demo: bool) -> Sequence[Course]:
    """What the file offers. Only a demo offers the invented list: a child must not be led to a course that nobody gives."""
    if own is not None:
        return parse_courses({"offers": own})
    if not demo:
        return ()
    text = files("care").joinpath("data", "courses.yaml").read_text(encoding="utf-8")
    return parse_courses(read_keys(text, "courses.yaml"))


def _packaged(name: str) -> dict[str, Any]:
    return read_keys(_packaged_text(name), name)


def _packaged_text(name: str) -> str:
    return files("bot").joinpath("data", name).read_text(encoding="utf-8")


def read_keys(text: str, name: str, expected: str = OWN_KEYS) -> dict[str, Any]:
    """The keys of a YAML text; `name` says where it stands, `expected` which they are. Raises BadOrganisation."""
    try:
        found = read_yaml(text)
    except BadYaml as problem:
        raise BadOrganisation(f"{name}: {problem}") from None
    if not isinstance(found, dict):
        raise BadOrganisation(f"{name}: expected {expected}")
    return found
