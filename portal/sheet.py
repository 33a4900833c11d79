"""The one page of a child, ready for the template: in the order and the language in which it was shared."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
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

NUMBER: Final = re.compile(r"(\+?\d[\d \-]{5,18}\d)")
THEMES: Final[tuple[Theme, ...]] = ("light", "dark", "print")

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class First:
    """A line of safety and contact; `is_quote` marks the child's own sentence, `at` is in words or empty."""

    text: Markup
    note: str
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
    picture_text: tuple[str, ...]


def sheet(handoff: Handoff, moments: Moments) -> Sheet:
    """Lay a handoff out as one page; `moments` are in the language that it was written in."""
    texts = paper_texts(moments.translate, handoff, moments.dated)
    parts = [_part(section, texts.support) for section in handoff.sections]
    rest = [part for part in parts if part.key != VOICES]
    has_network = any(part.key == "network" for part in parts)
    return Sheet(
        handoff=handoff,
        texts=texts,
        safety=tuple(_first(line, moments) for line in handoff.safety),
        voices=tuple(part for part in parts if part.key == VOICES),
        beside=tuple(part for part in rest if part.key in BESIDE_THE_PICTURE),
        after=tuple(part for part in rest if part.key not in BESIDE_THE_PICTURE),
        pictures=pictures(handoff, moments.translate, THEMES),
        picture_text=() if has_network else describe(handoff.network, moments.translate),
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


def _first(line: SafetyLine, moments: Moments) -> First:
    """Say when something urgent was said; how to meet has no hour."""
    urgent = line.kind == "urgent"
    _ = moments.translate
    at = _("said on {moment}").format(moment=moments.dated(line.at)) if line.at and (urgent or line.is_quote) else ""
    return First(unbroken(line.text_quote), line.note, at, line.is_quote, urgent)


def unbroken(text: str) -> Markup:
    """Escape a text and keep its telephone numbers whole, so that nobody dials half of one."""
    pieces = NUMBER.split(text)
    # split puts what was matched at the odd places
    return Markup("").join(
        Markup('<span class="number">{}</span>').format(piece) if place % 2 else Markup("{}").format(piece)
        for place, piece in enumerate(pieces)
    )


def _part(section: Section, support: tuple[Piece, ...]) -> Part:
    return Part(section.key, section.title, tuple(_line(item, section.key, support) for item in section.items))


def _line(item: SectionItem, key: str, support: tuple[Piece, ...]) -> Line:
    return Line((Piece(item.text, ""),) if key == VOICES else pieces_of(item, support), item.quote)
