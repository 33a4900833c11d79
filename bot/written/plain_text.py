"""A text file that somebody wrote by hand."""

from __future__ import annotations

from pathlib import Path


class NotText(Exception):
    """A file is not written in UTF-8; the message says on which line."""


def text_of(path: Path) -> str:
    """The text of a file. Raises OSError, and NotText with the line of the first sign that is not in UTF-8."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        raise NotText(f"{path}: found a sign on line {line} that is not in UTF-8; save the file as UTF-8") from None
