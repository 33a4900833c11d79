"""A synthetic respondent walks the real engine, conversation and storage, on a throw-away database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.conversation import Conversation
from bot.organisation import Organisation
from bot.plain_yaml import BadYaml, read_yaml
from bot.running.edges import CountingIds
from bot.turn.answer_rows import without_fingerprint
from bot.turn.messages import Incoming, Outgoing, Prompt, Reply, Start
from bot.turn.scene import Tools
from bot.words import Catalogues
from care.bands import band_of
from care.handoff import Handoff
from flows.engine.events import Asked, Chose, Commanded, DangerNoticed, Event, Picked
from flows.engine.events import Incoming as EngineEvent
from flows.library import Library
from storage import KeyRing, Store, open_store
from storage.talk.answers import AnswerRow

MONDAY: Final = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
TURNS_AT_MOST: Final = 400
TRIES_A_PROMPT: Final = 3
WAYS_TO_PASS: Final = ("skip", "dont_know", "rather_not_say", "later")
SIDE_QUESTIONS: Final = frozenset({"help", "check", "stop", "erase", "stale", "edit", "withdraw", "take_back"})
PASSED_ROW: Final = "(not given)"
HOW_AS_ANSWER: Final = {"skipped": "skip"}


class BadPersona(Exception):
    """The persona file cannot be used; the message says which field and what is expected."""


class Persona(BaseModel):
    """Who is walking: see design.md 7. What is not given in `answers` is skipped; consent is given unless it is refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: Annotated[str, BeforeValidator(str)]
    language: str = "nl"
    age: int | None = None
    answers: dict[str, Any] = Field(default_factory=dict)
    withhold: list[str] = Field(default_factory=list)
    send: Literal["send", "keep", "throw_away"] = "send"


def read_persona(text: str) -> Persona:
    """A persona from YAML. Raises BadPersona."""
    try:
        return Persona.model_validate(read_yaml(text))
    except BadYaml as problem:
        raise BadPersona(str(problem)) from None
    except ValidationError as problem:
        raise BadPersona("; ".join(f"{'.'.join(map(str, e['loc']))}: {e['msg']}" for e in problem.errors())) from None


@dataclass
class Seen:
    """What the engine told while the respondent walked."""

    asked: list[str] = field(default_factory=list)
    signals: list[dict[str, str | None]] = field(default_factory=list)

    def note(self, event: Event) -> None:
        """Take note of one fact."""
        match event:
            case Asked(prompt=prompt) if prompt.control not in SIDE_QUESTIONS and prompt.step not in self.asked:
                self.asked.append(prompt.step)
            case DangerNoticed(category=category, urgency=urgency, link_id=link_id):
                self.signals.append({"category": category, "urgency": urgency, "link_id": link_id})


class Clock:
    """A clock that goes on one second whenever it is looked at."""

    def __init__(self, start: datetime = MONDAY) -> None:
        self.now = start

    def __call__(self) -> datetime:
        """A second later than the last time."""
        self.now += timedelta(seconds=1)
        return self.now


class Respondent:
    """Answers prompts as a persona would."""

    def __init__(self, persona: Persona) -> None:
        self.persona = persona
        self._tries: dict[tuple[str, str | None, str], int] = {}

    def answer(self, prompt: Prompt) -> EngineEvent | str:
        """The engine event for a prompt, or text to type."""
        key = (prompt.step, prompt.part, prompt.control)
        tries = self._tries[key] = self._tries.get(key, 0) + 1
        if prompt.control in SIDE_QUESTIONS:
            return self._aside(prompt)
        special = self._special(prompt)
        if special is not None:
            return special
        given = self._given(prompt)
        if given is None or tries > TRIES_A_PROMPT:
            return _skip(prompt)
        if given == PASSED_ROW:
            return Chose(prompt.token, "skip")  # this row or person only, also before anything else was answered
        if given in WAYS_TO_PASS and given not in {choice.id for choice in prompt.choices}:
            return Commanded(given)
        return _as_event(prompt, given)

    def _aside(self, prompt: Prompt) -> EngineEvent:
        return Chose(prompt.token, "erase_yes" if prompt.control == "erase" else "go_on")

    def _special(self, prompt: Prompt) -> EngineEvent | None:
        match prompt.control:
            case "cards":
                on = {card.link_id: card.shared and card.link_id not in self.persona.withhold for card in prompt.cards}
                return Picked(prompt.token, switches=on)
            case "send":
                return Chose(prompt.token, self.persona.send)
            case "picture":
                return Chose(prompt.token, "fits")
        return None

    def _given(self, prompt: Prompt) -> Any:
        defaults = {"consent.agree": "agree", "me.age": self.persona.age, "load.halfway": "go_on"}
        given = self.persona.answers.get(prompt.step, defaults.get(prompt.step))
        if isinstance(given, dict):
            return given.get(prompt.part, PASSED_ROW)
        if prompt.step == "meeting.contact" and prompt.part != "way":
            return "skip"  # a plain text is the address, and that field was asked first
        return given


def _skip(prompt: Prompt) -> EngineEvent:
    """Pass over a question, as its option where it has one, and else in words: an answer is never made up."""
    among = "skip" in {choice.id for choice in prompt.choices}
    return Chose(prompt.token, "skip") if among else Commanded("skip")


def _as_event(prompt: Prompt, given: Any) -> EngineEvent | str:
    ids = {choice.id for choice in prompt.choices}
    if isinstance(given, list):
        known = tuple(str(one) for one in given if str(one) in ids)
        own = [str(one) for one in given if str(one) not in ids]
        if prompt.control == "names":
            return Picked(prompt.token, tuple(map(str, given)))
        return Picked(prompt.token, known, ", ".join(own) or None)
    if str(given) in ids:
        return (
            Picked(prompt.token, (str(given),))
            if prompt.many and prompt.control != "names"
            else Chose(prompt.token, str(given))
        )
    return str(given)


@dataclass(frozen=True, slots=True)
class World:
    """Everything a simulation needs that is the same for all personas."""

    library: Library
    words: Catalogues
    organisation: Organisation
    screener: Any


def unknown_links(persona: Persona, world: World) -> list[str]:
    """The link ids of a persona that no question of the intake has."""
    known = {step.id for step in world.library.newest("intake").flow.steps}
    return [link_id for link_id in (*persona.answers, *persona.withhold) if link_id not in known]


async def simulate(persona: Persona, world: World, seed: int = 0) -> dict[str, Any]:
    """Walk the whole intake and report it in the form of design.md 7."""
    store = open_store("sqlite://", KeyRing.generate())
    store.upgrade()
    try:
        return await _walk(persona, world, seed, store)
    finally:
        store.close()


async def _walk(persona: Persona, world: World, seed: int, store: Store) -> dict[str, Any]:
    seen = Seen()
    tools = Tools(world.organisation, world.words, CountingIds(seed), lambda _language: ("water",) * 1024)
    conversation = Conversation(
        store=store, library=world.library, tools=tools, screener=world.screener, clock=Clock(), observe=seen.note
    )
    transcript: list[dict[str, Any]] = []
    await _talk(conversation, Respondent(persona), persona, transcript)
    return _report(store, world, persona, seen, transcript)


async def _talk(
    conversation: Conversation, respondent: Respondent, persona: Persona, transcript: list[dict[str, Any]]
) -> None:
    start = Start(language=persona.language)
    reply = await conversation.take(Incoming("simulation", persona.id, "0", start=start))
    for number in range(1, TURNS_AT_MOST):
        transcript.extend(_bot_lines(reply))
        prompt = next((s.message.prompt for s in reversed(reply.messages) if s.message.prompt), None)
        if prompt is None or prompt.control == "end":
            return
        answer = respondent.answer(prompt)
        typed = answer if isinstance(answer, str) else None
        event = None if isinstance(answer, str) else answer
        incoming = Incoming("simulation", persona.id, str(number), event=event, typed=typed)
        transcript.append({"from": "child", "text": _child_text(prompt, answer), "choices": []})
        reply = await conversation.take(incoming)


def _bot_lines(reply: Reply) -> list[dict[str, Any]]:
    return [
        {
            "from": "bot",
            "text": _for_whom(sent.message),
            "choices": [choice.label for choice in sent.message.prompt.choices] if sent.message.prompt else [],
        }
        for sent in reply.messages
    ]


def _for_whom(message: Outgoing) -> str:
    """The bubble with whom it is for, as every channel shows it."""
    audience = message.prompt.audience if message.prompt else None
    return f"{audience}: {message.text}" if audience else message.text


def _child_text(prompt: Prompt, answer: EngineEvent | str) -> str:
    labels = {choice.id: choice.label for choice in (*prompt.choices, *prompt.repairs)}
    match answer:
        case str():
            return answer
        case Chose(option=option):
            return labels.get(option, option)
        case Picked(options=options, words=words):
            return ", ".join((*(labels.get(o, o) for o in options), *((words,) if words else ()))) or prompt.done
        case Commanded(command=command):
            return labels.get(command, command)
    return ""


def _report(
    store: Store, world: World, persona: Persona, seen: Seen, transcript: list[dict[str, Any]]
) -> dict[str, Any]:
    flow = world.library.newest("intake").flow
    with store.read() as work:
        person_id = work.people.by_identity("simulation", persona.id)
        session = work.sessions.of_person(person_id)[0] if person_id else None
        answers = work.answers.load(session.id) if session else []
        offered = session.state["facts"].get("courses.interest", {}).get("offers", []) if session else []
        documents = [work.handoffs.get(row.id) for row in work.handoffs.list_open() if row.kind == "summary"]
    age = next((a.value for a in answers if a.link_id == "me.age" and isinstance(a.value, int)), persona.age)
    return {
        "band": band_of(age),
        "asked": [
            link_id for link_id in seen.asked if flow.by_id[link_id].counted and flow.by_id[link_id].kind != "end"
        ],
        "answers": {a.link_id: plain_answer(a, flow.by_id[a.link_id].kind) for a in answers if a.active},
        "offered_courses": [course for course, _name in offered],
        "signals": seen.signals,
        "handoff": _handoff(documents),
        "transcript": transcript,
    }


def _handoff(documents: list[Any]) -> dict[str, Any] | None:
    found = [document for document in documents if document is not None]
    if not found:
        return None
    document = getattr(found[-1], "document", found[-1])
    return dict(Handoff.from_data(document).to_json())


def plain_answer(row: AnswerRow, kind: str = "several") -> Any:
    """An answer in the form a persona gives it; words beside a list of names are no name."""
    if row.kind != "answered":
        return HOW_AS_ANSWER.get(row.kind, row.kind)
    value, _text_hash = without_fingerprint(row)
    if value is None:
        return row.words
    if isinstance(value, list) and row.words and kind != "names":
        return [*value, row.words] if value else row.words
    return value
