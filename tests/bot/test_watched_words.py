"""Under watching eyes words of danger do not come back: not on a card, not in the preview, not in the sentence of a call."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.alarms.promising import UNSEEN
from bot.handlers.help import KEPT_UNSEEN
from bot.organisation import Organisation
from flows.engine.events import Signal
from storage import Store
from tests.bot.talking import ORGANISATION, WORDS, Child, conversation, heard

CRY = "mijn vader slaat me"
KEPT = WORDS.gettext("nl")("Your words are kept.")


class Hears:
    """A safety layer that knows one sentence."""

    def screen(self, text: str, language: str) -> Signal | None:
        """The same each time."""
        return Signal("abuse_physical", "now") if CRY in text else None


def child_of(store: Store, place: str, policy: Any) -> Child:
    organisation = Organisation.model_validate({**dict(ORGANISATION), "policy": policy})
    return Child(
        conversation(store, screener=Hears(), organisation=organisation),
        answers={"welcome.place": place, "meeting.place": "home"},
    )


async def told(child: Child, *link_ids: str) -> None:
    """Cry out at these questions and go on."""
    for link_id in link_ids:
        await child.until(link_id)
        await child.say(CRY)
        if child.open.control == "help":
            await child.tap("go_on")


async def preview(child: Child) -> str:
    """What the page before sending shows, with everything switched on."""
    await child.until("review.items")
    for card in child.open.cards:
        if not card.shared:
            await child.tap(f"card:{card.link_id}")
    await child.tap("done")
    assert child.open.preview is not None
    return json.dumps(dict(child.open.preview), ensure_ascii=False)


@pytest.mark.parametrize("policy", ["only_if_shared", "tell_and_notify"])
async def test_nothing_on_the_screen_says_it_again_also_when_it_is_switched_on(store: Store, policy: str) -> None:
    child = child_of(store, "being_watched", policy)
    await told(child, "happiness.now", "happiness.more", "strength.good_at", "network.closest", "goal.wish")
    shown = await preview(child)
    assert CRY not in str(child.open)
    assert "abuse" not in shown
    assert KEPT in shown


@pytest.mark.parametrize("call", [False, True])
async def test_neither_that_it_is_kept_nor_that_it_is_passed_on_stays_on_the_screen(store: Store, call: bool) -> None:
    child = child_of(store, "being_watched", "tell_and_notify")
    await child.until("happiness.more")
    said = {sent.message.text for sent in (await child.say(CRY)).messages}
    neutral = {WORDS.gettext("nl")(text).format(consultant=ORGANISATION.consultant) for text in (KEPT_UNSEEN, UNSEEN)}
    assert neutral <= said
    await (child.command("call_me") if call else child.tap("go_on"))
    await child.until("meeting.contact" if call else "strength.good_at")
    shown = {entry.message.text for entry in child.talk.transcript("web", "noor") if entry.message}
    assert not neutral & shown


async def test_what_is_promised_about_a_call_leaves_the_screen_when_the_talk_goes_on(store: Store) -> None:
    child = child_of(store, "being_watched", "only_if_shared")
    await child.until("happiness.more")
    await child.command("call_me")
    await child.tap("call")
    await child.say("06 00000000")
    await child.tap("skip")
    promised = WORDS.gettext("nl")(UNSEEN).format(consultant=ORGANISATION.consultant)
    assert promised in heard(await child.tap("skip"))
    await child.say("paarden")
    assert promised not in "".join(entry.text for entry in child.talk.transcript("web", "noor"))


async def test_what_was_switched_on_leaves_as_it_was_said(store: Store) -> None:
    child = child_of(store, "being_watched", "only_if_shared")
    await told(child, "strength.good_at")
    await preview(child)
    await child.tap("send")
    with store.read() as work:
        person = work.people.by_identity("web", "noor")
        assert person is not None
        papers = [str(work.handoffs.get(row.id)) for row in work.handoffs.of_person(person)]
    assert [CRY in paper for paper in papers] == [True]


async def test_alone_the_words_stand_where_they_were_said(store: Store) -> None:
    child = child_of(store, "fine_here", "only_if_shared")
    await told(child, "strength.good_at")
    assert CRY in await preview(child)
