"""Who reads what, for how long, and what you may ask for: in a child's words for each age, and in lawyer's words."""

from bot.privacy.cards import CARDS, IN_THE_CHAT, cards_for
from bot.privacy.law import law

__all__ = ["CARDS", "IN_THE_CHAT", "cards_for", "law"]
