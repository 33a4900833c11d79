"""The lint of flows: every mistake that would go wrong while a child is talking is said to the author, with its line."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.words import Catalogues
from flows.engine import limits
from flows.engine.compiling import load
from flows.engine.lint import check
from flows.library import packaged_texts
from tests.flows.small import GOOD, broken

ALLOWED = "allowed are == != < <= > >= in, not in, and, or, not, lists, count(), answered(), skipped(), heavy()"
WORDS = "expected a link id of this flow or one of band, age, discreet, people, offers"
OPTIONS_OF_TIES = '    options:\n      - {id: good, text: "good"}\n'
# (what is wrong, in the small flow, becomes, the complaint)
MISTAKES = [
    (
        "a link id twice",
        "  - id: end.finished",
        "  - id: end.declined",
        "small.yaml:65: the link id 'end.declined' is used twice; a link id names one step for ever",
    ),
    (
        "an option twice",
        "{id: decline, text",
        "{id: agree, text",
        "small.yaml:12: option 'agree' stands twice in consent.agree; keep one",
    ),
    (
        "over names nothing",
        "over: network.closest",
        "over: network.near",
        "small.yaml:37: over names 'network.near'; expected a link id of this flow",
    ),
    (
        "retype names nothing",
        "retype: consent.agree",
        "retype: consent.yes",
        "small.yaml:19: retype names 'consent.yes'; expected a link id of this flow",
    ),
    (
        "target names nothing",
        "    kind: grid\n    core: BCDE\n",
        "    kind: now\n    core: BCDE\n    target: me.contact\n",
        "small.yaml:44: target names 'me.contact'; expected a link id of this flow",
    ),
    (
        "options from nowhere",
        "    kind: several\n",
        "    kind: several\n    options_from: [people, care.what]\n",
        "small.yaml:23: options_from.1 names 'care.what'; expected a link id of this flow",
    ),
    (
        "an extra that is no step",
        "order: [me.dream]",
        "order: [me.dream, me.wish]",
        "small.yaml:5: 'me.wish' is no step with extra:; expected one that may be asked extra",
    ),
    (
        "an extra that is never extra",
        "order: [me.dream]",
        "order: [me.dream, care.who]",
        "small.yaml:5: 'care.who' is no step with extra:; expected one that may be asked extra",
    ),
    (
        "a guard over an unknown answer",
        "count(network.closest) > 0",
        "count(network.near) > 0",
        "small.yaml:36: when: unknown answer 'network.near'; expected a link id of this flow",
    ),
    (
        "a guard over an option that is not there",
        "consent.agree != 'agree'",
        "consent.agree != 'agreed'",
        "small.yaml:17: when: consent.agree can never be 'agreed'; expected one of agree, decline",
    ),
    (
        "a guard over an unknown word",
        "count(network.closest) > 0",
        "weather == 'fine'",
        f"small.yaml:36: when: unknown answer 'weather'; {WORDS}",
    ),
    (
        "a guard that cannot be read",
        "count(network.closest) > 0",
        "count(network.closest >",
        f"small.yaml:36: when: cannot read 'count(network.closest >' ('(' was never closed); {ALLOWED}",
    ),
    (
        "a guard that looks ahead",
        "count(network.closest) > 0",
        "count(review.items) > 0",
        "small.yaml:36: when looks at 'review.items', which stands later; expected an earlier step",
    ),
    (
        "a guard that calls the machine",
        "count(network.closest) > 0",
        "__import__('os')",
        f"small.yaml:36: when: \"__import__('os')\" is not allowed here; {ALLOWED}",
    ),
    (
        "an extra that fits an unknown answer",
        "answered(care.who)",
        "answered(care.what)",
        "small.yaml:49: extra: unknown answer 'care.what'; expected a link id of this flow",
    ),
    (
        "nothing to choose",
        OPTIONS_OF_TIES,
        "",
        "small.yaml:33: network.ties is a per_person without options; expected options: or options_from:",
    ),
    (
        "a grid without rows",
        '    rows:\n      - {id: talk, text: "to talk"}\n',
        "",
        "small.yaml:41: network.support is a grid without rows; expected rows:",
    ),
    (
        "per person without persons",
        "    over: network.closest\n",
        "",
        "small.yaml:33: network.ties asks per person; expected over: with the step that gathers the names",
    ),
    (
        "asking now without a question",
        "    kind: grid",
        "    kind: now",
        "small.yaml:41: network.support asks something now; expected target: with its link id",
    ),
    (
        "an end that says not how it ends",
        "    outcome: finished\n",
        "",
        "small.yaml:65: end.finished ends the talk; expected outcome:",
    ),
    (
        "a step for nobody",
        "    core: BCDE\n",
        "",
        "small.yaml:41: network.support is never asked; expected core: or extra:",
    ),
    (
        "a band without words",
        '{AB: "Who?", CDE: "Who is it about?"}',
        '{AB: "Who?", CD: "Who is it about?"}',
        "small.yaml:25: text has no words for band E; expected one each",
    ),
    (
        "a band that may ask for easier words without words",
        '    core: CDE\n    when: "count(network.closest) > 0"\n    over: network.closest\n    text: "How is it with {name}?"',
        '    core: CDE\n    over: network.closest\n    text: {CDE: "How is it with {name}?"}',
        "small.yaml:37: text has no words for band B; expected one each",
    ),
    (
        "an option without words for a band",
        '{id: mother, text: "my mother"}',
        '{id: mother, text: {ABCD: "my mother"}}',
        "small.yaml:27: options has no words for band E; expected one each",
    ),
    (
        "a question without words",
        '    text: "Who is close to you?"\n',
        "",
        "small.yaml:29: network.closest has no text; expected text: for every band",
    ),
    (
        "a slot nobody fills",
        "says {bot}?",
        "says {robot}?",
        "small.yaml:10: unknown slot {robot}; expected one of age, bot, consultant, danger, days, how_long, name, org, person, who_reads",
    ),
    (
        "a slot in a button that nobody fills",
        '"my mother"',
        '"my {relation}"',
        "small.yaml:27: unknown slot {relation}; expected one of age, bot, consultant, danger, days, how_long, name, org, person, who_reads",
    ),
    (
        "a last step that some do not reach",
        "    outcome: finished\n",
        '    outcome: finished\n    when: "age > 4"\n',
        "small.yaml:65: the last step must be an end without when: for all bands, so that nobody is stuck",
    ),
    (
        "a last step for some bands only",
        "    core: ABCDE\n    outcome: finished\n",
        "    core: CDE\n    outcome: finished\n",
        "small.yaml:65: the last step must be an end without when: for all bands, so that nobody is stuck",
    ),
    (
        "something sent without a review",
        "    kind: cards",
        "    kind: text",
        "small.yaml:7: something is sent without a review; expected a step of kind cards before send",
    ),
    (
        "an extra without a place to be asked",
        "  - id: extras.rest\n    kind: extras\n    core: ABCDE\n",
        "",
        "small.yaml:47: me.dream can never be asked; expected core:, or a slot of kind extras",
    ),
    (
        "over a question of another kind",
        "over: network.closest",
        "over: care.who",
        "small.yaml:37: over names 'care.who', of kind several; expected kind names",
    ),
    (
        "over a later step",
        "    kind: several\n",
        "    kind: per_person\n    over: network.closest\n",
        "small.yaml:23: over names 'network.closest', which does not stand before care.who; expected an earlier step",
    ),
    (
        "options from itself",
        "    kind: several\n",
        "    kind: several\n    options_from: [care.who]\n",
        "small.yaml:23: options_from.0 names 'care.who', which does not stand before care.who; expected an earlier step",
    ),
    (
        "options from a later step",
        "    kind: several\n",
        "    kind: several\n    options_from: [review.send]\n",
        [
            "small.yaml:23: options_from.0 names 'review.send', which does not stand before care.who; expected an earlier step",
            "small.yaml:23: options_from.0 names 'review.send', of kind send; expected kind choice or several",
        ],
    ),
    (
        "options from a question without options",
        "    over: network.closest\n",
        "    over: network.closest\n    options_from: [network.closest]\n",
        "small.yaml:38: options_from.0 names 'network.closest', of kind names; expected kind choice or several",
    ),
    (
        "asking itself now",
        "    kind: grid\n",
        "    kind: now\n    target: network.support\n",
        "small.yaml:43: target names 'network.support', of kind now; expected a question",
    ),
    (
        "a way back to no question",
        "retype: consent.agree",
        "retype: end.finished",
        "small.yaml:19: retype names 'end.finished', of kind end; expected a question",
    ),
    (
        "heavy because it is heavy",
        "    sensitive: true\n",
        "    sensitive: true\n    heavy: heavy(care.who)\n",
        "small.yaml:25: heavy of care.who goes round in a circle; expected answers instead",
    ),
    (
        "an empty condition",
        'when: "count(network.closest) > 0"',
        'when: ""',
        f"small.yaml:36: when: cannot read '' (invalid syntax); {ALLOWED}",
    ),
    (
        "a condition with a sign that nobody sees",
        'when: "count(network.closest) > 0"',
        'when: "age > 4\\0"',
        f"small.yaml:36: when: cannot read 'age > 4\\x00' (source code string cannot contain null bytes); {ALLOWED}",
    ),
    (
        "extras for some bands only",
        "{A: 0, B: 1, C: 1, D: 1, E: 1}",
        "{A: 0, B: 1}",
        "small.yaml:4: budget has no number for band CDE; expected one each",
    ),
    (
        "an extra that asks nothing",
        "  - id: me.dream\n    kind: text\n",
        "  - id: me.dream\n    kind: say\n",
        "small.yaml:47: me.dream is no question but a say; expected core: instead of extra:",
    ),
    (
        "a name that nobody has to give",
        "Who is close to you?",
        "{name}, who is close to you?",
        "small.yaml:32: {name} can be unknown; expected name_unknown: under words:, to say then",
    ),
    (
        "an age that nobody has to give, told once",
        '"That was it."',
        '"{age} already!"\n    why: "You are {age}."',
        "small.yaml:69: {age} can be unknown; expected age_unknown: under words:, to say then",
    ),
    (
        "the one it is about without words for when that is unknown",
        "Who is close to you?",
        "Who is close to {person}?",
        [
            "small.yaml:32: {person} can be unknown; expected person_unknown: under words:, to say then",
            "small.yaml:32: {person} can be unknown; expected person_several: under words:, to say then",
        ],
    ),
    (
        "the person asked about outside the question",
        'text: "How is it with {name}?"',
        'text: "How is it with {name}?"\n    why: "It is about {name}."',
        "small.yaml:39: {name} in why of network.ties is nobody; the person asked about can be named in text: only",
    ),
    (
        "words for some bands only",
        "format: 1\n",
        'format: 1\nwords: {name_unknown: {AB: "you"}}\n',
        "small.yaml:3: name_unknown has no words for band CDE; expected one each",
    ),
    (
        "words with braces",
        "format: 1\n",
        'format: 1\nwords: {person_mother: "the mother of {name}"}\n',
        "small.yaml:3: {name} is not filled in person_mother; expected words without braces",
    ),
    (
        "a heading with braces",
        "    sensitive: true\n",
        '    sensitive: true\n    heading: "About {person}"\n',
        "small.yaml:25: {person} is not filled in heading; expected words without braces",
    ),
]


@pytest.mark.parametrize(("old", "new", "complaint"), [m[1:] for m in MISTAKES], ids=[m[0] for m in MISTAKES])
def test_a_mistake_is_told_with_its_line_and_once(old: str, new: str, complaint: str | list[str]) -> None:
    assert check(load(broken(old, new), "small.yaml")) == ([complaint] if isinstance(complaint, str) else complaint)


def test_the_small_flow_is_without_mistakes() -> None:
    assert check(load(GOOD, "small.yaml")) == []


def test_a_heavy_that_comes_back_by_a_detour_is_told_at_every_step_of_it() -> None:
    text = broken("    sensitive: true\n", "    sensitive: true\n    heavy: answered(care.who) and heavy(me.dream)\n")
    text = text.replace("    kind: text\n", "    kind: text\n    heavy: heavy(network.support)\n")
    text = text.replace("    kind: grid\n", "    kind: grid\n    heavy: not heavy(care.who)\n")
    found = check(load(text, "small.yaml"))
    assert found == [
        f"small.yaml:{line}: heavy of {link_id} goes round in a circle; expected answers instead"
        for line, link_id in ((25, "care.who"), (44, "network.support"), (51, "me.dream"))
    ]


@pytest.mark.parametrize("why", ["", '    why: "So that I know, {name}."\n'])
def test_what_can_be_unknown_may_be_said_once_there_are_words_for_it(why: str) -> None:
    words = 'words: {name_unknown: "you", age_unknown: "your age", person_unknown: "x", person_several: "y"}\n'
    text = broken('    text: "Who is close to you?"\n', f'    text: "{{name}} of {{age}}, and {{person}}?"\n{why}')
    assert check(load(text.replace("format: 1\n", f"format: 1\n{words}"), "small.yaml")) == []


def test_sensitive_questions_come_after_the_consent() -> None:
    late = broken("    core: ABCDE\n    sensitive: true\n", "    core: ABCDE\n").replace(
        "  - id: consent.agree\n    kind: choice\n", "  - id: consent.agree\n    kind: choice\n    sensitive: true\n"
    )
    assert check(load(late, "small.yaml")) == []
    early = GOOD.replace("consent.agree", "first.agree")
    assert "small.yaml:21: care.who is sensitive and stands before the consent; move consent up" in check(
        load(early, "small.yaml")
    )


def test_nothing_stands_behind_an_end_that_everybody_reaches() -> None:
    found = check(load(broken("    when: \"consent.agree != 'agree'\"\n", ""), "small.yaml"))
    assert "small.yaml:20: no way leads to 'care.who'; check the steps before it" in found


def test_a_flow_without_an_end_is_told() -> None:
    no_end = (
        GOOD.replace("kind: end", "kind: say")
        .replace("    outcome: declined\n", "")
        .replace("    outcome: finished\n", "")
    )
    assert "small.yaml:7: no step ends the talk; expected at least one of kind end" in check(load(no_end, "small.yaml"))


def test_a_question_has_a_limit_of_options() -> None:
    many = "".join(f'      - {{id: one_{n}, text: "one"}}\n' for n in range(limits.OPTIONS_A_QUESTION))
    text = broken(OPTIONS_OF_TIES, OPTIONS_OF_TIES + many)
    assert check(load(text, "small.yaml")) == ["small.yaml:40: 25 options; at most 24"]


def test_a_flow_has_a_limit_of_steps() -> None:
    one = '  - id: more.number_{}\n    kind: text\n    core: ABCDE\n    text: "What else?"\n'
    more = "".join(one.format(number) for number in range(limits.STEPS_A_FLOW))
    text = broken("  - id: review.items", f"{more}  - id: review.items")
    assert "small.yaml:7: 162 steps; at most 150 fit in a flow" in check(load(text, "small.yaml"))


@pytest.mark.parametrize(
    ("old", "complaint"),
    [
        ("my mother", "small.yaml:27: in nl the button mother has 61 letters; at most 60"),
        ("Who is close to you?", "small.yaml:32: in nl the text is longer than a message can be"),
    ],
)
def test_what_a_channel_cannot_carry_is_told_for_the_language_it_happens_in(old: str, complaint: str) -> None:
    long = {"my mother": "m" * 61, "Who is close to you?": "w" * 4097}
    translate: Callable[[str, str], str] = lambda text, code: long[old] if text == old and code == "nl" else text  # noqa: E731
    assert check(load(GOOD, "small.yaml"), ("nl", "en"), translate) == [complaint]


def test_the_flows_that_come_with_maatje_are_without_mistakes_in_every_language() -> None:
    words = Catalogues.load()
    for name, text in packaged_texts():
        found = check(load(text, name), words.languages, lambda line, code: words.gettext(code)(line))
        assert found == []
