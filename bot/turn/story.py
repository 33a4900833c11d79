"""The child's story as items to read: what the review shows, what is shared, and the handoff made of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.moments import full_date
from bot.turn.scene import Scene
from care import summary
from care.handoff import Child, Handoff, Item, SafetyLine
from care.keeping import shared_until
from care.network import Network, build
from care.shared_set import SharedSet
from care.sharing import covered, hidden_names, shared_items
from flows.engine import phrases
from flows.engine.compiling import Step
from flows.engine.events import Line
from flows.engine.prompts import asking_at
from flows.engine.session import Answer
from flows.engine.steps.base import Asking
from flows.engine.steps.cards import answer_lines
from flows.engine.steps.options import labels_of
from flows.engine.turns import MAKE_A_CALL
from flows.link_ids import LOAD_URGENT, ME_NAME, MEETING_CONTACT, NETWORK_PEOPLE, REVIEW_ITEMS
from storage.sharing.knowing import known_of


def items_of(scene: Scene, language: str) -> tuple[Item, ...]:
    """Every answer on the path that says something, in the reader's language, in the order of the talk."""
    view = scene.view
    found = ((step, view.answer(step.id)) for step in scene.compiled.flow.steps)
    return tuple(
        item_of(scene, step, answer, language) for step, answer in found if answer and answer.how == "answered"
    )


def item_of(scene: Scene, step: Step, answer: Answer, language: str) -> Item:
    """One answer, whether it is on the path or not."""
    value = answer.value if answer.value is not None else answer.words
    typed = step.kind == "text"
    return Item(
        link_id=step.id,
        topic=step.topic,
        value=value,
        labels=() if typed else tuple(_said(scene, line, language) for line in _value_lines(scene, step, answer)),
        words=str(value) if typed else answer.words,
        question=scene.tools.words.gettext(language)(step.heading) if step.heading else "",
        at=answer.at or scene.now,
        sensitive=step.sensitive,
    )


def _value_lines(scene: Scene, step: Step, answer: Answer) -> tuple[Line | str, ...]:
    asking = asking_at(scene.compiled, scene.session)
    lines = answer_lines(asking, step, answer)
    return lines[:-1] if answer.words else lines


def _said(scene: Scene, line: Line | str, language: str) -> str:
    return line if isinstance(line, str) else scene.tools.words.say(line, language, scene.slots)


def answers_for_network(scene: Scene) -> dict[str, Any]:
    """The plain answers of the path, with the corrections of the picture even while they are being made."""
    view = scene.view
    values = {link_id: view.value(link_id) for link_id in scene.session.answers}
    draft = scene.session.drafts.get(NETWORK_PEOPLE)
    if draft is not None and draft.value:
        values[NETWORK_PEOPLE] = draft.value
    return {link_id: value for link_id, value in values.items() if value is not None}


def labelled(scene: Scene, language: str) -> Callable[[str, str], str]:
    """Looks up an option's words for a reader."""

    def label(link_id: str, option_id: str) -> str:
        option = labels_of(scene.compiled, link_id).get(option_id) if link_id in scene.compiled.link_ids else None
        if option is None:
            return option_id
        text = option.text if isinstance(option.text, str) else option.text[scene.view.wording]
        asking = Asking(scene.compiled, scene.session, scene.compiled.flow.by_id[link_id], scene.view)
        return scene.tools.words.say(asking.line(text), language, scene.slots)

    return label


def network_of(scene: Scene) -> Network:
    """Everybody the child named, as the child sees it."""
    return build(answers_for_network(scene), label=labelled(scene, scene.language))


def reader_language(scene: Scene) -> str:
    """The language the organisation reads."""
    return scene.tools.organisation.languages[0]


def preview_of(scene: Scene) -> Handoff:
    """Exactly what would leave now, in the child's own language so that it can be judged; it leaves in the reader's.

    Under watching eyes neither words of danger stand in it, nor that they were passed on.
    """
    review = scene.session.answers.get(REVIEW_ITEMS)
    switches: Mapping[str, bool] = review.value if review is not None and review.value else {}
    on = [link_id for link_id, shared in switches.items() if shared]
    made_of, cover = shared_set_of(scene, on, scene.language), scene._(phrases.WORDS_KEPT)
    items = (covered(item, cover) if item.link_id in scene.view.unseen else item for item in made_of.items)
    shown = replace(made_of, items=tuple(items))
    signals = () if scene.view.discreet else passed_on(scene)
    return _built(scene, "preview", shown, signals, language=scene.language, grave=_grave(scene, made_of))


def shared_set_of(scene: Scene, shared: Iterable[str], language: str | None = None) -> SharedSet:
    """What a summary is made of: the shared answers as they are now, and the names that no shared card names."""
    items = items_of(scene, language or reader_language(scene))
    on = frozenset(shared)
    choices = {item.link_id: item.link_id in on for item in items}
    watched = (scene.view.discreet, scene.view.unseen)
    found = SharedSet(_child(scene), shared_items(items, choices, *watched), hidden_names(items, choices, *watched))
    # Only who can be reached is promised that somebody gets in touch.
    return (
        replace(found, promised=scene.tools.organisation.answer_by(scene.now))
        if found.tells(MEETING_CONTACT)
        else found
    )


def page_of(scene: Scene, handoff_id: str, made_of: SharedSet, until: date | None = None) -> Handoff:
    """The page made of a shared set. `until` keeps the term of an earlier page."""
    return _built(scene, handoff_id, made_of, passed_on(scene), until=until)


def call_set_of(scene: Scene) -> SharedSet:
    """What a request to be called is made of: only the wish, and how."""
    found = SharedSet(_child(scene), tuple(_even_ahead(scene, reader_language(scene))))
    return found if found.asks_call else found.without(LOAD_URGENT)  # another answer to that question is no wish


def call_request_of(scene: Scene, handoff_id: str, made_of: SharedSet) -> Handoff:
    """The request made of such a set."""
    return _built(scene, handoff_id, made_of, (), call_soon=True)


def _even_ahead(scene: Scene, language: str) -> Iterable[Item]:
    """The contact answer counts even when it was given before its place on the path; words beside its fields stay here."""
    for link_id in MAKE_A_CALL:
        answer = scene.session.answers.get(link_id)
        if answer is not None and answer.how == "answered":
            found = item_of(scene, scene.compiled.flow.by_id[link_id], answer, language)
            yield replace(found, words=None) if isinstance(found.value, Mapping) else found


def _built(
    scene: Scene,
    handoff_id: str,
    made_of: SharedSet,
    signals: Sequence[SafetyLine],
    *,
    language: str | None = None,
    call_soon: bool = False,
    until: date | None = None,
    grave: Collection[str] | None = None,
) -> Handoff:
    organisation, items = scene.tools.organisation, made_of.items
    language = language or reader_language(scene)
    return summary.build(
        handoff_id=handoff_id,
        child=made_of.child,
        items=items,
        at=scene.now,
        retention_until=until or shared_until(scene.now, organisation.terms),
        call_soon=call_soon,
        call_before=made_of.promised,
        consultant=organisation.consultant,
        date_in_words=_date_in_words(language, ZoneInfo(organisation.time_zone)),
        hidden_names=made_of.hidden,
        signals=signals,
        agreements=organisation.rules,
        grave=_grave(scene, made_of) if grave is None else grave,
        _=scene.tools.words.gettext(language),
    )


def _grave(scene: Scene, made_of: SharedSet) -> frozenset[str]:
    """Where danger stands in the very words that are shared: what was only said, or corrected since, changes nothing."""
    return summary.grave(made_of.items, made_of.hidden, lambda words: scene.hears(words, scene.language))


def passed_on(scene: Scene) -> tuple[SafetyLine, ...]:
    """What left without being shared, which the child was told each time (domain.md 9, rule 7)."""
    if scene.tools.organisation.policy != "tell_and_notify":
        return ()
    alarms = scene.work.alarms
    found = (known_of(alarms, row) for row in alarms.of_session(scene.row.id))
    return tuple(line for known in found if known is not None for line in known.lines())


def _child(scene: Scene) -> Child:
    view = scene.view
    name = view.value(ME_NAME)
    return Child(str(name) if name else None, view.age, scene.language, view.band == "A", scene.channel)


def _date_in_words(language: str, zone: ZoneInfo) -> Callable[[datetime], str]:
    return lambda at: full_date(at.astimezone(zone), language)
