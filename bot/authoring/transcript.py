"""The lines of a walk, as they would be read back."""

from __future__ import annotations

from typing import Any

from bot.turn.messages import Outgoing, Prompt, Reply
from flows.engine.events import Chose, Commanded, Picked
from flows.engine.events import Incoming as EngineEvent


def bot_lines(reply: Reply) -> list[dict[str, Any]]:
    """What was said, with the words on the buttons."""
    return [
        {
            "from": "bot",
            "text": _for_whom(sent.message),
            "choices": [choice.label for choice in sent.message.prompt.choices] if sent.message.prompt else [],
        }
        for sent in reply.messages
    ]


def _for_whom(message: Outgoing) -> str:
    """The bubble with whom it is for, as every channel shows it."""
    audience = message.prompt.audience if message.prompt else None
    return f"{audience}: {message.text}" if audience else message.text


def child_text(prompt: Prompt, answer: EngineEvent | str) -> str:
    """What was answered, in the words on the buttons."""
    labels = {choice.id: choice.label for choice in (*prompt.choices, *prompt.repairs)}
    match answer:
        case str():
            return answer
        case Chose(option=option):
            return labels.get(option, option)
        case Picked(options=options, words=words):
            return ", ".join((*(labels.get(o, o) for o in options), *((words,) if words else ()))) or prompt.done
        case Commanded(command=command):
            return labels.get(command, command)
    return ""
