"""How fast the web chat may be used: by a person, and by a network address (bot/running/pace.py).

Generous for quick thumbs and for a class behind one address; who goes faster waits a moment, and nothing is lost. The
buckets are per process. What has to hold across processes, guessing a phrase, is counted in the database (bot/turn/doors.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.running.pace import Pace

# A child who taps chips quickly does three in a second, for half a minute at most.
TAPS_AT_ONCE: Final = 120
TAPS_A_SECOND: Final = 3.0
NETWORK_TAPS_AT_ONCE: Final = 600
NETWORK_TAPS_A_SECOND: Final = 30.0
NEW_TALKS_AT_ONCE: Final = 100
NEW_TALKS_AN_HOUR: Final = 300
# Words to go on, of a class that types them in together; more of them than are tried are at least looked at for danger.
PHRASES_AT_ONCE: Final = 120
PHRASES_A_SECOND: Final = 3.0
STREAMS_AT_ONCE: Final = 300
STREAMS_A_SECOND: Final = 5.0
SECONDS_AN_HOUR: Final = 3_600


@dataclass(frozen=True, slots=True)
class Paces:
    """The limits of one process."""

    person: Pace
    views: Pace
    network: Pace
    new_talks: Pace
    phrases: Pace
    streams: Pace

    @classmethod
    def ours(cls) -> Paces:
        """The limits as they are named above."""
        return cls(
            Pace(TAPS_AT_ONCE, TAPS_A_SECOND),
            Pace(TAPS_AT_ONCE, TAPS_A_SECOND),
            Pace(NETWORK_TAPS_AT_ONCE, NETWORK_TAPS_A_SECOND),
            Pace(NEW_TALKS_AT_ONCE, NEW_TALKS_AN_HOUR / SECONDS_AN_HOUR),
            Pace(PHRASES_AT_ONCE, PHRASES_A_SECOND),
            Pace(STREAMS_AT_ONCE, STREAMS_A_SECOND),
        )

    def wait(self, address: str | None, network: str | None, now: float) -> float:
        """For how many seconds a person, or everybody at their network address, has to wait."""
        return max(self.person.wait(address, now), self.network.wait(network, now))
