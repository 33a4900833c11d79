"""The minimum age. Telegram's terms set one; whoever is younger goes on in the web chat, with everything kept.

Before the age is known only the welcome, the age and the agreement are asked. Below the age nothing more is asked here;
help, stop, delete and the like always work, and the safety layer still reads every word.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final, Literal
from urllib.parse import quote

from bot.turn.messages import Incoming, Prompt
from bot.turn.typed.commands import BY_WORD
from bot.turn.typed.understanding import understand
from flows.engine.bands import BANDS, ages_of
from flows.engine.events import Chose, Commanded, Picked, Shown
from flows.engine.marking import N_
from flows.link_ids import ME_AGE

Standing = Literal["fine", "below", "unknown"]
AGES: Final[Mapping[str, tuple[int, int]]] = {band: ages_of(band) for band in BANDS}
ANY_AGE: Final = (0, 130)
BANDS_REMEMBERED: Final = 10_000
SIDE_QUESTIONS: Final = frozenset({"help", "check", "stop", "erase", "languages", "withdraw", "take_back"})
ALWAYS: Final = (ME_AGE, "end.")
BEFORE_THE_AGE: Final = (*ALWAYS, "welcome.", "consent.")
ALWAYS_COMMANDS: Final = frozenset(
    {
        "start",
        "help",
        "stop",
        "pause",
        "back",
        "why",
        "delete",
        "privacy",
        "language",
        "phrase",
        "export",
        "files",
        "repeat",
        "withdraw",
        "take_back",
        "hide",
        "closing",
    }  # fmt: skip
)


GO_ON_ON_THE_WEB: Final = N_(
    "On Telegram I can only talk with people of {age} and older. That is a rule of Telegram, not your fault. "
    "Everything is kept. Tap below and we go on together in the web chat, where we were. The button works for one day, "
    "once. Send /start for a new one. Was your age not right? Send /back."
)
TELL_YOUR_AGE: Final = N_(
    "On Telegram I can only go on when I know that you are {age} or older. Send /back to fill in your age. "
    "Or tap below: the web chat works for everybody, and everything is kept."
)
NO_WEB_ADDRESS: Final = N_(
    "On Telegram I can only talk with people of {age} and older. That is a rule of Telegram, not your fault. "
    "{org} can tell you where the web chat is. Was your age not right? Send /back."
)
OPEN_WEB_CHAT: Final = N_("Go on in the web chat")


class AgeGate:
    """Knows who may be asked what."""

    def __init__(
        self, minimum: int, age_of: Callable[[str], int | None], commands: Mapping[str, str] = BY_WORD
    ) -> None:
        """`age_of` tells the age behind an address, once it was told; `commands` are the lines that mean one."""
        self.minimum = minimum
        self.commands = commands
        self._age_of = age_of
        self._bands: OrderedDict[str, str] = OrderedDict()

    def note_band(self, address: str, band: str | None) -> None:
        """A start link named a band: it stands for the age until that is told. None forgets it."""
        if band is None:
            self._bands.pop(address, None)
            return
        self._bands[address] = band
        while len(self._bands) > BANDS_REMEMBERED:
            self._bands.popitem(last=False)

    def standing(self, address: str) -> Standing:
        """Whether somebody is old enough."""
        age = self._age_of(address)
        if age is not None:
            return "fine" if age >= self.minimum else "below"
        youngest, oldest = AGES.get(self._bands.get(address, ""), ANY_AGE)
        if oldest < self.minimum:
            return "below"
        return "fine" if youngest >= self.minimum else "unknown"

    def admits(self, standing: Standing, prompt: Prompt) -> bool:
        """Whether this may be asked on Telegram."""
        if standing == "fine" or prompt.control in SIDE_QUESTIONS:
            return True
        return prompt.step.startswith(ALWAYS if standing == "below" else BEFORE_THE_AGE)

    def heard(self, standing: Standing, incoming: Incoming, open_prompt: Prompt | None) -> Incoming:
        """What the talk gets to hear: an answer to a question that was not shown here is no answer."""
        if open_prompt is None or self.admits(standing, open_prompt):
            return incoming
        if incoming.typed is not None:
            said = understand(incoming.typed, None, {}, commands=self.commands)
            if isinstance(said, Commanded) and said.command in ALWAYS_COMMANDS:
                return replace(incoming, event=said, typed=None, heard=incoming.typed)
            return replace(incoming, event=only_screened(incoming.typed), typed=None)
        match incoming.event:
            case Commanded(command=command) if command not in ALWAYS_COMMANDS:
                return replace(incoming, event=Shown())
            case Chose():
                return replace(incoming, event=Shown())
        return incoming


def only_screened(text: str) -> Picked:
    """Words for the safety layer alone: they belong to no question, so the engine shows what is open and keeps nothing."""
    return Picked("", words=text)


def hand_over_text(standing: Standing, minimum: int, organisation: str, has_web: bool) -> str:
    """The English source of the sentence that leads to the web chat."""
    if not has_web:
        return NO_WEB_ADDRESS
    return GO_ON_ON_THE_WEB if standing == "below" else TELL_YOUR_AGE


def web_link(public_url: str, token: str | None) -> str:
    """The page that goes on with a talk, or the front page without a token."""
    base = public_url.rstrip("/")
    return f"{base}/verder?t={quote(token, safe='')}" if token else f"{base}/"
