"""How a talk can begin, and what to leave alone."""

from care.openers.proposing import OWN_CHIPS, dont_list, openers, sofa_hint

__all__ = ["OWN_CHIPS", "dont_list", "openers", "sofa_hint"]
