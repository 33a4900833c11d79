"""What a channel hands to the conversation, and what it gets back: neutral, ready to read, in the child's language."""

from bot.turn.messages.channel import Channel, SendError
from bot.turn.messages.incoming import Incoming, Start
from bot.turn.messages.outgoing import HelpLine, Outgoing, OutgoingKind, Picture
from bot.turn.messages.prompt import DONE, Card, Choice, Prompt
from bot.turn.messages.reply import Entry, Reply, Sent

__all__ = [
    "DONE",
    "Card",
    "Channel",
    "Choice",
    "Entry",
    "HelpLine",
    "Incoming",
    "Outgoing",
    "OutgoingKind",
    "Picture",
    "Prompt",
    "Reply",
    "SendError",
    "Sent",
    "Start",
]
