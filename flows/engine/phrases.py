"""The sentences that belong to no question: repairs, buttons, kind refusals. English source; the catalogues translate.

`N_` only marks a sentence for the extractor; it returns it unchanged.
"""

from __future__ import annotations

from typing import Final

from flows.engine.marking import N_

WORDS_KEPT: Final = N_("Your words are kept.")
PICK_ONE: Final = N_("I kept your words. Which button fits best?")
CALL_STILL_STANDS: Final = N_("Your request to be called still stands. You can take it back at any time.")
NOT_AT_THE_REVIEW: Final = N_("Here you only choose what is shared. To add words, tap Change at an answer.")
PICK_FROM_BUTTONS: Final = N_("That button does not belong to this question. Pick one that stands below.")
TELL_IN_OWN_WORDS: Final = N_("Go ahead, type it in your own words. Skipping is fine too.")
A_NUMBER_PLEASE: Final = N_("I am looking for a number here. You can tap one or type it.")
A_SHORTER_NAME: Final = N_("That is a bit long for a name. A short name or a nickname is enough.")
AT_MOST: Final = N_("You can pick {most} at most. Tap one to let it go first.")
PEOPLE_AT_MOST: Final = N_("Five is enough here. More people can come later.")
NOTHING_TYPED: Final = N_("I see no words yet. Try it again, or skip.")
TOO_LONG: Final = N_("That is a lot, and I could not keep all of it in one go. Can you say it in smaller pieces?")
NAME_KEPT: Final = N_("Got it. Is there anyone else? Tap Done when it is complete.")
CANNOT_OPEN: Final = N_("I can only read words. What you sent is not kept. Can you type it, or tap a button?")
UNKNOWN_COMMAND: Final = N_("I do not know that one. You can tap a button or just type.")
SAVED_TRY_AGAIN: Final = N_("That did not work for me. Your answers are kept. Try it again like this.")

DONE_LABEL: Final = N_("Done")
SKIP_LABEL: Final = N_("Skip")
DONT_KNOW_LABEL: Final = N_("I don't know")
RATHER_NOT_LABEL: Final = N_("Rather not say")
LATER_LABEL: Final = N_("Maybe later")
BACK_LABEL: Final = N_("Back")
NOBODY_LABEL: Final = N_("nobody")
MYSELF_LABEL: Final = N_("myself")
ROW_DONT_KNOW_LABEL: Final = N_("I don't know")

SKIPPED: Final = N_("Fine, we skip that.")
DONT_KNOW: Final = N_("That is an answer too.")
RATHER_NOT: Final = N_("That is fine. It stays yours.")
LATER: Final = N_("All right, maybe later.")

ALREADY_ANSWERED: Final = N_("You answered that one before. Do you want to change it?")
CHANGE_IT: Final = N_("Yes, change it")
LEAVE_IT: Final = N_("No, leave it")
NOT_NOW: Final = N_("That question is not part of your route now.")
NOTHING_BEFORE: Final = N_("This is the very first question, so there is nothing before it.")
BACK_TO: Final = N_("Let's go back one. What you said stays until you change it.")

HELP_CHOICE: Final = N_("What do you want to do now?")
MISHEARD: Final = N_("Did I get it wrong? Then just go on.")
GO_ON: Final = N_("Go on with the questions")
BACK_WHERE_I_WAS: Final = N_("Back to where I was")
TAKE_A_BREAK: Final = N_("Take a break")
CALL_ME: Final = N_("I want someone to call me")
CHECK_IN: Final = N_("That sounds heavy. Do you want help now?")
HELP_NOW: Final = N_("Yes, show me who can help")
NO_HELP_NOW: Final = N_("No, go on")
GOES_ON: Final = N_("We go on where you were.")

STOP_CHOICE: Final = N_("We can stop here. Everything is kept for {days} days. What do you want?")
STOP_FOR_NOW: Final = N_("Stop for now")
SEE_WHAT_I_SHARE: Final = N_("Look at what I share")
THROW_AWAY: Final = N_("Throw everything away")
PAUSED: Final = N_("A break is fine. Everything is kept. Come back when you like.")
WORDS_TO_GO_ON: Final = N_("Words to go on elsewhere")
WELCOME_BACK: Final = N_("Good that you are here. We go on where you were.")

ERASE_CHOICE: Final = N_("Shall I throw away everything you told me? It cannot be undone.")
ERASE_SHARED_CHOICE: Final = N_(
    "Shall I throw away everything here? What you shared is taken back too; ask {consultant} what was written down."
)
ERASE_YES: Final = N_("Yes, throw it all away")
ERASE_NO: Final = N_("No, keep it")
ERASED: Final = N_("All gone. That is your choice too.")
KEPT: Final = N_("It stays with you. Nobody reads it. You can send it later.")
KEPT_BUT_DANGER: Final = N_(
    "It stays with you. Only what I passed on about danger, {consultant} can read. You can send it later."
)
KEPT_UNSEEN: Final = N_("It stays with you. You can send it later.")

WITHDRAW_CHOICE: Final = N_("You said yes to this talk. You can take that back. What do you want?")
WITHDRAW_SHARED_CHOICE: Final = N_(
    "You said yes to this talk, and you shared something. You can take both back. What do you want?"
)
WITHDRAW_YES: Final = N_("Take back my yes")
WITHDRAW_ALL: Final = N_("Take back my yes and what I shared")
WITHDRAW_KEEP: Final = N_("Take back my yes, what I shared may stay")
YES_TAKEN_BACK: Final = N_("That is fine. I ask you nothing more. You can always come back.")
NO_YES_YET: Final = N_("You have not said yes yet. So there is nothing to take back.")
TAKE_BACK_CHOICE: Final = N_("Shall I take back what you shared? Then {consultant} can no longer read it.")
TAKE_BACK_WHICH: Final = N_("What shall I take back? Then {consultant} can no longer read it.")
TAKE_BACK_NOTHING: Final = N_("Nothing, all of it may stay")
TAKE_BACK_EVERYTHING: Final = N_("Everything I shared")
TAKE_BACK_YES: Final = N_("Yes, take it back")
LEAVE_IT_SHARED: Final = N_("No, it may stay shared")
NOTHING_SHARED: Final = N_("You have shared nothing yet. So there is nothing to take back.")
TOOK_BACK_ALL: Final = N_("I took it back. {consultant} can no longer read it.")
TOOK_BACK_ONE: Final = N_("I took that back. {consultant} sees that something changed, not what.")

WHY_NOTHING: Final = N_("I ask this to get to know you a little. Only you decide what is shared.")
MORE_QUESTIONS: Final = N_("Fine, here are some more questions. You can stop any time.")
NO_MORE_QUESTIONS: Final = N_("Those were all my questions.")
EASIER_WORDS: Final = N_("I will use easier words.")
OLDER_WORDS: Final = N_("I will use words for someone older.")
SAME_WORDS: Final = N_("These are the words I have.")
CALL_PASSED_ON: Final = N_("I have passed on that you want to be called soon.")
AFTER_THE_END: Final = N_("We are done, and everything is kept. You can still look or change something.")
CHANGE_SOMETHING: Final = N_("Look or change something")
CHANGE_MY_MIND: Final = N_("I changed my mind")
SEND_IT_NOW: Final = N_("Send it now")
NOTHING_TO_LOOK_AT: Final = N_("I keep no answers of yours yet.")
PICK_AN_ANSWER: Final = N_("Which answer do you want to change?")

PICTURE_FITS: Final = N_("Yes, this is right")
PICTURE_ADD: Final = N_("Add someone")
PICTURE_REMOVE: Final = N_("Take someone away")
PICTURE_MOVE: Final = N_("Move someone")
PICTURE_ADD_WHO: Final = N_("Who belongs here too? A first name is enough.")
PICTURE_REMOVE_WHO: Final = N_("Who do you want to take away? You can always add them again.")
PICTURE_MOVE_WHO: Final = N_("Who do you want to move?")
PICTURE_WHERE: Final = N_("Where does {who} belong?")
RING_1: Final = N_("really close")
RING_2: Final = N_("fun together")
RING_3: Final = N_("also around")
RING_4: Final = N_("helping is their job")
PICTURE_AGAIN: Final = N_("Is it right like this now?")

SHOW_ALL_COURSES: Final = N_("Show everything for my age")
TELL_ME_MORE: Final = N_("Tell me more about these")
COURSE_TOLD: Final = N_("{course}: for ages {low} to {high}. {told}")
COURSE_UNTOLD: Final = N_("{course}: for ages {low} to {high}. {consultant} can tell you more.")
NO_COURSE: Final = N_("Not for me")
REVIEW_DONE: Final = N_("This is right")
REVIEW_EDIT: Final = N_("Change an answer")
REVIEW_MORE: Final = N_("More questions")
FOR_THE_GROWN_UP: Final = N_("For the grown-up")
FOR_YOU: Final = N_("For you")
