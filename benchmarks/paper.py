"""Pictures and paper: how long the PNG of my people and the PDF of the summary take."""

from __future__ import annotations

import asyncio
from statistics import median
from time import perf_counter
from typing import Any, Final

from benchmarks.world import PERSONA
from bot.authoring.simulation import simulate
from bot.authoring.trial import world
from care.ecogram import lay_out
from care.network import Network, Person
from documents.ecogram_png import png
from documents.ecogram_svg import svg
from documents.texts import ecogram_texts

TIMES: Final = 15
NAMES: Final = ("Lot", "Bram", "Pip", "Sam", "Tante Rian", "Kees", "Oma Mien", "Juf Els", "Noa", "Yusuf", "Ayşe", "Tom")


def a_network(people: int = 12) -> Network:
    """An ordinary network."""
    return Network(tuple(Person(name, (1, 2, 3)[n % 3], "friends") for n, name in enumerate(NAMES[:people])))


def png_seconds(width: int) -> float:
    """Median seconds from a network that is laid out to a PNG of this width."""
    network = a_network()
    drawn = svg(lay_out(network, child_name="Noor"), child_name="Noor", texts=ecogram_texts(str, network))
    png(drawn, width_px=width)
    return median(_timed(lambda: png(drawn, width_px=width)) for _ in range(TIMES))


def layout_seconds() -> float:
    """Median seconds to lay out twelve people."""
    network = a_network()
    return median(_timed(lambda: lay_out(network, child_name="Noor")) for _ in range(TIMES))


def talk_seconds() -> float:
    """Seconds for a whole simulated talk with summary."""
    here = world()
    return _timed(lambda: asyncio.run(simulate(PERSONA.model_copy(update={"send": "send"}), here)))


def _timed(do: Any) -> float:
    begin = perf_counter()
    do()
    return perf_counter() - begin
