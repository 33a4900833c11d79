"""What the child would rather not talk about, and whether a phrase of ours would touch on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import product
from typing import Final

from care.network.names import unaccented

SHORT: Final = 3
LONGEST_ENDING: Final = 2

# The same person has many names: who would rather not talk about "my father" has "papa" in the picture.
_SAME: Final = """
father: papa pappa pap paps pa ouwe vader stiefvader dad daddy father stepdad stepfather baba babam vati vater tata tato тато батько أبي بابا والدي
mother: mama mamma mam mams ma moeder stiefmoeder mum mummy mom mommy mother stepmum stepmom stepmother anne annem mutti mutter мама мати أمي ماما والدتي
parents: ouders parents folks eltern rodzice батьки والدي
brother: broer broertje brother bro abi abim kardes kardesim bruder brat брат أخي
sister: zus zusje sister sis abla ablam kardes kardesim schwester siostra сестра أختي
grandmother: oma omi opoe gran granny grandma grandmother nan nana babaanne anneanne babcia бабуся جدتي
grandfather: opa opi grandpa grandad grandfather dede dedem dziadek дідусь جدي
"""
_PARENTS: Final = "parents"
_EITHER: Final = ("father", "mother")

# Words that stand in any sentence; of every other word, we rather leave one opener too many out.
_PLAIN: Final = frozenset(
    unaccented("""
    ik je jij hij zij ze we wij het de een er dit dat die deze wat wie hoe mijn mn me mij jouw zijn haar hun ons onze
    en of maar want dus als dan ook nog wel niet geen nooit altijd soms iets niets niks alles over met van voor op aan
    in uit bij naar tot om te door onder sinds is was bent waren heb hebt heeft had ga gaat gaan doe doet doen kan
    wil wilt moet zou liever graag praten praat vertellen vragen zo heel erg meer
    i you he she it we they the a an this that these those what who how my your his her their our and or but so as if
    then also not no never always sometimes something nothing everything about with of for on at in out to from by is
    was am are were have has had go goes going do does can want must would rather like talk tell ask very more s t
    bir ve ile o bu icin degil hakkinda hic ich du er sie wir mein meine und oder nicht kein uber mit von zu
    moj moja i nie o z w do na mi to jest про і не мій моя з на я в على في من عن لا و انا
    """).split()
)


@dataclass(frozen=True, slots=True)
class Unwelcome:
    """What should be left alone: all words of it, and those that carry it."""

    words: frozenset[str] = frozenset()
    carry: frozenset[str] = frozenset()

    @classmethod
    def of(cls, text: str) -> Unwelcome:
        """Read it from what the child typed."""
        words = _words(text)
        return cls(words, words - _PLAIN)

    def touched_by(self, phrase: str) -> bool:
        """Say whether a phrase shares a word with it; roughly, as one opener too few does no harm."""
        said = _words(phrase)
        carry = said - _PLAIN
        # Somebody may be called Will: a phrase of plain words alone is compared with all of them.
        pairs = product(self.carry, carry) if carry else product(self.words, said)
        return any(_alike(one, other) for one, other in pairs)

    def is_all_in(self, phrase: str) -> bool:
        """Say whether a phrase has every word of it: who says "school, not my marks" does want to talk about school."""
        said = _words(phrase)
        return bool(self.carry) and all(any(_alike(one, other) for other in said) for one in self.carry)


def _by_group(text: str) -> dict[str, frozenset[str]]:
    groups = (line.split(":") for line in text.strip().splitlines())
    return {group: frozenset(unaccented(words).split()) for group, words in groups}


_GROUPS: Final = _by_group(_SAME)


def _words(text: str) -> frozenset[str]:
    # An apostrophe before an ending ("opa's", "Sem’s") belongs to the word.
    joined = re.sub(r"(?<=\w)['’](?=\w)", "", unaccented(text))
    return frozenset(re.findall(r"\w+", joined))


def _alike(one: str, other: str) -> bool:
    return one == other or _inflected(one, other) or not _people(one).isdisjoint(_people(other))


def _inflected(one: str, other: str) -> bool:
    """Compare beginnings; in scripts without capitals a particle may also stand in front."""
    shorter, longer = sorted((one, other), key=len)
    if shorter.upper() == shorter and len(shorter) >= SHORT:
        return shorter in longer
    if len(shorter) <= SHORT:
        return len(shorter) == SHORT and longer.startswith(shorter) and len(longer) - len(shorter) <= LONGEST_ENDING
    same = next((at for at, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(shorter))
    return same > SHORT and same * 3 >= len(shorter) * 2


def _people(word: str) -> frozenset[str]:
    found = {group for group, words in _GROUPS.items() if any(_ends(word, known) for known in words)}
    return frozenset(found.union(_EITHER) if _PARENTS in found else found)


def _ends(word: str, known: str) -> bool:
    """Say whether a word is this one, or this one with an ending ("vaders", "oma's")."""
    return word == known or (len(known) >= SHORT and word in (known + "s", known + "tje", known + "je"))
