"""The one page of a child, ready for the template: in the order and the language in which it was shared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from markupsafe import Markup

from care.ecogram import lay_out
from care.handoff import Handoff, SafetyLine, Section, SectionItem
from care.network import describe
from documents.colours import Theme
from documents.ecogram_svg import svg
from documents.lines import BESIDE_THE_PICTURE, VOICES, Piece, pieces_of
from documents.texts import PaperTexts, ecogram_texts, paper_texts
from portal.moments import Moments

NUMBER: Final = r"\+?\d[\d \-]{5,18}\d"
_QUOTED: Final = r"“[^“”]+”"
THEMES: Final[tuple[Theme, ...]] = ("light", "dark", "print")

Translate = Callable[[str], str]


class Isolating:
    """Sets these names, what stands between quotation marks, and telephone numbers apart from the line around them."""

    def __init__(self, names: Iterable[str]) -> None:
        longest_first = sorted({name for name in names if name.strip()}, key=lambda name: (-len(name), name))
        known = "|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first)
        self._pattern = re.compile(f"({_QUOTED})|({NUMBER})" + (f"|({known})" if known else "|(?!)()"))

    def __call__(self, text: str) -> Markup:
        """Escape a text and set its parts apart."""
        made, end = Markup(), 0
        for found in self._pattern.finditer(text):
            made += Markup("{}").format(text[end : found.start()]) + _apart(found)
            end = found.end()
        return made + Markup("{}").format(text[end:])


@dataclass(frozen=True, slots=True)
class First:
    """A line of safety and contact; `is_quote` marks the child's own sentence, `at` is in words or empty."""

    text: Markup
    note: Markup
    at: str
    is_quote: bool
    urgent: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a section, with the child's own words after it if there are any."""

    pieces: tuple[Piece, ...]
    quote: str | None = None

    @property
    def label(self) -> str:
        """Give what the line is about."""
        return self.pieces[0].label


@dataclass(frozen=True, slots=True)
class Part:
    """A heading with its lines."""

    key: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page. `pictures` has one drawing for each theme and is empty when nobody is in the picture."""

    handoff: Handoff
    texts: PaperTexts
    safety: tuple[First, ...]
    voices: tuple[Part, ...]
    beside: tuple[Part, ...]
    after: tuple[Part, ...]
    pictures: Mapping[Theme, Markup]
    picture_text: tuple[Markup, ...]
    starters: tuple[Markup, ...]
    dont: tuple[Markup, ...]


def sheet(handoff: Handoff, moments: Moments) -> Sheet:
    """Lay a handoff out as one page; `moments` are in the language that it was written in."""
    texts, apart = paper_texts(moments.translate, handoff, moments.dated), Isolating(_names(handoff))
    parts = [_part(section, texts.support, apart) for section in handoff.sections]
    rest = [part for part in parts if part.key != VOICES]
    has_network = any(part.key == "network" for part in parts)
    return Sheet(
        handoff=handoff,
        texts=texts,
        safety=tuple(_first(line, at, apart) for line, at in zip(handoff.safety, texts.said, strict=True)),
        voices=tuple(part for part in parts if part.key == VOICES),
        beside=tuple(part for part in rest if part.key in BESIDE_THE_PICTURE),
        after=tuple(part for part in rest if part.key not in BESIDE_THE_PICTURE),
        pictures=pictures(handoff, moments.translate, THEMES),
        picture_text=() if has_network else tuple(map(apart, describe(handoff.network, moments.translate))),
        starters=tuple(map(apart, handoff.starters)),
        dont=tuple(map(apart, handoff.dont)),
    )


def pictures(handoff: Handoff, _: Translate, themes: tuple[Theme, ...]) -> dict[Theme, Markup]:
    """Draw my people, once for each theme."""
    network = handoff.network
    if not network.people:
        return {}
    name = handoff.child.name
    ecogram, texts = lay_out(network, child_name=name), ecogram_texts(_, network)
    # The drawing escapes every name itself.
    return {theme: Markup(svg(ecogram, child_name=name, texts=texts, theme=theme, prefix=theme)) for theme in themes}


def _first(line: SafetyLine, at: str, apart: Isolating) -> First:
    return First(apart(line.text_quote), apart(line.note), at, line.is_quote, line.kind == "urgent")


def _part(section: Section, support: tuple[Piece, ...], apart: Isolating) -> Part:
    return Part(section.key, section.title, tuple(_line(item, section.key, support, apart) for item in section.items))


def _line(item: SectionItem, key: str, support: tuple[Piece, ...], apart: Isolating) -> Line:
    pieces = (Piece(item.text, ""),) if key == VOICES else pieces_of(item, support)
    return Line(tuple(replace(piece, text=apart(piece.text)) for piece in pieces), item.quote)


def _names(handoff: Handoff) -> set[str]:
    network = handoff.network
    return {handoff.child.name or "", *(person.name for person in network.people), *network.support.values()}


def _apart(found: re.Match[str]) -> Markup:
    quoted, number, name = found.groups()
    if quoted:
        return Markup("“<bdi>{}</bdi>”").format(quoted[1:-1])
    # A number is kept whole, so that nobody dials half of one.
    return Markup('<span class="number">{}</span>' if number else "<bdi>{}</bdi>").format(number or name)
