"""How the talk can begin, and what to leave alone: fixed sentences around what the child shared."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Final

from care.handoff import STARTERS, WORDS_IN_A_CONDITION, Item
from care.network import Network, Person
from care.openers.unwelcome import Unwelcome
from care.quoting import cut
from flows.link_ids import (
    CARE_OFTEN,
    CARE_TASKS,
    CARE_WORD,
    COURSES_NEEDS,
    GOAL_FIRST_STEP,
    GOAL_WISH,
    HAPPINESS_MORE,
    HAPPINESS_SOURCES,
    LOAD_PAUSE,
    LOAD_WEIGHT,
    MEETING_AGENDA,
    STRENGTH_GOOD_AT,
)

Translate = Callable[[str], str]

WORDS_IN_AN_OPENER: Final = 8
AGAINST_SOMEBODY: Final = frozenset(
    {"abuse_physical", "abuse_sexual", "abuse_emotional", "domestic_violence", "neglect"}
)
OWN_CHIPS: Final = frozenset({"something_else", "somewhere_else"})
"""What a child taps to say it in its own words; without them it says nothing."""
_HEAVY: Final = frozenset({"heavy", "far_too_heavy"})
# An opener, and what it is about in the child's own words; else the opener itself.
_Opener = tuple[str, str]


def openers(
    items: Sequence[Item],
    network: Network,
    _: Translate,
    *,
    grave: Collection[str] = (),
    signals: Collection[str] = (),
) -> tuple[str, ...]:
    """Give at most four open questions to begin with, made from shared answers only.

    What the child wants to talk about comes first, then happiness, then what asks for a next step. An answer in which
    danger was heard (`grave`: its link id) is never put into one of these light sentences, and none of them touches on
    what the child would rather not talk about. Where somebody may be hurting the child (an answer of `grave` is shared,
    or `signals`, the kinds that stand on the page, name it) none is about a person: it may be that one.
    """
    told = {item.link_id: item for item in items if item.link_id not in grave}
    everything = {item.link_id: item for item in items}
    asked = _agenda(everything, "not_about", WORDS_IN_A_CONDITION)
    hurt = len(told) < len(items) or not AGAINST_SOMEBODY.isdisjoint(signals)
    avoided = Unwelcome.of(" ".join([asked, *(person.name for person in network.people if hurt)]))
    people = tuple(person for person in network.people if not avoided.touched_by(person.name))
    ours = [*_happiness(told, _), *_next_steps(told, people, _), *_to_get_acquainted(told, people, _)]
    kept = [text for text, about in ours if not avoided.touched_by(about)]
    return tuple(dict.fromkeys([*_from_the_child(told, Unwelcome.of(asked), _), *kept]))[:STARTERS]


def dont_list(items: Sequence[Item], name: str | None, _: Translate) -> tuple[str, ...]:
    """Give what to leave alone: the fixed ones, the word for it unless the child said it fits, the child's own list."""
    told = {item.link_id: item for item in items}
    found = [_("No praise for caring like a grown-up"), _("Do not ask “why”; ask “how” or “what”")]
    word = _chosen(told, CARE_WORD)
    if word & {"does_not_fit", "no_label"}:
        says = _("Not the word “young carer”: it does not fit, says {name}").format(name=name) if name else ""
        found.insert(0, says or _("Not the word “young carer”: the child says it does not fit"))
    elif "fits" not in word:
        found.insert(0, _("No label for helping at home, unless the child picks that word"))
    if topic := _agenda(told, "not_about", WORDS_IN_A_CONDITION):
        found.append(_("Rather not about: “{topic}”").format(topic=topic))
    return tuple(found)


def sofa_hint(items: Sequence[Item], _: Translate) -> str:
    """Give the role to meet the child in, next to that of relative, which comes first; empty when nothing shows one."""
    told = {item.link_id: item for item in items}
    tasks = _chosen(told, CARE_TASKS) - {"nothing_special", "worrying"}
    if _chosen(told, LOAD_WEIGHT) & _HEAVY or "nowhere" in _chosen(told, LOAD_PAUSE):
        return _("Family first, and also someone with needs of their own")
    if len(tasks) >= 3:
        return _("Family first, and also someone who helps along")
    if tasks or CARE_OFTEN in told:
        return _("Family first, and also the one who knows how things are at home")
    return ""


def _from_the_child(told: Mapping[str, Item], unwelcome: Unwelcome, _: Translate) -> Iterator[str]:
    """The child's own wish may share a word with what it leaves alone ("school, not my marks"), if not all of it."""
    topic = _agenda(told, "about", WORDS_IN_AN_OPENER)
    if topic and not unwelcome.is_all_in(_agenda(told, "about", WORDS_IN_A_CONDITION)):
        yield _("You would like to talk about “{topic}”. Where shall we start?").format(topic=topic)


def _happiness(told: Mapping[str, Item], _: Translate) -> Iterator[_Opener]:
    if source := _said(told, HAPPINESS_SOURCES):
        yield _("You said you are happy with {source}. Tell me about it!").format(source=source), source


def _next_steps(told: Mapping[str, Item], people: Sequence[Person], _: Translate) -> Iterator[_Opener]:
    helper = next((person.name for person in people if person.would_help), None)
    if helper is not None:
        asks = _("You named {name} as someone who may want to help. What would you like to ask?")
        yield asks.format(name=helper), helper
    if "nowhere" in _chosen(told, LOAD_PAUSE):
        yield _fixed(_("When did you last have a real break?"))
    if _chosen(told, GOAL_FIRST_STEP) & {"together"}:
        yield _fixed(_("Shall we look for a first step together?"))
    if "a_bit_nervous" in _chosen(told, COURSES_NEEDS):
        yield _fixed(_("You are a bit nervous about joining. What makes it so, and what would help?"))


def _to_get_acquainted(told: Mapping[str, Item], people: Sequence[Person], _: Translate) -> Iterator[_Opener]:
    if wish := _said(told, GOAL_WISH):
        yield _("What would be different if this works out: {wish}?").format(wish=wish), wish
    elif more := _said(told, HAPPINESS_MORE):
        yield _("What would be different with more time for {more}?").format(more=more), more
    if skill := _said(told, STRENGTH_GOOD_AT):
        yield _("You are good at {skill}. How did you learn that?").format(skill=skill), skill
    close = next((person.name for person in people if person.ring == 1), None)
    if close is not None:
        yield _("I am curious about {name}. What are they like?").format(name=close), close


def _fixed(text: str) -> _Opener:
    return text, text


def _chosen(told: Mapping[str, Item], link_id: str) -> frozenset[str]:
    value = told[link_id].value if link_id in told else ()
    options = value if isinstance(value, list | tuple) else [value]
    return frozenset(option for option in options if isinstance(option, str))


def _said(told: Mapping[str, Item], link_id: str) -> str | None:
    """Give the child's words between quotation marks, or else the first thing it chose."""
    item = told.get(link_id)
    if item is None:
        return None
    typed = item.words or (item.value if isinstance(item.value, str) and not item.labels else None)
    if typed and typed.split():
        return f"“{cut(typed, WORDS_IN_AN_OPENER)}”"
    chosen = item.value if isinstance(item.value, list | tuple) else [item.value]
    labels = item.labels
    if len(chosen) == len(labels):
        labels = tuple(label for option, label in zip(chosen, labels, strict=True) if option not in OWN_CHIPS)
    return next((cut(label, WORDS_IN_AN_OPENER) for label in labels), None)


def _agenda(told: Mapping[str, Item], part: str, words: int) -> str:
    """Give what the child wants, or does not want, to talk about; a plain text is what it does want."""
    item = told.get(MEETING_AGENDA)
    if item is None:
        return ""
    form = item.value if isinstance(item.value, Mapping) else {"about": item.words or item.value}
    return cut(str(form.get(part) or ""), words)
