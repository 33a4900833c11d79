"""The sentences about what we keep. A child reads them, so they are short; whoever asks for more gets the whole text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flows.engine.marking import N_

TITLE: Final = N_("What I keep about you")
INTRO: Final = N_("This is what I keep about you. You can change or delete it.")
NOTHING: Final = N_("I keep no answers of yours yet.")
ANSWERS: Final = N_("What you told")
BEGUN: Final = N_("You began this. It is not finished yet.")
ASLEEP: Final = N_("This does not count now. I keep it in case you change your mind.")
NOTES: Final = {"begun": BEGUN, "asleep": ASLEEP}
SHARED: Final = N_("What you shared")
NOT_SHARED: Final = N_("You have shared nothing. Nobody reads your answers.")
NOT_SHARED_BUT_DANGER: Final = N_("You have shared nothing. Only what I passed on about danger, {consultant} can read.")
NOT_SHARED_UNSEEN: Final = N_("You have shared nothing.")
SUMMARY: Final = N_("My story in short")
CALL_REQUEST: Final = N_("I want to be called")
KINDS: Final = {"summary": SUMMARY, "call_request": CALL_REQUEST}
STATES: Final[Mapping[str, str]] = {
    "open": N_("Shared on {at}. {consultant} can read it. Gone at the latest on {until}."),
    "endless": N_("Shared on {at}. {consultant} can read it, as long as you get help."),
    "replaced": N_("Shared on {at}. A newer one took its place. Nobody can read this one any more."),
    "withdrawn": N_("Shared on {at}. You took it back, or its time was over. Nobody can read it any more."),
}
OPENED: Final = N_("Who looked")
NOT_OPENED: Final = N_("Nobody has opened it yet.")
LISTED: Final = N_("On the list, {org} saw your name, your age, and whether you want a call. Last on {at}.")
LOOKED: Final = N_("{who}, {at}")
A_CONSULTANT: Final = N_("Somebody of {org}")
AN_OPERATOR: Final = N_("Somebody who looks after the computer of {org}")
AGREED: Final = N_("What you said yes or no to")
DECISIONS: Final[Mapping[str, str]] = {
    "agree": N_("You said yes on {at}."),
    "decline": N_("You said no on {at}."),
    "withdrawn": N_("You took your yes back on {at}."),
    "other": N_("You did not say yes on {at}."),
}
THE_WHOLE_TEXT: Final = N_("The text you could read")
ALARMS: Final = N_("What I passed on")
ALARM_OPEN: Final = N_(
    "On {at}. Nobody has taken it up yet. I keep it until somebody does, and {days} days after that. "
    "If nobody does, it goes on {until}."
)
ALARM_TAKEN: Final = N_("On {at}. Somebody of {org} has taken it up. Kept until {until}.")
PASSED_ON: Final = N_("This is what I passed on:")
STAYS: Final = N_("What I passed on about danger stays with {org}. If you delete everything, it goes too.")
UNTIL_WHEN: Final = N_("Until when? You see that under “What do you keep about me?”.")
ENDS: Final = N_("When it goes")
GONE_ON: Final = N_("Everything is gone on {day}, if you do nothing. Each time you come back, the days start again.")
ANSWERS_GONE_ON: Final = N_(
    "Your answers are gone on {day}, if you do nothing. Each time you come back, the days start again."
)
ALARMS_LATER: Final = N_(
    "What I passed on goes away on another day. You find that day beside it. The rest goes after that."
)
GONE_LATER: Final = N_(
    "What you shared goes away on another day. You find that day beside it. The rest goes after that."
)
PLACES: Final = N_("Where I know you")
ON: Final[Mapping[str, str]] = {
    "web": N_("In this web chat, since {at}. Your browser has a secret number for it."),
    "telegram": N_("On Telegram, since {at}. I keep the number of your chat there, locked."),
    "other": N_("In the chat, since {at}."),
}
PHRASE: Final = N_("Your words to go on work as long as I keep anything of you. I keep no copy that anybody can read.")
HELP: Final = N_("Help now")
REMEMBERED: Final = N_("I remember where I offered you help. For a while also when, and about what.")
AS_IT_IS: Final = N_("It is right as it is.")
HOWS: Final[Mapping[str, str]] = {
    "skipped": N_("You skipped this."),
    "dont_know": N_("You did not know."),
    "rather_not_say": N_("You would rather not say."),
    "later": N_("Maybe later, you said."),
}
