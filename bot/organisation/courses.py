"""The courses in the organisation's own file: a catalogue takes their place, and nothing else in the file is touched."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import yaml

from bot.organisation.loading import organisation_from, own_text, read_keys
from bot.organisation.organisation import BadOrganisation
from bot.written.plain_text import text_of
from care.courses import parse_courses

KEY: Final = "courses"
OFFERS: Final = "offers: with one course an entry below it"
NOT_INSIDE: Final = ("#", "...")
"""How a line begins that stands after the courses and not in them."""


def put_courses(path: str | None, catalogue: Path) -> int:
    """Put a catalogue (`offers:`) into the organisation's own file; how many. Raises BadOrganisation, CourseError.

    Also NotText and OSError, where a file cannot be read or written. Then nothing was changed.
    """
    if path is None:
        raise BadOrganisation(
            "MAATJE_ORGANISATION_FILE is not set: copy the demo file, make it yours and name it there"
        )
    offers = read_keys(text_of(catalogue), str(catalogue), OFFERS)
    found = parse_courses(offers)
    text = own_text(path)
    changed = _with_courses(text, path, offers["offers"])
    organisation_from(changed, path, shown=text)
    _replace(Path(path).resolve(), changed)
    return len(found)


def _with_courses(text: str, path: str, offers: list[Any]) -> str:
    """The same text with other courses. Raises BadOrganisation where that would change something else."""
    own = read_keys(text, path)
    lines = text.splitlines(keepends=True)
    first, after = _place(text, lines)
    block = yaml.safe_dump({KEY: offers}, allow_unicode=True, sort_keys=False)
    if "\r\n" in text:
        block = block.replace("\n", "\r\n")
    before = "".join(lines[:first])
    gap = "" if before.endswith("\n") or not before else "\n"
    changed = before + gap + block + "".join(lines[after:])
    if not _says(changed, {**own, KEY: offers}):
        raise BadOrganisation(f"{path}: {KEY}: cannot be put there without touching the rest; write them there by hand")
    return changed


def _place(text: str, lines: list[str]) -> tuple[int, int]:
    """The lines of the courses, from and up to; where there are none, the end of the file twice."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    keys = [key for key, _ in root.value] if isinstance(root, yaml.MappingNode) else []
    starts, names = [key.start_mark.line for key in keys], [key.value for key in keys]
    if KEY not in names:
        return len(lines), len(lines)
    place = names.index(KEY)
    first, after = starts[place], [*starts, len(lines)][place + 1]
    while after - 1 > first and _is_not_inside(lines[after - 1]):
        after -= 1
    return first, after


def _is_not_inside(line: str) -> bool:
    return not line.strip() or line.startswith(NOT_INSIDE)


def _says(text: str, wanted: dict[str, Any]) -> bool:
    try:
        return read_keys(text, KEY) == wanted
    except BadOrganisation:
        return False


def _replace(file: Path, text: str) -> None:
    """Write a neighbour and let it take the place: whoever is killed meanwhile leaves the old file or the new one."""
    handle, name = tempfile.mkstemp(prefix=f"{file.name}.", dir=file.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as new:
            new.write(text)
            new.flush()
            os.fsync(new.fileno())
        _same_owner(file, name)
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _same_owner(file: Path, name: str) -> None:
    """The service must still be able to read it, whoever runs the command."""
    shutil.copymode(file, name)
    with suppress(OSError):
        os.chown(name, file.stat().st_uid, file.stat().st_gid)
