"""Raising an alarm, and telling the child honestly who looks and when. One open alarm a talk, whatever is said more."""

from __future__ import annotations

from typing import Final

from bot.alarms.on_duty import on_duty
from bot.alarms.promising import AGAIN, OLDER, UNSEEN, YOUNG, Wording, sentences, unseen
from bot.handlers.help import help_shown
from bot.turn.scene import Scene
from care.alarms import Known, Said, Urgency, graver, promise
from care.answering.policy import POLICIES
from flows.engine.events import DangerNoticed, HelpShown
from storage.sharing.alarms import WITHDRAWN, AlarmRow

FOR_THE_YOUNGEST: Final = frozenset({"A", "B"})


def signal_noticed(scene: Scene, event: DangerNoticed) -> None:
    """Under tell_and_notify what was typed is passed on; under only_if_shared nothing leaves and nothing is kept."""
    if not POLICIES[scene.tools.organisation.policy].alarms(event.urgency):
        return
    urgency: Urgency = "now" if event.urgency == "now" else "soon"
    row = _open(scene)
    before = _known(scene, row)
    name = scene.view.value("me.name")
    said = Said(event.category, event.urgency, scene.wrote, scene.now, scene.rang)
    known = before.with_signal(said, str(name) if name else None)
    again = row is not None and graver(_urgency(row), urgency) == row.urgency and bool(before.said)
    scene.promised = _again(scene) if again else told(scene, urgency)
    _raise(scene, row, urgency, known.with_told(scene.promised))


def call_raised(scene: Scene) -> None:
    """Whoever asked to be called is told who looks and when; this counts under every policy."""
    row = _open(scene)
    words = told(scene, "call")
    _raise(scene, row, "call", _known(scene, row).with_call(scene.now).with_told(words))
    scene.say(words)


def call_taken_back(scene: Scene) -> None:
    """Who no longer wants a call is not called: the alarm goes, or keeps only what was said beside it."""
    for row in scene.work.alarms.of_session(scene.row.id):
        known = _known(scene, row)
        if known.called_at is not None:
            _without_call(scene, row, known)


def _without_call(scene: Scene, row: AlarmRow, known: Known) -> None:
    """Whoever has taken it must not find it gone, nor go on with what is not wanted any more."""
    if row.open and known.said:
        scene.work.alarms.amend(row, _gravest(known), known.without_call().to_data())
    elif not (row.open and scene.work.alarms.drop(row.id)):
        scene.work.alarms.amend(row, _gravest(known), known.with_call_withdrawn(scene.now).to_data())


def _gravest(known: Known) -> str:
    urgencies = {said.urgency for said in known.said}
    return WITHDRAWN if not urgencies else "now" if "now" in urgencies else "soon"


def help_and_promise(scene: Scene, event: HelpShown) -> None:
    """The help lines, and right after them who is told and when they look."""
    help_shown(scene, event)
    if scene.promised:
        scene.say(scene.promised)
        scene.promised = ""


def told(scene: Scene, urgency: Urgency) -> str:
    """What the child may honestly be told now about who looks and when, in its own words and language."""
    found = promise(on_duty(scene.work, scene.tools.organisation), urgency, scene.now)
    if scene.view.discreet:
        return " ".join(unseen(found, scene.language, scene._, scene.slots))
    words = sentences(found, _wording(scene), scene.language, scene._)
    return " ".join([*_passed_on(scene, urgency), *words])


def _passed_on(scene: Scene, urgency: Urgency) -> list[str]:
    if urgency == "call":
        return []  # "I have passed on that you want to be called soon" has just been said
    words = _wording(scene)
    said = [scene._(words.passed_on).format(**scene.slots)]
    return [*said, scene._(words.by_name)] if scene.view.value("me.name") else said


def _again(scene: Scene) -> str:
    return scene._(UNSEEN if scene.view.discreet else AGAIN).format(**scene.slots)


def _wording(scene: Scene) -> Wording:
    return YOUNG if scene.view.wording in FOR_THE_YOUNGEST else OLDER


def _open(scene: Scene) -> AlarmRow | None:
    return next((row for row in reversed(scene.work.alarms.of_session(scene.row.id)) if row.open), None)


def _known(scene: Scene, row: AlarmRow | None) -> Known:
    content = None if row is None else scene.work.alarms.content(row.id)
    return Known(language=scene.language) if content is None else Known.from_data(content)


def _urgency(row: AlarmRow) -> Urgency:
    return "now" if row.urgency == "now" else "soon" if row.urgency == "soon" else "call"


def _raise(scene: Scene, row: AlarmRow | None, urgency: Urgency, known: Known) -> None:
    """Say more in the alarm that is open, at once when it is graver now; or raise a new one."""
    scene.alarmed = True
    if row is not None:
        gravest = graver(_urgency(row), urgency)
        due = row.escalates_at if gravest == row.urgency else scene.now
        if scene.work.alarms.update(row, gravest, known.to_data(), due):
            return
    # There is none, or somebody has taken it this very moment and may not look again.
    alarm_id, person_id = scene.tools.ids.new(), scene.row.person_id
    scene.work.alarms.put(alarm_id, person_id, scene.row.id, urgency, known.to_data(), scene.now)
