"""One turn on stage: the person, the session before and after, and what has to be said. Handlers write on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Protocol

from bot.organisation import Organisation
from bot.turn.messages import Outgoing
from bot.words import Catalogues, together
from care.answering.policy import HOW_LONG, POLICIES, WHO_READS
from care.courses import Course
from flows.engine.compiling import CompiledFlow
from flows.engine.events import Line
from flows.engine.session import Session
from flows.engine.view import AnswersView, view_of
from storage import Work
from storage.talk.sessions import SessionRow

WISHED_LANGUAGE: Final = "wished_language"


class Ids(Protocol):
    """Where new ids and secrets come from."""

    def new(self) -> str:
        """A new random id."""

    def secret(self) -> str:
        """A new unguessable secret, safe in a link."""

    def number(self, below: int) -> int:
        """An unguessable number, 0 included."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What every turn needs and nobody changes."""

    organisation: Organisation
    words: Catalogues
    ids: Ids
    phrase_words: Callable[[str], tuple[str, ...]]
    _slots: dict[str, Mapping[str, str]] = field(default_factory=dict, compare=False, repr=False)

    def slots(self, language: str) -> Mapping[str, str]:
        """What fills the organisation's slots in a language; worked out once."""
        known = self._slots.get(language)
        if known is None:
            known = self._slots[language] = slots_of(self.organisation, self.words.gettext(language))
        return known


def slots_of(organisation: Organisation, _: Callable[[str], str]) -> Mapping[str, str]:
    """What fills the organisation's slots in a language, with what is true under its policy about danger."""
    plain = {
        "bot": organisation.bot_name,
        "org": organisation.name,
        "consultant": organisation.consultant,
        "days": str(organisation.days_kept),
    }
    policy = POLICIES[organisation.policy]
    told = {"danger": (policy.promise,), "who_reads": (WHO_READS, policy.seen), "how_long": (HOW_LONG, policy.stays)}
    said = {slot: " ".join(_(text) for text in texts if text).format(**plain) for slot, texts in told.items()}
    return {**plain, **said}


@dataclass
class Scene:
    """A turn while its events are handled. `messages` is what will be stored and then sent, in order.

    `wrote` is what was typed freely in this turn, `rang` those sentences of it that rang; `promised` what the child is
    told about an alarm, until it is said; `alarmed` says that somebody has to look after the commit; `unseen` that what
    the child wrote must not stay on a watched screen; `uninvited` that words came where none were asked; `was_discreet`
    whether somebody was watching before; `taken_off` holds the channel's numbers of what leaves the screen because the
    talk goes on. `hears` says whether the safety layer notices something in a text of a language.
    """

    tools: Tools
    work: Work
    compiled: CompiledFlow
    row: SessionRow
    session: Session
    channel: str
    now: datetime
    seq: int
    messages: list[Outgoing] = field(default_factory=list)
    erased: bool = False
    wrote: str = ""
    rang: tuple[str, ...] = ()
    promised: str = ""
    alarmed: bool = False
    unseen: bool = False
    uninvited: bool = False
    was_discreet: bool = False
    offered_closing: bool = False
    taken_off: tuple[str, ...] = ()
    hears: Callable[[str, str], bool] = lambda _text, _language: False

    @property
    def language(self) -> str:
        """The language of the talk now."""
        return self.session.language

    @property
    def crisis_language(self) -> str:
        """The language for what must be understood: the one that was wished for, even when we have no words in it."""
        return str(self.session.facts.get(WISHED_LANGUAGE) or self.language)

    @property
    def crisis_tongues(self) -> tuple[str, ...]:
        """The languages to say that in."""
        return self.tools.words.tongues(self.crisis_language)

    @property
    def _(self) -> Callable[[str], str]:
        return self.tools.words.gettext(self.language)

    @property
    def slots(self) -> Mapping[str, str]:
        """What fills the organisation's slots."""
        return self.tools.slots(self.language)

    @property
    def view(self) -> AnswersView:
        """The answers as they are now."""
        return view_of(self.session)

    @property
    def courses(self) -> tuple[Course, ...]:
        """The organisation's catalogue."""
        return self.tools.organisation.courses

    def text(self, line: Line | str, tongue: str | None = None) -> str:
        """A line in the child's language or another, slots filled. A plain string is somebody's own word."""
        if isinstance(line, str):
            return line
        language = tongue or self.language
        return self.tools.words.say(line, language, self.tools.slots(language))

    def in_crisis(self, say: Callable[[str], str]) -> str:
        """What must be understood, as `say` puts it in each of the languages for that."""
        return together(map(say, self.crisis_tongues))

    def say(self, line: Line | str, **more: Any) -> None:
        """Add a bubble that asks nothing."""
        self.messages.append(Outgoing("say", self.text(line), self.language, **more))

    def add(self, message: Outgoing) -> None:
        """Add a bubble."""
        self.messages.append(message)
