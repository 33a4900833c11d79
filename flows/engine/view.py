"""What conditions and step kinds may see of a session: settled answers and a few derived words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flows.engine.bands import BANDS, FIRST_BAND, Band, band_of
from flows.engine.session import DANGER_AT, Answer, Session
from flows.link_ids import (
    COURSES_INTEREST,
    ME_AGE,
    NETWORK_CLOSEST,
    NETWORK_FUN,
    NETWORK_OTHERS,
    NETWORK_PEOPLE,
    WELCOME_PLACE,
)

RINGS_OF_NAMES: Final = (NETWORK_CLOSEST, NETWORK_FUN, NETWORK_OTHERS)


def view_of(session: Session) -> AnswersView:
    """The one view of a session, made when first asked for; a session never changes, so neither does what it shows."""
    found: AnswersView | None = session.memory.get("view")
    if found is None:
        found = session.memory["view"] = AnswersView(session)
    return found


class AnswersView:
    """The settled answers of a session, and the words derived from them."""

    __slots__ = ("_band", "answers", "facts", "link_band", "passed", "shift")

    def __init__(self, session: Session, passed: set[str] | None = None) -> None:
        """`passed` holds the link ids met so far on a walk from the start; None trusts the stored active flags."""
        self.answers: Mapping[str, Answer] = session.answers
        self.facts = session.facts
        self.link_band = session.link_band
        self.shift = session.shift
        self.passed = passed
        self._band: Band | None = None

    def answer(self, link_id: str) -> Answer | None:
        """The answer to a question, None when there is none on the path."""
        answer = self.answers.get(link_id)
        if answer is None:
            return None
        on_path = answer.active if self.passed is None else link_id in self.passed
        return answer if on_path else None

    def value(self, link_id: str) -> Any:
        """The plain value of an answer that was really given."""
        answer = self.answers.get(link_id)
        if answer is None or answer.how != "answered":
            return None
        if not (answer.active if self.passed is None else link_id in self.passed):
            return None
        return answer.value if answer.value is not None else answer.words

    def how(self, link_id: str) -> str | None:
        """In which way a question was answered."""
        answer = self.answer(link_id)
        return None if answer is None else answer.how

    @property
    def age(self) -> int | None:
        """Age in whole years, once it is known."""
        age = self.value(ME_AGE)
        return age if isinstance(age, int) else None

    @property
    def band(self) -> Band:
        """The band whose questions are asked: by age, else by the entry link, else the plain words of B."""
        if self._band is None:
            self._band = band_of(self.age) or self.link_band or FIRST_BAND
        return self._band

    def meet(self, link_id: str) -> None:
        """Take note that a walk from the start has come past a question."""
        if self.passed is not None:
            self.passed.add(link_id)
            if link_id == ME_AGE:
                self._band = None

    @property
    def wording(self) -> Band:
        """The band whose words are used; a child may have asked for easier or older ones once."""
        if self.shift == 0:
            return self.band
        return BANDS[min(max(BANDS.index(self.band) + self.shift, 0), len(BANDS) - 1)]

    @property
    def discreet(self) -> bool:
        """True when somebody is watching the screen."""
        return bool(self.value(WELCOME_PLACE) == "being_watched")

    @property
    def unseen(self) -> frozenset[str]:
        """The questions whose answers do not stand on the screen now: danger was heard there, and somebody is watching."""
        return frozenset(self.facts.get(DANGER_AT) or ()) if self.discreet else frozenset()

    def names(self) -> tuple[str, ...]:
        """Everybody the child named so far, closest first, each once, corrections of the picture applied."""
        changes = self.value(NETWORK_PEOPLE)
        changes = changes if isinstance(changes, Mapping) else {}
        found: dict[str, str] = {}
        for ring in RINGS_OF_NAMES:
            for name in _listed(self.value(ring)):
                found.setdefault(str(name).casefold(), str(name))
        for name, change in changes.items():
            if isinstance(change, dict) and change.get("gone"):
                found.pop(name.casefold(), None)
            else:
                found.setdefault(name.casefold(), name)
        return tuple(found.values())

    def word(self, name: str) -> Any:
        """One of the derived words of the condition language."""
        match name:
            case "band":
                return self.band
            case "age":
                return self.age
            case "discreet":
                return self.discreet
            case "people":
                return len(self.names())
        return len((self.facts.get(COURSES_INTEREST) or {}).get("offers", ()))


def _listed(value: Any) -> Sequence[Any]:
    """Names come as a list; words alone are nobody's name."""
    return value if isinstance(value, list | tuple) else ()
