"""Help lines in words: for whom they are, what is spoken there, whether somebody answers at this moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from bot.languages import language_name
from bot.moments import clock, weekday
from bot.organisation import Organisation
from bot.turn.messages import HelpLine
from bot.words import BETWEEN, Catalogues, together
from care.help_lines import DANGER, Offered
from care.help_lines import HelpLine as Line
from flows.engine.marking import N_

A_DAY: Final = timedelta(days=1)
OPEN_ALWAYS: Final = N_("open now, day and night")
OPEN_UNTIL: Final = N_("open now, until {time}")
OPENS_TODAY: Final = N_("opens at {time}")
OPENS_TOMORROW: Final = N_("opens tomorrow at {time}")
OPENS_LATER: Final = N_("opens on {day} at {time}")
CLOSED: Final = N_("closed now")
SPOKEN: Final = N_("they speak {languages}")
ALL_OF: Final = N_("{one} and {other}")


def lines_in_words(offers: Iterable[Offered], at: datetime, language: str, words: Catalogues) -> tuple[HelpLine, ...]:
    """The lines as they are shown at a moment (aware), in a language; in Dutch and English when that is unknown."""
    return tuple(
        HelpLine(
            name=one.line.name,
            number=one.line.number,
            href=one.line.href,
            note=_note(one.line, language, words),
            chat=one.line.chat if one.chats else None,
            now=_in_each(language, words, partial(_now, one, at)),
        )
        for one in offers
    )


def emergency_number(lines: Iterable[Line]) -> str:
    """The number for danger to life, as the organisation has it; the first number when none is marked so."""
    found = list(lines)
    return next((line.number for line in (*(one for one in found if DANGER in one.about), *found)), "")


def in_words(words: Catalogues, language: str, sentences: Sequence[str], organisation: Organisation) -> str:
    """Sentences (English source) as one paragraph, the organisation's slots filled; two paragraphs, Dutch and English,
    in a language that has no words for them."""
    slots = {"consultant": organisation.consultant, "emergency": emergency_number(organisation.help_lines)}
    return _in_each(
        language, words, lambda _tongue, _: " ".join(_(one).format(**slots) for one in sentences), between="\n"
    )


def _note(line: Line, language: str, words: Catalogues) -> str:
    return _in_each(language, words, partial(_about, line, language))


def _about(line: Line, language: str, tongue: str, _: Callable[[str], str]) -> str:
    """For whom the line is, and what is spoken there when that is not the language of the talk."""
    spoken = "" if language in line.languages else _(SPOKEN).format(languages=_tongues(line, tongue, _))
    told = line.words.get(language) or line.words.get(tongue, "")
    return ", ".join(part for part in (told, spoken) if part)


def _in_each(
    language: str, words: Catalogues, say: Callable[[str, Callable[[str], str]], str], between: str = BETWEEN
) -> str:
    """Something said in a language, or in Dutch and in English when nobody wrote the words of that language."""
    # A catalogue that somebody has only begun has none of these sentences yet: one of them speaks for all.
    tongues = words.tongues(language, OPEN_ALWAYS)
    return together((say(tongue, words.gettext(tongue)) for tongue in tongues), between)


def _tongues(line: Line, language: str, _: Callable[[str], str]) -> str:
    names = [language_name(code, language) for code in line.languages]
    *first, last = names
    return _(ALL_OF).format(one=", ".join(first), other=last) if first else last


def _now(one: Offered, at: datetime, language: str, _: Callable[[str], str]) -> str:
    opening = one.opening
    if opening.is_open:
        return _(OPEN_UNTIL).format(time=clock(opening.until)) if opening.until else _(OPEN_ALWAYS)
    if opening.opens is None:
        return _(CLOSED)
    here = at.astimezone(opening.opens.tzinfo)
    days = (opening.opens.date() - here.date()) // A_DAY
    text = OPENS_TODAY if days == 0 else OPENS_TOMORROW if days == 1 else OPENS_LATER
    return _(text).format(time=clock(opening.opens), day=weekday(opening.opens, language))
