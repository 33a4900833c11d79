"""The page as a whole: safety first, then the child, then what to talk about; short enough to be read."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from itertools import product
from typing import Any, Final

from care.agreement import Rule, needed
from care.handoff import Child, Handoff, Item, SafetyLine
from care.network import Network, same_person
from care.network import build as build_network
from care.network.building import HELPERS
from care.openers import dont_list, openers, sofa_hint
from care.quoting import count_words, cut
from care.shared_set import asks_call
from care.sharing import said
from care.summary.masking import MASK, Mask
from care.summary.reading import DateInWords, Reading, Translate
from care.summary.safety_lines import agreement_lines, first_and_latest, safety_lines
from care.summary.sections import sections
from flows.link_ids import CARE_WHAT, CARE_WHO

WORDS_ON_THE_PAGE: Final = 475
# What somebody else has is told as a relation and a rough kind; words about it stay with the child.
CATEGORY_ONLY: Final = (CARE_WHO, CARE_WHAT)
# First quotes get shorter; then the brief form, which keeps what was chosen and leaves out the words typed beside it.
WORDS_IN_A_QUOTE: Final = (
    (24, False),
    (18, False),
    (14, False),
    (10, False),
    (14, True),
    (8, True),
    (5, True),
    (3, True),
)
STARTERS_WHEN_BRIEF: Final = 3
STARTERS_AT_LEAST: Final = 1
# Lines for signals, and fewer of them where even the shortest quotes leave no room.
SIGNALS_ON_THE_PAGE: Final = (4, 3, 2)


def build(
    *,
    handoff_id: str,
    child: Child,
    items: Sequence[Item],
    at: datetime,
    retention_until: date | None,
    call_soon: bool,
    consultant: str,
    date_in_words: DateInWords,
    _: Translate,
    signals: Sequence[SafetyLine] = (),
    hidden_names: Collection[str] = (),
    call_before: date | None = None,
    grave: Collection[str] = (),
    agreements: Sequence[Rule] = (),
) -> Handoff:
    """Make the handoff from the shared set (`sharing.shared_items`), with the texts in the reader's language.

    `signals` are sentences that the child knows were passed on; `hidden_names` (`sharing.hidden_names`) are masked in
    free text; `grave` (`summary.grave`) are questions whose answers nobody should be cheerful about; `call_soon` is for a request in which
    the wish itself does not stand, `call_before` the day by which the child was told that somebody gets in touch.
    `agreements` are the organisation's rules for a grown-up's agreement: those that the shared wishes call for are told
    as a fact. Quotes are cut, and of many signals the first and the latest ones are kept, until the page has at most
    WORDS_ON_THE_PAGE words; names of people are never cut.
    """
    told = as_told(items, hidden_names)
    network = network_of(told)
    reading = Reading({item.link_id: item for item in told}, network, _, date_in_words, at)
    before = "" if call_before is None else date_in_words(_noon(call_before, at))
    call_soon = call_soon or asks_call(items)
    safety = safety_lines(reading, name=child.name, call_soon=call_soon, call_before=before, signals=signals)
    draft = Handoff(
        id=handoff_id,
        shared_at=at,
        child=child,
        safety=(*safety, *agreement_lines(reading, needed(_wishes(told), child.age, agreements))),
        sections=(),
        network=network,
        starters=openers(told, network, _, grave=grave, signals=[line.kind for line in safety]),
        dont=dont_list(told, child.name, _),
        foot=_foot(child.name, at, retention_until, date_in_words, _),
        retention_until=retention_until,
        consultant=consultant,
        hint=sofa_hint(told, _),
    )
    return _fitting(draft, reading)


def printed_words(handoff: Handoff) -> int:
    """Count the words on the page, the picture aside."""
    texts = [handoff.child.name or "", handoff.foot, handoff.hint, *handoff.starters, *handoff.dont]
    texts += [f"{line.text_quote} {line.note}" for line in handoff.safety]
    for section in handoff.sections:
        texts += [section.title, *(item.line for item in section.items)]
    return count_words(texts)


def _fitting(draft: Handoff, reading: Reading) -> Handoff:
    for most, (words, brief) in product(SIGNALS_ON_THE_PAGE, WORDS_IN_A_QUOTE):
        page = replace(
            draft,
            safety=first_and_latest(draft.safety, most, reading.translate),
            sections=sections(replace(reading, words=words, brief=brief)),
            starters=draft.starters[:STARTERS_WHEN_BRIEF] if brief else draft.starters,
        )
        if printed_words(page) <= WORDS_ON_THE_PAGE:
            return page
    return replace(page, starters=page.starters[:STARTERS_AT_LEAST])


def as_told(items: Sequence[Item], hidden_names: Collection[str]) -> list[Item]:
    """What was said, what somebody else has as a category only, with the hidden names masked."""
    told = [item for item in map(said, items) if item is not None]
    told = [_category(item) for item in told if item.link_id not in CATEGORY_ONLY or item.labels]
    return _masked(told, hidden_names, network_of(told))


def network_of(told: Sequence[Item]) -> Network:
    labels = {
        (item.link_id, option): label
        for item in told
        if isinstance(item.value, list | tuple) and len(item.labels) == len(item.value)
        for option, label in zip(item.value, item.labels, strict=True)
    }

    def label(link_id: str, option_id: str) -> str:
        return labels.get((link_id, option_id), option_id.replace("_", " "))

    return build_network({item.link_id: _without_masked_helpers(item) for item in told}, label=label)


def _without_masked_helpers(item: Item) -> Any:
    """A typed helper whose text held a hidden name ("Lot and Kees") is a text, and nobody in the picture."""
    if item.link_id not in HELPERS:
        return item.value
    if isinstance(item.value, str):
        return None if MASK in item.value else item.value
    return [name for name in item.value if MASK not in name]


def _wishes(told: Sequence[Item]) -> dict[str, Any]:
    return {item.link_id: item.value for item in told}


def _category(item: Item) -> Item:
    return replace(item, words=None) if item.link_id in CATEGORY_ONLY else item


def _masked(told: Sequence[Item], hidden_names: Collection[str], network: Network) -> list[Item]:
    names = [*(person.name for person in network.people), *network.support.values()]
    shown = {same_person(name): name for name in names}
    mask = Mask([name for name in hidden_names if same_person(name) not in shown], shown.values())
    return [mask.item(item) for item in told]


def _foot(name: str | None, at: datetime, until: date | None, date_in_words: DateInWords, _: Translate) -> str:
    day = date_in_words(at)
    if name:
        shared = _("This is what {name} wanted to share on {date}.").format(name=cut(name, 4), date=day)
    else:
        shared = _("This is what was shared on {date}.").format(date=day)
    limits = _("A beginning, not a diagnosis. Nothing reported does not mean that nothing is wrong.")
    if until is None:
        gone = _("Kept as long as the support lasts, then by the rule of the organisation.")
    else:
        gone = _("Gone at the latest on {date}.").format(date=date_in_words(_noon(until, at)))
    return f"{shared} {limits} {gone}"


def _noon(day: date, at: datetime) -> datetime:
    """Give a moment of a day that no time zone turns into another one."""
    return datetime.combine(day, time(12), tzinfo=at.tzinfo)
