"""PrivacyAsked, ReadersTold, ExportAsked: who reads what, in a child's words; and everything we keep, on request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bot.alarms.agreed import has_refused
from bot.alarms.passed_on import something_was_passed_on
from bot.kept import kept_of, words
from bot.kept.telling import cards
from bot.privacy import IN_THE_CHAT, cards_for
from bot.turn.messages import Outgoing
from bot.turn.scene import Scene
from care.answering.policy import POLICIES, WHO_READS
from flows.engine.events import ExportAsked, Line, PrivacyAsked, ReadersTold
from flows.engine.marking import N_

WITH_FILES: Final = frozenset({"telegram"})
FILE_TO_READ: Final = N_("This is all of it as a file, to read.")
FILE_OF_DATA: Final = N_("This is the same as data, for another program.")
FILES_ASKED_FOR: Final = N_("Do you want all of it as files? Send /files. A phone may keep them.")


def privacy_asked(scene: Scene, event: PrivacyAsked) -> None:
    """A few short cards in the words of the child's age; on the web a page tells all of it."""
    told = tuple(cards_for(scene.view.wording, scene._, _slots(scene), IN_THE_CHAT))
    text = "\n\n".join(f"{title}\n{said}" for title, said in told)
    scene.add(Outgoing("privacy", text, scene.language, cards=told))


def _slots(scene: Scene) -> Mapping[str, str]:
    """After a no nothing is passed on any more, and nothing says that it would be."""
    if not has_refused(scene):
        return scene.slots
    # What was passed on before it still stands with somebody, so that "nobody" would be untrue.
    nobody = "" if something_was_passed_on(scene.work, scene.row.person_id) else scene._(WHO_READS)
    policy = POLICIES["only_if_shared"]
    return {**scene.slots, "danger": scene._(policy.promise), "who_reads": nobody}


def readers_told(scene: Scene, event: ReadersTold) -> None:
    """Add what is true of danger; under watching eyes nothing says that something was passed on."""
    if event.where == "why":
        if (seen := POLICIES[scene.tools.organisation.policy].seen) and not has_refused(scene):
            scene.say(Line(seen))
    elif not scene.view.discreet and something_was_passed_on(scene.work, scene.row.person_id):
        scene.say(Line(words.STAYS))
        scene.say(Line(words.UNTIL_WHEN))


def export_asked(scene: Scene, event: ExportAsked) -> None:
    """Everything we keep, to read back here, under watching eyes only until the talk goes on; the web has a page of it.

    The whole export comes behind it as files, where nothing else can give them; under watching eyes only to whoever asks
    once more, since a phone may keep a file that was taken off the screen.
    """
    if event.as_files and scene.channel in WITH_FILES:
        _files(scene)
        return
    kept = kept_of(scene)
    told = tuple(cards(kept, scene._, scene.slots))
    intro = scene._(words.INTRO if kept.told else words.NOTHING)
    asks_first = scene.view.discreet and scene.channel in WITH_FILES
    last = (scene._(FILES_ASKED_FOR),) if asks_first else ()
    text = "\n\n".join((intro, *(f"{title}\n{said}" for title, said in told), *last))
    scene.add(Outgoing("export", text, scene.language, cards=told, fleeting=scene.view.discreet))
    if scene.channel in WITH_FILES and not asks_first:
        _files(scene)


def _files(scene: Scene) -> None:
    """Only that a file is to go: what stands in it is gathered when it goes, and kept nowhere."""
    scene.add(Outgoing("file_html", scene._(FILE_TO_READ), scene.language, fleeting=scene.view.discreet))
    scene.add(Outgoing("file_json", scene._(FILE_OF_DATA), scene.language, fleeting=scene.view.discreet))
