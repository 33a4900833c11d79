"""Rungs: an alarm goes up one each time somebody is told. Who is told in two ways has two notices on the same rung."""

from __future__ import annotations

from collections.abc import Sequence

from storage.sharing.alarm_notices import Notice

Rung = tuple[Notice, ...]


def rungs(notices: Sequence[Notice]) -> list[Rung]:
    """The notices of an alarm by rung, in order. They belong together when one commit wrote them for one person."""
    found: list[Rung] = []
    for notice in notices:
        if found and _together(found[-1], notice):
            found[-1] = (*found[-1], notice)
        else:
            found.append((notice,))
    return found


def told(climbed: Sequence[Rung]) -> list[str | None]:
    """Whom each rung told: a consultant's id, or None for the fallback and for nobody."""
    return [rung[0].consultant_id if rung[0].kind == "consultant" else None for rung in climbed]


def is_last(climbed: Sequence[Rung], notice: Notice) -> bool:
    """True when nobody was told after this notice was written."""
    return bool(climbed) and any(one.level == notice.level for one in climbed[-1])


def _together(rung: Rung, notice: Notice) -> bool:
    first = rung[0]
    same = (first.kind, first.consultant_id, first.at) == (notice.kind, notice.consultant_id, notice.at)
    return same and all(one.way != notice.way for one in rung)
