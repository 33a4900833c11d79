"""The life of a session as a table: which things may happen to it, and what it is afterwards.

Two rules hold here: an erased session never lives again, and a shared one stays shared while the talk goes on, until
its child takes the summary back. The picture in docs/ is drawn from this same table.
"""

from __future__ import annotations

from functools import cache
from typing import Final

from transitions import Machine

STATES: Final = ("new", "talking", "parked", "reviewing", "shared", "kept", "declined", "outside", "erased")
AWAKE: Final = ("new", "talking", "parked", "reviewing", "shared", "kept", "declined", "outside")
UNSETTLED: Final = ("new", "talking", "parked", "reviewing", "declined", "outside")
TABLE: Final[tuple[tuple[str, tuple[str, ...], str], ...]] = (
    ("talk", UNSETTLED, "talking"),
    ("park", ("new", "talking", "reviewing", "parked"), "parked"),
    ("review", ("talking", "parked", "reviewing"), "reviewing"),
    ("share", ("reviewing", "talking", "kept", "shared"), "shared"),
    ("keep", ("reviewing", "talking", "kept", "shared"), "kept"),
    ("decline", ("new", "talking", "parked", "reviewing", "kept", "declined"), "declined"),
    ("leave", ("new", "talking", "outside"), "outside"),
    ("erase", AWAKE, "erased"),
)


class _Life:
    __slots__ = ("state",)

    def __init__(self, state: str) -> None:
        self.state = state


def _build() -> Machine:
    machine = Machine(
        model=None,
        states=list(STATES),
        initial="new",
        auto_transitions=False,
        send_event=True,
    )
    for trigger, sources, dest in TABLE:
        machine.add_transition(trigger, list(sources), dest)
    return machine


MACHINE: Final = _build()


@cache
def live(state: str, trigger: str) -> str:
    """The state after something happened; the same state when that cannot happen now."""
    if trigger not in MACHINE.get_triggers(state):
        return state
    being = _Life(state)
    MACHINE.events[trigger].trigger(being)
    return being.state
