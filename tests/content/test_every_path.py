"""Everything the intake can say to a band is said in a walk, and reads well in every language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

import pytest

from bot.organisation import load_organisation
from bot.words import Catalogues
from flows.engine.bands import BANDS, Band
from flows.engine.compiling import ByBand, CompiledFlow, Flow, Option, Step
from flows.library import packaged
from tests.content.walking import Walk, walked

# What stands in the flow for a band that can never hear it, because it is never asked the question before it.
NEVER: Final[Mapping[tuple[Band, str], str]] = {
    ("A", "end.finished variant 0"): "the youngest are not asked how urgent it is",
    ("A", "load.weight thanks 0"): "the youngest have three backpacks, none far too heavy",
}


@pytest.fixture(scope="module")
def compiled() -> CompiledFlow:
    return packaged().newest("intake")


@pytest.fixture(scope="module")
def walks(compiled: CompiledFlow, catalogues: Catalogues) -> Mapping[Band, Walk]:
    organisation = load_organisation(None)
    return {
        band: walked(compiled, organisation, catalogues, band, lambda walk: _missing(walk, compiled.flow))
        for band in BANDS
    }


def _missing(walk: Walk, flow: Flow) -> list[str]:
    steps = [f"{link_id} was never met" for link_id in _steps_for(flow, walk.band) if link_id not in walk.met]
    said = [
        f"{where}: {text!r}"
        for where, text in _texts_for(flow, walk.band)
        if text not in walk.heard and (walk.band, where) not in NEVER
    ]
    return [*steps, *said, *(f"{link_id}: {option} was never tapped" for link_id, option in _untapped(walk, flow))]


def _untapped(walk: Walk, flow: Flow) -> list[tuple[str, str]]:
    tapped = {(link_id, option) for (link_id, _part, option), count in walk.chosen.items() if count}
    met = [flow.by_id[link_id] for link_id in _steps_for(flow, walk.band)]
    buttons = {(step.id, option.id) for step in met for option in _options(step) if walk.band in option.bands}
    return sorted(buttons - tapped)


def _steps_for(flow: Flow, band: Band) -> list[str]:
    asked = [step for step in flow.steps if step.kind not in ("extras", "now")]
    return [step.id for step in asked if band in step.core or (step.extra and band in step.extra.bands)]


def _texts_for(flow: Flow, band: Band) -> Iterator[tuple[str, str]]:
    """(where, source text) of everything that belongs to the steps a band meets."""
    met = set(_steps_for(flow, band))
    for step in flow.steps:
        if step.id in met:
            for key, by_band in _sentences(step, band):
                if by_band:
                    yield f"{step.id} {key}", by_band if isinstance(by_band, str) else by_band[band]


def _sentences(step: Step, band: Band) -> Iterator[tuple[str, str | ByBand]]:
    yield from (("text", step.text), ("why", step.why if step.kind != "say" else ""), ("rescue", step.rescue))
    yield from ((f"more {number}", text) for number, text in enumerate(step.more))
    yield from ((f"thanks {number}", thanks.text) for number, thanks in enumerate(step.thanks))
    yield from ((f"variant {number}", variant.text) for number, variant in enumerate(step.variants))
    yield from ((f"row {row.id}", row.text) for row in step.rows)
    yield from ((f"row {row.id} asked", row.ask) for row in step.rows)
    for option in _options(step):
        if band in option.bands:
            yield f"option {option.id}", option.text
            yield f"option {option.id} carried", option.carried_as
            yield f"option {option.id} asks", option.ask


def _options(step: Step) -> Iterator[Option]:
    yield from step.options
    for variant in step.variants:
        yield from variant.options
    for row in step.rows:
        yield from row.options


@pytest.mark.parametrize("band", BANDS)
def test_everything_there_is_to_say_is_said(
    walks: Mapping[Band, Walk], compiled: CompiledFlow, band: Band, capsys: pytest.CaptureFixture[str]
) -> None:
    missing = _missing(walks[band], compiled.flow)
    with capsys.disabled():
        print(f"\n  band {band}: {_coverage(walks[band], compiled.flow)}")
    assert missing == []


def _coverage(walk: Walk, flow: Flow) -> str:
    steps, texts = _steps_for(flow, walk.band), list(_texts_for(flow, walk.band))
    languages = sorted({language for _step, language in walk.rendered})
    heard = sum(text in walk.heard for _where, text in texts)
    met = sum(link_id in walk.met for link_id in steps)
    return f"{met} of {len(steps)} steps, {heard} of {len(texts)} texts, each in {' and '.join(languages)}"


@pytest.mark.parametrize("band", BANDS)
def test_every_question_of_a_band_is_shown_in_every_language(
    walks: Mapping[Band, Walk], compiled: CompiledFlow, catalogues: Catalogues, band: Band
) -> None:
    waits = [link_id for link_id in _steps_for(compiled.flow, band) if compiled.flow.by_id[link_id].kind != "say"]
    shown = walks[band].rendered
    assert [(link, code) for link in waits for code in catalogues.languages if not shown[link, code]] == []


@pytest.mark.parametrize("band", BANDS)
def test_every_button_of_a_band_is_tapped(walks: Mapping[Band, Walk], compiled: CompiledFlow, band: Band) -> None:
    assert _untapped(walks[band], compiled.flow) == []


@pytest.mark.parametrize("band", BANDS)
def test_everything_reads_well_and_fits_the_channels(walks: Mapping[Band, Walk], band: Band) -> None:
    assert sorted(set(walks[band].troubles)) == []
