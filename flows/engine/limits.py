"""Every limit has a name; reaching one is a friendly sentence, never a hang (design invariant 10)."""

from typing import Final

STATES_A_TURN: Final = 200
LETTERS_OF_AN_ANSWER: Final = 20_000
CHARACTERS_OF_A_NAME: Final = 30
PEOPLE_A_QUESTION: Final = 5
PEOPLE_IN_ALL: Final = 20
OPTIONS_A_QUESTION: Final = 24
LETTERS_OF_A_BUTTON: Final = 60
LETTERS_OF_A_MESSAGE: Final = 4_096
YEARS_AT_MOST: Final = 120
STEPS_A_FLOW: Final = 150
MINUTES_WITHOUT_NAGGING: Final = 30
