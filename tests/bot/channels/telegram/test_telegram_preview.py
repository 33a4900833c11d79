"""What a child sees before it sends is what the consultant gets: every line, in every channel."""

from __future__ import annotations

from typing import Any

from bot.channels.telegram.showing.preview import preview_text
from bot.words import Catalogues
from care.handoff import Handoff
from tests.documents.shared_paper import handoff


def read_by_the_consultant(page: Handoff) -> list[str]:
    """Every sentence on the page."""
    items = [item.line for section in page.sections for item in section.items]
    safety = [line.text_quote for line in page.safety]
    return [*safety, *items, *page.starters, page.hint, *page.dont, page.foot]


def test_the_preview_as_text_leaves_no_line_of_the_page_out() -> None:
    page = handoff()
    data: dict[str, Any] = page.to_data()
    shown = preview_text(data, "en", Catalogues.load())
    assert [line for line in read_by_the_consultant(page) if line not in shown] == []
