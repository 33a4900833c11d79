"""How well danger is noticed on unseen messages: `python -m tools.safety.measure [--without-model] [--tuning] [--failures N]`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Final

from bot.safety.screening import LANGUAGES, load_screener, model_status
from care.safety import CATEGORIES, Signal
from tools.safety.messages import Message, tuning, unseen

URGENT: Final = ("now", "soon")


@dataclass(frozen=True, slots=True)
class Result:
    """One unseen message and what the safety layer made of it."""

    message: Message
    found: Signal | None
    milliseconds: float

    def noticed(self) -> bool:
        """At either tier."""
        return self.found is not None

    def signalled(self) -> bool:
        """With help shown and the alarm policy followed."""
        return self.found is not None and self.found.urgency in URGENT


def results(with_model: bool = True, limits_too: bool = False) -> list[Result]:
    """Screen the unseen messages, or those that chose the limits."""
    screener = load_screener(with_model)
    for language in LANGUAGES:
        screener.screen("warm", language)
    return [_screened(screener.screen, message) for message in (tuning() if limits_too else unseen())]


def share(chosen: Iterable[Result], test: Callable[[Result], bool]) -> float:
    """The share of results that pass a test; 0 when there are none."""
    flags = [test(result) for result in chosen]
    return sum(flags) / len(flags) if flags else 0.0


def by_language(found: Sequence[Result]) -> str:
    """A Markdown table with one row a language."""
    head = "| language | danger n | noticed | urgent noticed | urgent as signal | ordinary n | check | signal |"
    lines = [f"{head} look-alike n | check | signal |", "|---" * 11 + "|"]
    for language in LANGUAGES:
        own = [result for result in found if result.message.language == language]
        danger = [result for result in own if result.message.label != "none"]
        urgent = [result for result in danger if result.message.kind in URGENT]
        cells = [f"{len(danger)}", _percent(danger, Result.noticed), _percent(urgent, Result.noticed)]
        cells.append(_percent(urgent, Result.signalled))
        for kind in ("ordinary", "lookalike"):
            quiet = [result for result in own if result.message.kind == kind]
            cells += [f"{len(quiet)}", _percent(quiet, Result.noticed), _percent(quiet, Result.signalled)]
        lines.append(f"| {language} | {' | '.join(cells)} |")
    return "\n".join(lines)


def by_category(found: Sequence[Result]) -> str:
    """A Markdown table with one row a category, Dutch and English together, then the other languages."""
    lines = ["| category | n nl+en | noticed | right name | n others | noticed |", "|---|---|---|---|---|---|"]
    for category in CATEGORIES:
        own = [result for result in found if result.message.label == category]
        main = [result for result in own if result.message.language in ("nl", "en")]
        others = [result for result in own if result not in main]
        named = sum(result.found is not None and result.found.category == category for result in main)
        right = f"{named / len(main):.0%}" if main else "-"
        cells = [f"{len(main)}", _percent(main, Result.noticed), right, f"{len(others)}"]
        lines.append(f"| {category} | {' | '.join([*cells, _percent(others, Result.noticed)])} |")
    return "\n".join(lines)


def times(found: Sequence[Result]) -> str:
    """Median and 99th percentile in words."""
    ordered = sorted(result.milliseconds for result in found)
    return f"median {ordered[len(ordered) // 2]:.2f} ms, 99th percentile {ordered[int(len(ordered) * 0.99)]:.1f} ms a message"


def _percent(chosen: Sequence[Result], test: Callable[[Result], bool]) -> str:
    return f"{share(chosen, test):.0%}" if chosen else "-"


def _screened(screen: Callable[[str, str], Signal | None], message: Message) -> Result:
    start = perf_counter()
    found = screen(message.text, message.language)
    return Result(message, found, (perf_counter() - start) * 1000)


def _failures(found: Sequence[Result], wanted: int) -> str:
    missed = [r for r in found if r.message.label != "none" and not r.noticed()]
    false = [r for r in found if r.message.label == "none" and r.noticed()]
    rows = [f"missed  {r.message.language} {r.message.label}/{r.message.kind}: {r.message.text}" for r in missed]
    rows += [f"false   {r.message.language} {r.message.kind} -> {r.found}: {r.message.text}" for r in false]
    return "\n".join(rows[:wanted])


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--without-model", action="store_true", help="leave the optional sentence model out")
    parser.add_argument("--tuning", action="store_true", help="the messages that chose the limits, not those to report")
    parser.add_argument("--failures", type=int, default=0, help="show this many messages that went wrong")
    options = parser.parse_args()
    found = results(not options.without_model, options.tuning)
    print(model_status(), by_language(found), by_category(found), sep="\n\n")
    print(f"\nall of them: {times(found)}")
    print(f"ordinary answers: {times([result for result in found if result.message.kind == 'ordinary'])}")
    print(_failures(found, options.failures))


if __name__ == "__main__":
    main()
