"""Is all well? What `maatje doctor` finds, each with what to do."""

from bot.running.doctor.alarms import who_is_missing
from bot.running.doctor.examining import examine, in_doubt
from bot.running.doctor.finding import Finding

__all__ = ["Finding", "examine", "in_doubt", "who_is_missing"]
