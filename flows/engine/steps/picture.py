"""picture: my people, seen as a picture; add, take away or move someone, and see it again."""

from __future__ import annotations

from typing import Any, Final

from flows.engine import phrases
from flows.engine.events import Choice, Chose, Line, Picked, Wrote
from flows.engine.limits import CHARACTERS_OF_A_NAME, PEOPLE_IN_ALL
from flows.engine.session import Draft, How
from flows.engine.steps.base import (
    Asking,
    Begun,
    Input,
    Misread,
    Question,
    Read,
    Reading,
    sentence,
)
from flows.engine.steps.names import split_names

FITS: Final = "fits"
MENU: Final = (
    ("fits", phrases.PICTURE_FITS),
    ("add", phrases.PICTURE_ADD),
    ("remove", phrases.PICTURE_REMOVE),
    ("move", phrases.PICTURE_MOVE),
)
CHANGES: Final = frozenset({"add", "remove", "move"})
RING_LABELS: Final = (phrases.RING_1, phrases.RING_2, phrases.RING_3, phrases.RING_4)


class PictureKind:
    """The value maps a name to what was changed: {"ring": 1-4}, or {"gone": true}."""

    def ask(self, asking: Asking) -> Question:
        """The menu under the picture, or the question of the change that has begun."""
        action, _, name = (asking.part or "").partition(":")
        match action:
            case "add":
                return Question("text", (Line(phrases.PICTURE_ADD_WHO),), own=True)
            case "remove":
                return Question("buttons", (Line(phrases.PICTURE_REMOVE_WHO),), self._people(asking))
            case "move":
                return Question("buttons", (Line(phrases.PICTURE_MOVE_WHO),), self._people(asking))
            case "where":
                rings = tuple(Choice(str(ring), Line(text)) for ring, text in enumerate(RING_LABELS, 1))
                return Question("buttons", (Line(phrases.PICTURE_WHERE, {"who": name}),), rings)
        again = (Line(phrases.PICTURE_AGAIN),) if asking.draft.value else (sentence(asking),)
        menu = tuple(Choice(key, Line(text)) for key, text in self._menu_now(asking))
        return Question("picture", again, menu, own=True)

    def read(self, asking: Asking, found: Input) -> Reading:
        """A tap in the menu, or the name it asked for; typing a name adds somebody."""
        said = _said(found)
        action, _, name = (asking.part or "").partition(":")
        match action:
            case "remove" if said in self._names(asking):
                return self._changed(asking, said, {"gone": True})
            case "move" if said in self._names(asking):
                return Begun(asking.draft, part=f"where:{said}")
            case "where" if said in ("1", "2", "3", "4"):
                return self._changed(asking, name, {"ring": int(said)})
            case "remove" | "move" | "where":
                return Misread(Line(phrases.PICK_FROM_BUTTONS), "not in the picture")
        return self._menu(asking, said, typed=isinstance(found, Wrote))

    def pass_part(self, asking: Asking, how: How) -> Reading | None:
        """A change that has begun is left alone: back to the picture."""
        return self.back_part(asking)

    def back_part(self, asking: Asking) -> Begun | None:
        """From a change back to the picture."""
        return Begun(asking.draft) if asking.part else None

    def _menu(self, asking: Asking, said: str, *, typed: bool) -> Reading:
        if said == FITS and not typed:
            return Read(asking.draft.value or {}, asking.draft.words)
        if said in CHANGES and not typed and asking.part is None:
            offered = said in {key for key, _text in self._menu_now(asking)}
            return (
                Begun(asking.draft, part=said) if offered else Misread(Line(phrases.PICK_FROM_BUTTONS), "nobody left")
            )
        new = [name for name in split_names(said) if len(name) <= CHARACTERS_OF_A_NAME]
        if not new:
            return Misread(Line(phrases.A_SHORTER_NAME if said.strip() else phrases.NOTHING_TYPED), "no name")
        if len(self._names(asking)) + len(new) > PEOPLE_IN_ALL:
            return Misread(Line(phrases.PEOPLE_AT_MOST), "picture is full")
        draft = {**(asking.draft.value or {}), **{name: {"ring": 3} for name in new}}
        return Begun(Draft(draft, asking.draft.words), part=f"where:{new[0]}" if len(new) == 1 else None)

    def _menu_now(self, asking: Asking) -> tuple[tuple[str, str], ...]:
        """Nobody can be taken away or moved when nobody is left."""
        return MENU if self._names(asking) else MENU[:2]

    def _changed(self, asking: Asking, name: str, change: dict[str, Any]) -> Reading:
        return Begun(Draft({**(asking.draft.value or {}), name: change}, asking.draft.words))

    def _names(self, asking: Asking) -> tuple[str, ...]:
        changes = asking.draft.value or {}
        gone = {name.casefold() for name, change in changes.items() if change.get("gone")}
        everybody = dict.fromkeys((*asking.view.names(), *changes))
        return tuple(name for name in everybody if name.casefold() not in gone)

    def _people(self, asking: Asking) -> tuple[Choice, ...]:
        return tuple(Choice(name, name) for name in self._names(asking))


def _said(found: Input) -> str:
    match found:
        case Chose(option=option) | Picked(options=[option]):
            return option
        case Picked(words=words):
            return words or ""
        case Chose():
            return ""
    return found.text
