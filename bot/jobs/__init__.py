"""Work that must not be forgotten: messages a crash left unsent, and data whose term is over."""

from bot.jobs.jobs import Jobs
from bot.jobs.keeping import Forgotten, keep
from bot.jobs.pace import Pace

__all__ = ["Forgotten", "Jobs", "Pace", "keep"]
