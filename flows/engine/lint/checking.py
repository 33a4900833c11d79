"""Lint: everything that would go wrong while a child is talking is said to the author now, with file and line.

Every rule yields `file:line: what was found; what was expected`. `transitions` would accept all of these silently.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from flows.engine import limits
from flows.engine.bands import BANDS, Band
from flows.engine.compiling.compiled import CompiledFlow
from flows.engine.compiling.conditions import WORDS, compile_condition
from flows.engine.compiling.definition import Step
from flows.engine.compiling.expressions import BadCondition, names_in
from flows.engine.compiling.loading import Source
from flows.engine.lint import answerable
from flows.engine.lint.answerable import NEEDS_ROWS
from flows.engine.lint.comparing import expressions, known_rows, known_values
from flows.engine.lint.filling import all_options, slots, texts_of, words
from flows.engine.lint.pointing import NO_QUESTION, circles, references
from flows.engine.steps.base import is_blank

NEEDS_OPTIONS: Final = frozenset({"choice", "per_person", "send"})
Translate = Callable[[str, str], str]
Rule = Callable[[Source], Iterator[str]]


def check(source: Source, languages: Iterable[str] = (), translate: Translate | None = None) -> list[str]:
    """Every complaint about a flow, in the order of the rules; an empty list means it can be played.

    With `languages` and `translate(text, language)` the limits of the channels are checked in every language.
    """
    complaints = list(dict.fromkeys(complaint for rule in RULES for complaint in rule(source)))
    if complaints:
        return complaints
    complaints.extend(_unreachable(source))
    if translate is not None:
        for language in languages:
            complaints.extend(_channel_limits(source, language, translate))
    return complaints


def _ids(source: Source) -> Iterator[str]:
    seen: set[str] = set()
    for index, step in enumerate(source.flow.steps):
        if step.id in seen:
            yield f"{source.at('steps', index)}: the link id {step.id!r} is used twice; a link id names one step for ever"
        seen.add(step.id)
        yield from _option_ids(source, step)
    if len(source.flow.steps) > limits.STEPS_A_FLOW:
        yield f"{source.at('steps')}: {len(source.flow.steps)} steps; at most {limits.STEPS_A_FLOW} fit in a flow"


def _option_ids(source: Source, step: Step) -> Iterator[str]:
    parts = (*(variant.options for variant in step.variants), *(row.options for row in step.rows))
    for options in (step.options, *parts):
        ids = [option.id for option in options]
        for double in sorted({found for found in ids if ids.count(found) > 1}):
            yield f"{source.at_step(step.id, 'options')}: option {double!r} stands twice in {step.id}; keep one"
        if len(ids) > limits.OPTIONS_A_QUESTION:
            yield f"{source.at_step(step.id, 'options')}: {len(ids)} options; at most {limits.OPTIONS_A_QUESTION}"


def _budget(source: Source) -> Iterator[str]:
    missing = "".join(band for band in BANDS if band not in source.flow.extras.budget)
    if missing:
        yield f"{source.at('extras', 'budget')}: budget has no number for band {missing}; expected one each"


def _conditions(source: Source) -> Iterator[str]:
    link_ids = frozenset(source.flow.by_id)
    order = {step.id: index for index, step in enumerate(source.flow.steps)}
    for step, key, text, late in expressions(source):
        at = source.at_step(step.id, key)
        try:
            compile_condition(text, link_ids, lambda _link_id: lambda _view: False)
        except BadCondition as problem:
            yield f"{at}: {key}: {problem}"
            continue
        for name in sorted(names_in(text)):
            link_id = name if name in order else name.rpartition(".")[0]
            if not late and name not in WORDS and order.get(link_id, -1) >= order[step.id]:
                yield f"{at}: {key} looks at {link_id!r}, which stands later; expected an earlier step"


def _shapes(source: Source) -> Iterator[str]:
    for step in source.flow.steps:
        at = source.at_step(step.id)
        has_options = step.options or step.options_from or any(v.options for v in step.variants)
        if step.kind in NEEDS_OPTIONS and not has_options:
            yield f"{at}: {step.id} is a {step.kind} without options; expected options: or options_from:"
        if step.kind in NEEDS_ROWS and not step.rows:
            yield f"{at}: {step.id} is a {step.kind} without rows; expected rows:"
        if step.kind == "per_person" and not step.over:
            yield f"{at}: {step.id} asks per person; expected over: with the step that gathers the names"
        if step.kind == "now" and not step.target:
            yield f"{at}: {step.id} asks something now; expected target: with its link id"
        if step.kind == "end" and step.outcome is None:
            yield f"{at}: {step.id} ends the talk; expected outcome:"
        if step.extra is not None and step.kind in NO_QUESTION:
            yield f"{at}: {step.id} is no question but a {step.kind}; expected core: instead of extra:"
        if step.extra is None and not step.core:
            yield f"{at}: {step.id} is never asked; expected core: or extra:"


def _texts(source: Source) -> Iterator[str]:
    for step in source.flow.steps:
        bands = _read_by((*step.core, *(step.extra.bands if step.extra else ())))
        for key, text in texts_of(step):
            missing = [band for band in BANDS if band in bands and band not in text]
            if text and missing:
                yield f"{source.at_step(step.id, key)}: {key} has no words for band {''.join(missing)}; expected one each"
            empty = "".join(band for band in BANDS if band in text and is_blank(text[band]))
            if empty:
                yield f"{source.at_step(step.id, key)}: {key} of {step.id} is empty for band {empty}; expected words"
        if not step.text and step.kind not in ("extras", "now"):
            yield f"{source.at_step(step.id)}: {step.id} has no text; expected text: for every band"


def _read_by(bands: Iterable[Band]) -> set[Band]:
    """Whose words are needed: a child may ask for easier or older words, those of the band next to its own."""
    places = {BANDS.index(band) + by for band in bands for by in (-1, 0, 1)}
    return {BANDS[place] for place in places if 0 <= place < len(BANDS)}


def _care(source: Source) -> Iterator[str]:
    """Consent comes before anything sensitive; there is an end; the review comes before the sending."""
    kinds = [step.kind for step in source.flow.steps]
    if "end" not in kinds:
        yield f"{source.at('steps')}: no step ends the talk; expected at least one of kind end"
    elif (last := source.flow.steps[-1]).kind != "end" or last.when is not None or last.core != BANDS:
        yield f"{source.at_step(last.id)}: the last step must be an end without when: for all bands, so that nobody is stuck"
    sensitive = [i for i, step in enumerate(source.flow.steps) if step.sensitive]
    consent = next((i for i, step in enumerate(source.flow.steps) if step.id.startswith("consent.")), None)
    if sensitive and (consent is None or consent > sensitive[0]):
        step = source.flow.steps[sensitive[0]]
        yield f"{source.at_step(step.id)}: {step.id} is sensitive and stands before the consent; move consent up"
    if "send" in kinds and ("cards" not in kinds or kinds.index("cards") > kinds.index("send")):
        yield f"{source.at('steps')}: something is sent without a review; expected a step of kind cards before send"


RULES: Final[tuple[Rule, ...]] = (
    _ids,
    _budget,
    references,
    circles,
    _conditions,
    known_rows,
    known_values,
    _shapes,
    answerable.something_to_pick,
    answerable.sending,
    answerable.age,
    answerable.bounds,
    answerable.rows,
    _texts,
    slots,
    words,
    _care,
)


def _unreachable(source: Source) -> Iterator[str]:
    compiled = CompiledFlow(source.flow)
    seen = {"start"}
    waiting = ["start"]
    edges: Mapping[str, set[str]] = edges_of(compiled)
    while waiting:
        for dest in edges.get(waiting.pop(), ()):
            if dest not in seen:
                seen.add(dest)
                waiting.append(dest)
    for name, place in compiled.places.items():
        if name not in seen and (place.step.core or place.slot is not None):
            yield f"{source.at_step(place.step.id)}: no way leads to {name!r}; check the steps before it"
    for name, place in compiled.places.items():
        if name in seen and place.step.kind != "end" and not edges.get(name):
            yield f"{source.at_step(place.step.id)}: no way leads on from {name!r}; expected a step after it"
    asked = {place.step.id for name, place in compiled.places.items() if name in seen}
    for step in source.flow.steps:
        if step.id not in asked and step.kind != "now":
            yield f"{source.at_step(step.id)}: {step.id} can never be asked; expected core:, or a slot of kind extras"


def edges_of(compiled: CompiledFlow) -> dict[str, set[str]]:
    """Which state leads to which, from the machine itself."""
    found: dict[str, set[str]] = {}
    for event in compiled.machine.events.values():
        for source, transitions in event.transitions.items():
            found.setdefault(source, set()).update(str(transition.dest) for transition in transitions)
    return found


def _channel_limits(source: Source, language: str, translate: Translate) -> Iterator[str]:
    for step in source.flow.steps:
        for option in all_options(step):
            for text in {option.text} if isinstance(option.text, str) else set(option.text.values()):
                said = translate(text, language)
                if len(said) > limits.LETTERS_OF_A_BUTTON:
                    yield (
                        f"{source.at_step(step.id, 'options')}: in {language} the button {option.id} has {len(said)} letters; "
                        f"at most {limits.LETTERS_OF_A_BUTTON}"
                    )
        for key, by_band in texts_of(step):
            for text in set(by_band.values()):
                if len(translate(text, language)) > limits.LETTERS_OF_A_MESSAGE:
                    yield f"{source.at_step(step.id, key)}: in {language} the text is longer than a message can be"
