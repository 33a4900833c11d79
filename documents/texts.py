"""The words on picture and paper, in the reader's language; builders take a gettext-style `_`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from care.handoff import Handoff, SafetyLine
from care.network import Line, Network, Ring, describe
from care.network.describing import AREA_WORDS, LINE_WORDS, RING_WORDS
from documents.lines import Piece, support_pieces

Translate = Callable[[str], str]
MomentInWords = Callable[[datetime], str]


@dataclass(frozen=True, slots=True)
class EcogramTexts:
    """Words of the picture; `description` says in sentences all that the picture shows, `me` stands for no name."""

    title: str
    description: str
    me: str
    areas: Mapping[str, str]
    rings: Mapping[Ring, str]
    lines: Mapping[Line, str]


def ecogram_texts(_: Translate, network: Network) -> EcogramTexts:
    """Return the words for a network's picture, with the equal text as its description."""
    return EcogramTexts(
        title=_("My people"),
        description=". ".join(describe(network, _)) + "." if network.people else _("Nobody is in the picture yet."),
        me=_("me"),
        areas={area: _(word) for area, word in AREA_WORDS.items()},
        rings={ring: _(word) for ring, word in RING_WORDS.items()},
        lines={kind: _(word) for kind, word in LINE_WORDS.items()},
    )


@dataclass(frozen=True, slots=True)
class PaperTexts:
    """Words of the summary on paper that are not in the handoff itself.

    `support` is its line of who helps, in pieces; `said` says when each line of safety was said, or nothing.
    """

    title: str
    about: str
    safety: str
    picture: str
    starters: str
    dont: str
    unprintable: str
    support: tuple[Piece, ...] = ()
    said: tuple[str, ...] = ()


def paper_texts(_: Translate, handoff: Handoff, moment: MomentInWords) -> PaperTexts:
    """Return the words for a handoff on paper; `moment` puts a day and time into the reader's words."""
    return PaperTexts(
        title=_("My story in short"),
        about=" · ".join(_about(_, handoff, moment)),
        safety=_("Safety and contact"),
        picture=_("My people"),
        starters=_("To begin with"),
        dont=_("Better not"),
        unprintable=_("The sign � stands for a letter that cannot be printed here. The page in the portal shows it."),
        support=support_pieces(handoff.network, _),
        said=tuple(_said(_, line, moment) for line in handoff.safety),
    )


def _said(_: Translate, line: SafetyLine, moment: MomentInWords) -> str:
    """What is urgent has an hour; how to meet and to be reached has none."""
    timed = line.kind == "urgent" or line.is_quote
    return _("said on {moment}").format(moment=moment(line.at)) if timed and line.at else ""


def _about(_: Translate, handoff: Handoff, moment: MomentInWords) -> list[str]:
    child = handoff.child
    channels = {"web": _("web chat"), "telegram": _("Telegram"), "terminal": _("terminal")}
    parts = [
        _("{age} years old").format(age=child.age) if child.age is not None else "",
        _("talk in {language}").format(language=_language(_, child.language)),
        channels.get(child.channel, child.channel),
        _("together with a grown-up") if child.with_adult else "",
        _("shared on {date}").format(date=moment(handoff.shared_at)),
        _("for {consultant}").format(consultant=handoff.consultant) if handoff.consultant else "",
    ]
    return [part for part in parts if part]


def _language(_: Translate, code: str) -> str:
    known = {
        "nl": _("Dutch"),
        "en": _("English"),
        "tr": _("Turkish"),
        "ar": _("Arabic"),
        "uk": _("Ukrainian"),
        "pl": _("Polish"),
    }
    return known.get(code, code)
