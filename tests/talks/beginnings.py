"""Beginnings that many talks share are walked once: the database and the player are kept where a talk wants to be."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.talks.form import Talk

REMEMBERED = ("ids", "clock", "deliveries", "last", "prompt", "said", "met", "tokens", "written")


@dataclass(frozen=True)
class Beginning:
    """A talk that has come to a question."""

    database: bytes
    memory: dict[str, Any]


@dataclass
class Beginnings:
    """What is kept, by what the children of two talks have in common and the question they are at."""

    wanted: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    kept: dict[str, dict[str, Beginning]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, talks: Iterable[Talk]) -> Beginnings:
        """Ready to keep the first question that each of these talks goes to."""
        found = cls()
        for talk in talks:
            if (link_id := talk.steps[0].until) is not None:
                found.wanted[talk.head].add(link_id)
        return found

    def keep(self, player: Any, link_id: str) -> None:
        """Keep where a player is, if another talk wants to begin there."""
        head = player.talk.head
        if link_id in self.wanted[head] and link_id not in self.kept[head]:
            memory = copy.deepcopy({name: getattr(player, name) for name in REMEMBERED})
            self.kept[head][link_id] = Beginning(_file(player).read_bytes(), memory)

    def go(self, player: Any, link_id: str) -> None:
        """Put a player as far on the way to a question as somebody has been before."""
        before = [b for at, b in self.kept[player.talk.head].items() if at == link_id or link_id not in b.memory["met"]]
        if before:
            furthest = max(before, key=lambda beginning: int(beginning.memory["deliveries"]))
            _file(player).write_bytes(furthest.database)
            for name, value in copy.deepcopy(furthest.memory).items():
                setattr(player, name, value)


def _file(player: Any) -> Path:
    return Path(player.place.url.removeprefix("sqlite:///"))
