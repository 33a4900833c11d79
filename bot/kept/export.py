"""The export: everything as JSON, and the same to read. One code path for the child and for the operator."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from bot.kept import words
from bot.kept.gathering import kept_of
from bot.kept.telling import Card, Gettext, cards
from bot.languages import direction
from bot.turn.scene import Scene
from flows.engine.marking import N_

# Neutral names: a file on a shared phone says nothing about what is in it.
FORMATS: Final[Mapping[str, tuple[str, str]]] = {
    "json": ("data.json", "application/json"),
    "html": ("data.html", "text/html; charset=utf-8"),
}
EVERYTHING: Final = N_("Everything, as it stands with us")
HOW_TO_READ: Final = N_(
    "Below is every line we keep, also the technical ones. Keys and their fingerprints are left out."
)
_STYLE: Final = (
    "body{font:1.125rem/1.5 system-ui,sans-serif;max-inline-size:44rem;margin:2rem auto;padding-inline:1rem;"
    "color-scheme:light dark}dt{font-weight:700;margin-block-start:1rem}dd{margin:0;white-space:pre-line}"
    "table{border-collapse:collapse;font-size:.8rem;inline-size:100%;margin-block-end:2rem}"
    "td,th{border:1px solid #94886F;padding:.25rem .5rem;text-align:start;vertical-align:top;overflow-wrap:anywhere}"
    "th{inline-size:11rem}"
)
_PAGE: Final = Markup(
    '<!doctype html>\n<html lang="{language}" dir="{direction}"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width"><title>data</title><style>{style}</style>\n'
    "<h1>{title}</h1>\n<p>{intro}</p>\n<dl>{cards}</dl>\n<h2>{everything}</h2>\n<p>{how}</p>\n{tables}</html>\n"
)


@dataclass(frozen=True, slots=True)
class Export:
    """Everything we keep about one person. `tables` are the opened rows by table, complete against the schema."""

    tables: Mapping[str, Any]
    readable: str

    def as_json(self) -> str:
        """Everything, for another program."""
        return json.dumps(self.tables, ensure_ascii=False, indent=2, default=str)

    def as_html(self) -> str:
        """Everything, for eyes: one file that needs nothing else."""
        return self.readable

    def as_format(self, name: str) -> str:
        """One of FORMATS."""
        return self.as_json() if name == "json" else self.as_html()


def export_of(scene: Scene) -> Export:
    """Everything we keep about the person of this scene."""
    tables = scene.work.people.export(scene.row.person_id)
    told = cards(kept_of(scene), scene._, scene.slots)
    return Export(tables, _page(tables, told, scene.language, scene._))


def _page(tables: Mapping[str, Any], told: Iterable[Card], language: str, _: Gettext) -> str:
    return str(
        _PAGE.format(
            language=language,
            direction=direction(language),
            style=Markup(_STYLE),
            title=_(words.TITLE),
            intro=_(words.INTRO),
            cards=Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>\n").format(*card) for card in told),
            everything=_(EVERYTHING),
            how=_(HOW_TO_READ),
            tables=Markup("").join(_tables(tables)),
        )
    )


def _tables(tables: Mapping[str, Any]) -> Iterator[Markup]:
    for name, rows in tables.items():
        yield Markup("<h3>{}</h3>\n").format(name)
        for row in rows:
            cells = (Markup("<tr><th>{}</th><td>{}</td></tr>\n").format(column, _cell(row[column])) for column in row)
            yield Markup("<table>{}</table>\n").format(Markup("").join(cells))


def _cell(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
