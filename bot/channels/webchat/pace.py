"""How fast the web chat may be used: by a person, and by a network address (bot/running/pace.py).

Generous for quick thumbs and for a class behind one address; who goes faster waits a moment, and nothing is lost. The
buckets are per process. What has to hold across processes, guessing a phrase, is counted in the database (bot/turn/doors.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.running.pace import NetworkPace, Pace

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
# Ten a second is fast typing. Every letter is looked at for danger and kept; a whole story may be pasted at once.
LETTERS_AT_ONCE: Final = 200_000
LETTERS_A_SECOND: Final = 100.0
NETWORK_LETTERS_AT_ONCE: Final = 1_000_000
NETWORK_LETTERS_A_SECOND: Final = 3_000.0
SECONDS_AN_HOUR: Final = 3_600


@dataclass(frozen=True, slots=True)
class Paces:
    """The limits of one process."""

    person: Pace
    help: Pace
    views: Pace
    network: NetworkPace
    new_talks: NetworkPace
    phrases: Pace
    streams: NetworkPace
    letters: Pace
    network_letters: NetworkPace

    @classmethod
    def ours(cls) -> Paces:
        """The limits as they are named above."""
        return cls(
            Pace(TAPS_AT_ONCE, TAPS_A_SECOND),
            Pace(TAPS_AT_ONCE, TAPS_A_SECOND),
            Pace(TAPS_AT_ONCE, TAPS_A_SECOND),
            NetworkPace(NETWORK_TAPS_AT_ONCE, NETWORK_TAPS_A_SECOND),
            NetworkPace(NEW_TALKS_AT_ONCE, NEW_TALKS_AN_HOUR / SECONDS_AN_HOUR),
            Pace(PHRASES_AT_ONCE, PHRASES_A_SECOND),
            NetworkPace(STREAMS_AT_ONCE, STREAMS_A_SECOND),
            Pace(LETTERS_AT_ONCE, LETTERS_A_SECOND),
            NetworkPace(NETWORK_LETTERS_AT_ONCE, NETWORK_LETTERS_A_SECOND),
        )

    def wait(self, address: str | None, host: str | None, now: float, letters: int = 0) -> float:
        """For how many seconds a person, or everybody at their network address, has to wait with so many letters."""
        taps = max(self.person.wait(address, now), self.network.wait(host, now))
        return taps or max(
            self.letters.wait(address, now, letters),
            self.network_letters.wait(host, now, letters),
        )
