"""A flow file with a mistake is refused with file, line, what was found and what was expected."""

from __future__ import annotations

import pytest

from flows.engine.bands import BANDS
from flows.engine.compiling import decoded, load
from flows.engine.errors import BrokenFlow
from tests.flows.small import GOOD, broken, flow_of

# (what is wrong, in the small flow, becomes, the complaint)
MISTAKES = [
    (
        "a key twice",
        "format: 1\n",
        "format: 1\nformat: 1\n",
        "small.yaml:3: the key 'format' stands twice (first on line 2); keep one",
    ),
    (
        "a key twice in an option",
        '{id: agree, text: "yes"}',
        '{id: agree, text: "yes", text: "no"}',
        "small.yaml:12: the key 'text' stands twice (first on line 12); keep one",
    ),
    (
        "no readable YAML",
        "format: 1",
        "format: [1",
        "small.yaml:3: did not find expected ',' or ']'; expected readable YAML",
    ),
    ("another format", "format: 1", "format: 2", "small.yaml:2: format: Input should be 1 (found 2)"),
    (
        "a misspelt key",
        "    sensitive: true\n",
        "    sensitiv: true\n",
        "small.yaml:24: steps.2.sensitiv is an unknown key; take it out, or look for a typing mistake",
    ),
    (
        "a link id with a space",
        "  - id: care.who",
        "  - id: Care who",
        r"small.yaml:21: steps.2.id: String should match pattern '^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$' (found 'Care who')",
    ),
    (
        "an option id with a sign",
        "{id: agree, text",
        "{id: Agree!, text",
        "small.yaml:12: steps.0.options.0.id: String should match pattern '^[a-z][a-z0-9_]*$' (found 'Agree!')",
    ),
    (
        "a band nobody knows",
        "core: CDE\n",
        "core: CDX\n",
        "small.yaml:35: steps.4.core.2: Input should be 'A', 'B', 'C', 'D' or 'E' (found 'X')",
    ),
    (
        "a word where a number belongs",
        "{A: 0, B: 1, C: 1, D: 1, E: 1}",
        "{A: few}",
        "small.yaml:4: extras.budget.A: Input should be a valid integer, unable to parse string as an integer (found 'few')",
    ),
    (
        "a number with two dashes",
        "    sensitive: true\n",
        "    most: --5\n",
        "small.yaml:24: steps.2.most: Input should be a valid integer, unable to parse string as an integer (found '--5')",
    ),
    (
        "a number in a ring",
        "    sensitive: true\n",
        "    most: ⑤\n",
        "small.yaml:24: steps.2.most: Input should be a valid integer, unable to parse string as an integer (found '⑤')",
    ),
    (
        "braces without quotes",
        'text: "Who is close to you?"',
        "text: {{name}}",
        "small.yaml:32: found brackets where a key belongs; put a text with braces between quotes",
    ),
    (
        "a list as a key",
        'text: "Who is close to you?"',
        "text: {[A, B]: Who?}",
        "small.yaml:32: found brackets where a key belongs; put a text with braces between quotes",
    ),
    (
        "a bell that came along with a paste",
        "Who is close to you?",
        "Who is\a close to you?",
        "small.yaml:32: found the control character U+0007; take out sign 18 of the line",
    ),
    (
        "a NUL",
        "Who is close to you?",
        "Who is close to you?\0",
        "small.yaml:32: found the control character U+0000; take out sign 32 of the line",
    ),
    (
        "half a sign",
        "Who is close to you?",
        "Who is close to you? \ud83d",
        "small.yaml:32: found the control character U+D83D; take out sign 33 of the line",
    ),
    (
        "an alias of its own list",
        'text: "Who is close to you?"',
        "more: &cards [one, *cards]",
        "small.yaml:32: found an alias of what it stands in; write it out",
    ),
    (
        "an alias of its own step",
        "  - id: network.closest\n",
        "  - &step\n    id: network.closest\n    more: [*step]\n",
        "small.yaml:31: found an alias of what it stands in; write it out",
    ),
    (
        "an alias of nothing",
        'text: "Who is close to you?"',
        "text: *closest",
        "small.yaml:32: found undefined alias; expected readable YAML",
    ),
    (
        "brackets without end",
        'text: "Who is close to you?"',
        f"text: {'[' * 3000}{']' * 3000}",
        "small.yaml:1: found brackets in brackets without end; expected at most a few",
    ),
]


@pytest.mark.parametrize(("old", "new", "complaint"), [m[1:] for m in MISTAKES], ids=[m[0] for m in MISTAKES])
def test_a_mistake_in_the_file_is_told_with_its_line(old: str, new: str, complaint: str) -> None:
    with pytest.raises(BrokenFlow) as refused:
        load(broken(old, new), "small.yaml")
    assert refused.value.complaints == (complaint,)


def test_a_kind_nobody_knows_is_told_with_the_kinds_there_are() -> None:
    with pytest.raises(BrokenFlow, match=r"small.yaml:22: steps.2.kind: Input should be 'say', 'choice', .*'sevral'"):
        load(broken("kind: several", "kind: sevral"), "small.yaml")


def test_every_mistake_is_told_at_once() -> None:
    text = broken("kind: several", "kind: sevral").replace("format: 1", "format: 9")
    with pytest.raises(BrokenFlow) as refused:
        load(text, "small.yaml")
    assert [complaint.split(":")[1] for complaint in refused.value.complaints] == ["2", "22"]


@pytest.mark.parametrize("text", ["", "only words", "- a list", "null"])
def test_a_file_without_keys_is_no_flow(text: str) -> None:
    with pytest.raises(BrokenFlow, match="small.yaml:1: found no keys; expected flow:, format:, extras: and steps:"):
        load(text, "small.yaml")


def test_a_text_for_several_bands_is_spread_over_them() -> None:
    assert flow_of().by_id["care.who"].text == {"A": "Who?", "B": "Who?", **dict.fromkeys("CDE", "Who is it about?")}


def test_one_text_is_for_all_bands() -> None:
    assert flow_of().by_id["network.closest"].text == dict.fromkeys(BANDS, "Who is close to you?")


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "~", "1.5", "12:30", "0x1f", "2026-01-05"])
def test_yaml_makes_nothing_else_of_a_word(word: str) -> None:
    text = broken('text: "Who is close to you?"', f"text: {word}")
    assert flow_of(text).by_id["network.closest"].text["A"] == word


@pytest.mark.parametrize("sign", ["①", "²", "٣", "--5", "5-", "-x", "１２", "9" * 5000])
def test_what_only_looks_like_a_number_is_a_text(sign: str) -> None:
    text = broken('text: "Who is close to you?"', f"text: {sign}").replace("{id: good, ", f"{{id: good, icon: {sign}, ")
    assert flow_of(text).by_id["network.closest"].text["A"] == sign
    assert flow_of(text).by_id["network.ties"].options[0].icon == sign


@pytest.mark.parametrize(("number", "value"), [("5", 5), ("-5", -5), ("007", 7), ('"5"', 5)])
def test_a_whole_number_is_a_number(number: str, value: int) -> None:
    text = broken("    sensitive: true\n", f"    most: {number}\n")
    assert flow_of(text).by_id["care.who"].most == value


def test_an_alias_of_what_stands_elsewhere_is_fine() -> None:
    text = broken('{id: mother, text: "my mother"}', '{id: mother, text: &mother "my mother"}').replace(
        'text: "nobody"', "text: *mother"
    )
    assert flow_of(text).by_id["care.who"].options[1].text == "my mother"


def test_a_mark_before_the_first_sign_is_no_mistake() -> None:
    assert load(decoded(GOOD.encode("utf-8-sig"), "small.yaml"), "small.yaml").flow == flow_of()


@pytest.mark.parametrize("coding", ["latin-1", "cp1252", "utf-16"])
def test_a_file_in_another_coding_is_told_with_its_line(coding: str) -> None:
    raw = GOOD.replace("my mother", "ma mère").encode(coding)
    line = 1 if coding == "utf-16" else 27
    with pytest.raises(BrokenFlow) as refused:
        decoded(raw, "small.yaml")
    assert refused.value.complaints == (
        f"small.yaml:{line}: found a sign that is not in UTF-8; save the file as UTF-8",
    )


def test_every_part_knows_its_line() -> None:
    source = load(GOOD, "small.yaml")
    assert source.at_step("care.who", "text") == "small.yaml:25"
    assert source.at_step("care.who", "options", 1, "text") == "small.yaml:28"
    assert source.at_step("care.who", "more", "deeper") == "small.yaml:21", "the nearest part that has a line"
