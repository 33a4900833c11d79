"""Work that must not be forgotten: alarms nobody has taken, messages a crash left unsent, and data whose term is over."""

from bot.jobs.jobs import AlarmReach, Jobs
from bot.jobs.keeping import Forgotten, keep, looked_at
from bot.jobs.pace import Pace

__all__ = ["AlarmReach", "Forgotten", "Jobs", "Pace", "keep", "looked_at"]
