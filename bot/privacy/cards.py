"""Privacy in a child's words. Every card exists for all five bands; the words for 8-11 are the ordinary ones.

Nothing here promises secrecy from parents, and what is said about danger is the organisation's own policy.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from flows.engine.bands import BANDS, Band
from flows.engine.marking import N_

Gettext = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Card:
    """A question that children ask, and its answer by band. Slots: those of `slots_of`.

    A text of one slot alone is the policy's own sentence, which is in words already.
    """

    topic: str
    titles: Mapping[Band, str]
    texts: Mapping[Band, str]


def _by_band(**words: str) -> Mapping[Band, str]:
    """`AB="…", CDE="…"`: every band exactly once."""
    found: dict[Band, str] = {band: text for bands, text in words.items() for band in BANDS if band in bands}
    return {band: found[band] for band in BANDS}


CARDS: Final = (
    Card(
        "who",
        _by_band(ABCDE=N_("Who is {bot}?")),
        _by_band(ABCDE=N_("{bot} is a computer, not a person. {bot} works for {org}.")),
    ),
    Card(
        "reads",
        _by_band(ABCDE=N_("Who reads this?")),
        _by_band(
            A=N_("{who_reads} You choose together what {consultant} reads."),
            B=N_("{who_reads} What you share, {consultant} reads. Or a colleague, if {consultant} is away."),
            CDE=N_("{who_reads} What you share, {consultant} reads. Or a colleague, if {consultant} is away. Nobody else."),
        ),
    ),
    Card(
        "parents",
        _by_band(ABCD=N_("Do my parents see this?"), E=N_("Does my family see this?")),
        _by_band(
            A=N_("You do this together, so your grown-up sees it."),
            B=N_("We don't just let them read it. Parents may sometimes ask what was written down. {consultant} talks to you first."),
            C=N_("We don't just let your parents read it. Until you are 16, they may sometimes ask what was written down. {consultant} talks to you first."),
            D=N_("We don't just let your parents read it. From 16 on, they may only see it if you agree."),
            E=N_("We don't let your family read it. You decide who does."),
        ),
    ),
    Card("danger", _by_band(ABCDE=N_("What if I am in danger?")), _by_band(ABCDE="{danger}")),
    Card(
        "kept",
        _by_band(ABCDE=N_("How long is it kept?")),
        _by_band(
            AB="{how_long}",
            CDE=N_("{how_long} What you share is kept longer. You can always look up until when."),
        ),
    ),
    Card(
        "delete",
        _by_band(ABCDE=N_("How do I delete it?")),
        _by_band(
            A=N_("Type DELETE. Or pick it in the menu."),
            B=N_("Type DELETE, or pick it in the menu. Then all is gone at once, also what you shared. Ask {consultant} what was written down."),
            CDE=N_("Type DELETE, or pick it in the menu. Then everything is gone at once, also what you shared. Did {consultant} write something down? Then ask about that too."),
        ),
    ),
    Card(
        "change",
        _by_band(ABCDE=N_("What if I change my mind?")),
        _by_band(
            A=N_("You may stop. You may take your yes back."),
            B=N_("You can take your yes back at any time. You can take back what you shared too."),
            CDE=N_("You can take your yes back at any time. You can take back one thing you shared, or all of it. {consultant} sees that something changed, not what."),
        ),
    ),
    Card(
        "look",
        _by_band(ABCDE=N_("Can I see what you keep?")),
        _by_band(
            A=N_("Yes, all of it. It is in the menu."),
            BCDE=N_("Yes, all of it. It is in the menu. You can take it along as a file, too."),
        ),
    ),
    Card(
        "device",
        _by_band(ABCDE=N_("What is kept on this phone or computer?")),
        _by_band(
            A=N_("One secret number, so you can go on."),
            B=N_("One secret number, so that you can go on later. “Leave now” closes the door behind you."),
            CDE=N_("One secret number, so that you can go on later. What you have not sent yet stays in this tab. “Leave now” clears that at once."),
        ),
    ),
)  # fmt: skip
IN_THE_CHAT: Final = ("reads", "parents", "danger", "kept", "delete", "change")


def cards_for(
    band: Band, _: Gettext, slots: Mapping[str, str], topics: tuple[str, ...] | None = None
) -> Iterator[tuple[str, str]]:
    """(title, text) of every card, or of some topics, in the words of a band."""
    for card in CARDS:
        if topics is None or card.topic in topics:
            title, text = card.titles[band], card.texts[band]
            yield _(title).format(**slots), _(text).format(**slots).strip()
