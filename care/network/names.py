"""One person, however the child spells the name."""

from __future__ import annotations

import unicodedata


def same_person(name: str) -> str:
    """Give the key under which two spellings of a name are one person: case, accents, spaces and dots do not count."""
    kept = "".join(char for char in unaccented(name) if unicodedata.category(char)[0] not in "ZPC")
    return kept or " ".join(name.split())


def unaccented(text: str) -> str:
    """Give the text in lower case and without accents; vowel signs that carry the name (Devanagari, Thai) stay."""
    # The dotless i of Turkish has the same capital as i, so the two must not tell people apart.
    apart = unicodedata.normalize("NFKD", text).casefold().replace("\u0131", "i")
    return "".join(char for char in unicodedata.normalize("NFKD", apart) if not unicodedata.combining(char))
