"""A small flow that can be played, to be broken in one place at a time."""

from __future__ import annotations

from typing import Final

from flows.engine.compiling import CompiledFlow, Flow, load

GOOD: Final = """\
flow: small
format: 1
extras:
  budget: {A: 0, B: 1, C: 1, D: 1, E: 1}
  order: [me.dream]
steps:
  - id: consent.agree
    kind: choice
    core: ABCDE
    text: "Is that OK, says {bot}?"
    options:
      - {id: agree, text: "yes"}
      - {id: decline, text: "no"}
  - id: end.declined
    kind: end
    core: ABCDE
    when: "consent.agree != 'agree'"
    outcome: declined
    retype: consent.agree
    text: "Goodbye."
  - id: care.who
    kind: several
    core: ABCDE
    sensitive: true
    text: {AB: "Who?", CDE: "Who is it about?"}
    options:
      - {id: mother, text: "my mother"}
      - {id: nobody, text: "nobody", alone: true}
  - id: network.closest
    kind: names
    core: ABCDE
    text: "Who is close to you?"
  - id: network.ties
    kind: per_person
    core: CDE
    when: "count(network.closest) > 0"
    over: network.closest
    text: "How is it with {name}?"
    options:
      - {id: good, text: "good"}
  - id: network.support
    kind: grid
    core: BCDE
    text: "Who can you turn to?"
    rows:
      - {id: talk, text: "to talk"}
  - id: me.dream
    kind: text
    extra: {bands: BCDE, fits: "answered(care.who)"}
    text: "What do you dream of?"
  - id: extras.rest
    kind: extras
    core: ABCDE
  - id: review.items
    kind: cards
    core: ABCDE
    text: "What may be seen?"
  - id: review.send
    kind: send
    core: ABCDE
    text: "Shall I send it?"
    options: [{id: send, text: "yes"}, {id: keep, text: "no"}, {id: throw_away, text: "away"}]
  - {id: me.age, kind: number, core: ABCDE, least: 4, most: 24,
     text: "How old are you?"}
  - id: end.finished
    kind: end
    core: ABCDE
    outcome: finished
    text: "That was it."
"""


def broken(old: str, new: str, text: str = GOOD) -> str:
    """The small flow, or another one, with one thing changed. Raises AssertionError when that is not there once."""
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the flow"
    return text.replace(old, new)


def compiled(text: str = GOOD) -> CompiledFlow:
    """A flow ready to play."""
    return CompiledFlow(flow_of(text))


def flow_of(text: str = GOOD) -> Flow:
    """A flow as data."""
    return load(text, "small.yaml").flow
