"""What a child switches off is nowhere: not in the stored document, the JSON, the paper, its metadata, nor the picture."""

from __future__ import annotations

import asyncio
import io
import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from bot.authoring.simulation import Clock
from bot.running.edges import CountingIds
from care.ecogram import lay_out
from care.handoff import Handoff
from care.network import describe
from documents.ecogram_svg import svg
from documents.summary_pdf import pdf
from documents.texts import ecogram_texts, paper_texts
from flows.engine.events import Picked, Signal
from storage import KeyRing, open_store
from tests.bot.talking import WORDS, Child, Deaf, conversation

# One word of their own for every answer; nobody is called like that anywhere else in the talk.
MARKERS: Final[Mapping[str, tuple[str, ...]]] = {
    "me.person": ("Merkpersoon",),
    "happiness.sources": ("Merkbron",),
    "happiness.more": ("Merkvaker",),
    "happiness.dream": ("Merkdroom",),
    "care.tasks": ("Merktaak",),
    "care.good": ("Merkfijn",),
    "care.who_knows": ("Merkweter",),
    "strength.good_at": ("Merkkracht",),
    "strength.helps": ("Merktroost",),
    "strength.say": ("Merkzeggen",),
    "network.closest": ("Aagje", "Berend"),
    "network.fun": ("Cilla",),
    "network.others": ("Dirkje",),
    "network.would_help": ("Fokke",),
    "load.cards": ("Merkkaart",),
    "load.pause": ("Merkpauze",),
    "goal.wish": ("Merkwens",),
    "goal.first_step": ("Merkstap",),
    "courses.needs": ("Merknodig",),
    "meeting.agenda": ("Merkpraat", "Merkzwijg"),
    "meeting.contact": ("Merkadres", "Merktijd"),
}
ANSWERS: Final = {
    "me.name": "Noor",
    "me.person": "Merkpersoon",
    "happiness.now": 3,
    "happiness.sources": ["animals", "Merkbron"],
    "happiness.more": ["Merkvaker"],
    "happiness.dream": "Merkdroom",
    "care.who": ["mother"],
    "care.tasks": ["worrying", "Merktaak"],
    "care.good": ["proud", "Merkfijn"],
    "care.who_knows": ["family", "Merkweter"],
    "strength.good_at": ["Merkkracht"],
    "strength.helps": ["Merktroost"],
    "strength.say": ["Merkzeggen"],
    "network.closest": ["Aagje", "Berend"],
    "network.fun": ["Cilla", "Aagje"],
    "network.others": ["Dirkje"],
    "network.ties": {"Aagje": "really_good", "Berend": "sometimes_difficult"},
    "network.support": {"talk": "Aagje", "fun": "Cilla", "practical": "nobody", "advice": "Dirkje"},
    "network.would_help": "Fokke",
    "load.weight": "heavy",
    "load.cards": ["i_feel_alone", "Merkkaart"],
    "load.pause": ["Merkpauze"],
    "goal.wish": "Merkwens, met Fokke naar het bos",
    "goal.first_step": "Merkstap",
    "goal.helpers": ["Berend"],
    "courses.interest": ["kind-van-12-16"],
    "courses.needs": ["a_ride", "Merknodig"],
    "meeting.place": "school",
    "meeting.agenda": {"about": "Merkpraat", "not_about": "Merkzwijg"},
    "meeting.contact": {"way": "app", "address": "Merkadres", "not_at": "Merktijd"},
    "home.knows": "knows",
}


@dataclass(frozen=True)
class Told:
    """A talk that waits at its cards, in a file to be copied."""

    path: Path
    master: str
    cards: tuple[str, ...]
    screener: Any


class Hears:
    """A safety layer that hears danger in three of the answers, gently or not, and in words that are taken back."""

    def screen(self, text: str, language: str) -> Signal | None:
        """What was noticed."""
        if any(word in text for word in ("Merkdroom", "Merkgevaar")):
            return Signal("abuse_physical", "now")
        return Signal("severe_distress", "check") if "Merkkaart" in text or "Merkpraat" in text else None


HEARD: Final = frozenset({"happiness.dream", "load.cards", "meeting.agenda"})
"""The answers in which it hears something."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    return tell_everything(tmp_path_factory.mktemp("withheld") / "told.db", Deaf())


@pytest.fixture(scope="module")
def heard(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The same talk, in which danger was heard."""
    return tell_everything(tmp_path_factory.mktemp("withheld") / "heard.db", Hears())


def tell_everything(path: Path, screener: Any) -> Told:
    """A talk up to the review, with words of danger that are corrected before, and some beside a number."""
    master = KeyRing.new_master()
    store = open_store(f"sqlite:///{path}", KeyRing.from_master(master))
    store.upgrade()
    child = Child(conversation(store, screener=screener), answers=ANSWERS)

    async def tell() -> tuple[str, ...]:
        await child.until("happiness.now")
        await child.say("Merkgevaar thuis")
        await child.until("happiness.sources")
        await child.say("Merkgevaar")
        await child.command("edit", "happiness.sources")
        await child.until("review.items")
        await child.command("more")
        prompt = await child.until("review.items")
        return tuple(card.link_id for card in prompt.cards)

    cards = asyncio.run(tell())
    store.close()
    return Told(path, master, cards, screener)


def everything_that_leaves(told: Told, folder: Path, withheld: frozenset[str]) -> dict[str, str]:
    """Send all but some cards; every form of what the consultant gets, as text."""
    copy = folder / "copy.db"
    shutil.copy(told.path, copy)
    store = open_store(f"sqlite:///{copy}", KeyRing.from_master(told.master))
    try:
        child = Child(
            conversation(store, screener=told.screener, clock=Clock(), ids=CountingIds(7)),
            _numbers=iter(range(500, 600)),
        )

        async def send() -> None:
            await child.command("repeat")
            switches = {link_id: link_id not in withheld for link_id in told.cards}
            await child.do(Picked(child.open.token, switches=switches))
            assert child.open.preview is not None
            previews.append(json.dumps(child.open.preview, ensure_ascii=False, default=str))
            await child.tap("send")

        previews: list[str] = []
        asyncio.run(send())
        with store.read() as work:
            (row,) = work.handoffs.list_open()
            document = work.handoffs.get(row.id)
    finally:
        store.close()
    assert document is not None
    return {"preview": previews[0], "stored": json.dumps(document, ensure_ascii=False)} | _forms(
        Handoff.from_data(document)
    )


def _forms(handoff: Handoff) -> dict[str, str]:
    _ = WORDS.gettext("nl")
    texts = ecogram_texts(_, handoff.network)
    picture = svg(lay_out(handoff.network, child_name=handoff.child.name), child_name=handoff.child.name, texts=texts)
    made = pdf(
        handoff,
        picture=picture if handoff.network.people else None,
        alt=texts.description,
        texts=paper_texts(_, handoff, lambda moment: moment.strftime("%d-%m-%Y")),
        language="nl",
    )
    read = PdfReader(io.BytesIO(made))
    return {
        "json": json.dumps(handoff.to_json(), ensure_ascii=False),
        "picture": picture,
        "alt": f"{texts.description} {' '.join(describe(handoff.network, _))}",
        "paper": re.sub(r"-?\s+", " ", " ".join(page.extract_text() for page in read.pages)),
        "metadata": f"{read.metadata} {read.xmp_metadata.stream.get_data()!r}"
        if read.xmp_metadata
        else str(read.metadata),
    }


def test_with_everything_shared_every_answer_is_there_so_that_this_can_fail(told: Told, tmp_path: Path) -> None:
    assert set(MARKERS) <= set(told.cards)
    whole = everything_that_leaves(told, tmp_path, frozenset())
    assert [words for words in MARKERS.values() for word in words if word not in whole["json"]] == []
    for name in ("Aagje", "Berend", "Cilla", "Dirkje"):
        assert name in whole["alt"]
        assert name in whole["picture"]


@given(data=st.data())
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_what_is_withheld_leaves_no_trace_in_any_form(told: Told, tmp_path: Path, data: st.DataObject) -> None:
    # Who withholds everything sends nothing: then there is no page at all.
    withheld = data.draw(st.frozensets(st.sampled_from(told.cards), min_size=1, max_size=len(told.cards) - 1))
    forms = everything_that_leaves(told, tmp_path, withheld)
    for link_id in withheld:
        assert f'"{link_id}"' not in forms["json"], f"{link_id} is named"
        for word in MARKERS.get(link_id, ()):
            if not _named_elsewhere(word, withheld):
                found = [form for form, text in forms.items() if word in text]
                assert found == [], f"{word} of {link_id} stands in {found}"
    orders = [section["order"] for section in json.loads(forms["json"])["sections"]]
    assert orders == list(range(1, len(orders) + 1)), "a gap in the numbers would tell"


@given(data=st.data())
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_danger_that_does_not_stand_on_the_page_changes_nothing_of_it(
    told: Told, heard: Told, tmp_path: Path, data: st.DataObject
) -> None:
    assert told.cards == heard.cards
    others = [card for card in told.cards if card not in HEARD]
    withheld = data.draw(st.frozensets(st.sampled_from(others), max_size=len(others) - 1)) | HEARD
    quiet, loud = (everything_that_leaves(one, tmp_path, withheld) for one in (told, heard))
    for form in ("preview", "json"):
        assert _without_times(quiet[form]) == _without_times(loud[form])
    assert [form for form, text in loud.items() if "Merkgevaar" in text] == []


def test_danger_that_is_shared_is_met_with_care_so_that_this_can_fail(told: Told, heard: Told, tmp_path: Path) -> None:
    quiet, loud = (json.loads(everything_that_leaves(one, tmp_path, frozenset())["json"]) for one in (told, heard))
    assert quiet["starters"] != loud["starters"]
    assert not any("Merkpraat" in opener for opener in loud["starters"])


def _without_times(document: str) -> str:
    """A talk in which help was shown takes longer."""
    return re.sub(r"\d{4}-\d\d-\d\dT[^\"]*", "", document)


def _named_elsewhere(word: str, withheld: frozenset[str]) -> bool:
    """Aagje is also somebody to have fun with, and Berend may help with the wish: shared there, they may be known."""
    elsewhere = {
        "Aagje": ("network.fun", "network.support"),
        "Berend": ("goal.helpers",),
        "Cilla": ("network.support",),
    }
    elsewhere["Dirkje"] = ("network.support",)
    return any(link_id not in withheld for link_id in elsewhere.get(word, ()))


def test_somebody_who_is_withheld_is_taken_out_of_what_was_written_elsewhere(told: Told, tmp_path: Path) -> None:
    assert "met Fokke naar het bos" in everything_that_leaves(told, tmp_path, frozenset())["json"]
    forms = everything_that_leaves(told, tmp_path, frozenset({"network.would_help"}))
    assert [form for form, text in forms.items() if "Fokke" in text] == []
    assert "Merkwens" in forms["json"]


def test_without_any_card_about_people_there_is_no_picture(told: Told, tmp_path: Path) -> None:
    people = frozenset(card for card in told.cards if card.startswith("network.")) | {"goal.helpers", "care.who_knows"}
    forms = everything_that_leaves(told, tmp_path, people)
    assert json.loads(forms["json"])["network"]["people"] == []
    assert not any(name in forms["paper"] for name in ("Aagje", "Berend", "Cilla", "Dirkje", "Fokke"))
