"""Who plays the waiting turns: one thread that commits them together (SQLite), or several side by side (PostgreSQL)."""

from storage.writers.group import GroupWriter
from storage.writers.job import Job, Writer
from storage.writers.lanes import LaneWriter
from storage.writers.pulse import Pulse

__all__ = ["GroupWriter", "Job", "LaneWriter", "Pulse", "Writer"]
