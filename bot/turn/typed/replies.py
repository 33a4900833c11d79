"""What a short line says to the side question that is open: yes to help, no, or "call me".

More than a few words are words, whatever they begin with. Where danger is heard, it is met instead of taken for a yes or
a no; a call that is asked for along with it is asked for all the same.
"""

from __future__ import annotations

import re
from typing import Final, Literal

from bot.turn.messages import Prompt
from bot.turn.typed.lines import bare, squeezed
from care.safety import Urgency
from flows.engine.events import Chose, Commanded, Incoming
from flows.engine.prompts import CHECK, HELP

WORDS_OF_A_REPLY: Final = 6
_YES: Final = frozenset(
    squeezed(word)
    for text in (
        "ja jaja jawel jazeker jep jup zeker natuurlijk graag alsjeblieft alstublieft aub ok oke okay okee oki prima",
        "yes yeah yea yep yup sure please pls plz ye definitely",
        "bitte gerne jo evet olur tamam lütfen tak proszę jasne так авжеж да نعم ايوه أيوه ايوا أجل naam aywa",
    )
    for word in bare(text)
)
_NO: Final = frozenset(
    squeezed(word) for text in ("nee neen nah nope no nop", "nein nö hayır yok nie ні нет لا") for word in bare(text)
)
_NOT_A_NO: Final = re.compile(r"no (?:one|body|idea)\b")
_YES_TOO: Final = re.compile(
    r"(?:heel graag|doe maar|is goed|goed|laat (?:\w+ )?zien|show me|go ahead|misschien wel|ik wel|i do)\b"
)
_HELP: Final = re.compile(
    r"\b(?:hulp|sos|emojisos|hilfe|hilf|helft|yardim\w*|imdat|pomoc|pomocy|pomoz\w*|ratunku|допомо\w*|помог\w*|(?:вря|ря|ра)туйте|"
    r"(?:ال)?نجده|(?:ال)?مساعده|ساعد\w+)\b"
    # Who helps somebody asks for nothing.
    r"|^help\b|(?<!\bik )(?<!\bi )(?<!\bto )\bhelp\b(?! ik\b)|\bto help me\b|\bgeholpen worden\b"
    r"|\b(?:me|mij|ons|wie|kan iemand|wil iemand|kan je|kun je|kun jij|wil je|mir|jemand)\b.* (?:helpen|helfen)\b"
    r"|\b(?:je|iemand|wie)(?: me| mij)? helpt\b"
)
_REFUSED: Final = re.compile(
    r"^(?:geen|no|keine) (?:\w+ )?(?:hulp|help|hilfe)(?: (?:nodig|needed|please|alsjeblieft|nu|now|hoor|thanks|bedankt))*$"
    r"|\b(?:ja|ok|oke|nee|maar|wil|hoef|but|want|need) (?:(?:ik|nu|echt|liever) )?(?:geen|no|keine) (?:\w+ )?(?:hulp|help|hilfe)\b"
    r"|\bgeen hulp nodig\b|\bniet nodig\b|\bhoeft?(?: \w+){0,2} niet\b|\bwil (?:\w+ )?niet geholpen\b"
    r"|\bhelp (?:me|mij) (?:maar |liever |nu )?niet\b"
    r"|\b(?:dont|do not) (?:really )?(?:need|want)(?: (?:any|your|it|that|help|anything))*$|\bno need\b"
    r"|^(?:nu niet|niet nu|nog niet|liever niet|laat maar|not now|not yet|not really|rather not|id rather not|never mind)$"
)
_ONWARD: Final = re.compile(r"\b(?:verder|go on|continue|carry on)$")
_CALL: Final = re.compile(
    r"\bbel (?:me|mij)\b|\b(?:je|jij|u|iemand|jullie|(?:kan|wil|laat|dat) \w+) (?:\w+ )?(?:me|mij) (?:\w+ )?(?:op)?(?:bellen|belt|bel)\b"
    r"|^(?!.*\b(?:heb|hebt|heeft|hebben|had|hadden)\b).*\bgebeld\b"
    # "They call me names" is no wish.
    r"|(?:^|\b(?:please|pls|plz|yes|yeah|ok|okay|ja|someone|somebody|anyone|you|u|can|could|to|just|and|so|then|help) )"
    r"(?:call|ring|phone) me(?=$| (?:back|up|now|please|pls|plz|soon|today|tonight|tomorrow|later|asap|on|at|after|if|and|"
    r"because|then|when|alsjeblieft|aub)\b)"
    r"|\bgive me a (?:call|ring)\b|\b(?:be|get) called(?: back| now| please| soon)*$|\bwant a call\b"
    r"|\bruft? mich(?: \w+)? an\b|\bbeni ara\w*|\bara\w* beni\b|\bzadzwon\w* do mnie\b"
    r"|\b(?:подзвон\w*|зателефону\w*) мені\b|\bاتصل\w* بي\b"
)
_NO_CALL: Final = re.compile(
    r"\b(?:bel|call|ring|phone) (?:me|mij)(?: (?:maar|liever|nu|please|alsjeblieft|toch|dus))* (?:niet|nooit|not|never)\b"
    r"|\b(?:niet|nooit|niemand)\b.* (?:gebeld|bellen|belt|bel)\b"
    r"|\b(?:dont|do not|never|not|nobody)\b.* (?:call|ring|phone|called)\b"
)


def reply_to(text: str, prompt: Prompt | None, urgency: Urgency | None = None) -> Incoming | None:
    """The event a short line stands for; None for what is no reply. `urgency` is what the safety layer heard in it."""
    control = prompt.control if prompt is not None else HELP
    words = bare(text)
    if control not in (CHECK, HELP) or not words or len(words) > WORDS_OF_A_REPLY:
        return None
    line = " ".join(words)
    if _CALL.search(line) and not _NO_CALL.search(line):
        return Commanded("call_me")
    is_danger = urgency in ("soon", "now")
    return _to_check(line, prompt, urgency) if prompt is not None and control == CHECK and not is_danger else None


def _to_check(line: str, prompt: Prompt, urgency: Urgency | None) -> Incoming | None:
    option = _yes_or_no(line)
    # Who says no and something heavy in one breath has told something; that is kept as words.
    return None if option is None or (option == "go_on" and urgency is not None) else Chose(prompt.token, option)


def _yes_or_no(line: str) -> Literal["help", "go_on"] | None:
    if _REFUSED.search(line):
        return "go_on"
    if _HELP.search(line):
        return "help"
    first = squeezed(line.split(" ")[0])
    if (first in _NO and not _NOT_A_NO.match(line) and "help" not in line) or _ONWARD.search(line):
        return "go_on"
    return "help" if first in _YES or _YES_TOO.match(line) else None
