"""Raising an alarm, and telling the child honestly who looks and when. One open alarm a talk, whatever is said more."""

from __future__ import annotations

from bot.alarms.agreed import has_agreed
from bot.alarms.on_duty import on_duty
from bot.alarms.promising import AGAIN, OLDER, UNSEEN, YOUNG, Wording, sentences, unseen
from bot.alarms.refusals import passed_over
from bot.alarms.rungs import rungs
from bot.handlers.help import help_shown
from bot.turn.scene import Scene
from care.alarms import Duty, Known, Promise, Said, Urgency, graver, promise
from care.answering.policy import POLICIES
from flows.engine import bands
from flows.engine.events import DangerNoticed, HelpShown, Line
from flows.link_ids import ME_NAME
from storage.sharing.alarms import AlarmRow
from storage.sharing.calls import withdraw_call
from storage.sharing.knowing import known_of


def signal_noticed(scene: Scene, event: DangerNoticed) -> None:
    """Under tell_and_notify what was typed is passed on while the yes stands; under only_if_shared nothing leaves."""
    if not (POLICIES[scene.tools.organisation.policy].alarms(event.urgency) and has_agreed(scene)):
        return
    urgency: Urgency = "now" if event.urgency == "now" else "soon"
    row, before = _open(scene)
    name = scene.view.value(ME_NAME)
    said = Said(event.category, event.urgency, scene.wrote, scene.now, scene.rang)
    known = before.with_signal(said, str(name) if name else None)
    again = row is not None and graver(row.ladder_urgency, urgency) == row.urgency and bool(before.said)
    scene.promised = _again(scene) if again else told(scene, row, urgency)
    _raise(scene, row, urgency, known.with_told(scene.promised))


def call_raised(scene: Scene) -> None:
    """Whoever asked to be called is told who looks and when; this counts under every policy."""
    row, before = _open(scene)
    new = before.called_at is None
    words = told(scene, row, "call") if new else _again(scene)
    _raise(scene, row, "call", before.with_call(scene.now).with_told(words), at_once=new)
    scene.say(words, fleeting=scene.view.discreet)


def call_taken_back(scene: Scene) -> None:
    """Who no longer wants a call is not called."""
    for row in scene.work.alarms.of_session(scene.row.id):
        withdraw_call(scene.work.alarms, row, scene.now)


def help_and_promise(scene: Scene, event: HelpShown) -> None:
    """The help lines, and right after them who is told and when they look."""
    help_shown(scene, event)
    if scene.promised:
        scene.say(scene.promised, fleeting=scene.view.discreet)
        scene.promised = ""


def told(scene: Scene, row: AlarmRow | None, urgency: Urgency) -> str:
    """What the child may honestly be told now about who looks and when, in words that it understands."""
    found = promise(_duty(scene, row), urgency, scene.now)
    return scene.in_crisis(lambda tongue: " ".join(_promised(scene, found, urgency, tongue)))


def _duty(scene: Scene, row: AlarmRow | None) -> Duty:
    """Who can be told; of an alarm that is open already, without whom it could not reach."""
    duty = on_duty(scene.work, scene.tools.organisation)
    return duty if row is None else passed_over(duty, rungs(scene.work.alarm_notices.of(row.id)))


def _promised(scene: Scene, found: Promise, urgency: Urgency, tongue: str) -> list[str]:
    _ = scene.tools.words.gettext(tongue)
    if scene.view.discreet:
        return unseen(found, tongue, _, scene.tools.slots(tongue))
    return [*_passed_on(scene, urgency, tongue), *sentences(found, _wording(scene), tongue, _)]


def _passed_on(scene: Scene, urgency: Urgency, tongue: str) -> list[str]:
    if urgency == "call":
        return []  # "I have passed on that you want to be called soon" has just been said
    words, _ = _wording(scene), scene.tools.words.gettext(tongue)
    said = [_(words.passed_on).format(**scene.tools.slots(tongue))]
    return [*said, _(words.by_name)] if scene.view.value(ME_NAME) else said


def _again(scene: Scene) -> str:
    line = Line(UNSEEN if scene.view.discreet else AGAIN)
    return scene.in_crisis(lambda tongue: scene.text(line, tongue))


def _wording(scene: Scene) -> Wording:
    return YOUNG if scene.view.wording in bands.YOUNG else OLDER


def _open(scene: Scene) -> tuple[AlarmRow | None, Known]:
    """The open alarm and what is known of it. One that cannot be read counts as none: rather a second than nothing."""
    for row in reversed(scene.work.alarms.of_session(scene.row.id)):
        known = known_of(scene.work.alarms, row) if row.open else None
        if known is not None:
            return row, known
    return None, Known(language=scene.language)


def _raise(scene: Scene, row: AlarmRow | None, urgency: Urgency, known: Known, *, at_once: bool = False) -> None:
    """Say more in the alarm that is open; the next one is told at once where that was said, or when it is graver now."""
    scene.alarmed = True
    if row is not None:
        gravest = graver(row.ladder_urgency, urgency)
        due = scene.now if at_once or gravest != row.urgency else row.escalates_at
        if scene.work.alarms.update(row, gravest, known.to_data(), due):
            return
    # There is none, or somebody has taken it this very moment and may not look again.
    alarm_id, person_id = scene.tools.ids.new(), scene.row.person_id
    scene.work.alarms.put(alarm_id, person_id, scene.row.id, urgency, known.to_data(), scene.now)
