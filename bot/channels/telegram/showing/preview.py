"""The preview as text: exactly what would leave, line by line, in the language of the child that looks at it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.moments import full_date
from bot.words import Catalogues
from care.handoff import Handoff, SafetyLine
from care.network import describe
from documents.texts import paper_texts


def preview_text(data: Mapping[str, Any], language: str, words: Catalogues) -> str:
    """Everything the consultant would get, as paragraphs."""
    handoff = Handoff.from_data(data)
    _ = words.gettext(language)
    texts = paper_texts(_, handoff, lambda at: full_date(at, language))
    name = handoff.child.name
    parts = [
        f"{texts.title}: {name}" if name else texts.title,
        texts.about,
        _part(texts.safety, (_safety(line) for line in handoff.safety)),
        *(_part(section.title, (item.line for item in section.items)) for section in handoff.sections),
        _part(texts.picture, _picture(handoff, describe(handoff.network, _))),
        _part(texts.starters, filter(None, (*handoff.starters, handoff.hint))),
        _part(texts.dont, handoff.dont),
        handoff.foot,
    ]
    return "\n\n".join(part for part in parts if part)


def _part(title: str, lines: Iterator[str] | tuple[str, ...]) -> str:
    listed = [f"• {line}" for line in lines]
    return "\n".join((title, *listed)) if listed else ""


def _picture(handoff: Handoff, described: Sequence[str]) -> tuple[str, ...]:
    """What the picture shows, as far as no section says it already."""
    said = {item.line for section in handoff.sections for item in section.items}
    return tuple(line for line in described if line not in said) if handoff.network.people else ()


def _safety(line: SafetyLine) -> str:
    said = f"“{line.text_quote}”" if line.is_quote else line.text_quote
    return f"{said} {line.note}".strip()
