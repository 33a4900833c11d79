"""The file `.env`: a setting a line, as shells and systemd write them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from bot.written.plain_text import text_of

# What stands between quotes is kept whole, also a # in it.
QUOTED: Final = re.compile(r"""(["'])(.*?)\1(?:\s+#.*)?""")
EXPORT: Final = re.compile(r"^export\s+")
COMMENT: Final = re.compile(r"\s#")


def read_env(path: Path) -> dict[str, str]:
    """Name and value of every line; none where there is no file. Raises NotText, OSError."""
    if not path.is_file():
        return {}
    lines = (line.strip() for line in text_of(path).splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {EXPORT.sub("", name).strip(): _value(value) for name, _, value in pairs}


def _value(text: str) -> str:
    found = QUOTED.fullmatch(text.strip())
    if found is not None:
        return found[2]
    return COMMENT.split(text, maxsplit=1)[0].strip().strip("'\"")
