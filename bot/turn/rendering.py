"""From the engine's neutral prompt to one that can be read: translated, slots filled, own words in quotes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any, Final

from bot.turn.menus import REPAIRS
from bot.turn.messages import DONE, Card, Choice, Outgoing, Picture, Prompt
from bot.turn.scene import Scene
from bot.turn.story import network_of, preview_of
from bot.words import BETWEEN, together
from care.agreement import rule_for
from care.network import describe
from flows.engine import phrases
from flows.engine.bands import YOUNG
from flows.engine.events import Card as Told
from flows.engine.events import Choice as Said
from flows.engine.events import Chose, Commanded, FixedChoices, Incoming, Line, Picked
from flows.engine.events import Prompt as Asked
from flows.engine.further import MORE
from flows.engine.marking import N_
from flows.engine.path import REVIEWED
from flows.engine.prompts import CHECK, HELP, is_side_question
from flows.link_ids import ME_NAME

REPAIR_LABELS: Final[Mapping[str, str]] = {**REPAIRS, "leave": phrases.LEAVE_IT}
AUDIENCES: Final = {"adult": phrases.FOR_THE_GROWN_UP, "child": phrases.FOR_YOU}
LEFT_MANY: Final = N_("about {count} to go")
LEFT_ONE: Final = N_("last one")
LEFT_FEW: Final = N_("{count} to go")
LEFT_BESIDE: Final = N_("stopping is always fine")
HINTS: Final[Mapping[str, str]] = {
    "names": N_("Type a name"),
    "number": N_("Type a number"),
    "ladder": N_("Type a number"),
    "text": N_("Type your answer"),
}
HINT: Final = N_("Or type it in your own words")
FEW: Final = 3
AGREES_YOUNG: Final = {
    "course": N_("A grown-up has to agree before you join."),
    "meeting": N_("A grown-up has to agree before you two meet."),
}
AGREES: Final = {
    "course": N_("A parent or carer agrees too, before you join."),
    "meeting": N_("A parent or carer agrees too, before you two meet."),
}
IN_CRISIS: Final = frozenset({CHECK, HELP})
HELPS_WITH_THAT: Final = N_("{consultant} helps you with that.")


def asked(scene: Scene, prompt: Asked) -> Outgoing:
    """The bubble of a question."""
    lines = (*prompt.lines, *_agreement(scene, prompt))
    tongues = _tongues(scene, prompt)
    text = together("\n".join(scene.text(line, tongue) for line in lines) for tongue in tongues)
    picture = picture_of(scene) if prompt.control == "picture" else None
    return Outgoing("ask", text, scene.language, prompt=shown(scene, prompt), picture=picture)


def _tongues(scene: Scene, prompt: Asked) -> tuple[str, ...]:
    """The languages of a question: one, or two where it must be understood and nobody wrote it in the child's own."""
    return scene.crisis_tongues if prompt.control in IN_CRISIS else (scene.language,)


def _agreement(scene: Scene, prompt: Asked) -> tuple[Line, ...]:
    """Where a wish is asked for that a grown-up has to agree to, the child hears it beforehand; it stops nobody."""
    rule = rule_for(prompt.step, scene.view.age, scene.tools.organisation.rules)
    if rule is None or is_side_question(prompt):
        return ()
    young = scene.view.wording in YOUNG
    return Line((AGREES_YOUNG if young else AGREES)[rule.purpose]), Line(HELPS_WITH_THAT)


def shown(scene: Scene, prompt: Asked) -> Prompt:
    """The prompt in the child's language."""
    _ = scene._
    return Prompt(
        step=prompt.step,
        token=prompt.token,
        control=prompt.control,
        choices=_choices(scene, prompt.choices, _tongues(scene, prompt)),
        part=prompt.part,
        many=prompt.many,
        most=prompt.most,
        least=prompt.least,
        own=prompt.own,
        audience=_(AUDIENCES[prompt.audience]) if prompt.audience else None,
        left=_left(scene, prompt),
        steps_left=prompt.left,
        cards=tuple(_card(scene, card) for card in prompt.cards),
        repairs=_repairs(scene, prompt.repairs),
        picked=prompt.picked,
        done=_(phrases.DONE_LABEL) if prompt.many else "",
        hint=_hint(scene, prompt),
        preview=preview_of(scene).to_data() if prompt.control == "send" and _leaves(prompt) else None,
    )


def _card(scene: Scene, card: Told) -> Card:
    lines = tuple(_quoted(scene, line) for line in card.lines)
    return Card(card.link_id, card.topic, scene.text(card.heading), lines, card.shared, card.sensitive)


def invites_words(prompt: Asked) -> bool:
    """False where the answers are all there to be tapped; words are taken all the same."""
    return prompt.own or prompt.control in HINTS


def _hint(scene: Scene, prompt: Asked) -> str:
    """With somebody watching nobody is invited to write down what is asked with buttons alone."""
    if scene.view.discreet and not invites_words(prompt):
        return ""
    return scene._(HINTS.get(prompt.control, HINT))


def _leaves(prompt: Asked) -> bool:
    return any(card.shared for card in prompt.cards)


def _choices(scene: Scene, found: tuple[Said, ...], tongues: tuple[str, ...]) -> tuple[Choice, ...]:
    """Things to tap with their words. What is the same for everybody is put into words once for each language."""
    if not isinstance(found, FixedChoices):
        return _worded(scene, found, tongues)
    key, words = (id(found), BETWEEN.join(tongues)), scene.tools.words
    known = words.rendered.get(key)
    if known is None or known[0] is not found:
        known = words.rendered[key] = (found, _worded(scene, found, tongues))
    return known[1]


def _worded(scene: Scene, found: Iterable[Said], tongues: tuple[str, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(c.id, _text(scene, c.label, tongues), c.icon, c.picked, c.own, c.alone) for c in found)


def _text(scene: Scene, line: Line | str, tongues: tuple[str, ...]) -> str:
    return together((scene.text(line, tongue) for tongue in tongues), BETWEEN)


def _repairs(scene: Scene, found: tuple[str, ...]) -> tuple[Choice, ...]:
    known = scene.tools.words.rendered.get((found, scene.language))
    if known is None:
        made = tuple(Choice(repair, _repair_label(scene, repair)) for repair in found)
        known = scene.tools.words.rendered[found, scene.language] = (found, made)
    return known[1]


def _repair_label(scene: Scene, repair: str) -> str:
    # The same words stand among answers too, in small letters; a button of its own begins with a capital.
    label = scene._(REPAIR_LABELS[repair])
    return label[:1].upper() + label[1:]


def heard(scene: Scene, prompt: Asked, event: Incoming) -> str | None:
    """What the child's own bubble shows for a tap; None when it shows nothing."""
    match event:
        case Chose(token=token, option=option, words=words) if token == prompt.token:
            return ", ".join((_label(scene, prompt, option), *((words,) if words else ())))
        case Picked(token=token, options=options, words=words) if token == prompt.token:
            picked = [_label(scene, prompt, option) for option in options]
            return ", ".join((*picked, *((words,) if words else ()))) or scene._(phrases.DONE_LABEL)
        case Chose(words=str(words)) | Picked(words=str(words)):
            return words  # the question has moved on, what was typed is shown all the same
        case Commanded(command=command) if command in REPAIR_LABELS:
            return _repair_label(scene, command)
    return None


def _label(scene: Scene, prompt: Asked, option: str) -> str:
    if option == DONE:
        return scene._(phrases.DONE_LABEL)
    if option in REPAIR_LABELS and option not in {choice.id for choice in prompt.choices}:
        return scene._(REPAIR_LABELS[option])
    label = next((choice.label for choice in prompt.choices if choice.id == option), None)
    return option if label is None else _text(scene, label, _tongues(scene, prompt))


def labels_everywhere(scene: Scene, prompt: Asked) -> dict[str, tuple[str, ...]]:
    """The words on every button in every language, so that typing them is as good as tapping."""
    words = scene.tools.words
    found: dict[str, tuple[str, ...]] = {}
    for choice in prompt.choices:
        label = choice.label
        if isinstance(label, str):
            found[choice.id] = (label,)
        else:
            found[choice.id] = tuple(words.say(label, language, scene.slots) for language in words.languages)
    return found


def picture_of(scene: Scene) -> Picture:
    """My people as they are now, with the equal text."""
    network = network_of(scene)
    name = scene.view.value(ME_NAME)
    return Picture(_plain(network), str(name) if name else None, describe(network, scene._))


def _plain(network: Any) -> dict[str, Any]:
    return {
        "people": [asdict(person) for person in network.people],
        "support": dict(network.support),
        "known_by": list(network.known_by),
    }


def _quoted(scene: Scene, line: Line | str) -> str:
    return scene.text(line) if isinstance(line, Line) else f"“{line}”"


def _left(scene: Scene, prompt: Asked) -> str | None:
    """How far it still is; whoever asked for more questions is not held by a number."""
    left = prompt.left
    if left is None:
        return None
    if scene.view.facts.get(MORE) and prompt.control not in REVIEWED:
        return scene._(LEFT_BESIDE)
    text = LEFT_ONE if left <= 1 else LEFT_FEW if left <= FEW else LEFT_MANY
    return scene._(text).format(count=left)
