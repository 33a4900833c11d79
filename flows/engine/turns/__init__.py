"""One turn in the making: what an input means where the talk rests, and everything that follows from it."""

from flows.engine.turns.taking_back import AGREED, CALL, EVERYTHING, MAKE_A_CALL
from flows.engine.turns.turn import new_session

__all__ = ["AGREED", "CALL", "EVERYTHING", "MAKE_A_CALL", "new_session"]
