"""What `maatje flows words` says: is every sentence there in every language, and short enough for its age."""

from __future__ import annotations

from dataclasses import dataclass

from bot.words import Catalogues
from flows import reading
from flows.library import packaged


@dataclass(frozen=True, slots=True)
class WordReport:
    """The report to print, and how many things are wrong."""

    text: str
    problems: int


def word_report() -> WordReport:
    """Look at every flow in every language."""
    words, library = Catalogues.load(), packaged()
    translators = {language: words.translated(language) for language in words.languages}
    lines: list[str] = []
    problems = 0
    for name in library.names:
        reports = reading.report(library.newest(name).flow, translators)
        lines += [f"{name}:", *reading.lines(reports)]
        problems += sum(len(report.findings) for report in reports)
    return WordReport("\n".join(lines), problems)
