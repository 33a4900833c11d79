"""How children of 8 to 20 say when and how not: rightly understood or unclear, and never overlooked."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.contact import Conditions, conditions_of, may_reach
from care.contact import words as w

MONDAY = datetime(2026, 3, 9)
DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
# "No" and "nothing" alone are a full answer to "when not?".
RESTRICTING = w.RESTRICTING - w.NOTHING
NUMBER = "06 00 00 00 00"

# Answers to "when would you rather not be contacted?": what was said, a moment that stays open, one that is closed.
NOT_AT = """
not after 8 am             | mo 07:59 no | mo 10:00 no
not after 8 pm             | mo 19:59 ok | mo 20:00 no
not after 8pm              | mo 19:59 ok | mo 20:00 no
not after eight p.m.       | mo 19:59 ok | mo 20:00 no
not before 8 a.m.          | mo 08:00 ok | mo 07:59 no
not before 10 AM           | mo 10:00 ok | mo 09:59 no
not before 12 pm           | mo 12:00 ok | mo 11:59 no
niet na acht uur           | mo 19:59 ok | mo 20:00 no
niet vóór 4 uur            | mo 16:00 ok | mo 15:59 no
not before half four       | mo 16:30 ok | mo 16:29 no
not before half past four  | mo 16:30 ok | mo 16:29 no
not before half 4          | mo 16:30 ok | mo 16:29 no
not after half seven       | mo 19:29 ok | mo 19:30 no
niet voor half vier        | mo 15:30 ok | mo 15:29 no
niet voor half 4           | mo 15:30 ok | mo 15:29 no
niet na half 8 's avonds   | mo 19:29 ok | mo 19:30 no
not until 4                | mo 16:00 ok | mo 15:59 no
never on sundays           | sa 12:00 ok | su 12:00 no
doordeweeks niet           | sa 12:00 ok | fr 12:00 no
not on weekdays            | su 12:00 ok | mo 12:00 no
niet op schooldagen        | sa 17:00 ok | mo 17:00 no
liever niet onder schooltijd | mo 16:30 ok | mo 10:00 no
not at night               | mo 16:00 ok | mo 19:00 no
tussen 4 en 6              | mo 15:00 ok | mo 17:00 no
niet tussen 4 & 6          | mo 15:00 ok | mo 17:00 no
between 4 and 6 pm         | mo 15:00 ok | mo 17:00 no
4-6 pm                     | mo 18:00 ok | mo 17:00 no
10am-2pm                   | mo 14:00 ok | mo 13:00 no
tussen 4 en 12             | mo 12:30 ok | mo 18:00 no
please don't text after 8  | mo 19:00 no | mo 21:00 no
"""

# The same, beside an address or as the whole answer.
BESIDE = """
06 00 00 00 00, niet na acht           | mo 19:59 ok | mo 20:00 no
06 00 00 00 00, na acht niet           | mo 19:59 ok | mo 20:00 no
06 00 00 00 00, not after 8 pm please  | mo 19:59 ok | mo 20:00 no
noor@example.org, never on sundays     | sa 12:00 ok | su 12:00 no
06 00 00 00 00; niet tussen 4 en 6     | mo 15:00 ok | mo 17:00 no
06 00 00 00 00. Not before half four   | mo 16:30 ok | mo 16:29 no
06 00 00 00 00, doordeweeks niet       | sa 12:00 ok | mo 12:00 no
06 00 00 00 00, liever niet in het weekend | mo 12:00 ok | sa 12:00 no
06 00 00 00 00, niet: na 8             | mo 19:59 ok | mo 20:00 no
"""

UNCLEAR_ANYWHERE = """
app me alleen na 4 uur
alleen na 16.00
alleen op woensdag
alleen appen
alleen in de middagpauze
alleen als ik op school ben
only in the weekend
only after school
just text me, never when dad is up
after school
na school
na het eten
after tea
niet als papa thuis is
not when mum's home
not when I'm at work
als mijn moeder slaapt niet
weekend only
vanaf 4
vanaf 4 uur
v.a. 4
from 4 onwards
pas na vieren
pas vanaf half 5
tot 8 uur
until 8
maandag tot donderdag
ma t/m do
mon-fri
monday to thursday
zaterdagochtend
behalve op vrijdag
except fridays
any day but monday
not on school nights
not before half vier
niet before half 4
na acht is juist fijn
graag na 4
after 4 please
graag na 4 niet bellen
niet bellen graag na 4
nee, na 4
no, after 4
nee maar na 4
niet voor 4 maar na 4
as soon as my brother's asleep
zodra mijn broertje slaapt
stiekem, mama leest mee
dad reads my texts
niet tegen papa zeggen
don't tell my mum
call me after school
bel me na school
noem me Noor, alleen na 4
elke dag na mijn training
when I text you first
doe maar als ik vrij ben
voor het eten
vóór 4, daarna niet
’s avonds alleen
tomorrow
in de vakantie
tylko po 16
بعد الساعة الرابعة
"""

# These mean the opposite of each other in the two fields, so beside an address they only count as not understood.
UNCLEAR_BESIDE = """
na 4
after 4 pm
16.00
16:00 - 18:00
16-18
van 4 tot 6
tussen 4 en 6
between 4 and 6
4 to 6
's avonds
in the morning
zondag
on mondays
in het weekend
doordeweeks
niet op maandag en dinsdag na 4
after 4 not by phone
na 4 niet bellen
§ na 4
"""

PLAIN = """
06 00 00 00 00
06-00000000
06-12 34 56 78
06.12.34.56.78
+31 6 12345678
noor.vrijdag@example.org
06 00 00 00 00, van oma
via mijn mentor op school
Kerkstraat 4, Utrecht
@noor_12
"""


def lines(table: str) -> list[str]:
    return [line.strip() for line in table.strip().splitlines()]


def rows(table: str) -> list[tuple[str, str]]:
    return [
        (text.strip(), moment.strip()) for text, *moments in (x.split("|") for x in lines(table)) for moment in moments
    ]


def verdict(found: Conditions, moment: str) -> str:
    """Say "ok" or "no" for a moment of that week on the child's own clock: "mo 19:59"."""
    day, clock = moment.split()
    hour, minute = clock.split(":")
    at = MONDAY + timedelta(days=DAYS.index(day), hours=int(hour), minutes=int(minute))
    return "ok" if may_reach(found, "chat", at).allowed else "no"


def ways_to_say(text: str) -> list[Conditions]:
    """The same words beside an address, as the address, as the town, and as the whole answer."""
    return [
        conditions_of(said)
        for said in (
            text,
            f"{NUMBER}, {text}",
            f"{NUMBER} {text}",
            {"way": "app", "address": f"{NUMBER} {text}"},
            {"way": "app", "address": NUMBER, "place": f"Utrecht, {text}"},
        )
    ]


@pytest.mark.parametrize(("text", "moment"), rows(NOT_AT))
def test_when_not_is_understood(text: str, moment: str) -> None:
    found = conditions_of({"way": "app", "not_at": text})
    assert found.understood
    assert verdict(found, moment[:-3]) == moment[-2:]


@pytest.mark.parametrize(("text", "moment"), rows(BESIDE))
def test_when_not_is_understood_beside_an_address(text: str, moment: str) -> None:
    for found in (conditions_of(text), conditions_of({"way": "app", "address": text})):
        assert found.understood
        assert verdict(found, moment[:-3]) == moment[-2:]


@pytest.mark.parametrize("text", lines(UNCLEAR_ANYWHERE))
def test_what_is_not_understood_for_sure_is_unclear_in_every_field(text: str) -> None:
    everywhere = [conditions_of({"way": "app", "not_at": text}), *ways_to_say(text)]
    assert [found.understood for found in everywhere] == [False] * len(everywhere)


@pytest.mark.parametrize("text", lines(UNCLEAR_BESIDE))
def test_a_time_beside_an_address_may_be_a_wish_so_it_is_unclear(text: str) -> None:
    assert [found.understood for found in ways_to_say(text)] == [False] * 5


@pytest.mark.parametrize("text", lines(PLAIN))
def test_a_plain_address_stays_one(text: str) -> None:
    assert conditions_of({"way": "app", "address": text}) == Conditions(way="app")


@pytest.mark.parametrize("text", ["altijd", "always", "anytime"])
def test_always_may_be_always_fine_or_always_rather_not(text: str) -> None:
    assert not conditions_of({"way": "app", "not_at": text}).understood


@pytest.mark.parametrize("text", ["call me after school", "noem me alleen na 4", "call me tomorrow", "call me 8 pm"])
def test_nobody_is_called_after_or_tomorrow(text: str) -> None:
    assert conditions_of(text).call_me is None


def test_whoever_says_no_to_a_way_in_the_wrong_field_is_kept_to() -> None:
    assert conditions_of(f"{NUMBER}, liever niet bellen").never == {"call"}


@given(
    st.text(max_size=12),
    st.sampled_from(sorted(RESTRICTING)),
    st.text(max_size=12),
    st.sampled_from(["not_at", "address", "place"]),
)
def test_a_restricting_word_is_never_understood_with_nothing_closed(
    before: str, word: str, behind: str, field: str
) -> None:
    found = conditions_of({"way": "app", field: f"{before} {word} {behind}"})
    assert not found.understood or found.closed or found.never


@given(
    st.lists(
        st.sampled_from(
            [
                *sorted(w.RESTRICTING),
                *w.SMALL,
                *w.WISHING,
                *w.DAYS,
                *w.WAYS,
                "4",
                "half",
                "8 am",
                "§",
                ",",
                ".",
                "call me",
            ]
        ),
        min_size=1,
        max_size=6,
    ),
    st.sampled_from(["not_at", "address", "place"]),
)
def test_no_mixture_of_our_own_words_hides_a_condition(words: list[str], field: str) -> None:
    text = " ".join(words)
    found = conditions_of({"way": "app", field: text})
    told = set(re.findall(r"[\w']+", text)) & RESTRICTING
    if told - w.SMALL:
        assert not found.understood or found.closed or found.never
