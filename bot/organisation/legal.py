"""What the law asks an organisation to say and to decide: who answers for the data, on what basis, who must agree.

All of it is the organisation's to fill in; nothing here is legal advice, and an empty entry is shown as not filled in.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from care.agreement import Purpose


class Legal(BaseModel):
    """What stands in lawyer's words on the page about privacy. A text is one string, or one for each language."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    controller: str | dict[str, str] = ""
    contact: str | dict[str, str] = ""
    officer: str | dict[str, str] = ""
    basis: str | dict[str, str] = ""
    processors: str | dict[str, str] = ""
    authority: str | dict[str, str] = ""

    def told(self, entry: str, language: str) -> str:
        """An entry in a language; in another one when it was only written in that; "" when it was not filled in."""
        found: Any = getattr(self, entry)
        if isinstance(found, str):
            return found
        return str(found.get(language) or next(iter(found.values()), ""))

    def missing(self) -> list[str]:
        """The entries that nobody has filled in."""
        return [name for name in type(self).model_fields if not getattr(self, name)]


class Agreement(BaseModel):
    """A purpose for which a grown-up has to agree below an age, and where that is written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    purpose: Purpose
    below_age: int = Field(ge=5, le=18)
    legal_source: str = Field(min_length=3)
