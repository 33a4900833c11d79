"""The questions that the program knows by name. Everything else about a flow is told by the flow itself.

A rule, a line of the summary or the picture hangs on each of these, so a flow that renames one changes what we do with
its answer. All of them stand in the intake; `tests/content/test_link_ids.py` holds this list against the code.
"""

from typing import Final

WELCOME_PLACE: Final = "welcome.place"  # whether somebody is watching the screen

ME_AGE: Final = "me.age"  # decides the band; never a card of the review
ME_NAME: Final = "me.name"  # the slot {name}; never a card of the review
ME_PERSON: Final = "me.person"

CONSENT_AGREE: Final = "consent.agree"  # the yes to the talk; taken back in one way only

HAPPINESS_NOW: Final = "happiness.now"
HAPPINESS_SOURCES: Final = "happiness.sources"
HAPPINESS_MORE: Final = "happiness.more"
HAPPINESS_DREAM: Final = "happiness.dream"

CARE_WHO: Final = "care.who"
CARE_WHAT: Final = "care.what"
CARE_TASKS: Final = "care.tasks"
CARE_OFTEN: Final = "care.often"
CARE_GOOD: Final = "care.good"
CARE_WHO_KNOWS: Final = "care.who_knows"
CARE_WORD: Final = "care.word"  # the one question with the word for a young carer

STRENGTH_GOOD_AT: Final = "strength.good_at"
STRENGTH_HELPS: Final = "strength.helps"
STRENGTH_SAY: Final = "strength.say"

NETWORK_CLOSEST: Final = "network.closest"  # the inner ring of the picture
NETWORK_FUN: Final = "network.fun"  # the second ring
NETWORK_OTHERS: Final = "network.others"  # the third ring
NETWORK_PROFESSIONALS: Final = "network.professionals"
NETWORK_TIES: Final = "network.ties"
NETWORK_SUPPORT: Final = "network.support"
NETWORK_WOULD_HELP: Final = "network.would_help"
NETWORK_PEOPLE: Final = "network.people"  # corrections of the picture of my people
NETWORK_GIVE_BACK: Final = "network.give_back"

LOAD_WEIGHT: Final = "load.weight"
LOAD_CARDS: Final = "load.cards"
LOAD_PAUSE: Final = "load.pause"
LOAD_URGENT: Final = "load.urgent"  # the wish to be called soon; stands first on the page
LOAD_HALFWAY: Final = "load.halfway"  # the half-way house: stop here, or go on

GOAL_WISH: Final = "goal.wish"
GOAL_FIRST_STEP: Final = "goal.first_step"
GOAL_NEEDS: Final = "goal.needs"
GOAL_HELPERS: Final = "goal.helpers"

COURSES_INTEREST: Final = "courses.interest"
COURSES_NEEDS: Final = "courses.needs"

MEETING_PLACE: Final = "meeting.place"
MEETING_COMPANY: Final = "meeting.company"
MEETING_AGENDA: Final = "meeting.agenda"
MEETING_CONTACT: Final = "meeting.contact"  # how the child may be reached; asked when a call is wished

HOME_KNOWS: Final = "home.knows"  # sensitive, whatever a flow says

REVIEW_ITEMS: Final = "review.items"  # the cards: what is shared, what is not
REVIEW_SEND: Final = "review.send"  # send, keep or throw away
