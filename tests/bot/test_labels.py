"""The words of an option in a picture or on a page are filled as they are in the talk."""

from __future__ import annotations

from typing import Any, cast

import pytest

from bot.organisation import load_organisation
from bot.turn.scene import Scene, Tools
from bot.turn.story import labelled
from bot.words import Catalogues
from flows.engine.session import Answer
from flows.engine.turns import new_session
from flows.library import Library
from tests.flows.playing import NOW
from tests.flows.small import broken

FLOW = broken('"my mother"', '"the mother of {name}, for {consultant}"').replace(
    "format: 1\n", 'format: 1\nwords: {name_unknown: "you"}\n'
)


@pytest.mark.parametrize(("told", "name"), [({}, "you"), ({"me.name": Answer("answered", "Noor")}, "Noor")])
def test_a_name_in_an_option_is_filled(told: dict[str, Answer], name: str) -> None:
    compiled, nothing = Library([("small.yaml", FLOW)]).newest("small"), cast(Any, None)
    tools = Tools(load_organisation(None), Catalogues.load(), nothing, nothing)
    session = new_session(compiled, "en", "C").but(answers=told)
    scene = Scene(tools, nothing, compiled, nothing, session, "web", NOW.now, 1)
    assert labelled(scene, "en")("care.who", "mother") == f"the mother of {name}, for {tools.organisation.consultant}"
