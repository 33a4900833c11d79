"""Whoever asks for help in words gets it: as a safe word, as an answer to "do you want help?", beside ticks, as hello."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.webchat.said import Said, incoming
from bot.turn.messages import Prompt, Reply
from bot.turn.typed.replies import reply_to
from bot.turn.typed.safe_words import asks_for_help
from bot.turn.typed.understanding import understand
from flows.engine.events import Chose, Commanded, Picked, SentOther, Signal
from storage import Store
from tests.bot.talking import LIBRARY, WORDS, Child, answers_of, conversation

NOW, GENTLE = "mijn vader slaat me elke dag", "ik voel me zo leeg"
CHECK, HELP = Prompt("care.who", "4.2", "check"), Prompt("care.who", "4.2", "help")


class Listening:
    """A safety layer that notices two things."""

    def screen(self, text: str, language: str) -> Signal | None:
        """Look at a text."""
        if NOW in text:
            return Signal("abuse_physical", "now")
        if "kan niet meer" in text:
            return Signal("severe_distress", "soon")
        return Signal("severe_distress", "check") if GENTLE in text else None


def child_of(store: Store) -> Child:
    return Child(conversation(store, screener=Listening()))


def shows_help(reply: Reply) -> bool:
    return any(sent.message.kind == "help" for sent in reply.messages)


# --- the safe words ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "hulp", "HULP!!", "help", "sos", "🆘", "hulp nu", "help now", "help me", "help mij", "HELP ME!!", "heeelp", "h e l p",
        "ik heb hulp nodig", "Ik heb echt hulp nodig.", "ik wil hulp", "hulp alsjeblieft", "help alsjeblieft", "I need help",
        "please help", "please help me", "hulp hulp hulp", "help help me", "help me help me", "kan iemand mij helpen?",
        "Hilfe", "yardım", "YARDIM", "İMDAT", "imdat", "pomocy", "POMÓŻ MI", "допоможіть", "допоможіть, будь ласка", "النجدة",
        "ساعدوني", "ja help",
    ],
)  # fmt: skip
def test_a_line_that_only_asks_for_help_is_the_safe_word(text: str) -> None:
    assert asks_for_help(text)
    assert understand(text, None, {}) == Commanded("help")


@pytest.mark.parametrize(
    "text",
    [
        "ik help mama", "ik help", "graag help ik", "I need help with maths", "I help", "help mama", "help papa met koken",
        "hulp van oma", "mijn moeder helpt", "helpen", "Noor", "nu", "alsjeblieft", "ja", "", "🐶", "hulp " * 900 + "aap",
    ],
)  # fmt: skip
def test_a_line_that_says_something_else_too_is_an_answer(text: str) -> None:
    assert not asks_for_help(text)


def in_every_language(text: str) -> set[str]:
    """A sentence in every language that there are words in."""
    return {WORDS.gettext(language)(text) for language in WORDS.languages}


def test_no_button_of_any_flow_reads_like_a_safe_word() -> None:
    flows = [LIBRARY.newest(name).flow for name in LIBRARY.names]
    options = [option for flow in flows for step in flow.steps for option in step.options]
    texts = {
        text for option in options for text in ([option.text] if isinstance(option.text, str) else option.text.values())
    }
    everywhere = {words for text in texts for words in in_every_language(text)}
    assert everywhere and [words for words in everywhere if asks_for_help(words)] == []


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("/hulp", Commanded("help")), ("/HULP", Commanded("help")), ("/hulp nu", Commanded("help")), ("/hilfe", Commanded("help")),
        ("/yardım", Commanded("help")), ("/help", Commanded("help")), ("/bel mij", Commanded("call_me")),
        ("/waarom", Commanded("why")), ("/terug", Commanded("back")), ("/language en", Commanded("language", "en")),
        ("/frobnicate", SentOther("command")), ("/", SentOther("command")),
    ],
)  # fmt: skip
def test_a_slash_command_works_in_the_words_of_the_child(text: str, event: object) -> None:
    assert understand(text, None, {}) == event


@pytest.mark.parametrize("text", ["help me", "ik heb hulp nodig", "hulp hulp hulp", "/hulp"])
@pytest.mark.parametrize("link_id", ["me.name", "network.closest", "happiness.more", "review.items"])
async def test_whatever_is_asked_a_safe_word_is_no_answer(store: Store, text: str, link_id: str) -> None:
    child = child_of(store)
    await child.until(link_id)
    assert shows_help(await child.say(text))
    await child.tap("go_on")
    assert child.open.step == link_id
    assert link_id not in answers_of(store)


@pytest.mark.parametrize("text", ["HULP", "help me", "/hulp", "hulp alsjeblieft", "bel mij", "ik wil gebeld worden"])
async def test_whoever_begins_with_asking_for_help_is_shown_it(store: Store, text: str) -> None:
    child = child_of(store)
    assert shows_help(await child.say(text))
    assert child.open.control == "help"
    await child.tap("go_on")
    assert child.open.step == "welcome.place"


# --- the gentle question, and the card --------------------------------------------------------------------------------

YES = (
    "ja graag", "ja alsjeblieft", "yes please", "graag", "ok", "oké", "jaaa!", "jawel", "yeah", "evet", "tak", "так", "نعم", "ايوه",
    "heel graag", "help mijn zusje", "nee, help mijn zusje", "ik krijg geen hulp", "help, ik kan niet meer", "kan iemand mij helpen",
)  # fmt: skip
NO = (
    "nee dank je", "nee", "no thanks", "nope", "geen hulp", "nee ik wil geen hulp", "ok maar geen hulp", "I don't need help",
    "hoeft niet", "liever niet", "ja, ga verder", "hayır", "nie", "ні", "لا",
)  # fmt: skip
NEITHER = (
    "ik help mama", "I want to help mum", "no one helps me", "mijn zusje huilt", "muziek maken", "no idea what to say", "",
    "ja ik help mama elke dag met koken en mijn zusje", "nee want mijn moeder is erg ziek geworden",
)  # fmt: skip
CALLS = (
    "bel mij alsjeblieft", "ja bel me", "ik wil gebeld worden", "please call me", "ring me", "can you call me", "wil je mij bellen",
    "bel mij ik kan niet meer", "BEL ME!!",
)  # fmt: skip
NO_CALLS = (
    "bel mij niet", "bel me liever niet", "ik wil niet gebeld worden", "don't call me", "they call me fat", "you call me fat",
    "ik heb mama gebeld", "bel mijn moeder", "ja", "muziek",
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "option"), [(t, "help") for t in YES] + [(t, "go_on") for t in NO] + [(t, None) for t in NEITHER]
)
def test_the_gentle_question_is_answered_in_a_few_words(text: str, option: str | None) -> None:
    assert reply_to(text, CHECK) == (Chose("4.2", option) if option else None)


@pytest.mark.parametrize(("text", "calls"), [(t, True) for t in CALLS] + [(t, False) for t in NO_CALLS])
def test_on_the_card_a_call_is_asked_for_in_a_few_words(text: str, calls: bool) -> None:
    assert reply_to(text, HELP) == (Commanded("call_me") if calls else None)


@pytest.mark.parametrize("text", ["ja graag", "bel mij alsjeblieft"])
def test_elsewhere_the_same_words_are_an_answer(text: str) -> None:
    assert reply_to(text, Prompt("care.who", "4.2", "chips")) is None


@pytest.mark.parametrize(("urgency", "option"), [("now", None), ("soon", None), ("check", "help")])
def test_where_danger_is_heard_no_word_is_lost_in_a_button(urgency: Any, option: str | None) -> None:
    assert reply_to("ja ik wil dat", CHECK, urgency) == (Chose("4.2", option) if option else None)
    assert reply_to("nee ik voel me rot", CHECK, urgency) is None


@pytest.mark.parametrize("text", ["ja graag", "ja help me", "ja alsjeblieft", "yes please", "graag", "ok", "help me"])
async def test_a_yes_to_the_gentle_question_shows_who_can_help(store: Store, text: str) -> None:
    child = child_of(store)
    await child.until("happiness.more")
    await child.say(GENTLE)
    assert child.open.control == "check"
    assert shows_help(await child.say(text))
    assert child.open.control == "help"
    assert "care.who" not in answers_of(store)


async def test_a_no_to_the_gentle_question_goes_on_where_it_was(store: Store) -> None:
    child = child_of(store)
    await child.until("happiness.more")
    await child.say(GENTLE)
    assert not shows_help(await child.say("nee dank je"))
    assert (child.open.step, child.open.control) == ("care.who", "chips")
    await child.tap("mother")
    await child.tap("done")
    assert answers_of(store)["care.who"].words is None


async def test_danger_in_the_answer_to_the_gentle_question_is_met_and_kept(store: Store) -> None:
    child = child_of(store)
    await child.until("happiness.sources")
    await child.say(GENTLE)
    reply = await child.say(f"ja, {NOW}")
    assert [sent.message.kind for sent in reply.messages].count("help") == 1
    assert answers_of(store)["happiness.more"].words == f"ja, {NOW}"


@pytest.mark.parametrize("text", ["bel mij alsjeblieft", "ik wil gebeld worden", "ja bel me", "please call me"])
@pytest.mark.parametrize("heavy", [NOW, GENTLE])
async def test_who_was_just_shown_help_asks_to_be_called_in_words(store: Store, text: str, heavy: str) -> None:
    child = child_of(store)
    await child.until("happiness.more")
    await child.say(heavy)
    await child.say(text)
    assert child.open.step == "meeting.contact"


@pytest.mark.parametrize("before", [NOW, "muziek"])
async def test_who_asks_for_a_call_and_tells_of_danger_gets_both(store: Store, before: str) -> None:
    child = child_of(store)
    await child.until("happiness.more")
    await child.say(before)
    if before != NOW:
        await child.command("help")
    reply = await child.say("bel mij, ik kan niet meer")
    if child.open.control == "help":
        assert shows_help(reply)
        await child.tap("go_on")
    assert child.open.step == "meeting.contact"


# --- beside ticks and names -------------------------------------------------------------------------------------------


async def posted(child: Child, kind: str, *options: str, words: str) -> Reply:
    """What the page posts when words stand in the box while chips are ticked."""
    said = Said(kind, token=child.open.token, options=options, words=words, delivery=f"page-{words}-{kind}")
    return await child.take(incoming(said, child.address, child.open))


@pytest.mark.parametrize("kind", ["typed", "picked"])
@pytest.mark.parametrize("words", ["HULP", "help me"])
async def test_a_safe_word_beside_ticks_shows_help_and_the_ticks_stay(store: Store, kind: str, words: str) -> None:
    child = child_of(store)
    await child.until("happiness.sources")
    assert shows_help(await posted(child, kind, "sports", "gaming", words=words))
    assert "happiness.sources" not in answers_of(store)
    await child.tap("go_on")
    assert (child.open.step, child.open.picked) == ("happiness.sources", ("sports", "gaming"))
    await child.tap("done")
    assert (answers_of(store)["happiness.sources"].value, answers_of(store)["happiness.sources"].words) == (
        ["sports", "gaming"],
        None,
    )


async def test_a_safe_word_with_done_is_nobody_in_the_picture(store: Store) -> None:
    child = child_of(store)
    await child.until("network.closest")
    await child.say("Lot")
    assert shows_help(await posted(child, "picked", words="HULP"))
    await child.tap("go_on")
    assert (child.open.step, child.open.picked) == ("network.closest", ("Lot",))
    await child.tap("done")
    assert answers_of(store)["network.closest"].value == ["Lot"]


async def test_names_that_came_with_the_safe_word_are_kept(store: Store) -> None:
    child = child_of(store)
    await child.until("network.closest")
    assert shows_help(await child.do(Picked(child.open.token, ("Lot", "Bram"), "hulp")))
    await child.tap("go_on")
    assert child.open.picked == ("Lot", "Bram")


async def test_asking_to_be_called_beside_ticks_is_heard_too(store: Store) -> None:
    child = child_of(store)
    await child.until("care.who")
    await posted(child, "picked", "mother", words="bel mij")
    assert child.open.step == "meeting.contact"
    assert "care.who" not in answers_of(store)


async def test_the_ticks_of_an_older_question_are_not_put_under_the_open_one(store: Store) -> None:
    child = child_of(store)
    old = (await child.until("happiness.sources")).token
    await child.until("happiness.more")
    assert shows_help(await child.do(Picked(old, ("gaming",), "HULP")))
    await child.tap("go_on")
    assert (child.open.step, child.open.picked) == ("happiness.more", ())


async def test_help_named_in_a_sentence_beside_ticks_is_an_answer(store: Store) -> None:
    child = child_of(store)
    await child.until("happiness.sources")
    assert not shows_help(await posted(child, "picked", "sports", words="ik help mama"))
    assert answers_of(store)["happiness.sources"].words == "ik help mama"


async def test_the_bubble_of_a_safe_word_beside_ticks_shows_the_word(store: Store) -> None:
    child = child_of(store)
    await child.until("happiness.sources")
    await posted(child, "picked", "sports", words="HULP")
    said = [entry.text for entry in child.talk.transcript("web", "noor") if entry.speaker == "child"]
    assert said[-1] == "HULP"
