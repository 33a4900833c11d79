"""Days and times in words, as a reader would say them: "today at 16:40", "Wednesday 12 March at 9:05"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from babel.dates import format_date, format_time

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Moments:
    """Words for moments, seen from `now` (timezone-aware) by somebody in `zone` who reads `language`."""

    now: datetime
    zone: tzinfo
    language: str
    translate: Translate

    def at(self, moment: datetime) -> str:
        """Say when something was."""
        _ = self.translate
        local = moment.astimezone(self.zone)
        time = format_time(local.timetz(), "H:mm", locale=self.language)
        days = self.days_ago(moment)
        if days == 0:
            return _("today at {time}").format(time=time)
        if days == 1:
            return _("yesterday at {time}").format(time=time)
        return _("{day} at {time}").format(day=self.day(local.date()), time=time)

    def coming(self, moment: datetime) -> str:
        """Say when something will be: "today at 16:45", "tomorrow at 9:00"."""
        if self.days_ago(moment) == -1:
            time = format_time(moment.astimezone(self.zone).timetz(), "H:mm", locale=self.language)
            return self.translate("tomorrow at {time}").format(time=time)
        return self.at(moment)

    def dated(self, moment: datetime) -> str:
        """Say when something was so that it stays true on paper: "12 March 2031, 16:40"."""
        local = moment.astimezone(self.zone)
        day = format_date(local.date(), "d MMMM y", locale=self.language)
        return f"{day}, {format_time(local.timetz(), 'H:mm', locale=self.language)}"

    def since(self, moment: datetime) -> str:
        """Say since when somebody waits, and from two days on also how long that is."""
        _ = self.translate
        days = self.days_ago(moment)
        if days < 2:
            return _("since {moment}").format(moment=self.at(moment))
        day = self.day(moment.astimezone(self.zone).date())
        return _("since {day} ({days} days)").format(day=day, days=days)

    def day(self, day: date) -> str:
        """Say a day; the year only when it is another one."""
        this_year = day.year == self.now.astimezone(self.zone).year
        return format_date(day, "EEEE d MMMM" if this_year else "EEEE d MMMM y", locale=self.language)

    def days_ago(self, moment: datetime) -> int:
        """Count the nights between a moment and now."""
        return (self.now.astimezone(self.zone).date() - moment.astimezone(self.zone).date()).days
