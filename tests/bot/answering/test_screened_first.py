"""No free text reaches routing unscreened, whatever the flow, whatever state the talk is in, whichever way it comes."""

from __future__ import annotations

import asyncio
import re
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from bot.authoring.simulation import Clock
from bot.channels.webchat.said import Said, incoming
from bot.conversation import Conversation
from bot.running.edges import CountingIds
from bot.turn.incoming import free_words
from bot.turn.messages import Incoming, Prompt, Reply
from bot.turn.phrase_words import phrase_words
from bot.turn.scene import Tools
from bot.turn.typed.free_text import buttons_of
from flows.engine.events import (
    Chose,
    Command,
    Commanded,
    DangerNoticed,
    Event,
    Picked,
    SentOther,
    Shown,
    Signal,
    Started,
    Wrote,
)
from flows.library import Library, packaged_texts
from storage import KeyRing, Work, open_store
from tests.bot.talking import LIBRARY, ORGANISATION, WORDS

MARK: Final = re.compile(r"merk\d+")
DANGER: Final = "gevaar"
URGENCIES: Final = st.sampled_from(["now", "soon", "check"])
COMMANDS: Final = (
    "help", "stop", "back", "edit", "repeat", "why", "pause", "language", "privacy", "phrase", "review", "more", "hide",
    "closing", "easier", "older", "skip", "dont_know", "rather_not_say", "later", "leave", "call_me", "export", "start", "files",
    "delete",
)  # fmt: skip
BEGINNINGS: Final = (
    "",
    "/stop ",
    "/help ",
    "/phrase ",
    "/nonsense ",
    "ja, ",
    "stop ",
    "7 ",
    "Lot, ",
    "hulp ",
    "\u200b",
)
ENDINGS: Final = ("", "!", " 😀", ", Bram", "\n\n.", "\x00")

# What a flow can be made of; every draw puts some of it together in another order.
BLOCKS: Final = {
    "choice": 'kind: choice, core: ABCDE, text: "Is it?", options: [{id: agree, text: "yes"}, {id: no, text: "no"}]',
    "several": 'kind: several, core: ABCDE, text: "Which?", options: [{id: a, text: "one"}, {id: other, text: "else", own: true}]',
    "names": 'kind: names, core: ABCDE, text: "Who?"',
    "text": 'kind: text, core: ABCDE, text: "Tell."',
    "number": 'kind: number, core: ABCDE, least: 1, most: 9, text: "How many?"',
    "grid": 'kind: grid, core: ABCDE, text: "Who for what?", rows: [{id: talk, text: "to talk"}]',
    "form": 'kind: form, core: ABCDE, text: "How?", rows: [{id: way, text: "Which way?", options: [{id: app, text: "app"}]}, {id: address, text: "Where?"}]',
}
END: Final = '  - {id: end.finished, kind: end, core: ABCDE, outcome: finished, text: "Bye."}\n'


def flow_text(kinds: list[str]) -> str:
    """A flow of these kinds of steps, in this order."""
    steps = "".join(f"  - {{id: made.{kind}_{n}, {BLOCKS[kind]}}}\n" for n, kind in enumerate(kinds))
    return (
        f"flow: made\nformat: 1\nextras: {{budget: {{A: 0, B: 0, C: 0, D: 0, E: 0}}, order: []}}\nsteps:\n{steps}{END}"
    )


class Listening:
    """A safety layer that remembers what it was shown, and notices what it is told to notice."""

    def __init__(self) -> None:
        self.heard: set[str] = set()
        self.urgency: Any = "now"

    def screen(self, text: str, language: str) -> Signal | None:
        """Look at a text."""
        self.heard.update(MARK.findall(text))
        return Signal("suicide", self.urgency) if DANGER in text else None


class Watched(Conversation):
    """The real conversation; where its routing begins, everything must have been shown to the safety layer."""

    def _turn(self, work: Work, incoming: Incoming, signal: Signal | None) -> Reply:
        unseen = set(MARK.findall(repr(incoming))) - self.ear.screener.heard
        assert not unseen, f"{unseen} reached routing unscreened in {incoming}"
        return super()._turn(work, incoming, signal)


class AnyTalk(RuleBasedStateMachine):
    """Free text in every way, between everything else a child may do."""

    def __init__(self) -> None:
        super().__init__()
        self.store = open_store("sqlite://", KeyRing.generate())
        self.store.upgrade()
        self.screener = Listening()
        self.facts: list[Event] = []
        self.prompt: Prompt | None = None
        self.number = 0

    @initialize(kinds=st.one_of(st.none(), st.lists(st.sampled_from(sorted(BLOCKS)), min_size=1, max_size=5)))
    def begins(self, kinds: list[str] | None) -> None:
        library = LIBRARY if kinds is None else Library([*packaged_texts(), ("made.yaml", flow_text(kinds))])
        self.talk = Watched(
            store=self.store,
            library=library,
            tools=Tools(ORGANISATION, WORDS, CountingIds(), phrase_words),
            screener=self.screener,
            clock=Clock(),
            observe=self.facts.append,
            flow="intake" if kinds is None else "made",
        )

    def take(self, **given: Any) -> None:
        self.number += 1
        self.facts.clear()
        reply = asyncio.run(self.talk.take(Incoming("test", "noor", str(self.number), **given)))
        self.prompt = next((s.message.prompt for s in reversed(reply.messages) if s.message.prompt), self.prompt)

    def says(self, words: str, urgency: str, **given: Any) -> None:
        """Deliver something with free words; they must have been heard, and danger in them noticed."""
        self.screener.urgency = urgency
        self.take(**given)
        assert set(MARK.findall(words)) <= self.screener.heard
        noticed = any(isinstance(fact, DangerNoticed) for fact in self.facts)
        our_own_words = urgency == "check" and not isinstance(given.get("event"), Wrote | Picked)
        assert noticed or DANGER not in words or our_own_words

    @property
    def token(self) -> str:
        return self.prompt.token if self.prompt is not None else "0.0"

    def words(self, before: str, after: str, danger: bool) -> str:
        return f"{before}merk{self.number}{' ' + DANGER if danger else ''}{after}"

    WORDS: Final = {"before": st.sampled_from(BEGINNINGS), "after": st.sampled_from(ENDINGS), "danger": st.booleans()}

    @rule(urgency=URGENCIES, **WORDS)
    def types(self, urgency: str, before: str, after: str, danger: bool) -> None:
        words = self.words(before, after, danger)
        self.says(words, urgency, typed=words)

    @rule(urgency=URGENCIES, **WORDS)
    def writes(self, urgency: str, before: str, after: str, danger: bool) -> None:
        words = self.words(before, after, danger)
        self.says(words, urgency, event=Wrote(words))

    @rule(urgency=URGENCIES, way=st.sampled_from(["words", "option", "both"]), **WORDS)
    def picks(self, urgency: str, way: str, before: str, after: str, danger: bool) -> None:
        words = self.words(before, after, danger)
        options = (words,) if way != "words" else ()
        self.says(words, urgency, event=Picked(self.token, options, words if way != "option" else None))

    @rule(urgency=st.sampled_from(["now", "soon"]), old=st.booleans(), **WORDS)
    def taps_a_word_of_its_own(self, urgency: str, old: bool, before: str, after: str, danger: bool) -> None:
        words = self.words(before, after, danger)
        self.says(words, urgency, event=Chose("1.0" if old else self.token, words))

    @rule(urgency=st.sampled_from(["now", "soon"]), command=st.sampled_from(COMMANDS), **WORDS)
    def commands_with_words(self, urgency: str, command: Any, before: str, after: str, danger: bool) -> None:
        words = self.words(before, after, danger)
        self.says(words, urgency, event=Commanded(command, words))

    @rule(urgency=st.sampled_from(["now", "soon"]), command=st.sampled_from(COMMANDS), **WORDS)
    def presses_a_button_while_words_stand_in_the_box(
        self, urgency: str, command: Any, before: str, after: str, danger: bool
    ) -> None:
        words = self.words(before, after, danger)
        self.says(words, urgency, event=Commanded(command), beside=words)

    @rule(command=st.sampled_from(COMMANDS))
    def commands(self, command: Command) -> None:
        self.take(event=Commanded(command))

    @precondition(lambda self: self.prompt is not None and self.prompt.choices)
    @rule(data=st.data())
    def taps(self, data: st.DataObject) -> None:
        assert self.prompt is not None
        self.take(event=Chose(self.token, data.draw(st.sampled_from([choice.id for choice in self.prompt.choices]))))

    @rule(event=st.sampled_from([Started(), Shown(), SentOther("photo"), SentOther("command")]))
    def does_something_else(self, event: Any) -> None:
        self.take(event=event)

    def teardown(self) -> None:
        self.store.close()


TestAnyTalk = AnyTalk.TestCase
TestAnyTalk.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

KINDS: Final = ("chose", "picked", "typed", "command", "nonsense", "")
BUTTONS: Final = buttons_of(LIBRARY.newest(name).flow for name in LIBRARY.names)


@given(
    kind=st.sampled_from(KINDS),
    argument=st.sampled_from(
        ["", "skip", "show_all", "merk1", "language:merk1", "edit:merk1", "phrase:merk1", "remove:merk1", "agree"]
    ),
    options=st.lists(st.sampled_from(["merk2", "mother", "card:merk2 x"]), max_size=2),
    words=st.sampled_from(["", "merk3", "/stop merk3"]),
    cards=st.lists(st.just("me.name"), max_size=1),
    control=st.sampled_from(["buttons", "chips", "names", "text", "cards", "form"]),
    many=st.booleans(),
)
def test_whatever_a_page_posts_every_free_word_is_screened_and_none_is_dropped(
    kind: str, argument: str, options: list[str], words: str, cards: list[str], control: str, many: bool
) -> None:
    said = Said(kind, argument, "1.0", tuple(options), words, tuple(cards), frozenset(), "d" * 16)
    taken = incoming(said, "noor", Prompt("x", "1.0", control, many=many))
    screened = set(MARK.findall(free_words(taken, BUTTONS)))
    reached = set(MARK.findall(repr((taken.event, taken.typed))))
    assert reached | set(MARK.findall(words)) <= screened


def test_what_is_listened_for_would_be_missed_if_it_were_not_screened() -> None:
    """The machine above can fail: a conversation that screens nothing is caught."""

    class Hasty(Watched):
        async def _screened(self, incoming: Incoming) -> Signal | None:
            return None

    store = open_store("sqlite://", KeyRing.generate())
    store.upgrade()
    talk = Hasty(
        store=store,
        library=LIBRARY,
        tools=Tools(ORGANISATION, WORDS, CountingIds(), phrase_words),
        screener=Listening(),
        clock=Clock(),
    )
    try:
        asyncio.run(talk.take(Incoming("test", "noor", "1", typed="merk1")))
    except AssertionError as caught:
        assert "unscreened" in str(caught)
    else:
        raise AssertionError("nobody noticed")
    finally:
        store.close()
