"""A text that people read: never empty, without blanks around it."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("is empty; write what people shall read there")
    return text.strip()


Said = Annotated[str, AfterValidator(_said)]
