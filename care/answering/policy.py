"""What a child is told about danger, and what then really happens: the promise and the deed, side by side.

Whoever raises an alarm asks `alarms`; whoever speaks to the child takes its sentence from here. So what was told before
the first sensitive question and what is done after it cannot drift apart; tests/bot/answering hold them together.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from flows.engine.marking import N_

PolicyName = Literal["only_if_shared", "tell_and_notify"]
WHO_READS: Final = N_("Nobody, if you share nothing.")
HOW_LONG: Final = N_("Share nothing, and all is gone after {days} days.")


@dataclass(frozen=True, slots=True)
class DangerPolicy:
    """`promise` is told before the first sensitive question; what is told when a signal is passed on, with who looks and
    when, stands in bot/alarms/promising.py.

    `seen` and `stays` are what has to be added wherever a child reads that nobody else sees something, and that all of it
    is gone after a while; "" where nothing has to. `passed_on` names the urgencies of signals that reach somebody of the
    organisation without a further question.
    A wish to be called, which the child sends itself, reaches them under every policy.
    """

    promise: str
    passed_on: frozenset[str]
    seen: str = ""
    stays: str = ""

    def alarms(self, urgency: str) -> bool:
        """True when a signal of this urgency is passed on to the organisation."""
        return urgency in self.passed_on


POLICIES: Final[Mapping[PolicyName, DangerPolicy]] = {
    "only_if_shared": DangerPolicy(
        promise=N_("Nobody reads along now. If you are in danger, I show you who can help."),
        passed_on=frozenset(),
    ),
    "tell_and_notify": DangerPolicy(
        promise=N_(
            "Are you in danger? Then I tell {consultant} or a colleague. Your name goes with it. I tell you at once."
        ),
        passed_on=frozenset({"now", "soon"}),
        seen=N_("Are you in danger? Then I tell {consultant} or a colleague. Your name goes with it."),
        stays=N_("What I pass on about danger stays longer."),
    ),
}
