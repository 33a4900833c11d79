"""What `maatje flows words` says: is every sentence there in every language, and short enough for its age."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.words import Catalogues, wrong_slots
from flows import reading
from flows.engine.compiling import Flow


@dataclass(frozen=True, slots=True)
class WordReport:
    """The report to print, and how many things are wrong."""

    text: str
    problems: int


def word_report(flows: Sequence[Flow]) -> WordReport:
    """Look at some flows in every language."""
    words = Catalogues.load()
    translators = {language: words.translated(language) for language in words.languages}
    lines: list[str] = []
    strange = wrong_slots()
    problems = len(strange)
    for flow in flows:
        reports = reading.report(flow, translators)
        lines += [f"{flow.flow}:", *reading.lines(reports)]
        problems += sum(len(report.findings) for report in reports)
    lines += strange
    return WordReport("\n".join(lines), problems)
