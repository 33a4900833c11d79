"""Days and times in words, as a reader would say them: "today at 16:40", "Wednesday 12 March at 9:05"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from babel.dates import format_date

from bot.moments import Translate, clock, day_at, full_date, today_at, tomorrow_at, weekday_and_date


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
        days = self.days_ago(moment)
        if days == 0:
            return today_at(local, _)
        if days == 1:
            return _("yesterday at {time}").format(time=clock(local))
        return day_at(self.day(local.date()), local, _)

    def coming(self, moment: datetime) -> str:
        """Say when something will be: "today at 16:45", "tomorrow at 9:00"."""
        if self.days_ago(moment) == -1:
            return tomorrow_at(moment.astimezone(self.zone), self.translate)
        return self.at(moment)

    def dated(self, moment: datetime) -> str:
        """Say when something was so that it stays true on paper: "12 March 2031, 16:40"."""
        local = moment.astimezone(self.zone)
        return f"{full_date(local, self.language)}, {clock(local)}"

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
        if this_year:
            return weekday_and_date(day, self.language)
        return format_date(day, "EEEE d MMMM y", locale=self.language)

    def days_ago(self, moment: datetime) -> int:
        """Count the nights between a moment and now."""
        return (self.now.astimezone(self.zone).date() - moment.astimezone(self.zone).date()).days
