"""The lint of what a child could not answer, could not send, or would read in braces; one mistake at a time."""

from __future__ import annotations

import pytest

from flows.engine.compiling import load
from flows.engine.errors import BrokenFlow
from flows.engine.lint import check
from tests.flows.small import broken

FLOW = """\
flow: small
format: 1
extras: {budget: {A: 0, B: 0, C: 0, D: 0, E: 0}, order: []}
words: {name_unknown: "you"}
steps:
  - id: me.age
    kind: number
    core: ABCDE
    least: 4
    most: 24
    text: "Hi, I am {bot}. How old are you?"
  - id: me.name
    kind: text
    core: ABCDE
    most: 30
    text: "What is your name?"
  - id: happiness.now
    kind: scale
    core: ABCDE
    least: 0
    most: 10
    text: "How are you?"
    options:
      - {id: glad, text: "glad", bands: AB}
      - {id: sad, text: "sad", bands: AB}
    thanks:
      - when: "happiness.now == 0 or happiness.now == 'sad'"
        text: "That is hard."
  - id: happiness.sources
    kind: several
    core: ABCDE
    most: 3
    text: "What makes you glad?"
    heading: "Glad"
    options:
      - {id: music, text: "music"}
      - {id: sports, text: "sports"}
  - id: network.support
    kind: grid
    core: ABCDE
    text: "Who is there for you?"
    rows:
      - {id: talk, text: "to talk"}
      - {id: fun, text: "for fun"}
  - id: meeting.contact
    kind: form
    core: ABCDE
    when: "network.support.talk == 'nobody'"
    text: "How to reach you?"
    rows:
      - {id: way, text: "Way", options: [{id: app, text: "app"}, {id: call, text: "call"}]}
      - {id: address, text: "Number"}
  - id: end.glad
    kind: end
    core: ABCDE
    when: "'music' in happiness.sources and meeting.contact.way == 'app' and me.age == 13"
    outcome: parked
    text: "Bye."
  - id: review.items
    kind: cards
    core: ABCDE
    text: "What may be seen?"
  - id: review.send
    kind: send
    core: ABCDE
    text: "Shall I send it?"
    options:
      - {id: send, text: "yes"}
      - {id: keep, text: "no"}
      - {id: throw_away, text: "away"}
  - id: end.finished
    kind: end
    core: ABCDE
    outcome: finished
    text: "That was it."
"""
THREE = "expected send, keep, throw_away and nothing else, without bands: and when:"
AGE = FLOW[FLOW.index("  - id: me.age") : FLOW.index("  - id: me.name")]
OPTIONS = '    options:\n      - {id: music, text: "music"}\n      - {id: sports, text: "sports"}\n'
BRACES = "expected no braces but those around one word"
KEYS = "take it out, or look for a typing mistake"
# (what is wrong, in the flow, becomes, the complaint)
MISTAKES = [
    # --- sending
    ("send renamed", "{id: send,", "{id: post,", f"68: review.send offers post, keep, throw_away; {THREE}"),
    ("keep missing", '      - {id: keep, text: "no"}\n', "", f"68: review.send offers send, throw_away; {THREE}"),
    (
        "a fourth way",
        '      - {id: keep, text: "no"}\n',
        '      - {id: keep, text: "no"}\n      - {id: later, text: "later"}\n',
        f"68: review.send offers send, keep, later, throw_away; {THREE}",
    ),
    (
        "sending for some bands only",
        "{id: send,",
        "{id: send, bands: DE,",
        f"68: review.send offers send, keep, throw_away; {THREE}",
    ),
    (
        "sending while something holds",
        "{id: send,",
        '{id: send, when: "age > 9",',
        f"68: review.send offers send, keep, throw_away; {THREE}",
    ),
    (
        "another wording that cannot be sent",
        '    text: "Shall I send it?"\n',
        '    text: "Send?"\n    variants: [{when: "age > 9", text: "Send?", options: [{id: keep, text: "no"}]}]\n',
        f"69: review.send offers keep; {THREE}",
    ),
    # --- the age
    (
        "the age is not asked",
        AGE,
        AGE.replace("me.age", "me.years"),
        [
            "56: when: unknown answer 'me.age'; expected a link id of this flow or one of band, age, discreet, people, offers",
            "17: happiness.now is not the same for all bands; expected a step me.age of kind number",
        ],
    ),
    (
        "the age in words",
        "    kind: number\n    core: ABCDE\n    least: 4\n    most: 24\n",
        "    kind: text\n    core: ABCDE\n",
        "7: me.age is of kind text; expected kind number, because it decides the band",
    ),
    # --- least and most
    (
        "an age upside down",
        "least: 4\n    most: 24",
        "least: 24\n    most: 4",
        "9: least of me.age is 24 and most is 4; expected a least below most",
    ),
    (
        "one age only",
        "least: 4\n",
        "least: 24\n",
        "9: least of me.age is 24 and most is 24; expected a least below most",
    ),
    (
        "a number without bounds",
        "    least: 4\n    most: 24\n",
        "",
        "6: me.age has not both least: and most:; expected both, they make the buttons",
    ),
    (
        "a number without a least",
        "    least: 4\n",
        "",
        "9: me.age has not both least: and most:; expected both, they make the buttons",
    ),
    (
        "a ladder upside down",
        "least: 0\n    most: 10",
        "least: 10\n    most: 1",
        "20: least of happiness.now is 10 and most is 1; expected a least below most",
    ),
    (
        "a ladder without rungs",
        "    least: 0\n    most: 10\n",
        "",
        "17: happiness.now has not both least: and most:; expected both, they make the buttons",
    ),
    (
        "a ladder below the ground",
        "least: 0\n",
        "least: -5\n",
        "20: happiness.now goes from -5 to 10; expected numbers from 0 to 120",
    ),
    (
        "a ladder to the moon",
        "most: 10\n",
        "most: 100\n",
        "20: happiness.now makes 101 buttons; expected at most 24",
    ),
    (
        "an age no number can be",
        "least: 4\n    most: 24",
        "least: 1990\n    most: 2010",
        "9: me.age goes from 1990 to 2010; expected numbers from 0 to 120",
    ),
    ("at most none", "most: 3\n", "most: 0\n", "32: most of happiness.sources is 0; expected 1 or more"),
    ("less than none", "most: 3\n", "most: -3\n", "32: most of happiness.sources is -3; expected 1 or more"),
    ("no letters", "most: 30\n", "most: 0\n", "15: most of me.name is 0; expected 1 or more"),
    # --- something to pick, and every row asked
    ("a row twice", "{id: fun, text", "{id: talk, text", "44: row 'talk' stands twice in network.support; keep one"),
    (
        "an option of a row twice",
        "{id: call, text",
        "{id: app, text",
        "45: option 'app' stands twice in meeting.contact; keep one",
    ),
    (
        "several of nothing",
        OPTIONS,
        "",
        "29: happiness.sources has nothing to pick and nowhere to type; expected options:, options_from: or own: true",
    ),
    (
        "an offer of nothing",
        OPTIONS,
        "",
        "29: happiness.sources has nothing to pick and nowhere to type; expected options:, options_from: or own: true",
    ),
    (
        "nothing to pick in a band",
        OPTIONS,
        OPTIONS.replace('text: "music"', 'text: "music", bands: CDE').replace('"sports"', '"sports", bands: BC'),
        "36: happiness.sources has no option for band A; expected one each",
    ),
    # --- empty texts
    ("no words", '"That was it."', '""', "75: text of end.finished is empty for band ABCDE; expected words"),
    ("a space", '"What is your name?"', '" "', "16: text of me.name is empty for band ABCDE; expected words"),
    (
        "no words for a band",
        '"That is hard."',
        '{AB: "Oh.", C: "", DE: "Oh."}',
        "27: thanks of happiness.now is empty for band C; expected words",
    ),
    (
        "a button without words",
        '"music"',
        '""',
        "36: options of happiness.sources is empty for band ABCDE; expected words",
    ),
    ("a row without words", '"to talk"', '""', "43: rows of network.support is empty for band ABCDE; expected words"),
    ("no word for nobody", '"you"', '""', "4: name_unknown is empty under words:; expected words"),
    # --- braces
    *(
        (f"braces as {said}", "{bot}", said, f"11: a brace in text fills nothing, {found!r}; {BRACES}")
        for said, found in (
            ("{bot", "{bot."),
            ("bot}", "bot}."),
            ("{}", "{}."),
            ("{ bot }", "{"),
            ("{bot.x}", "{bot.x}."),
            ("{bot:>9}", "{bot:>9}."),
            ("{bot!r}", "{bot!r}."),
            ("{{bot}}", "{}."),
        )
    ),
    ("a brace in a button", '"sports"', '"sports}"', f"36: a brace in options fills nothing, 'sports}}'; {BRACES}"),
    ("a brace in a heading", '"Glad"', '"{Glad"', f"34: a brace in heading fills nothing, '{{Glad'; {BRACES}"),
    ("a brace in a word", '"you"', '"{you"', f"4: a brace in name_unknown fills nothing, '{{you'; {BRACES}"),
    # --- what a condition compares with
    (
        "a row that is not there",
        "network.support.talk ==",
        "network.support.tlk ==",
        "48: when: network.support has no row 'tlk'; expected one of fun, talk",
    ),
    (
        "a row of what has none",
        "network.support.talk ==",
        "me.name.talk ==",
        "48: when: me.name has no rows; expected me.name without .talk",
    ),
    (
        "nobody misspelt",
        "talk == 'nobody'",
        "talk == 'noone'",
        "48: when: network.support.talk can never be 'noone'; expected one of dont_know, myself, nobody",
    ),
    (
        "an option of a field misspelt",
        "way == 'app'",
        "way == 'ap'",
        "56: when: meeting.contact.way can never be 'ap'; expected one of app, call",
    ),
    (
        "a row looked for by a wrong name",
        "'music' in happiness.sources",
        "'tlk' in network.support",
        "56: when: network.support can never be 'tlk'; expected one of fun, talk",
    ),
    (
        "one of several",
        "'music' in happiness.sources",
        "happiness.sources == 'music'",
        "56: when: happiness.sources is more than one answer; expected 'music' in happiness.sources",
    ),
    (
        "several among others",
        "'music' in happiness.sources",
        "happiness.sources in ['music', 'sports']",
        [
            f"56: when: happiness.sources is more than one answer; expected '{found}' in happiness.sources"
            for found in ("music", "sports")
        ],
    ),
    (
        "a rung too high",
        "happiness.now == 0",
        "happiness.now == 11",
        "27: thanks: happiness.now can never be 11; expected one of glad, sad, 0 to 10",
    ),
    (
        "a rung in words",
        "happiness.now == 0",
        "happiness.now == '0'",
        "27: thanks: happiness.now can never be '0'; expected one of glad, sad, 0 to 10",
    ),
    (
        "an age in words",
        "me.age == 13",
        "me.age == '13'",
        "56: when: me.age can never be '13'; expected one of 0 to 120",
    ),
]


def test_the_flow_without_a_mistake_has_no_complaint() -> None:
    assert check(load(FLOW, "small.yaml")) == []


@pytest.mark.parametrize(("old", "new", "told"), [m[1:] for m in MISTAKES], ids=[m[0] for m in MISTAKES])
def test_a_mistake_is_told_with_its_line_and_what_to_do(old: str, new: str, told: str | list[str]) -> None:
    text = broken(old, new, FLOW)
    text = text.replace("kind: several", "kind: offer") if "offer" in told else text
    wanted = [told] if isinstance(told, str) else told
    assert check(load(text, "small.yaml")) == [f"small.yaml:{line}" for line in wanted]


@pytest.mark.parametrize("when", ["nonsense(", "answered(review.send)", "age > 9"])
def test_a_row_has_no_when_and_an_author_is_told(when: str) -> None:
    text = broken('{id: fun, text: "for fun"}', f'{{id: fun, when: "{when}", text: "for fun"}}', FLOW)
    with pytest.raises(BrokenFlow) as found:
        load(text, "small.yaml")
    assert found.value.complaints == (f"small.yaml:44: steps.4.rows.1.when is an unknown key; {KEYS}",)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (OPTIONS, "    own: true\n"),
        ("    least: 0\n    most: 10\n", ""),
        ('{id: talk, text: "to talk"}', '{id: talk, text: {AB: "talk", CDE: "to talk"}}'),
        ("happiness.now == 0", "happiness.now in [0, 1, 2]"),
        ("'music' in happiness.sources", "'music' not in happiness.sources and 'talk' in network.support"),
        ("talk == 'nobody'", "talk in ['nobody', 'myself', 'dont_know']"),
        ("me.age == 13", "me.age > 24 and 100 > me.age and 13 != me.age"),
    ],
)
def test_what_can_be_answered_is_no_mistake(old: str, new: str) -> None:
    text = broken(old, new, FLOW)
    if "least: 0" in old:  # faces for everybody need no rungs
        text = text.replace(", bands: AB}", "}").replace("happiness.now == 0 or ", "")
    assert check(load(text, "small.yaml")) == []
