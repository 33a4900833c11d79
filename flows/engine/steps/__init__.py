"""One file per step kind, and the written list of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flows.engine.steps.base import StepKind
from flows.engine.steps.cards import CardsKind
from flows.engine.steps.choice import ChoiceKind
from flows.engine.steps.end import EndKind
from flows.engine.steps.form import FormKind
from flows.engine.steps.grid import GridKind
from flows.engine.steps.names import NamesKind
from flows.engine.steps.number import NumberKind
from flows.engine.steps.offer import OfferKind
from flows.engine.steps.per_person import PerPersonKind
from flows.engine.steps.picture import PictureKind
from flows.engine.steps.scale import ScaleKind
from flows.engine.steps.send import SendKind
from flows.engine.steps.several import SeveralKind
from flows.engine.steps.text import TextKind

KINDS: Final[Mapping[str, StepKind]] = {
    "choice": ChoiceKind(),
    "several": SeveralKind(),
    "scale": ScaleKind(),
    "number": NumberKind(),
    "text": TextKind(),
    "names": NamesKind(),
    "per_person": PerPersonKind(),
    "grid": GridKind(),
    "form": FormKind(),
    "picture": PictureKind(),
    "offer": OfferKind(),
    "cards": CardsKind(),
    "send": SendKind(),
    "end": EndKind(),
}
