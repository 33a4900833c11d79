"""The words in which children say when and how not: Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from typing import Final

from care.contact.conditions import Closed

NUMBERS: Final[Mapping[str, int]] = {
    word: number
    for number, words in enumerate(
        (
            "een one", "twee two", "drie three", "vier four", "vijf five", "zes six", "zeven seven", "acht eight",
            "negen nine", "tien ten", "elf eleven", "twaalf twelve",
        ),
        1,
    )
    for word in words.split()
}  # fmt: skip
SCHOOL_DAYS: Final = frozenset(range(5))
_DAYS: Final = (
    "maandag maandags monday mondays", "dinsdag dinsdags tuesday tuesdays", "woensdag woensdags wednesday wednesdays",
    "donderdag donderdags thursday thursdays", "vrijdag vrijdags friday fridays", "zaterdag zaterdags saturday saturdays",
    "zondag zondags sunday sundays",
)  # fmt: skip
_SCHOOL: Final = Closed(time(8), time(16), SCHOOL_DAYS)
PARTS_OF_A_DAY: Final[Mapping[str, tuple[Closed, ...]]] = {
    "ochtend": (Closed(time(0), time(12)),),
    "middag": (Closed(time(12), time(18)),),
    "avond": (Closed(time(17)),),
    "nacht": (Closed(time(21)), Closed(time(0), time(8))),
    "school": (_SCHOOL,),
    "weekend": (Closed(days=frozenset({4, 5, 6})),),  # Friday evening is weekend too for whoever says so
}
SAME: Final[Mapping[str, str]] = {
    **dict.fromkeys(("ochtends", "ochtenden", "morgens", "morning", "mornings"), "ochtend"),
    **dict.fromkeys(("middags", "middagen", "afternoon", "afternoons"), "middag"),
    **dict.fromkeys(("avonds", "avonden", "evening", "evenings"), "avond"),
    **dict.fromkeys(("nachts", "nachten", "night", "nights"), "nacht"),
    **dict.fromkeys(("schooltijd", "schooluren", "schooldagen", "les", "lessen", "lessons"), "school"),
    **dict.fromkeys(("weekenden", "weekends"), "weekend"),
}
DAYS: Final[Mapping[str, int]] = {word: day for day, words in enumerate(_DAYS) for word in words.split()}
_CALL: Final = frozenset({"call"})
_APP: Final = frozenset({"app", "chat"})
WAYS: Final[Mapping[str, frozenset[str]]] = {
    **dict.fromkeys(("bel", "bellen", "belt", "gebeld", "telefoon", "telefonisch", "phone", "telephone"), _CALL),
    **dict.fromkeys(("call", "calls", "calling", "ring", "ringing", "phoning"), _CALL),
    **dict.fromkeys(("mail", "mailen", "mails", "email", "e-mail", "emails"), frozenset({"mail"})),
    **dict.fromkeys(("app", "appen", "appje", "appjes", "whatsapp", "sms", "text", "texting", "texts"), _APP),
    **dict.fromkeys(("bericht", "berichten", "berichtje", "berichtjes", "message", "messages"), _APP),
    **dict.fromkeys(
        ("ouders", "moeder", "vader", "mama", "papa", "parents", "mother", "father", "mum", "dad"),
        frozenset({"parent"}),
    ),
}
AFTER: Final = frozenset({"na", "after", "vanaf", "from", "later"})
BEFORE: Final = frozenset({"voor", "before", "tot", "until"})
NO: Final = frozenset({"niet", "not", "geen", "no", "nooit", "never", "dont", "don't"})
# "After eight, please" may be the wish itself: these words are only clear beside a "not".
WISHING: Final = frozenset({"graag", "please", "mag", "may", "kan", "can"})
SMALLEST: Final = frozenset({"aub", "svp", "ook", "also", "maar", "but", "nee", "no"})
# Words that change nothing in a field which asks when not to. Anything else may turn the meaning round.
SMALL: Final = NO | SMALLEST | frozenset(
    [
        "liever", "rather", "uur", "oclock", "o'clock", "u", "h", "in", "de", "het", "the", "op", "on", "at", "om", "'s", "s",
        "door", "by", "via", "per", "onder", "tijdens", "during", "hours", "time", "me", "mij", "ik", "i", "i'm", "am",
        "ben", "zijn", "is", "a", "een",
    ]
)  # fmt: skip
NOTHING: Final = frozenset(
    (
        "", "nee", "no", "none", "geen", "niks", "niets", "nothing", "nvt", "n.v.t", "altijd", "altijd goed", "always",
        "anytime", "always fine", "maakt niet uit", "maakt me niet uit", "does not matter", "doesn't matter", "kan altijd",
    )
)  # fmt: skip
