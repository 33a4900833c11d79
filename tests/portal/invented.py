"""Invented children, a portal on a real database around them, and a browser without a screen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any

from babel.dates import format_date
from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.alarms.bell import Bell
from bot.alarms.linking import TelegramLinks
from bot.running.edges import RandomIds
from bot.words import Catalogues
from care.alarms import Known, Said
from care.handoff import Child, Handoff, Item, SafetyLine
from care.sharing import hidden_names, shared_items
from care.summary import build
from portal.app import portal_routes
from portal.consultants import add
from portal.mailed import MailedLinks
from portal.sign_in import make_sign_in_link
from storage import Store
from storage.sharing.alarm_notices import Notice
from storage.tables import metadata

NOW = datetime(2031, 3, 12, 15, 40, tzinfo=UTC)
BASE = "https://chat.example.org"
NAME = "Yara"
MARKER = "kwikstaartje"
SENTENCE = "mijn vader slaat me elke dag"


@lru_cache
def catalogues() -> Catalogues:
    """Read the words once."""
    return Catalogues.load()


@dataclass
class Clock:
    """Time that stands still until somebody moves it."""

    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **span: float) -> None:
        """Let time pass, for instance `minutes=16`."""
        self.now += timedelta(**span)


@dataclass(frozen=True)
class House:
    """An invented organisation."""

    name: str = "Stichting Voorbeeld"
    bot_name: str = "Maatje"


def item(link_id: str, value: Any, *labels: str, words: str | None = None, question: str = "") -> Item:
    """Make one answer."""
    return Item(link_id, link_id.partition(".")[0], value, labels, words, question or link_id, NOW)


def yara() -> tuple[Item, ...]:
    """Give the talk of an invented girl of fourteen, in Dutch."""
    return (
        item("happiness.now", 6),
        item("happiness.sources", ["music", "animals"], "muziek", "dieren"),
        item("happiness.more", None, words="ik wil weer vaker met de band oefenen", question="Vaker willen"),
        item("happiness.dream", None, words="een keer op een echt podium staan", question="Mijn droom"),
        item("care.who", ["father", "brother_or_sister"], "mijn vader", "mijn broertje"),
        item("care.tasks", ["cooking", "looking_after", "worrying"], "koken", "op iemand letten", "me zorgen maken"),
        item("care.often", "nearly_every_day", "bijna elke dag"),
        item("strength.good_at", ["humour", "not_giving_up"], "grapjes maken", "doorzetten"),
        item("strength.helps", ["music"], "muziek luisteren"),
        item("network.closest", ["Noa", "papa", "Milan", "Bolletje (kat)"], "Noa", "papa", "Milan", "Bolletje (kat)"),
        item("network.fun", ["de band", "Çağla"], "de band", "Çağla"),
        item("network.others", ["oma Truus", "buurvrouw Hend"], "oma Truus", "buurvrouw Hend"),
        item("network.professionals", ["teacher_or_mentor"], "juf of mentor"),
        item("network.ties", {"Noa": "really_good", "papa": "ordinary", "Milan": "sometimes_difficult"}),
        item("network.support", {"talk": "Noa", "fun": "de band", "practical": "nobody", "advice": "oma Truus"}),
        item("network.would_help", "oma Truus", "oma Truus"),
        item("load.weight", "heavy", "zwaar"),
        item("load.cards", ["little_time", "worry"], "ik heb weinig tijd voor mezelf", "ik pieker veel"),
        item("load.pause", ["at_friends"], "bij vrienden"),
        item("goal.wish", None, words="een avond in de week niet hoeven koken", question="Mijn wens"),
        item("goal.first_step", "together", "samen bedenken"),
        item("goal.helpers", ["oma Truus"], "oma Truus"),
        item("care.word", "does_not_fit", "nee, dat past niet"),
        item("courses.interest", ["kind-van-12-16"], "Kind van cursus 12-16"),
        item("courses.needs", ["a_ride"], "een lift"),
        item("meeting.place", "school", "op school"),
        item("meeting.contact", {"way": "app", "address": "06-00000000", "not_at": "na 20 uur"}),
        item("home.knows", "does_not_know_ok", "nee, maar het mag wel"),
    )


def hand_over(
    items: Sequence[Item],
    *,
    handoff_id: str = "case-1",
    child: Child | None = None,
    withheld: Sequence[str] = (),
    signals: Sequence[SafetyLine] = (),
    call_soon: bool = False,
    at: datetime = NOW,
    language: str = "nl",
) -> Handoff:
    """Share everything but what is withheld, as the conversation does."""
    choices = dict.fromkeys(withheld, False)
    return build(
        handoff_id=handoff_id,
        child=child or Child(NAME, 14, "nl"),
        items=shared_items(items, choices, False),
        hidden_names=hidden_names(items, choices, False),
        at=at,
        retention_until=date(2033, 3, 12),
        call_soon=call_soon,
        call_before=at.date() + timedelta(days=1) if call_soon else None,
        consultant="Amina",
        signals=signals,
        date_in_words=lambda moment: format_date(moment, "d MMMM y", locale=language),
        _=catalogues().gettext(language),
    )


@dataclass
class Portal:
    """The portal with its database, its clock and two consultants."""

    store: Store
    clock: Clock = field(default_factory=Clock)
    amina: str = ""
    bas: str = ""
    bell: Bell = field(default_factory=Bell)
    username: str | None = "maatje_test_bot"
    mailed: MailedLinks | None = None

    def __post_init__(self) -> None:
        self.amina = add(self.store, "Amina", "amina@example.org", self.clock)
        self.bas = add(self.store, "Bas", "bas@example.org", self.clock)
        self.app = Starlette(
            routes=portal_routes(
                store=self.store,
                words=catalogues(),
                organisation=House(),
                clock=self.clock,
                secure_cookies=True,
                bell=self.bell,
                telegram=self.telegram,
                mailed=self.mailed,
            )
        )

    @property
    def telegram(self) -> TelegramLinks:
        """Links to a bot that runs for as long as it has a name."""
        return TelegramLinks(RandomIds().secret, lambda: self.username)

    def share(self, handoff: Handoff, *, kind: Any = "summary", talk: str | None = None) -> str:
        """Have a child share something; the child's id. The same talk again replaces what it shared before."""
        talk = talk or f"talk of {handoff.id}"
        person = f"person of {talk}"
        with self.store.begin() as work:
            if work.sessions.load_for_turn(person) is None:
                work.people.create(person, handoff.shared_at)
                work.sessions.create(talk, person, "intake", "1", "nl", {}, handoff.shared_at)
            at, until = handoff.shared_at, handoff.retention_until
            work.handoffs.put(handoff.id, person, talk, kind, handoff.to_data(), at, until)
        return person

    def alarm(self, alarm_id: str, urgency: str = "now", *, known: Known | None = None, session: str = "t") -> str:
        """Have a child say something that is passed on; the child's id."""
        person = f"person of {session}"
        said = Said("abuse_physical", urgency, SENTENCE, self.clock())
        told = "Ik geef nu aan Amina of een collega door wat je schreef. Je naam gaat mee."
        content = known or Known(NAME).with_signal(said, NAME).with_told(told)
        with self.store.begin() as work:
            if not work.people.exists(person):
                work.people.create(person, self.clock())
                work.sessions.create(session, person, "intake", "1", "nl", {}, self.clock())
            work.alarms.put(alarm_id, person, session, urgency, content.to_data(), self.clock())
        return person

    def tell(self, alarm_id: str, *who: str | None, **more: Any) -> None:
        """Have people told of an alarm, one after the other; None is the fallback."""
        with self.store.begin() as work:
            for level, consultant in enumerate(who, 1):
                kind: Any = "consultant" if consultant else "fallback"
                at = self.clock()
                given = {"way": "mail", "status": "sent", "attempts": 1, "error": None, "sent_at": at, **more}
                notice = Notice(alarm_id, level, kind, consultant, at=at, tried_at=at, **given)
                work.alarm_notices.add(notice)
                work.alarms.advance(alarm_id, level - 1, level, at + timedelta(minutes=5))

    def link(self, consultant_id: str | None = None, **options: Any) -> str:
        """Make a sign-in link."""
        return make_sign_in_link(self.store, self.store.keys, consultant_id or self.amina, BASE, self.clock, **options)

    def browser(self, consultant_id: str | None = None, *, language: str = "en") -> TestClient:
        """Open a browser in which a consultant is signed in."""
        client = self.visitor(language=language)
        assert client.post(self.link(consultant_id), headers=OURS).status_code == 303
        return client

    def visitor(self, *, language: str = "en") -> TestClient:
        """Open a browser in which nobody is signed in."""
        client = TestClient(self.app, base_url=BASE, follow_redirects=False)
        client.cookies.set("portal_language", language, domain="chat.example.org", path="/portal")
        return client

    def log(self, person_id: str | None = None) -> list[tuple[str, str | None, str, str]]:
        """Read the access log: event, client, user, responsible user."""
        with self.store.read() as work:
            lines = list(work.access_log.since(datetime(2000, 1, 1, tzinfo=UTC)))
        return [
            (line.event, line.person_id, line.user_id, line.responsible_id)
            for line in lines
            if person_id is None or line.person_id == person_id
        ]


def everything_stored(store: Store) -> bytes:
    """Read every value of every table as one heap of bytes."""
    heap = []
    with store.engine.connect() as connection:
        for table in metadata.sorted_tables:
            for row in connection.execute(table.select()):
                heap += [value if isinstance(value, bytes) else str(value).encode() for value in row]
    return b"\n".join(heap)


OURS = {"sec-fetch-site": "same-origin"}
