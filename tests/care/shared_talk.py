"""An invented child's answers, as the conversation hands them to the care package."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from care.handoff import Child, Handoff, Item, SafetyLine
from care.sharing import hidden_names, shared_items
from care.summary import build

AT = datetime(2031, 3, 12, 15, 40, tzinfo=UTC)
NOOR = Child("Noor", 13, "en")


def plain(text: str) -> str:
    """Stand in for the translator: the English source text."""
    return text


def day(moment: datetime) -> str:
    """Stand in for the words of a date."""
    return moment.strftime("%d-%m-%Y")


def item(link_id: str, value: Any, *labels: str, words: str | None = None, sensitive: bool = False) -> Item:
    """Make one answer, on the card of its topic."""
    return Item(link_id, link_id.partition(".")[0], value, labels, words, f"about {link_id}", AT, sensitive)


def noor() -> tuple[Item, ...]:
    """Give a whole talk of an ordinary child of thirteen."""
    return (
        item("welcome.place", "fine_here", "Yes, I'm fine here"),
        item("consent.agree", "agree", "Yes"),
        item("me.age", 13),
        item("me.name", "Noor"),
        item("happiness.now", 5),
        item("happiness.sources", ["sports", "animals"], "sports", "animals", words="training with the team"),
        item("happiness.more", None, words="i just want to train again on fridays"),
        item("care.who", ["mother"], "my mother", sensitive=True),
        item("care.tasks", ["cooking", "worrying"], "cooking", "worrying", sensitive=True),
        item("care.often", "nearly_every_day", "nearly every day"),
        item("strength.good_at", ["not_giving_up"], "not giving up"),
        item("network.closest", ["Lot", "mama", "Bram", "Pip (hond)"], "Lot", "mama", "Bram", "Pip (hond)"),
        item("network.fun", ["Lot", "het team"], "Lot", "het team"),
        item("network.others", ["trainer Kees", "tante Rian"], "trainer Kees", "tante Rian"),
        item("network.ties", {"Lot": "really_good", "Bram": "sometimes_difficult", "mama": "skip"}, sensitive=True),
        item("network.support", {"talk": "Lot", "fun": "Lot", "practical": "nobody", "advice": "trainer Kees"}),
        item("network.would_help", "trainer Kees", "trainer Kees"),
        item("load.weight", "heavy", "heavy", sensitive=True),
        item("load.cards", ["little_time", "worry"], "I have little time", "I worry a lot", sensitive=True),
        item("load.pause", ["nowhere"], "nowhere"),
        item("load.urgent", "no_need", "no", sensitive=True),
        item("goal.wish", None, words="not having to cook one evening a week"),
        item("goal.first_step", "together", "I'd rather think it up together"),
        item("goal.helpers", ["tante Rian", "trainer Kees"], "tante Rian", "trainer Kees"),
        item("care.word", "does_not_fit", "no, it doesn't fit"),
        item("courses.interest", ["kind-van-12-16"], "Kind van cursus"),
        item("courses.needs", ["a_ride"], "a ride"),
        item("meeting.place", "school", "at school"),
        item("meeting.contact", {"way": "app", "address": "06-00000000", "not_at": "after 8"}, sensitive=True),
        item("home.knows", "does_not_know_ok", "no, but that's fine", sensitive=True),
    )


def hand_over(
    items: Sequence[Item],
    *,
    withheld: Collection[str] = (),
    being_watched: bool = False,
    choices: Mapping[str, bool] | None = None,
    signals: Sequence[SafetyLine] = (),
    call_soon: bool = False,
    child: Child = NOOR,
) -> Handoff:
    """Share everything but what is withheld, and make the handoff of it."""
    chosen = {**dict.fromkeys(withheld, False), **(choices or {})}
    return build(
        handoff_id="h1",
        child=child,
        items=shared_items(items, chosen, being_watched),
        hidden_names=hidden_names(items, chosen, being_watched),
        at=AT,
        retention_until=None,
        call_soon=call_soon,
        consultant="Amina",
        signals=signals,
        date_in_words=day,
        _=plain,
    )


def page(handoff: Handoff) -> str:
    """Give all that is printed, as one text."""
    lines = [line.text_quote + line.note for line in handoff.safety]
    for section in handoff.sections:
        lines += [section.title, *(entry.line for entry in section.items)]
    return "\n".join([*lines, *handoff.starters, *handoff.dont, handoff.hint, handoff.foot])


def section(handoff: Handoff, key: str) -> list[str]:
    """Give the lines of one section, none when it is not there."""
    return [entry.line for part in handoff.sections if part.key == key for entry in part.items]
