"""The organisation: its name, its people to call, its courses, its policy. Data, never code (design invariant 9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from bot.organisation.duty import DutyList, missing, unkept
from bot.organisation.legal import Agreement, Legal
from care.agreement import Rule
from care.alarms import Duty
from care.answering.policy import PolicyName
from care.courses import Course, parse_courses
from care.help_lines import HelpLine, Offered, offered
from care.keeping import DAYS_ACCESS_LOG, DAYS_ALARMS, DAYS_DELETIONS, YEARS_SHARED, Terms

PROMISED: Final = (
    "policy: tell_and_notify promises a child that somebody is told, and that cannot be kept yet: {lacks}. Until then "
    "choose only_if_shared"
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
    years_kept_after_sharing: int = Field(default=YEARS_SHARED, ge=0, le=20)
    time_zone: str = "Europe/Amsterdam"
    answer_within_days: int = Field(default=3, ge=1, le=30)
    policy: PolicyName = "only_if_shared"
    languages: tuple[str, ...] = ("nl", "en")
    leave_to: str = "/weg"
    days_alarms_kept: int = Field(default=DAYS_ALARMS, ge=1, le=7_300)
    days_access_log_kept: int = Field(default=DAYS_ACCESS_LOG, ge=1, le=7_300)
    days_deletions_kept: int = Field(default=DAYS_DELETIONS, ge=1, le=7_300)
    legal: Legal = Legal()
    agreements: tuple[Agreement, ...] = ()
    demo: bool = False
    duty: DutyList | None = None
    help_lines: tuple[HelpLine, ...] = ()
    courses: tuple[Course, ...] = ()

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(f"{name!r} is no time zone; expected something like Europe/Amsterdam") from None
        return name

    def rules_of_duty(self, on_duty: tuple[str, ...] = ("consultant",)) -> Duty:
        """Who is told about alarms, and when, with these people on duty; without a duty list nobody knows the hours."""
        zone = ZoneInfo(self.time_zone)
        return (self.duty or DutyList()).rules(on_duty, zone)

    def without_mail(self) -> Organisation:
        """The same where nothing can be mailed: then the fallback can be called by a child, and told nothing."""
        if self.duty is None or self.duty.fallback is None:
            return self
        silent = self.duty.fallback.model_copy(update={"way": None})
        return self.model_copy(update={"duty": self.duty.model_copy(update={"fallback": silent})})

    @property
    def terms(self) -> Terms:
        """How long what is kept, and by whose calendar."""
        return Terms(
            days_unsent=self.days_kept,
            years_shared=self.years_kept_after_sharing,
            days_alarms=self.days_alarms_kept,
            days_access_log=self.days_access_log_kept,
            days_deletions=self.days_deletions_kept,
            zone=ZoneInfo(self.time_zone),
        )

    @property
    def rules(self) -> tuple[Rule, ...]:
        """For what a grown-up has to agree, and below which age."""
        return tuple(Rule(one.purpose, one.below_age, one.legal_source) for one in self.agreements)

    def lines_at(
        self, at: datetime, age: int | None, about: str | None = None, *, calm: bool = False
    ) -> tuple[Offered, ...]:
        """The help lines to offer to somebody of this age at a moment; see care.help_lines.offered."""
        return offered(self.help_lines, at, age, about, calm=calm)


def load_organisation(path: str | None) -> Organisation:
    """The organisation from its YAML file, or the invented demo. Raises BadOrganisation."""
    own = _read(Path(path).read_text(encoding="utf-8"), path) if path else _packaged("organisation.yaml")
    data = {"help_lines": _packaged("help_lines.yaml")["help_lines"], **own}
    data["courses"] = _courses(data.get("courses"))
    name = path or "organisation.yaml"
    try:
        found = Organisation.model_validate(data)
    except ValidationError as problem:
        complaints = (f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in problem.errors())
        raise BadOrganisation(f"{name}: " + "; ".join(complaints)) from None
    if found.policy == "tell_and_notify" and (lacks := "; ".join(missing(found.duty))):
        raise BadOrganisation(f"{name}: " + PROMISED.format(lacks=lacks))
    return found


def refuse_unkept(organisation: Organisation, *, mail: bool, address: bool) -> None:
    """Refuse to serve a promise that this installation cannot keep. Raises BadOrganisation.

    `mail` says whether notices can be mailed, `address` whether this server knows the address people reach it by.
    """
    if organisation.policy != "tell_and_notify" or organisation.duty is None:
        return
    if lacks := "; ".join(unkept(organisation.duty, mail=mail, address=address)):
        raise BadOrganisation(PROMISED.format(lacks=lacks))


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
