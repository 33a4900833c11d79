"""Whatever a child reads about who reads something and how long it stays is true under each policy about danger."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

import pytest

from bot.authoring.persona import Persona
from bot.authoring.respondent import Respondent
from bot.organisation import Organisation
from bot.privacy import IN_THE_CHAT, cards_for, law
from bot.turn.messages import Start
from bot.turn.scene import slots_of
from care.answering.policy import HOW_LONG, POLICIES, WHO_READS, PolicyName
from flows.engine.bands import BANDS, Band
from flows.engine.lint.filling import texts_of
from flows.engine.prompts.overlays import SIDE_QUESTIONS
from flows.reading import sentences, words_in
from storage import Store
from tests.bot.alarms.house import SHARING, TELLING
from tests.bot.talking import LIBRARY, WORDS, Child, conversation, heard
from tests.talks.runner import ORDINARY

LANGUAGES = ("nl", "en")
HOUSES: dict[PolicyName, Organisation] = {"only_if_shared": SHARING, "tell_and_notify": TELLING}
# What sounds as if nobody ever reads it, or as if nothing ever stays.
CLAIM = re.compile(
    r"nobody (reads|gets|hears|sees|is told)|^nobody[,.]|by nobody|nothing else|gone after|only (reads|sees)|"
    r"reads only|only (read|seen|if|what) |if you share|"
    r"niemand (leest|krijgt|ziet|hoort)|leest niemand|ziet niemand|krijgt niemand|^niemand[,.]|niets anders|"
    r"na \d+ dagen weg|(alleen|pas) (wat|mee|als (je|jij|jullie) (het |dat )?deel)",
    re.IGNORECASE,
)
EXCEPTION = re.compile(r"danger|gevaar", re.IGNORECASE)
# What happens with a wish is no promise about who reads.
WISH = re.compile(r"^(Noted as a wish|Ik noteer het als wens)")
AGES: dict[Band, int] = {"A": 6, "B": 9, "C": 13, "D": 17, "E": 20}


def untrue(texts: list[str]) -> list[str]:
    """The texts that promise too much where danger is passed on."""
    return [text for text in texts if CLAIM.search(text) and not (EXCEPTION.search(text) or WISH.match(text))]


def told(organisation: Organisation, language: str, band: Band) -> Iterator[str]:
    """Every text about reading and keeping, but for those that are said when somebody asks for them in the talk."""
    _ = WORDS.gettext(language)
    slots = slots_of(organisation, _)
    for part in (None, IN_THE_CHAT):
        yield from (said for _title, said in cards_for(band, _, slots, part))
    yield from ("\n".join(paragraphs) for _title, paragraphs in law(organisation, language, _))
    for step in LIBRARY.newest("intake").flow.steps:
        for key, text in texts_of(step):
            if key != "why" and band in text:
                yield re.sub(r"{(\w+)}", lambda slot: slots.get(slot[1], slot[0]), _(text[band]))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("band", BANDS)
def test_no_text_promises_that_nobody_reads_what_is_passed_on(band: Band, language: str) -> None:
    assert untrue(list(told(TELLING, language, band))) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("band", BANDS)
def test_the_walk_meets_the_promises_where_they_hold(band: Band, language: str) -> None:
    found = untrue(list(told(SHARING, language, band)))
    kinds = (
        ("Nobody, if", "gone after", "nothing else")
        if language == "en"
        else ("Niemand, als", "dagen weg", "niets anders")
    )
    assert [kind for kind in kinds if not any(kind in text for text in found)] == []


async def whys(store: Store, organisation: Organisation, language: str, band: Band) -> list[str]:
    """What is said to "why do you ask, who sees this?" at every question of a talk."""
    child, found = Child(conversation(store, organisation=organisation), age=AGES[band]), []
    await child.begin(Start(language=language))
    respondent = Respondent(Persona(id="child", age=child.age, answers=dict(ORDINARY)))
    while child.open.step != "review.send":
        if child.open.control not in SIDE_QUESTIONS:
            reply = await child.command("why")
            found.append("\n".join(sent.message.text for sent in reply.messages if sent.message.prompt is None))
        answer = respondent.answer(child.open)
        await (child.say(answer) if isinstance(answer, str) else child.do(answer))
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("band", BANDS)
async def test_no_why_promises_too_much_at_any_question(store: Store, band: Band, language: str) -> None:
    found = await whys(store, TELLING, language, band)
    assert len(found) > 15
    assert untrue(found) == []


async def test_where_nothing_is_passed_on_a_why_says_nothing_of_danger(store: Store) -> None:
    found = await whys(store, SHARING, "nl", "C")
    assert untrue(found) != []
    assert [text for text in found if EXCEPTION.search(text)] == []


async def test_the_name_is_said_to_go_along(store: Store) -> None:
    child = Child(conversation(store, organisation=TELLING))
    await child.until("me.name")
    assert "Je naam gaat mee." in heard(await child.command("why"))


@pytest.mark.parametrize("policy", get_args(PolicyName))
async def test_privacy_in_the_chat_says_what_happens_in_danger(store: Store, policy: PolicyName) -> None:
    child = Child(conversation(store, organisation=HOUSES[policy]))
    await child.until("happiness.now")
    said = heard(await child.command("privacy"))
    assert slots_of(HOUSES[policy], WORDS.gettext("nl"))["danger"] in said


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("policy", get_args(PolicyName))
def test_what_is_added_is_short_enough_for_the_youngest(policy: PolicyName, language: str) -> None:
    _, own = WORDS.gettext(language), POLICIES[policy]
    for text in (WHO_READS, HOW_LONG, own.seen, own.stays):
        said = _(text).format(consultant="Amina", days="30")
        assert [one for one in sentences(said) if words_in(one) > 9] == []
