"""A flow as it stands in its YAML file: steps in order, each with a stable link id.

The field names here are the keys an author writes; `docs/writing-flows.md` explains them in words.
"""

from __future__ import annotations

from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from flows.engine.bands import BANDS, Band

Look = Literal["buttons", "chips", "faces", "ladder", "backpack", "pictures"]
Pick = Literal["preferred", "any"]
Outcome = Literal["declined", "outside", "parked", "finished"]
Kind = Literal[
    "say",
    "choice",
    "several",
    "scale",
    "number",
    "text",
    "names",
    "per_person",
    "grid",
    "form",
    "picture",
    "offer",
    "cards",
    "send",
    "extras",
    "now",
    "end",
]


def _letters(found: object) -> object:
    """Let an author write `ABCDE` for a list of bands."""
    return tuple(found) if isinstance(found, str) else found


def _by_band(found: object) -> object:
    """Let an author write one sentence for all bands, and `CD: …` for several."""
    if isinstance(found, str):
        return dict.fromkeys(BANDS, found)
    if not isinstance(found, dict):
        return found
    spread = {letter: text for key, text in found.items() for letter in str(key)}
    return spread if all(letter in BANDS for letter in spread) else found


Bands = Annotated[tuple[Band, ...], BeforeValidator(_letters)]
ByBand = Annotated[dict[Band, str], BeforeValidator(_by_band)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Option(_Part):
    """One answer a child can tap.

    `own` asks for own words; `alone` empties the rest of a several-choice; `again` tells more and asks again; `help`
    shows the help lines at once; `ask` is how the next field of a form is asked after this one; `phrase` gives words to go on with elsewhere; `carried: false` keeps it from being offered again by a later question, `carried_as` offers it there in other words.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    text: str | ByBand
    icon: str | None = None
    own: bool = False
    alone: bool = False
    again: bool = False
    help: bool = False
    phrase: bool = False
    carried: bool = True
    carried_as: ByBand = {}
    ask: ByBand = {}
    bands: Bands = BANDS
    when: str | None = None


class Sentence(_Part):
    """A sentence that is said when its condition holds. Of a list only the first that holds is said."""

    text: ByBand
    when: str | None = None


class Variant(_Part):
    """Another wording, and perhaps other options, of the same question while its condition holds."""

    when: str
    text: ByBand
    options: tuple[Option, ...] = ()


class Row(_Part):
    """One line of a grid, or one field of a form (`options` empty means typed).

    `text` names it where the answer is read; `ask` is how it is asked, when that takes another sentence.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    text: ByBand
    ask: ByBand = {}
    options: tuple[Option, ...] = ()


class Extra(_Part):
    """When a question may be asked beyond the core: for which bands, if it fits, and when it goes first."""

    bands: Bands
    fits: str | None = None
    prefer: str | None = None


class Step(_Part):
    """One step of a flow. Which fields matter depends on `kind`."""

    id: str = Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$")
    kind: Kind
    topic: str = ""
    core: Bands = ()
    extra: Extra | None = None
    when: str | None = None
    text: ByBand = {}
    variants: tuple[Variant, ...] = ()
    options: tuple[Option, ...] = ()
    options_from: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    over: str | None = None
    target: str | None = None
    look: Look = "buttons"
    own: bool = False
    least: int | None = None
    most: int | None = None
    sensitive: bool = False
    adult: Bands = ()
    counted: bool = True
    shown: bool = True
    heavy: str | None = None
    thanks: tuple[Sentence, ...] = ()
    rescue: ByBand = {}
    more: tuple[ByBand, ...] = ()
    why: ByBand = {}
    heading: str = ""
    summary: str = ""
    pick: Pick = "any"
    topics: tuple[str, ...] = ()
    at_most: int | None = None
    outcome: Outcome | None = None
    retype: str | None = None


class Extras(_Part):
    """How many extra questions a band gets, and in which order they are considered."""

    budget: dict[Band, int]
    order: tuple[str, ...]


class Flow(_Part):
    """A whole flow. `version` is the hash of its structure; texts are live and do not change it."""

    flow: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    format: Literal[1]
    extras: Extras
    words: dict[str, ByBand] = {}
    steps: tuple[Step, ...] = Field(min_length=1)

    @cached_property
    def by_id(self) -> dict[str, Step]:
        """Every step under its link id."""
        return {step.id: step for step in self.steps}
