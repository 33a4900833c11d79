"""The colours of the portal as a style sheet, made of the same tokens as picture and paper."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final

from documents.colours import THEMES, Theme

# What only a screen needs; the contrasts are those of the look: 5.4 and 8.6 on paper.
_ALSO: Final[dict[Theme, dict[str, str]]] = {
    "light": {"on_own": "#FFFFFF", "help": "#B5472B"},
    "dark": {"on_own": "#10201F", "help": "#FF9B7D"},
    "print": {"on_own": "#FFFFFF", "help": "#B5472B"},
}


def stylesheet() -> str:
    """Give the tokens as custom properties: light, dark where the reader's system is dark, and print."""
    return "\n".join(
        (
            _block("@media all", "light"),
            _block("@media screen and (prefers-color-scheme: dark)", "dark"),
            _block("@media print", "print"),
        )
    )


def _block(medium: str, theme: Theme) -> str:
    colours = {name: value for name, value in asdict(THEMES[theme]).items() if isinstance(value, str)}
    tokens = {**colours, **_ALSO[theme]}
    body = " ".join(f"--{name.replace('_', '-')}: {value};" for name, value in tokens.items())
    return f"{medium} {{ :root {{ {body} }} }}"
