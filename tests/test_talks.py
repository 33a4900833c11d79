"""The specification of the conversation: every talk in tests/talks/ is played, saved and loaded between all turns."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from bot.organisation import load_organisation
from bot.safety.screening import load_screener
from bot.words import Catalogues
from flows.library import packaged
from tests.talks.beginnings import Beginnings
from tests.talks.form import Talk, talks_in
from tests.talks.runner import Place, Player, place_of

TALKS = list(talks_in(Path(__file__).with_name("talks")))
BEGINNINGS = Beginnings.of(TALKS)


@pytest.fixture(scope="session")
def shared() -> Mapping[str, Any]:
    return {
        "library": packaged(),
        "words": Catalogues.load(),
        "organisation": load_organisation(None),
        "screener": load_screener(),
    }


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: a file that is closed after every turn waits for the disk each time."""
    in_memory = Path("/dev/shm")
    if not os.access(in_memory, os.W_OK):
        yield tmp_path
        return
    found = Path(tempfile.mkdtemp(prefix="maatje-talk-", dir=in_memory))
    yield found
    shutil.rmtree(found)


@pytest.fixture
def place(folder: Path, sqlite_template: Path, master_key: str, shared: Mapping[str, Any]) -> Place:
    shutil.copy(sqlite_template, folder / "talk.db")
    return place_of(f"sqlite:///{folder / 'talk.db'}", master_key, shared)


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk.talk)
async def test_talk(talk: Talk, place: Place) -> None:
    await Player(place, talk, beginnings=BEGINNINGS).play()


def test_every_claim_is_made_once() -> None:
    claims = [talk.talk for talk in TALKS]
    assert len(set(claims)) == len(claims)
