"""How and when a child wants to be reached: read from their own words, and asked before anything is sent by itself."""

from care.contact.conditions import NIGHT, Closed, Conditions, Reason, Verdict, may_reach
from care.contact.reading import conditions_of

__all__ = ["NIGHT", "Closed", "Conditions", "Reason", "Verdict", "conditions_of", "may_reach"]
