"""A flow as its author writes it, read strictly and made into the machine that plays it."""

from flows.engine.compiling.compiled import CompiledFlow
from flows.engine.compiling.definition import ByBand, Flow, Option, Row, Step
from flows.engine.compiling.drawing import draw_flow, draw_life
from flows.engine.compiling.loading import Source, decoded, load
from flows.engine.compiling.places import START
from flows.engine.compiling.version import version_of

__all__ = [
    "ByBand",
    "CompiledFlow",
    "Flow",
    "Option",
    "Row",
    "START",
    "Source",
    "Step",
    "decoded",
    "draw_flow",
    "draw_life",
    "load",
    "version_of",
]
