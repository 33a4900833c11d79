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
    "night": (Closed(time(17)), Closed(time(0), time(8))),  # an English night begins with the evening
    "school": (_SCHOOL,),
    "weekend": (Closed(days=frozenset({4, 5, 6})),),  # Friday evening is weekend too for whoever says so
}
SAME: Final[Mapping[str, str]] = {
    **dict.fromkeys(("ochtends", "ochtenden", "morgens", "morning", "mornings"), "ochtend"),
    **dict.fromkeys(("middags", "middagen", "afternoon", "afternoons"), "middag"),
    **dict.fromkeys(("avonds", "avonden", "evening", "evenings"), "avond"),
    **dict.fromkeys(("nachts", "nachten"), "nacht"),
    "nights": "night",
    **dict.fromkeys(("schooltijd", "schooluren", "les", "lessen", "lessons"), "school"),
    **dict.fromkeys(("schooldag", "schooldagen", "schooldays", "weekdag", "weekdagen"), "doordeweeks"),
    **dict.fromkeys(("weekday", "weekdays"), "doordeweeks"),
    **dict.fromkeys(("weekenden", "weekends"), "weekend"),
}
DAYS: Final[Mapping[str, frozenset[int]]] = {
    "doordeweeks": SCHOOL_DAYS,
    **{word: frozenset({day}) for day, words in enumerate(_DAYS) for word in words.split()},
}
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
# "Vanaf vier" may be when it suits, or when it does not: only clear beside a "not".
EITHER_WAY: Final = frozenset({"vanaf", "from", "tot", "until"})
REFUSING: Final = frozenset({"nee", "no"})
TURNING: Final = frozenset({"maar", "but"})  # in the middle of a clause it turns the meaning round
NO: Final = frozenset({"niet", "not", "geen", "no", "nooit", "never", "dont", "don't"})
# "After eight, please" may be the wish itself: these words are only clear beside a "not".
WISHING: Final = frozenset({"graag", "please", "mag", "may", "kan", "can"})
SMALLEST: Final = frozenset({"aub", "svp", "ook", "also", "maar", "but", "nee", "no"})
# Words that change nothing in a field which asks when not to. Anything else may turn the meaning round.
SMALL: Final = NO | SMALLEST | frozenset(
    [
        "liever", "rather", "uur", "oclock", "o'clock", "u", "h", "in", "de", "het", "the", "op", "on", "at", "om", "'s", "s",
        "door", "by", "via", "per", "onder", "tijdens", "during", "hours", "time", "me", "mij", "ik", "i", "i'm",
        "ben", "zijn", "is", "a", "een",
    ]
)  # fmt: skip
# "Call me back", "zeg maar dat …": what stands where a name might stand.
NO_NAME: Final = frozenset(
    [
        "again", "any", "anytime", "asap", "back", "ever", "instead", "just", "later", "maybe", "now", "quickly", "soon",
        "that", "this", "to", "today", "tonight", "up", "what", "yourself",
        "bij", "dan", "dat", "dit", "even", "gewoon", "hoe", "iets", "maar", "nu", "of", "snel", "straks", "terug", "tegen",
        "waar", "wat", "wie", "zo",
    ]
)  # fmt: skip
NOTHING: Final = frozenset(
    (
        "", "nee", "no", "none", "geen", "niks", "niets", "nothing", "nvt", "n.v.t", "altijd goed", "always fine",
        "maakt niet uit", "maakt me niet uit", "does not matter", "doesn't matter", "kan altijd",
    )
)  # fmt: skip
# What tells the language of "half four": half past four in English, half past three in Dutch.
ENGLISH: Final = frozenset(
    word
    for line in (
        "one two three four five six seven eight nine ten eleven twelve past after before from until till than not no never",
        "don't dont rather the at on by during and or please may can monday mondays tuesday tuesdays wednesday wednesdays",
        "thursday thursdays friday fridays saturday saturdays sunday sundays morning mornings afternoon afternoons evening",
        "evenings night nights weekday weekdays",
    )
    for word in line.split()
)  # fmt: skip
DUTCH: Final = frozenset(
    word
    for line in (
        "een twee drie vier vijf zes zeven acht negen tien elf twaalf na voor vanaf tot dan niet geen nooit liever de het op",
        "door tijdens onder en uur graag mag kan maandag maandags dinsdag dinsdags woensdag woensdags donderdag donderdags",
        "vrijdag vrijdags zaterdag zaterdags zondag zondags ochtend ochtends ochtenden morgens middag middags avond avonds",
        "avonden nacht nachts doordeweeks",
    )
    for word in line.split()
)  # fmt: skip
# Beside an address these may be a condition; a clause with one of them is read as one, or counts as not understood.
RESTRICTING: Final = NO | frozenset(
    word
    for line in (
        # only, except
        "alleen allen aleen alleenmaar enkel slechts uitsluitend only just solely behalve uitgezonderd zonder except",
        "without unless tenzij mits buiten outside niks nothing none nobody niemand cannot cant can't won't wont nie nope",
        "zelden rarely meestal usually soms sometimes liefst liever rather prefer preferably voorkeur beter better",
        # before, after
        "na nadat daarna pas dan voor voordat vanaf tot totdat sinds eerder vroeger later straks after afterwards before",
        "until till til from since once earlier past tussen between eerst first zodra zolang terwijl wanneer als if when",
        "whenever while during tijdens onder",
        # days and hours
        "dagen day days daily dagelijks week weken weeks weekdagen werkdagen vandaag today tomorrow vanavond vanmiddag",
        "vannacht vanochtend tonight ochtends avonds middags morgens noon lunch lunchtime midnight middernacht uur uren",
        "u hour hours hrs o'clock oclock half kwart quarter tijd tijden time times les lessen lesson lessons class classes",
        "vakantie vakanties holiday holidays pauze pauzes break breaks eten avondeten dinner tea supper bedtijd bedtime",
        "di wo vr za mon tue tues wed thu thur thurs fri sat sun vrij laat late vroeg early",
        # who is there, and who may not know
        "thuis thuiskom home slaap slaapt slapen sleep sleeps asleep werkt werken work works working stiekem geheim secret",
        "secretly leest meeleest reads ziet sees hoort hears weet weten know knows finds boos angry mad wacht",
        "wachten wait voorzichtig careful carefully mag mogen allowed",
        # a few of other languages that are spoken at home
        "nur nicht nach vor erst kein keine uhr wenn tylko nie po przed nigdy sadece sonra once degil",
    )
    for word in line.split()
)  # fmt: skip
