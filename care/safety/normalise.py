"""One spelling for what children type: case, accents, hidden characters, digits for letters, emoji, spaced letters."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_LETTERS: Final = dict(zip("ıİłŁøđґىة", "iillodгيه", strict=True))
_LONGER: Final = {"ß": "ss", "æ": "ae", "œ": "oe"}
_PUNCTUATION: Final = {"،": ",", "؟": "?", "؛": ";", "…": "."}
# Apostrophes join (don't, m'n); the Arabic stretcher is no letter.
_DROPPED: Final = dict.fromkeys("'’‘ʼ`´ـ")
_ALIKE: Final = str.maketrans({**_LETTERS, **_LONGER, **_PUNCTUATION, **_DROPPED})
_LEET: Final = str.maketrans("013457@$!€", "oieastasie")
_LEET_WORD: Final = re.compile(r"(?<!\S)(?=\S*[a-z]\S*[a-z])[a-z0-9@$!€]*[a-z][0134578@$!€]+[a-z][a-z0-9@$!€]*")
_SPACED: Final = re.compile(r"(?<![^\W\d_])[^\W\d_](?:[ ._\-*]{1,2}[^\W\d_](?![^\W\d_])){2,}")
_LONG_RUN: Final = re.compile(r"([^\W\d_])\1{2,}")
_EMOJI: Final = {
    "🔪": "emojiknife",
    "🗡": "emojiknife",
    "🩸": "emojiblood",
    "🔫": "emojigun",
    "😂": "emojilaugh",
    "🤣": "emojilaugh",
    "😆": "emojilaugh",
    "😹": "emojilaugh",
    "💀": "emojiskull",
    "☠": "emojiskull",
    "⚰": "emojicoffin",
    "🪦": "emojicoffin",
    "😭": "emojicry",
    "😢": "emojicry",
    "🥺": "emojicry",
    "💔": "emojibrokenheart",
    "😱": "emojifear",
    "😨": "emojifear",
    "😰": "emojifear",
    "💊": "emojipill",
    "🆘": "emojisos",
}


def normalise(text: str) -> str:
    """The text in the one spelling that lexicon and classifiers share; sentence marks stay, everything is lower case."""
    folded = unicodedata.normalize("NFKD", _emoji_as_words(text)).translate(_ALIKE)
    kept = "".join(_visible(letter) for letter in folded.lower())
    joined = _SPACED.sub(lambda found: re.sub(r"[ ._\-*]", "", found.group()), kept)
    plain = _LEET_WORD.sub(lambda found: found.group().translate(_LEET), joined)
    return _LONG_RUN.sub(r"\1\1", plain)


def _emoji_as_words(text: str) -> str:
    if text.isascii():
        return text
    return "".join(f" {_EMOJI[letter]} " if letter in _EMOJI else letter for letter in text)


def _visible(letter: str) -> str:
    if letter.isascii():
        return letter if letter >= " " or letter == "\n" else " "
    kind = unicodedata.category(letter)
    # Marks are accents split off by NFKD; Cf is the zero-width family; surrogates and private use mean nothing to us.
    if kind in ("Mn", "Me", "Cf"):
        return ""
    return " " if kind[0] in "CZS" else letter
