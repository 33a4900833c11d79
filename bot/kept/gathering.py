"""Gathers what we keep about the person of a talk, from the same rows that everything else is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from bot.alarms.passed_on import passed_on_in, something_was_passed_on
from bot.kept import words
from bot.kept.view import Alarm, Decision, Kept, Opening, Page, Told
from bot.moments import clock, full_date
from bot.turn.scene import Scene
from care.keeping import alarm_until, unsent_until
from care.shared_set import SharedSet, UnknownSource
from flows.engine.compiling import Step
from flows.engine.events import Line
from flows.engine.prompts import asking_at
from flows.engine.session import DANGER_AT, Answer
from flows.engine.steps.cards import answer_lines
from flows.engine.turns.helping import FOR_A_WHILE
from storage.sharing.handoffs import HandoffRow
from storage.staff.access_log import Access

LISTED: Final = "list"
EXPORTED: Final = "operator_export"
OPENED: Final = frozenset({"view", "download_pdf", "download_json", "alarm_view", EXPORTED})
OPENINGS_SHOWN: Final = 20
NO_ANSWERS: Final = frozenset({"cards", "send", "say", "end", "extras", "now"})
OF_DANGER: Final = FOR_A_WHILE | {DANGER_AT}
NOON: Final = 12


def kept_of(scene: Scene) -> Kept:
    """Everything we keep about the person of this scene, in the language of the talk."""
    return _Gathering(scene).all()


class _Gathering:
    """One look at one person."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.person = scene.row.person_id
        self.zone = ZoneInfo(scene.tools.organisation.time_zone)
        self.terms = scene.tools.organisation.terms
        # Of a talk that is gone nobody knows whether somebody was watching.
        self.watched = scene.view.discreet or not scene.row.id

    def all(self) -> Kept:
        """The whole of it."""
        pages = tuple(self._page(row) for row in reversed(self.scene.work.handoffs.of_person(self.person)))
        waits = any(page.is_open for page in pages)
        looks = self.scene.work.access_log.about(self.person)
        ends = unsent_until(self.scene.row.updated_at, self.terms)
        return Kept(
            language=self.scene.language,
            nothing_shared=self._nothing_shared(),
            told=tuple(self._told()),
            pages=pages,
            openings=tuple(self._openings(looks)),
            decisions=tuple(self._decisions()),
            alarms=tuple(self._alarms()),
            places=tuple(self._places()),
            has_phrase=self.scene.work.phrases.has(self.person),
            gone_on="" if waits else self._day(ends.astimezone(self.zone).date()),
            listed=self._listed(looks),
            remembers=self._remembers(),
        )

    def _told(self) -> Iterator[Told]:
        for step in self.scene.compiled.flow.steps:
            if step.kind in NO_ANSWERS:
                continue
            answer, draft = self.scene.session.answers.get(step.id), self.scene.session.drafts.get(step.id)
            if answer is not None:
                yield self._one(step, answer, "settled" if answer.active else "asleep")
            if draft is not None and (draft.value or draft.words):
                yield self._one(step, Answer("answered", draft.value, draft.words), "begun")

    def _one(self, step: Step, answer: Answer, state: Any) -> Told:
        heading = self._say(step.heading) if step.heading else step.id
        named = self.scene.compiled.flow.words.get(f"topic_{step.topic}")
        topic = self._say(named if isinstance(named, str) else named[self.scene.view.wording]) if named else ""
        if answer.how != "answered":
            return Told(step.id, heading, (self._say(words.HOWS[answer.how]),), state, topic)
        lines = answer_lines(asking_at(self.scene.compiled, self.scene.session), step, answer)
        if not lines:  # the picture was looked at and nothing had to be changed
            return Told(step.id, heading, (self._say(words.AS_IT_IS),), state, topic)
        said = (line if isinstance(line, str) else self.scene.text(line) for line in lines)
        own = {answer.words} | ({answer.value} if step.kind == "text" and isinstance(answer.value, str) else set())
        return Told(step.id, heading, tuple(f"“{line}”" if line in own else line for line in said), state, topic)

    def _page(self, row: HandoffRow) -> Page:
        until = self._day(row.retention_until) if row.retention_until else ""
        kind = "summary" if row.kind == "summary" else "call_request"
        items = tuple(self._items(row)) if row.status == "open" and kind == "summary" else ()
        return Page(kind, row.status, self._at(row.at), until, items)  # type: ignore[arg-type]  # one of the three

    def _items(self, row: HandoffRow) -> Iterator[tuple[str, str]]:
        try:
            made_of = SharedSet.from_data(self.scene.work.handoffs.source(row.id))
        except UnknownSource:  # a page of an older version: it can only be taken back as a whole
            return
        for item in made_of.items:
            step = self.scene.compiled.flow.by_id.get(item.link_id)
            yield item.link_id, self._say(step.heading) if step is not None and step.heading else item.question

    def _nothing_shared(self) -> str:
        if not something_was_passed_on(self.scene.work, self.person):
            return self._say(words.NOT_SHARED)
        return self._say(words.NOT_SHARED_UNSEEN if self.watched else words.NOT_SHARED_BUT_DANGER)

    def _listed(self, looks: Sequence[Access]) -> str:
        """A list is looked at again and again: only the last time says something."""
        last = max((look.at for look in looks if look.event == LISTED), default=None)
        return "" if last is None else self._say(words.LISTED, at=self._at(last))

    def _remembers(self) -> str:
        """Of what was answered in danger: that something of it is known, on a screen that is the child's own."""
        facts = self.scene.session.facts
        return self._say(words.REMEMBERED) if not self.watched and any(map(facts.get, OF_DANGER)) else ""

    def _openings(self, looks: Sequence[Access]) -> Iterator[Opening]:
        """The latest first; a consultant who pages to and fro within an hour has looked once."""
        opened = [look for look in looks if look.event in OPENED]
        hours = {(look.user_id, look.at.replace(minute=0, second=0, microsecond=0)): look for look in reversed(opened)}
        for look in sorted(hours.values(), key=lambda look: look.at, reverse=True)[:OPENINGS_SHOWN]:
            who = words.AN_OPERATOR if look.event == EXPORTED else words.A_CONSULTANT
            yield Opening(self._say(who), self._at(look.at))

    def _decisions(self) -> Iterator[Decision]:
        for decided in self.scene.work.consents.history(self.person):
            text = words.DECISIONS.get(decided.decision, words.DECISIONS["other"])
            wording = self.scene.work.consents.wording(decided.text_hash) or ""
            yield Decision(self._say(text, at=self._at(decided.at)), self._at(decided.at), wording)

    def _alarms(self) -> Iterator[Alarm]:
        for alarm in self.scene.work.keeping.alarms_of(self.person):
            at, until = self._at(alarm.raised_at), alarm_until(alarm.acknowledged_at, alarm.last_heard, self.terms)
            day = self._day(until.astimezone(self.zone).date())
            text = words.ALARM_TAKEN if alarm.acknowledged_at else words.ALARM_OPEN
            yield Alarm(
                self._say(text, at=at, until=day, days=str(self.terms.days_alarms)), at, day, self._passed_on(alarm.id)
            )

    def _passed_on(self, alarm_id: str) -> tuple[str, ...]:
        said = None if self.watched else passed_on_in(self.scene.work, alarm_id)
        if said is None:
            return ()
        quoted = (self._say(words.PASSED_ON), *(f"“{text}”" for text in said)) if said else ()
        return (*quoted, self._say(words.STAYS))

    def _places(self) -> Iterator[str]:
        for identity in self.scene.work.people.identities(self.person):
            text = words.ON.get(identity.channel, words.ON["other"])
            yield self._say(text, at=self._at(identity.since))

    def _say(self, text: str, **slots: str) -> str:
        return self.scene.text(Line(text, slots))

    def _at(self, moment: datetime) -> str:
        here = moment.astimezone(self.zone)
        return f"{full_date(here, self.scene.language)}, {clock(here)}"

    def _day(self, day: date) -> str:
        return full_date(day, self.scene.language)
