"""Noticing danger in what a child types. Pure: word lists and trained numbers are handed in."""

from care.safety.lexicon import Lexicon, LexiconError, WordList, compile_lexicon, read_word_list, refuse_unfilled
from care.safety.ringing import ringing
from care.safety.screener import Screener
from care.safety.signal import CATEGORIES, URGENCIES, Category, Signal, Urgency

__all__ = [
    "CATEGORIES",
    "URGENCIES",
    "Category",
    "Lexicon",
    "LexiconError",
    "Screener",
    "Signal",
    "Urgency",
    "WordList",
    "compile_lexicon",
    "read_word_list",
    "refuse_unfilled",
    "ringing",
]
