"""The organisation: its name, its people to call, its courses, its policy. Data, never code (design invariant 9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from care.answering.policy import PolicyName
from care.courses import Course, parse_courses
from care.help_lines import HelpLine, Offered, offered

NO_ALARMS_YET: Final = (
    "policy: tell_and_notify promises a child that somebody is told; this version has no alarms yet, so it would be "
    "untrue. Choose only_if_shared"
)


class BadOrganisation(Exception):
    """The organisation's file cannot be used; the message names the entry and says what is expected."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Organisation(_Part):
    """What the organisation fills in once; see docs/operating.md."""

    name: str
    bot_name: str = "Maatje"
    consultant: str
    phone: str | None = None
    days_kept: int = Field(default=30, ge=1, le=365)
    years_kept_after_sharing: int = Field(default=2, ge=0, le=20)
    time_zone: str = "Europe/Amsterdam"
    answer_within_days: int = Field(default=3, ge=1, le=30)
    policy: PolicyName = "only_if_shared"
    languages: tuple[str, ...] = ("nl", "en")
    leave_to: str = "/weg"
    demo: bool = False
    help_lines: tuple[HelpLine, ...] = ()
    courses: tuple[Course, ...] = ()

    def lines_at(
        self, at: datetime, age: int | None, about: str | None = None, *, calm: bool = False
    ) -> tuple[Offered, ...]:
        """The help lines to offer to somebody of this age at a moment; see care.help_lines.offered."""
        return offered(self.help_lines, at, age, about, calm=calm)


def load_organisation(path: str | None) -> Organisation:
    """The organisation from its YAML file, or the invented demo. Raises BadOrganisation."""
    own = _read(Path(path).read_text(encoding="utf-8"), path) if path else _packaged("organisation.yaml")
    data = {"help_lines": _packaged("help_lines.yaml")["help_lines"], **own}
    if data.get("policy") == "tell_and_notify":
        raise BadOrganisation(NO_ALARMS_YET)
    data["courses"] = _courses(data.get("courses"))
    try:
        return Organisation.model_validate(data)
    except ValidationError as problem:
        complaints = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in problem.errors())
        raise BadOrganisation(f"{path or 'organisation.yaml'}: " + "; ".join(complaints)) from None


def put_courses(path: str | None, catalogue: Path) -> int:
    """Put a catalogue (`offers:`) into the organisation's own file; how many. Raises BadOrganisation, CourseError."""
    if path is None:
        raise BadOrganisation(
            "MAATJE_ORGANISATION_FILE is not set: copy the demo file, make it yours and name it there"
        )
    offers = _read(catalogue.read_text(encoding="utf-8"), str(catalogue))
    found = parse_courses(offers)
    own = _read(Path(path).read_text(encoding="utf-8"), path)
    text = yaml.safe_dump({**own, "courses": offers["offers"]}, allow_unicode=True, sort_keys=False)
    Path(path).write_text(text, encoding="utf-8")
    return len(found)


def _courses(own: Any) -> Sequence[Course]:
    if own is not None:
        return parse_courses({"offers": own})
    text = files("care").joinpath("data", "courses.yaml").read_text(encoding="utf-8")
    return parse_courses(_read(text, "courses.yaml"))


def _packaged(name: str) -> dict[str, Any]:
    return _read(files("bot").joinpath("data", name).read_text(encoding="utf-8"), name)


def _read(text: str, name: str) -> dict[str, Any]:
    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError as problem:
        raise BadOrganisation(f"{name}: this is no readable YAML ({problem})") from None
    if not isinstance(found, dict):
        raise BadOrganisation(f"{name}: expected keys such as name: and consultant:")
    return found
