"""What a typed line means before it is an answer: a safe word, a command, or the words on a button in any language.

Only a whole line can be a command; inside a story "stop" is a word like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.languages import language_called
from bot.turn.messages import Prompt
from bot.turn.typed.buttons import tapped_by
from bot.turn.typed.commands import BY_WORD
from bot.turn.typed.lines import plain
from bot.turn.typed.replies import reply_to
from bot.turn.typed.safe_words import asks_for_help
from bot.turn.typed.slashes import slashed
from care.safety import Urgency
from flows.engine.events import Chose, Commanded, Incoming, Picked, Wrote


def understand(
    text: str,
    prompt: Prompt | None,
    labels: Mapping[str, Iterable[str]],
    urgency: Urgency | None = None,
    commands: Mapping[str, str] = BY_WORD,
) -> Incoming:
    """The engine event a typed line stands for.

    `labels` maps the ids of the open prompt's choices to their words in every language; `urgency` is that of what the
    safety layer heard in the line. `commands` are the lines that mean a command (see `bot.turn.menus.typed_commands`).
    """
    said = plain(text)
    if text.startswith("/"):
        return slashed(text, commands)
    if asks_for_help(text):
        return Commanded("help")
    if prompt is not None and (tapped := tapped_by(text, said, prompt, labels)) is not None:
        return tapped
    if (language := language_called(said.removeprefix("in "))) is not None:
        return Commanded("language", language)
    if said in commands:
        return Commanded(commands[said])  # type: ignore[arg-type]
    return reply_to(text, prompt, urgency) or Wrote(text)


def cried_beside(picked: Picked | Chose) -> Commanded | None:
    """A safe word, or asking to be called, in the words that came with a tap or names: that is no part of the answer."""
    return _cry(picked.words or "")


def cries(words: str) -> bool:
    """True for a safe word, or asking to be called: beside whatever button it stands, that is what is meant."""
    return _cry(words) is not None


def _cry(words: str) -> Commanded | None:
    meant = understand(words, None, {}) if words else None
    return meant if isinstance(meant, Commanded) and meant.command in ("help", "call_me") else None


def brings_words(event: Incoming) -> bool:
    """True for an answer that has words of its own."""
    return isinstance(event, Wrote) or (isinstance(event, Picked | Chose) and bool(event.words))
