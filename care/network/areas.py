"""A first guess at the part of life somebody belongs to, from the role word in the name. The child can correct it."""

from __future__ import annotations

import re
from typing import Final

from care.network.names import unaccented

# The order is the order of trust: "oma's hond" is an animal, "vriendin van mama" is a friend.
_WORDS: Final = """
animals: hond hondje puppy kat katje poes poesje kitten kater paard paardje pony konijn konijntje hamster cavia rat
  muis vis goudvis vogel parkiet papegaai kanarie kip kippen schildpad slang geit schaap ezel fret huisdier dog
  doggy cat horse rabbit bunny guinea pig mouse fish goldfish bird parrot budgie canary chicken tortoise snake goat
  sheep donkey ferret pet
friends: vriend vrienden vriendje vriendin vriendinnen vriendinnetje bff maat maatje matties friend friends bestie
  boyfriend girlfriend buddy mate
school: juf juffrouw meester leraar lerares leerkracht docent docente mentor mentrix conrector directeur klas
  klasgenoot klasgenootje klasgenoten school concierge opvang bso teacher tutor headteacher classmate classmates
  class miss sir professor
sports: trainer trainster coach team teamgenoot teamgenoten elftal club leider scouting akela voetbal hockey judo
  turnen dansen dansles zwemles zwemmen korfbal handbal volleybal tennis atletiek teammate football soccer swimming
  dancing gym scouts
neighbourhood: buurvrouw buurman buur buren buurjongen buurmeisje buurt buurtjes straat neighbour neighbours
  neighbor neighbors street
work: collega collegas baas chef werk stage stagebegeleider colleague colleagues boss work
faith: imam dominee pastoor priester kerk moskee synagoge tempel koran koranles priest pastor vicar rabbi church
  mosque temple
online: online discord gamevriend internet twitch minecraft fortnite roblox
care: dokter huisarts arts verpleegkundige zuster begeleider begeleidster thuiszorg psycholoog therapeut
  hulpverlener doctor nurse therapist psychologist counsellor
family: mama mam mamma moeder mams mamsie ma papa pap pappa vader paps pa ouders zus zusje zussen zusjes broer
  broers broertje broertjes tweelingzus tweelingbroer oma omi opa opi oom tante neef neefje nicht nichtje
  stiefmoeder stiefvader pleegmoeder pleegvader pleegouders bonusmama bonuspapa familie gezin overgrootoma
  overgrootopa schoonzus zwager mum mummy mom mommy mother dad daddy father parents sister sisters brother brothers
  sibling siblings gran granny grandma grandmother nan nana grandpa grandad grandfather aunt auntie aunty uncle
  cousin cousins niece nephew stepmum stepdad stepmother stepfather family
"""


def _by_area(text: str) -> dict[str, frozenset[str]]:
    """Read "area: words", where a line that begins with a space goes on with the area above it."""
    areas = (block.split(":") for block in text.strip().replace("\n ", " ").splitlines())
    return {area: frozenset(words.split()) for area, words in areas}


ROLE_WORDS: Final = _by_area(_WORDS)
FILLER_WORDS: Final = frozenset(
    {"mijn", "mn", "de", "het", "een", "van", "uit", "bij", "onze", "ons", "en", "beste", "lieve", "kleine", "grote"}
    | {"my", "our", "the", "a", "of", "from", "and", "with", "at", "in", "s", "best", "dear", "little", "big"}
)
_COMPOUND_ENDS: Final[dict[str, str]] = {
    "trainer": "sports",
    "coach": "sports",
    "moeder": "family",
    "vader": "family",
    "broer": "family",
    "broertje": "family",
    "zusje": "family",
    "juf": "school",
    "meester": "school",
    "vriendin": "friends",
    "vriend": "friends",
}
_ANIMAL_SIGNS: Final = frozenset("🐶🐕🐩🐱🐈🐴🐎🐰🐇🐹🐭🐀🐦🐤🐥🦜🐠🐟🐢🐍🐐🐑🐔🐾")


def area_of(name: str) -> str | None:
    """Give the life area that a role word in the name points to ("tante Rian" is family), or None."""
    if _ANIMAL_SIGNS & set(name):
        return "animals"
    words = words_in(name)
    cut = next((place for place, word in enumerate(words) if word in ("van", "of", "from", "uit")), len(words))
    # "Kees van voetbal": what stands before "van" is who it is; what follows only counts when that says nothing.
    return _area_of_words(words[:cut]) or _area_of_words(words[cut:])


def is_role(word: str) -> bool:
    """Say whether a word (lower case, no accents) is a role such as "tante" and not somebody's own name."""
    return word in FILLER_WORDS or any(word in roles for roles in ROLE_WORDS.values())


def words_in(name: str) -> list[str]:
    """Give the words of a name, lower case and without accents."""
    return re.findall(r"\w+", unaccented(name))


def _area_of_words(words: list[str]) -> str | None:
    for area, roles in ROLE_WORDS.items():
        if any(word in roles for word in words):
            return area
    for word in words:
        for end, area in _COMPOUND_ENDS.items():
            if word.endswith(end) and len(word) > len(end) + 2:
                return area
    return None
