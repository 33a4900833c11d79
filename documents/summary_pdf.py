"""The summary on paper: one A4 a consultant reads in three minutes, as a tagged PDF (PDF/UA-1)."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC
from typing import Any

from care.handoff import Handoff, SafetyLine, Section, SectionItem
from documents.glyphs import STAND_IN, printable
from documents.lines import BESIDE_THE_PICTURE, VOICES, Piece, pieces_of
from documents.picture_parts import PictureParts, take_apart
from documents.texts import PaperTexts
from documents.typesetting import typeset_pdf


def pdf(handoff: Handoff, *, picture: str | None, alt: str, texts: PaperTexts, language: str) -> bytes:
    """Return the handoff as PDF; `picture` is SVG from `ecogram_svg` (theme "print"), `alt` says the same.

    `language` is the reader's, as a tag such as "nl". The metadata hold no name. A character that no font can draw
    gets a stand-in and a line that says so. Raises DocumentError, which never quotes the child.
    """
    parts = take_apart(picture) if picture and handoff.network.people else None
    data: dict[str, Any] = _printable(_data(handoff, parts, alt, texts))
    data["unprintable"] = STAND_IN in repr({**data, "texts": None})
    data["language"] = language.split("-")[0]
    shapes = parts.shapes if parts else ""
    return typeset_pdf("summary.typ", data, at=handoff.shared_at.astimezone(UTC).replace(microsecond=0), shapes=shapes)


def _data(handoff: Handoff, parts: PictureParts | None, alt: str, texts: PaperTexts) -> dict[str, Any]:
    sections = [section for section in handoff.sections if section.key != VOICES]
    return {
        "name": handoff.child.name or texts.title,
        "texts": {
            "about": texts.about,
            "safety": texts.safety,
            "starters": texts.starters,
            "dont": texts.dont,
            "unprintable": texts.unprintable,
        },
        "safety": [_safety(line, at) for line, at in zip(handoff.safety, texts.said, strict=True)],
        "voices": [
            {"title": section.title, "items": [_voice(item) for item in section.items]}
            for section in handoff.sections
            if section.key == VOICES
        ],
        "beside": [_section(section, texts.support) for section in sections if section.key in BESIDE_THE_PICTURE],
        "after": [_section(section) for section in sections if section.key not in BESIDE_THE_PICTURE],
        "starters": list(handoff.starters),
        "dont": list(handoff.dont),
        "hint": handoff.hint,
        "foot": handoff.foot,
        "picture": parts.data if parts else None,
        "alt": alt,
    }


def _safety(line: SafetyLine, at: str) -> dict[str, Any]:
    also = " · ".join(text for text in (line.note, at) if text)
    return {"text": line.text_quote, "also": also, "is_quote": line.is_quote, "urgent": line.kind == "urgent"}


def _section(section: Section, support: tuple[Piece, ...] = ()) -> dict[str, Any]:
    return {"title": section.title, "items": [_item(item, support) for item in section.items]}


def _item(item: SectionItem, support: tuple[Piece, ...]) -> dict[str, Any]:
    return {"pieces": [asdict(piece) for piece in pieces_of(item, support)], "quote": item.quote}


def _voice(item: SectionItem) -> dict[str, Any]:
    return {"text": item.text, "quote": item.quote}


def _printable(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _printable(part) for key, part in value.items()}
    return [_printable(part) for part in value] if isinstance(value, list) else value
