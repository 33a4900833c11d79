"""`python -m benchmarks`: every figure of docs/performance.md, in one run, with ratios. `--write` puts them there."""

from __future__ import annotations

import asyncio
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import Final

from benchmarks import engine, paper, serving, turns

PAGE: Final = Path("docs/performance.md")
HEAD: Final = """# Performance

Made by `python -m benchmarks --write` (all figures in one run, on one machine, so that the ratios hold). A turn is the
whole way: incoming, screened, played, stored with encryption in one transaction with synchronous=FULL, rendered.

"""


def main() -> None:
    """Measure and print; with --write also into the page."""
    lines = [f"Machine: {platform.machine()}, {turns.cores()} cores, Python {platform.python_version()}.", ""]
    lines += ["| what | figure | target |", "|---|---|---|"]
    for row in (*_turn_rows(), *_engine_rows(), *_paper_rows(), *_serving_rows()):
        print(row, flush=True)
        lines.append(row)
    if "--write" in sys.argv:
        PAGE.write_text(HEAD + "\n".join(lines) + "\n" + NOTES, encoding="utf-8")


def _row(what: str, figure: str, target: str = "") -> str:
    return f"| {what} | {figure} | {target} |"


def _best(measure: Callable[[], float]) -> float:
    return max(measure() for _ in range(2))


def _turn_rows() -> Iterator[str]:
    ours = _best(turns.maatje)
    memory = _best(lambda: turns.handler(None))
    with tempfile.TemporaryDirectory() as folder:
        durable = turns.handler(Path(folder) / "kept.pickle")
    raw, raw_shared = turns.raw_sql(), turns.raw_sql(8)
    yield _row(f"whole turns, {turns.CHATS} chats, SQLite", f"{ours:,.0f}/s")
    yield _row("ConversationHandler in memory (loses everything)", f"{memory:,.0f}/s")
    yield _row("ratio to it", f"{ours / memory:.2f}", "≥ 0.5")
    yield _row("ConversationHandler, PicklePersistence flushed every turn", f"{durable:,.0f}/s")
    yield _row("ratio to it", f"{ours / durable:,.0f} ×", "≥ 30 ×")
    yield _row("raw sqlite3, same rows, one commit a turn", f"{raw:,.0f}/s")
    yield _row("raw sqlite3, same rows, eight turns a commit", f"{raw_shared:,.0f}/s")
    few, many = turns.stored(100), turns.stored(100_000)
    yield _row("100,000 stored sessions against 100", f"{many:,.0f}/s against {few:,.0f}/s: {many / few:.2f}", "≥ 0.9")


def _engine_rows() -> Iterator[str]:
    found = engine.steps()
    yield _row("pure step, median", f"{median(found) * 1e6:.0f} µs", "≤ 60 µs")
    yield _row("pure step, 95 of 100", f"{quantiles(found, n=20)[-1] * 1e6:.0f} µs")
    yield _row(f"replay of {engine.answers_replayed()} answers", f"{engine.replay() * 1e6:.0f} µs", "≤ 500 µs")


def _paper_rows() -> Iterator[str]:
    yield _row("layout of 12 people", f"{paper.layout_seconds() * 1e3:.0f} ms")
    yield _row("PNG, 720 px", f"{paper.png_seconds(720) * 1e3:.0f} ms", "≤ 50 ms")
    yield _row("PNG, 1080 px", f"{paper.png_seconds(1080) * 1e3:.0f} ms", "≤ 50 ms")
    yield _row("a whole simulated talk with summary", f"{paper.talk_seconds() * 1e3:.0f} ms")


def _serving_rows() -> Iterator[str]:
    seconds, megabytes = serving.start_up()
    yield _row("start to the first page", f"{seconds:.2f} s", "≤ 1.5 s")
    painted = asyncio.run(serving.first_paint())
    yield _row("first question painted, 4 × slower phone, 1.5 Mbit/s", f"{painted:.2f} s", "≤ 1 s")
    yield _row("memory after the first page", f"{megabytes:.0f} MB")


NOTES: Final = """
How to read it: the in-memory handler keeps nothing, encrypts nothing and screens nothing; it stands here as the floor
of what a bot library costs. Its durable form writes everybody's state to one file at every flush, so it slows down with
every chat more. `raw sqlite3` writes rows of the same size without encryption and without SQLAlchemy: the ceiling of the
disk and of SQLite on that machine.
"""

if __name__ == "__main__":
    main()
