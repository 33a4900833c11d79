"""Are the words right for the age? Sentence length per band, words we never use, translations that are missing.

What a child reads is measured as it will be read: with the slots filled in, in every language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from flows.engine.bands import BANDS, Band
from flows.engine.compiling import ByBand, Flow, Step
from flows.link_ids import CARE_WORD

Translate = Callable[[str], str]

WORDS_A_SENTENCE: Final[Mapping[Band, int]] = {"A": 9, "B": 11, "C": 14, "D": 16, "E": 16}
SLOT: Final = re.compile(r"{(\w+)}")
# What the policy says about danger are sentences of their own, measured where they stand; the others count as the words they become.
FILLED: Final[Mapping[str, str]] = {
    "bot": "Maatje", "org": "Fictief Steunpunt", "consultant": "Amina", "name": "Noor", "age": "9", "days": "30",
    "danger": "", "who_reads": "", "how_long": "",
}  # fmt: skip
SENTENCE_END: Final = re.compile(r"(?<=[.!?…])['’”\"]?\s+|\n+")
WORD: Final = re.compile(r"[^\W_][\w'’-]*")
CARER_WORD: Final[Mapping[str, str]] = {"nl": r"mantelzorg\w*", "en": r"carers?"}
NEVER: Final[Mapping[str, str]] = {
    "nl": r"waarom|cli[eë]nt\w*|pati[eë]nt\w*|zielig\w*|overbelast\w*|slachtoffer\w*|zorgta\w*|zorg verlen\w*|"
    r"zorgvra\w*|hulpvra\w*|draaglast|draagkracht|mantelzorg\w*|(?:je|jij) moet|super",
    "en": r"why|clients?|patients?|pitiful|victims?|overburdened|burdens?|care ?giv\w*|carers?|caring tasks?|"
    r"you must|super|brave",
}


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence of the flow: `where` is link id and key, `band` who reads it, `adult` when that is the grown-up."""

    where: str
    band: Band
    source: str
    adult: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to change: in which language, what kind of complaint, and about which words."""

    language: str
    text: Text
    kind: str
    detail: str

    def __str__(self) -> str:
        return f"{self.language} {self.text.where} {self.text.band}: {self.kind}: {self.detail}"


@dataclass(frozen=True, slots=True)
class LanguageReport:
    """One language: how many texts, how many are translated, and the longest sentence of each band in words."""

    language: str
    texts: int
    translated: int
    longest: Mapping[Band, int]
    mean: Mapping[Band, float]
    findings: tuple[Finding, ...]


def report(flow: Flow, languages: Mapping[str, Translate]) -> tuple[LanguageReport, ...]:
    """Measure every sentence of a flow in every language.

    `languages` maps a code to a translator that gives "" for what it cannot translate (`Catalogues.translated`).
    """
    found = tuple(texts(flow))
    return tuple(_measure(flow, found, language, translate) for language, translate in languages.items())


def lines(reports: tuple[LanguageReport, ...]) -> Iterator[str]:
    """Give the report as lines to print, findings last."""
    for found in reports:
        yield f"{found.language}: {found.translated} of {found.texts} texts translated"
        for band in BANDS:
            longest, limit = found.longest.get(band, 0), WORDS_A_SENTENCE[band]
            yield f"  {band}: longest sentence {longest} of {limit} words, mean {found.mean.get(band, 0):.1f}"
    for found in reports:
        yield from (str(finding) for finding in found.findings)


def texts(flow: Flow) -> Iterator[Text]:
    """Every text of a flow, once for each band that reads it."""
    for key, by_band in flow.words.items():
        yield from _spread(f"words.{key}", by_band)
    for step in flow.steps:
        for key, text in _texts_of(step):
            yield from _spread(f"{step.id} {key}", text, step.adult)


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text."""
    yield from (part for part in SENTENCE_END.split(text) if part.strip())


def words_in(sentence: str) -> int:
    """How many words a sentence has."""
    return len(WORD.findall(sentence))


def _spread(where: str, text: str | ByBand, adult: tuple[Band, ...] = ()) -> Iterator[Text]:
    by_band = dict.fromkeys(BANDS, text) if isinstance(text, str) else text
    for band, source in by_band.items():
        yield Text(where, band, source, adult=band in adult)


def _texts_of(step: Step) -> Iterator[tuple[str, str | ByBand]]:
    yield from (("text", step.text), ("why", step.why), ("rescue", step.rescue))
    if step.heading:
        yield "heading", step.heading
    for index, said in enumerate(step.thanks):
        yield f"thanks.{index}", said.text
    for index, card in enumerate(step.more):
        yield f"more.{index}", card
    for index, variant in enumerate(step.variants):
        yield f"variants.{index}", variant.text
        yield from ((f"variants.{index}.{option.id}", option.text) for option in variant.options)
    for option in step.options:
        yield f"options.{option.id}", option.text
        yield f"options.{option.id}.carried_as", option.carried_as
    for row in step.rows:
        yield f"rows.{row.id}", row.text
        yield f"rows.{row.id}.ask", row.ask
        for option in row.options:
            yield f"rows.{row.id}.{option.id}", option.text
            yield f"rows.{row.id}.{option.id}.ask", option.ask


def _measure(flow: Flow, found: tuple[Text, ...], language: str, translate: Translate) -> LanguageReport:
    lengths: dict[Band, list[int]] = {}
    for text in found:
        if not text.adult:
            lengths.setdefault(text.band, []).extend(_lengths(flow, text, translate))
    sources = {text.source for text in found}
    missing = {text.source for text in found if not translate(text.source)}
    return LanguageReport(
        language=language,
        texts=len(sources),
        translated=len(sources) - len(missing),
        longest={band: max(counts, default=0) for band, counts in lengths.items()},
        mean={band: sum(counts) / len(counts) for band, counts in lengths.items() if counts},
        findings=tuple(_findings(flow, found, language, translate)),
    )


def _lengths(flow: Flow, text: Text, translate: Translate) -> list[int]:
    filled = _filled(flow, translate(text.source), text.band, translate)
    return [words_in(sentence) for sentence in sentences(filled)]


def _findings(flow: Flow, found: tuple[Text, ...], language: str, translate: Translate) -> Iterator[Finding]:
    for text in found:
        said = translate(text.source)
        if not said:
            yield Finding(language, text, "not translated", text.source)
            continue
        if sorted(SLOT.findall(said)) != sorted(SLOT.findall(text.source)):
            yield Finding(language, text, "other slots", f"{said!r} for {text.source!r}")
        if not text.adult:
            yield from _too_long(flow, text, said, language, translate)
        yield from _unwanted(text, said, language)


def _too_long(flow: Flow, text: Text, said: str, language: str, translate: Translate) -> Iterator[Finding]:
    limit = WORDS_A_SENTENCE[text.band]
    for sentence in sentences(_filled(flow, said, text.band, translate)):
        if (count := words_in(sentence)) > limit:
            yield Finding(language, text, "too long", f"{count} words, at most {limit}: {sentence!r}")


def _unwanted(text: Text, said: str, language: str) -> Iterator[Finding]:
    pattern = NEVER.get(language)
    for word in re.findall(rf"\b(?:{pattern})\b", said, re.IGNORECASE) if pattern else ():
        allowed = text.where.startswith(f"{CARE_WORD} ") and re.fullmatch(CARER_WORD[language], word, re.IGNORECASE)
        if not allowed:
            yield Finding(language, text, "unwanted word", f"{word!r} in {said!r}")
    if said.count("!") > 1:
        yield Finding(language, text, "more than one exclamation mark", said)


def _filled(flow: Flow, said: str, band: Band, translate: Translate) -> str:
    people = [translate(words[band]) for key, words in flow.words.items() if key.startswith("person_")]
    unknown = {slot: translate(flow.words[key][band]) for slot in FILLED if (key := f"{slot}_unknown") in flow.words}
    longer = {slot: said for slot, said in unknown.items() if words_in(said) > words_in(FILLED[slot])}
    fill = {**FILLED, **longer, "person": max(people, key=words_in, default="")}
    return SLOT.sub(lambda slot: fill.get(slot[1], slot[0]), said)
