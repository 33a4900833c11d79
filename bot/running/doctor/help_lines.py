"""Does a help line reach whom it is for? What `maatje doctor` finds about that, each with what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from bot.running.doctor.finding import Finding
from care.help_lines import DANGER, HelpLine

BETWEEN_NUMBERS: Final = re.compile(r"[^\d+() .-]+")
DIGITS: Final = re.compile(r"\D")
INSTEAD_OF_A_ZERO: Final = "(0)"
COUNTRY: Final = re.compile(r"31|(?!31)[1-9]\d{0,2}")
"""What stands before a number of another country; of ours, no digit of the number itself is taken for it."""


def answered(lines: Sequence[HelpLine], today: date) -> list[Finding]:
    """What is in doubt about each line, and what the list as a whole lacks."""
    texts = [text for line in lines for text in _doubts(line, today)]
    if not lines:
        texts.append("There are no help lines; a child in danger would find nobody.")
    elif not any(DANGER in line.about for line in lines):
        texts.append("No help line is about danger; give the emergency number `about: [danger]`.")
    return [Finding(text, bad=True) for text in texts]


def _doubts(line: HelpLine, today: date) -> Iterator[str]:
    if not _calls_what_it_shows(line.number, line.href):
        yield f"Help line {line.name} shows {line.number} and calls {line.href}; make both the same number."
    if "open" not in line.model_fields_set:
        yield f"Help line {line.name} has no hours, so it is shown as open day and night; write open: always, or its hours."
    if line.must_be_checked(today):
        yield _unchecked(line, today)


def _unchecked(line: HelpLine, today: date) -> str:
    if line.hours_unchecked and not line.model_copy(update={"hours_unchecked": False}).must_be_checked(today):
        return f"Help line {line.name}: its hours were never checked; call it and take hours_unchecked out."
    ahead = ", which is still to come" if line.is_checked_ahead(today) else ""
    when = f"last checked on {line.checked_on}{ahead}" if line.checked_on else "never checked"
    return f"Help line {line.name} was {when}; call it and set checked_on."


def _calls_what_it_shows(number: str, href: str) -> bool:
    """False when a tap rings another number than the one that is read. A word instead of a number, or a page, may differ."""
    shown = [part for part in BETWEEN_NUMBERS.split(number) if DIGITS.sub("", part)]
    scheme, _, rung = href.partition(":")
    if scheme not in ("tel", "sms") or not shown:
        return True
    return any(_same(part, rung.partition("?")[0]) for part in shown)


def _same(one: str, other: str) -> bool:
    """The same number at home, or one of them with its country."""
    (abroad, a), (also_abroad, b) = _read(one), _read(other)
    if abroad == also_abroad:
        return a == b
    whole, home = (a, b) if abroad else (b, a)
    home = home.removeprefix("0")
    return whole.endswith(home) and COUNTRY.fullmatch(whole.removesuffix(home)) is not None


def _read(number: str) -> tuple[bool, str]:
    """Whether the country stands before it, and its digits."""
    digits = DIGITS.sub("", number.replace(INSTEAD_OF_A_ZERO, ""))
    if number.strip().startswith("+"):
        return True, digits
    return digits.startswith("00"), digits.removeprefix("00")
