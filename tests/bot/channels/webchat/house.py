"""A web chat on a real database, and a visitor whose browser runs no script."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.channels.webchat import Hub, WebChannel, webchat_routes
from bot.conversation import Conversation
from bot.kept import Mine
from bot.organisation import load_organisation
from bot.outbox import Outbox
from bot.running.edges import RandomIds, clock
from bot.safety.screening import load_screener
from bot.turn.phrase_words import phrase_words
from bot.turn.scene import Tools
from bot.words import Catalogues
from flows.library import packaged
from storage import KeyRing, Store, open_store

OURS = {"Sec-Fetch-Site": "same-origin"}
OPTIONS = {
    "welcome.place": "fine_here",
    "consent.agree": "agree",
    "load.halfway": "go_on",
    "review.send": "send",
    "load.urgent": "no_need",
}
TEXTS = {"me.name": "Noor"}


WORDS, ORGANISATION, LIBRARY = Catalogues.load(), load_organisation(None), packaged()
SCREENER = load_screener(False)
MASTER = KeyRing.new_master()


@dataclass
class Moment:
    """The clock of the web pages: the true one, moved on by hand."""

    moved: timedelta = timedelta()

    def __call__(self) -> datetime:
        """Now."""
        return clock() + self.moved

    def goes_on(self, **how_long: float) -> None:
        """Let time pass."""
        self.moved += timedelta(**how_long)


@dataclass
class House:
    """Everything together; `app` is what a server would run."""

    store: Store
    talk: Conversation
    hub: Hub
    outbox: Outbox
    app: Starlette
    clients: list[TestClient] = field(default_factory=list)
    moment: Moment = field(default_factory=lambda: Moment())

    def visitor(self, network: str = "testclient") -> Visitor:
        """Somebody with a browser of their own, perhaps at a network address."""
        client = TestClient(self.app, base_url="http://testserver", headers=OURS, client=(network, 50_000))
        self.clients.append(client.__enter__())
        return Visitor(client)

    def close(self) -> None:
        """Send everybody home."""
        for client in self.clients:
            client.__exit__()
        self.store.close()


def new_database(folder: Path) -> Path:
    """A database that is up to date and empty, to be copied."""
    path = folder / "new.db"
    store = open_store(f"sqlite:///{path}", KeyRing.from_master(MASTER))
    store.upgrade()
    store.close()
    return path


def open_house(
    database: Path, *, secure_cookies: bool = False, public_url: str | None = None, words: Catalogues = WORDS
) -> House:
    """A web chat in front of a database of `new_database`."""
    store = open_store(f"sqlite:///{database}", KeyRing.from_master(MASTER))
    talk = Conversation(
        store=store,
        library=LIBRARY,
        tools=Tools(ORGANISATION, words, RandomIds(), phrase_words),
        screener=SCREENER,
        clock=clock,
    )
    hub, moment = Hub(), Moment()
    outbox = Outbox(store, {"web": WebChannel(hub)}, clock)
    routes = webchat_routes(
        conversation=talk,
        outbox=outbox,
        organisation=ORGANISATION,
        words=words,
        hub=hub,
        secure_cookies=secure_cookies,
        public_url=public_url,
        mine=Mine(store, LIBRARY, talk.tools, clock),
        now=moment,
    )
    return House(store, talk, hub, outbox, Starlette(routes=routes), moment=moment)


@dataclass
class Form(HTMLParser):
    """What a page lets one do: fields of the answer form, buttons, and every text."""

    html: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)
    boxes: list[tuple[str, str]] = field(default_factory=list)
    attributes: dict[str, str | None] = field(default_factory=dict)
    _inside: str = ""

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self._inside = found.get("id") or found.get("action") or ""
            if self._inside == "answer":
                self.attributes = found
        if self._inside != "answer":
            return
        value = found.get("value") or ""
        if tag == "input" and found.get("type") == "hidden":
            self.fields.append((found.get("name") or "", value))
        elif tag == "input":
            self.boxes.append((found.get("name") or "", value))
            if "checked" in found:
                self.fields.append((found.get("name") or "", value))
        elif tag == "button":
            self.buttons.append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = ""

    @property
    def step(self) -> str:
        return (self.attributes.get("data-step") or "").partition("/")[0]

    @property
    def control(self) -> str:
        return self.attributes.get("data-control") or ""

    @property
    def token(self) -> str:
        return dict(self.fields)["token"]


class Visitor:
    """Opens pages and posts forms as a browser without script does."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.html = ""

    def open(self, path: str = "/") -> Form:
        answer = self.client.get(path)
        assert answer.status_code == 200, answer.text
        self.html = answer.text
        return Form(self.html)

    def post(self, kind: str, *, words: str = "", more: tuple[tuple[str, str], ...] = ()) -> Form:
        """Press a button of the page that is open."""
        fields = [*Form(self.html).fields, *more, ("kind", kind), ("words", words)]
        answer = self.client.post("/say", data=_grouped(fields))
        assert answer.status_code == 200, (answer.status_code, answer.text)
        self.html = answer.text
        return Form(self.html)

    def answer(self, age: int) -> Form:
        """Answer whatever is open, in some way."""
        form = Form(self.html)
        if form.step == "me.age":
            return self.post(f"chose:{age}")
        if form.step in OPTIONS and form.control in ("buttons", "send"):
            return self.post(f"chose:{OPTIONS[form.step]}")
        if form.control == "text":
            return self.post("typed", words=TEXTS.get(form.step, "tekenen met mijn hond"))
        if form.control == "names":
            named = "chose:remove:Sam" in form.buttons
            return self.post("picked") if named else self.post("typed", words="Sam, oma Riet")
        if form.boxes:
            name, value = form.boxes[0]
            return self.post("picked", more=((name, value),) if name == "option" else ())
        return self.post(next(button for button in form.buttons if button.startswith("chose:")))

    def talk_until(self, *steps: str, age: int = 13, band: str = "C", turns: int = 90) -> Form:
        """Walk the talk until one of these steps is open, or it ends."""
        form = self.open(f"/?band={band}") if not self.html else Form(self.html)
        for _ in range(turns):
            if form.step in steps or form.control == "end":
                return form
            form = self.answer(age)
        raise AssertionError(f"not at {steps} after {turns} turns, but at {form.step}")

    def json(self, **fields: Any) -> dict[str, Any]:
        """Post as the script does."""
        answer = self.client.post("/say", json=fields, headers={"Accept": "application/json"})
        found: dict[str, Any] = answer.json()
        return found


def _grouped(fields: list[tuple[str, str]]) -> dict[str, list[str]]:
    grouped: dict[str, list[str]] = {}
    for name, value in fields:
        grouped.setdefault(name, []).append(value)
    return grouped
