"""Makes the generated pages and tables of the documentation: `python -m tools.docs`, or with `--check` only looks.

A page is made whole (docs/flows), or has parts between `<!-- made: NAME -->` and `<!-- end -->` whose lines are made.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Final

from flows.library import packaged
from tools import graphs, licences, tables

ROOT: Final = Path(__file__).resolve().parent.parent
PART: Final = re.compile(r"(<!-- made: (?P<name>\w+) -->\n).*?(<!-- end -->)", re.DOTALL)
PARTS: Final[Mapping[str, Callable[[], Iterable[str]]]] = {
    "settings": tables.settings,
    "commands": tables.commands,
    "kept": tables.kept,
    "licences": lambda: licences.table(licences.of_lock()),
    "optional": lambda: licences.table(licences.of_optional()),
}
PAGES_WITH_PARTS: Final = ("docs/operating.md", "docs/privacy/README.md", "docs/licences.md")


def pages() -> dict[str, str]:
    """Every page that is made, wholly or in part: its path from the root, and what it should say."""
    library = packaged()
    whole = {f"docs/flows/{name}.md": graphs.flow_page(library.newest(name)) for name in library.names}
    whole["docs/flows/life.md"] = graphs.life_page()
    return whole | {path: with_parts((ROOT / path).read_text("utf-8")) for path in PAGES_WITH_PARTS}


def with_parts(page: str) -> str:
    """A page with its marked parts made anew. Raises KeyError for a part nobody makes."""
    return PART.sub(lambda found: f"{found[1]}\n" + "\n".join(PARTS[found["name"]]()) + f"\n\n{found[3]}", page)


def behind() -> list[str]:
    """The pages that do not say what they should."""
    return [path for path, text in pages().items() if not (ROOT / path).is_file() or _read(path) != text]


def _read(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def main() -> int:
    """Write what lags, or with `--check` only name it; the exit code."""
    lagging = behind()
    if "--check" in sys.argv[1:]:
        print("\n".join(f"{path} lags: run `make docs`" for path in lagging) or "the documentation is up to date")
        return 1 if lagging else 0
    for path, text in pages().items():
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_text(text, "utf-8")
    print("\n".join(f"made {path}" for path in lagging) or "nothing had changed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
