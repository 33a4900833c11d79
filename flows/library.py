"""Reads the flow definitions from disk once, and hands out compiled flows by name and version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

from flows.engine.bands import BANDS
from flows.engine.compiling import ByBand, CompiledFlow, Option, Row, Source, Step, load, version_of
from flows.engine.errors import BrokenFlow, WrongVersion
from flows.engine.lint import check


class Library:
    """The newest version of every flow, and older ones as far as sessions still need them."""

    def __init__(self, sources: Iterable[tuple[str, str]]) -> None:
        """`sources` are (file name, YAML text). Raises BrokenFlow when one cannot be played."""
        self._newest: dict[str, CompiledFlow] = {}
        self._by_version: dict[tuple[str, str], CompiledFlow] = {}
        self.texts: dict[str, str] = {}
        for name, text in sources:
            self._add(checked(text, name), text)

    def _add(self, source: Source, text: str) -> None:
        compiled = CompiledFlow(source.flow)
        self._newest[source.flow.flow] = compiled
        self._by_version[source.flow.flow, compiled.version] = compiled
        self.texts[source.flow.flow] = text

    @property
    def names(self) -> tuple[str, ...]:
        """The flows there are."""
        return tuple(self._newest)

    def newest(self, flow: str) -> CompiledFlow:
        """The version new sessions start on. Raises WrongVersion for an unknown flow."""
        if flow not in self._newest:
            raise WrongVersion(f"there is no flow {flow!r}; there are {', '.join(self._newest)}")
        return self._newest[flow]

    def version(self, flow: str, version: str) -> CompiledFlow | None:
        """A version by its hash, None when it has to be remembered from storage first."""
        return self._by_version.get((flow, version))

    def remember(self, text: str, flow: str, version: str) -> CompiledFlow:
        """Compile an older definition for the sessions pinned to it; its texts are today's where the step still exists."""
        old = load(text, f"{flow}@{version}").flow
        if version_of(old) != version:
            raise WrongVersion(f"the stored definition of {flow} is not version {version}; restore it from a backup")
        steps = tuple(self._live(flow, step.id, step) for step in old.steps)
        compiled = CompiledFlow(old.model_copy(update={"steps": steps, "words": {**old.words, **self._words(flow)}}))
        self._by_version[flow, version] = compiled
        return compiled

    def _words(self, flow: str) -> Mapping[str, ByBand]:
        """Today's words: today's sentences may need one that the older version did not have."""
        return self._newest[flow].flow.words if flow in self._newest else {}

    def _live(self, flow: str, link_id: str, old: Step) -> Step:
        today = self._newest[flow].flow.by_id.get(link_id) if flow in self._newest else None
        return old if today is None else with_texts_of(old, today)


def with_texts_of(old: Step, today: Step) -> Step:
    """An older step in today's words; its structure (which options, which rows, which bands) stays as it was.

    A band that today's version no longer speaks to keeps its old words: its running talks still ask this step.
    """
    options = {option.id: option for option in today.options}
    rows = {row.id: row for row in today.rows}
    return old.model_copy(
        update={
            **{name: getattr(old, name) | getattr(today, name) for name in ("text", "why", "rescue")},
            "heading": today.heading or old.heading,
            "more": _cards(old.more, today.more),
            "options": tuple(_option(option, options.get(option.id, option)) for option in old.options),
            "rows": tuple(_row(row, rows.get(row.id, row)) for row in old.rows),
        }
    )


def _cards(old: tuple[ByBand, ...], today: tuple[ByBand, ...]) -> tuple[ByBand, ...]:
    """Today's cards, card by card; the old ones when there are more or fewer now and a band would miss some of them."""
    if len(old) == len(today):
        return tuple(was | now for was, now in zip(old, today, strict=True))
    spoken_to = {band for card in old for band in card}
    return today if today and all(spoken_to <= card.keys() for card in today) else old


def _option(old: Option, today: Option) -> Option:
    ask = old.ask | today.ask
    if isinstance(today.text, str):
        return old.model_copy(update={"text": today.text, "ask": ask})
    before = dict.fromkeys(BANDS, old.text) if isinstance(old.text, str) else old.text
    return old.model_copy(update={"text": before | today.text, "ask": ask})


def _row(old: Row, today: Row) -> Row:
    """Without an `ask` of its own a row is asked by its text, also by the text of today."""
    ask = old.ask | today.ask if today.ask else {}
    return old.model_copy(update={"text": old.text | today.text, "ask": ask})


def checked(text: str, name: str) -> Source:
    """Load and lint one definition. Raises BrokenFlow with file, line, what was found and what was expected."""
    source = load(text, name)
    complaints = check(source)
    if complaints:
        raise BrokenFlow(complaints)
    return source


def packaged() -> Library:
    """The flows that come with Maatje."""
    return Library(packaged_texts())


def packaged_texts() -> list[tuple[str, str]]:
    """(file name, YAML text) of the flows that come with Maatje."""
    return [(entry.name, entry.read_text(encoding="utf-8")) for entry in _definitions()]


def packaged_files() -> list[str]:
    """Where the flows that come with Maatje stand, each with its whole path."""
    return [str(entry) for entry in _definitions()]


def _definitions() -> list[Traversable]:
    folder = files("flows").joinpath("definitions")
    return sorted((entry for entry in folder.iterdir() if entry.name.endswith(".yaml")), key=lambda entry: entry.name)
