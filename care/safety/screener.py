"""The cascade that notices danger in a child's text: word lists first, then the trained opinions.

Those add signals and never take one away; of a question that a word list would ask they may say that it is needless.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from care.safety.familiar import Familiar
from care.safety.lexicon import Lexicon
from care.safety.normalise import fold, tidy
from care.safety.opinion import Embed, Opinion
from care.safety.reading import read, words_of
from care.safety.rules import Rules
from care.safety.signal import Signal, gravest
from care.safety.window import Window

# As long as an answer may be; of a longer text, which no child types, the beginning and the end are looked at, half each.
LONGEST_TEXT: Final = 20_000
WINDOW_WORDS: Final = 24
SPOKEN: Final = 0.34


class Screener:
    """Says whether a text tells of danger.

    `model` is the trained file (None: word lists only); `embed` gives the sentence model's numbers for a text and is
    asked only where the rest is unsure.
    """

    def __init__(
        self,
        lexicons: Iterable[Lexicon],
        model: Mapping[str, Any] | None = None,
        embed: Embed | None = None,
    ) -> None:
        self._lexicons = {lexicon.language: lexicon for lexicon in lexicons}
        self._familiar = Familiar(self._lexicons)
        self._rules = {language: Rules(lexicon) for language, lexicon in self._lexicons.items()}
        self._opinion = Opinion(model, embed) if model else None

    def screen(self, text: str, language: str) -> Signal | None:
        """The gravest danger in the text, or None. `language` is that of the talk; the text may be in any other."""
        signals, windows = self.read(text, language)
        known = gravest(signals)
        if self._opinion is None or (known is not None and known.urgency != "check"):
            return known
        looked = self._opinion.look(windows)
        return gravest([*_without(signals, looked.needless), *looked.added])

    def read(self, text: str, language: str) -> tuple[list[Signal], list[Window]]:
        """What the word lists find, and the windows left for the trained opinions (training uses the same)."""
        signals: list[Signal] = []
        windows: list[Window] = []
        for words in dict.fromkeys(words_of(tidy(_capped(text)))):
            found, window = self._by_rules(words, language)
            signals += found
            _append(windows, window)
        return signals, windows

    def _by_rules(self, words: tuple[str, ...], language: str) -> tuple[list[Signal], Window]:
        shares = self._familiar(words)
        best = max(shares, key=lambda name: (shares[name], name == language), default=language)
        signals: list[Signal] = []
        plain = tuple(word for word in words if word != ",")
        window = Window(tuple(fold(word) for word in plain), (), best, plain)
        for name, share in shares.items():
            if name in (best, language) or share >= SPOKEN:
                reading = self._rules[name].apply(read(words, self._lexicons[name]))
                signals += reading.signals
                if name == best:
                    said = reading.sentence
                    window = Window(said.words, said.keys, best, said.spoken, reading.denied, reading.signals)
        return signals, window


def _without(signals: list[Signal], needless: Iterable[Signal]) -> list[Signal]:
    kept = list(signals)
    for signal in needless:
        kept.remove(signal)
    return kept


def _capped(text: str) -> str:
    half = LONGEST_TEXT // 2
    return text if len(text) <= LONGEST_TEXT else f"{text[:half]}\n{text[-half:]}"


def _append(windows: list[Window], window: Window) -> None:
    """Short sentences in a row share a window, so that "I want to stop. With everything." is read as one."""
    last = windows[-1] if windows else None
    if (
        last
        and last.spoken
        and last.language == window.language
        and len(last.words) + len(window.words) <= WINDOW_WORDS
    ):
        windows[-1] = last.followed_by(window)
    else:
        windows.append(window)
