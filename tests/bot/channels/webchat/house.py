"""A web chat on a real database, and a visitor whose browser runs no script."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.testclient import TestClient

from bot.build import Parts, open_parts
from bot.channels.webchat import Hub, WebChannel, webchat_routes
from bot.outbox import Outbox
from bot.settings import Settings

OURS = {"Sec-Fetch-Site": "same-origin"}
OPTIONS = {
    "welcome.place": "fine_here",
    "consent.agree": "agree",
    "load.halfway": "go_on",
    "review.send": "send",
    "load.urgent": "no_need",
}
TEXTS = {"me.name": "Noor"}


@dataclass
class House:
    """Everything together; `app` is what a server would run."""

    parts: Parts
    hub: Hub
    outbox: Outbox
    app: Starlette

    def visitor(self, **more: Any) -> Visitor:
        """Somebody with a browser of their own."""
        return Visitor(TestClient(self.app, base_url="http://testserver", headers=OURS, **more))


def open_house(folder: Path, **more: Any) -> House:
    """A fresh database with a web chat in front of it."""
    parts = open_parts(Settings(database_url=f"sqlite:///{folder / 'chat.db'}", master_key=None, safety_model=False))
    hub = Hub()
    outbox = Outbox(parts.store, {"web": WebChannel(hub)}, parts.now)
    routes = webchat_routes(
        conversation=parts.conversation,
        outbox=outbox,
        organisation=parts.organisation,
        words=parts.words,
        hub=hub,
        secure_cookies=more.pop("secure_cookies", False),
        public_url=more.pop("public_url", None),
    )
    return House(parts, hub, outbox, Starlette(routes=routes))


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
