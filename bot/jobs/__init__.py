"""Work that must not be forgotten: alarms nobody has taken, messages a crash left unsent, and data whose term is over."""

from bot.jobs.jobs import AlarmReach, Jobs
from bot.jobs.keeping import IF_DOUBTED, Forgotten, keep, looked_at
from bot.jobs.pace import Pace

__all__ = ["IF_DOUBTED", "AlarmReach", "Forgotten", "Jobs", "Pace", "keep", "looked_at"]
