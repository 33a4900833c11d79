"""What can be wrong with a flow or with the way the engine is called.

FlowError
├── BrokenFlow        the definition cannot be used; lists every complaint with file and line
└── WrongVersion      a stored session belongs to another flow or version
"""

from __future__ import annotations

from collections.abc import Sequence


class FlowError(Exception):
    """Something is wrong with a flow; the message says what to do."""


class BrokenFlow(FlowError):
    """The definition cannot be used. `complaints` name file, line, what was found and what was expected."""

    def __init__(self, complaints: Sequence[str]) -> None:
        super().__init__("\n".join(complaints))
        self.complaints = tuple(complaints)


class WrongVersion(FlowError):
    """The stored session was started on another flow version; load that version from storage first."""
