"""The organisation: its name, its people to call, its courses, its policy. Data, never code (design invariant 9)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, field_validator

from bot.languages import TALKS_IN
from bot.organisation.duty import DutyList, unkept
from bot.organisation.legal import Agreement, Legal
from bot.organisation.said import Said
from care.agreement import Rule
from care.alarms import Duty
from care.answering.policy import PolicyName
from care.courses import Course
from care.help_lines import HelpLine, Offered, offered
from care.keeping import DAYS_ACCESS_LOG, DAYS_ALARMS, DAYS_DELETIONS, YEARS_SHARED, Terms
from care.working_days import working_day

PROMISED: Final = (
    "policy: tell_and_notify promises a child that somebody is told, and that cannot be kept yet: {lacks}. Until then "
    "choose only_if_shared"
)
OWN_NEUTRAL_PAGE: Final = "/weg"


class BadOrganisation(Exception):
    """The organisation's file cannot be used; the message names the entry and says what is expected."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Organisation(_Part):
    """What the organisation fills in once; see docs/operating.md."""

    name: Said
    bot_name: Said = "Maatje"
    consultant: Said
    phone: str | None = None
    days_kept: int = Field(default=30, ge=1, le=365)
    years_kept_after_sharing: int = Field(default=YEARS_SHARED, ge=0, le=20)
    time_zone: str = "Europe/Amsterdam"
    answer_within_days: int = Field(default=3, ge=1, le=30)
    policy: PolicyName = "only_if_shared"
    languages: tuple[str, ...] = TALKS_IN
    leave_to: str = OWN_NEUTRAL_PAGE
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

    @field_validator("languages")
    @classmethod
    def _at_least_one(cls, codes: tuple[str, ...]) -> tuple[str, ...]:
        if not codes:
            raise ValueError("name at least one; the first one is what summaries are written in")
        return codes

    @field_validator("help_lines")
    @classmethod
    def _each_once(cls, lines: tuple[HelpLine, ...]) -> tuple[HelpLine, ...]:
        ids = [line.id for line in lines]
        if twice := next((one for one in ids if ids.count(one) > 1), None):
            raise ValueError(f"the id {twice!r} stands twice; give every line its own")
        return lines

    @field_validator("leave_to")
    @classmethod
    def _whole_address(cls, address: str) -> str:
        if address != OWN_NEUTRAL_PAGE and not _is_whole(address):
            # Anything else would be a page of this server, with our name on it.
            raise ValueError(f"{address!r} is no page to leave to; write the whole address: https://www.…")
        return address

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

    def answer_by(self, at: datetime) -> date:
        """The day by which somebody gets in touch with a child who is promised so at this moment."""
        closed = self.duty.holidays if self.duty is not None else frozenset()
        return working_day(at.astimezone(ZoneInfo(self.time_zone)).date(), self.answer_within_days, closed)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """For what a grown-up has to agree, and below which age."""
        return tuple(Rule(one.purpose, one.below_age, one.legal_source) for one in self.agreements)

    def lines_at(
        self, at: datetime, age: int | None, about: str | None = None, *, calm: bool = False
    ) -> tuple[Offered, ...]:
        """The help lines to offer to somebody of this age at a moment; see care.help_lines.offered."""
        return offered(self.help_lines, at, age, about, calm=calm)


def refuse_unworded(organisation: Organisation, known: Sequence[str]) -> None:
    """Refuse a language that there are no words in, as no page could be shown. Raises BadOrganisation."""
    for code in organisation.languages:
        if code not in known:
            raise BadOrganisation(f"languages: no words in {code!r}; there are {', '.join(known)}")


def refuse_unkept(organisation: Organisation, *, mail: bool, address: bool) -> None:
    """Refuse to serve a promise that this installation cannot keep. Raises BadOrganisation.

    `mail` says whether notices can be mailed, `address` whether this server knows the address people reach it by.
    """
    if organisation.policy != "tell_and_notify" or organisation.duty is None:
        return
    if lacks := "; ".join(unkept(organisation.duty, mail=mail, address=address)):
        raise BadOrganisation(PROMISED.format(lacks=lacks))


def _is_whole(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(map(str.isspace, address))
    except ValueError:
        return False
