"""One spelling for what children type: case, accents, hidden characters, digits for letters, emoji, spaced letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_LETTERS: Final = dict(zip("ıłøđґىة", "ilodгيه", strict=True))
_LONGER: Final = {"ß": "ss", "æ": "ae", "œ": "oe"}
_FOLDED: Final = str.maketrans({**_LETTERS, **_LONGER})
_PUNCTUATION: Final = {"،": ",", "؟": "?", "؛": ";", "…": "."}
# Apostrophes join (don't, m'n); the Arabic stretcher is no letter.
_DROPPED: Final = dict.fromkeys("'’‘ʼ`´ـ")
_TIDIED: Final = str.maketrans({**_PUNCTUATION, **_DROPPED})
_LEET: Final = str.maketrans("013457@$!€", "oieastasie")
_LEET_WORD: Final = re.compile(r"(?<!\S)(?=\S*[a-z]\S*[a-z])[a-z0-9@$!€]*[a-z][0134578@$!€]+[a-z][a-z0-9@$!€]*")
_SPACED: Final = re.compile(r"(?<![^\W\d_])[^\W\d_](?:[ ._\-*]{1,2}[^\W\d_](?![^\W\d_])){2,}")
_LONG_RUN: Final = re.compile(r"([^\W\d_])\1{2,}")
WORDS_REMEMBERED: Final = 20_000
SIGN: Final = "emoji"
"""How the word begins that an emoji becomes."""
_EMOJI: Final = {
    "🔪": "emojiknife",
    "🗡": "emojiknife",
    "🩸": "emojiblood",
    "🔫": "emojigun",
    "😂": "emojilaugh",
    "🤣": "emojilaugh",
    "😆": "emojilaugh",
    "😹": "emojilaugh",
    "😅": "emojilaugh",
    "💀": "emojiskull",
    "☠": "emojiskull",
    "⚰": "emojicoffin",
    "🪦": "emojicoffin",
    "😭": "emojicry",
    "😢": "emojicry",
    "🥺": "emojicry",
    "😞": "emojicry",
    "😔": "emojicry",
    "💔": "emojibrokenheart",
    "🖤": "emojiblackheart",
    "🥀": "emojiblackheart",
    "😱": "emojifear",
    "😨": "emojifear",
    "😰": "emojifear",
    "💊": "emojipill",
    "🆘": "emojisos",
    "🍺": "emojidrink",
    "🍷": "emojidrink",
    "🥃": "emojidrink",
    "🍻": "emojidrink",
    "👊": "emojifist",
    "🤕": "emojihurt",
    "🩹": "emojihurt",
    "🚑": "emojiambulance",
    "👋": "emojiwave",
    "🕊": "emojidove",
    "🎮": "emojigame",
    "⚽": "emojisport",
}


def normalise(text: str) -> str:
    """The text in the one spelling that word lists and classifiers share: tidied, and without accents."""
    return fold(tidy(text))


def tidy(text: str) -> str:
    """The text in lower case with emoji as words, without tricks of typing; accents and sentence marks stay.

    Languages that live by their accents are read better in this form by the sentence model.
    """
    composed = unicodedata.normalize("NFKC", _emoji_as_words(text)).lower().translate(_TIDIED)
    kept = composed if composed.isascii() and composed.isprintable() else "".join(map(_visible, composed))
    joined = _SPACED.sub(_together, kept)
    plain = _LEET_WORD.sub(lambda found: found.group().translate(_LEET), joined)
    return _LONG_RUN.sub(r"\1\1", plain)


def _together(found: re.Match[str]) -> str:
    """Letters typed apart as the words they make: "d o o d", and "i k  w i l" with its wider gap between words."""
    letters = found.group()
    wide = re.search(r"[^\W\d_] [^\W\d_]", letters) and "  " in letters
    return " ".join(re.sub(r"[ ._\-*]", "", part) for part in (letters.split("  ") if wide else [letters]))


@lru_cache(maxsize=WORDS_REMEMBERED)
def fold(text: str) -> str:
    """A tidied text without its accents."""
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFKD", text).translate(_FOLDED)
    return "".join(letter for letter in apart if letter.isascii() or unicodedata.category(letter) not in ("Mn", "Me"))


def _emoji_as_words(text: str) -> str:
    if text.isascii():
        return text
    return "".join(f" {_EMOJI[letter]} " if letter in _EMOJI else letter for letter in text)


def _visible(letter: str) -> str:
    if letter.isascii():
        return letter if letter >= " " or letter == "\n" else " "
    kind = unicodedata.category(letter)
    # Marks left over are no part of a letter; Cf is the zero-width family; surrogates and private use mean nothing to us.
    if kind in ("Mn", "Me", "Cf"):
        return ""
    return " " if kind[0] in "CZS" else letter
