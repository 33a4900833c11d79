"""Telegram for consultants on duty: linking a chat of theirs, and telling them there. It has nothing to do with any talk."""
