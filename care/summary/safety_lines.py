"""What the consultant sees first: what is urgent, and how the child wants to be met and reached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from care.agreement import Rule
from care.contact import conditions_of
from care.handoff import WORDS_IN_A_CONDITION, WORDS_IN_A_SIGNAL, SafetyLine
from care.quoting import around, cut
from care.summary.reading import Reading, Translate
from flows.link_ids import HOME_KNOWS, LOAD_URGENT, MEETING_COMPANY, MEETING_CONTACT, MEETING_PLACE


def safety_lines(
    reading: Reading, *, name: str | None, call_soon: bool, call_before: str, signals: Sequence[SafetyLine]
) -> tuple[SafetyLine, ...]:
    """Give the lines: the wish to be called, what the child knows was passed on, and how to meet.

    There is never a line that says all is well.
    """
    found = [*_urgent(reading, call_soon, call_before), *_told(reading, name, signals)]
    return (*found, *_contact(reading, name), *_meeting(reading), *_home_knows(reading))


def first_and_latest(lines: Sequence[SafetyLine], most: int, translate: Translate) -> tuple[SafetyLine, ...]:
    """Keep so many signals, and say at the last one how many more there are, and where they stand."""
    signals = [at for at, line in enumerate(lines) if line.is_quote]
    left_out = signals[1 : len(signals) - most + 1]
    if not left_out:
        return tuple(lines)
    _ = translate
    more = _("{count} more: see the alarm").format(count=len(left_out))
    last = replace(lines[signals[-1]], note=f"{lines[signals[-1]].note}; {more}")
    return tuple(last if at == signals[-1] else line for at, line in enumerate(lines) if at not in left_out)


def agreement_lines(reading: Reading, rules: Sequence[Rule]) -> tuple[SafetyLine, ...]:
    """Give the fact that a grown-up has to agree first, for each purpose, with its source."""
    _ = reading.translate
    what = {"course": _("to take part in a course or activity"), "meeting": _("to meet")}
    return tuple(
        SafetyLine(
            "agreement",
            _("Agreement of a grown-up needed below {age}: {what}").format(age=rule.below_age, what=what[rule.purpose]),
            None,
            note=rule.legal_source,
        )
        for rule in rules
    )


def _urgent(reading: Reading, call_soon: bool, call_before: str) -> Iterator[SafetyLine]:
    _ = reading.translate
    asked = reading.options(LOAD_URGENT)
    at = reading.items[LOAD_URGENT].at if LOAD_URGENT in reading else reading.at
    if call_soon and call_before:
        yield SafetyLine("urgent", _("Wants to be called soon, at the latest {date}").format(date=call_before), at)
    elif call_soon:
        yield SafetyLine("urgent", _("Wants to be called soon"), at)
    elif "talk_now" in asked:
        yield SafetyLine("urgent", _("Wanted to talk to a person straight away"), at)


def _told(reading: Reading, name: str | None, signals: Sequence[SafetyLine]) -> Iterator[SafetyLine]:
    """Pass on only what the child was told about, in its own sentence: nothing is masked where there is danger."""
    _ = reading.translate
    knows = _("Passed on without sharing, {name} knows this").format(name=name) if name else ""
    for line in signals:
        if line.child_informed:
            note = line.note or knows or _("Passed on without sharing, with the child's knowledge")
            yield replace(line, text_quote=around(line.text_quote, (), WORDS_IN_A_SIGNAL), note=note)


def _meeting(reading: Reading) -> Iterator[SafetyLine]:
    _ = reading.translate
    if MEETING_PLACE not in reading:
        return
    at = reading.items[MEETING_PLACE].at
    if "not_yet" in reading.options(MEETING_PLACE):
        yield SafetyLine("meeting", _("Would rather not meet yet"), at)
        return
    places = ", ".join(reading.labels(MEETING_PLACE)) or reading.quote(MEETING_PLACE)
    company = ", ".join(reading.labels(MEETING_COMPANY)) or reading.quote(MEETING_COMPANY)
    if places and company:
        yield SafetyLine("meeting", _("Meeting: {place}; with: {company}").format(place=places, company=company), at)
    elif places:
        yield SafetyLine("meeting", _("Meeting: {place}").format(place=places), at)


def _contact(reading: Reading, name: str | None) -> Iterator[SafetyLine]:
    """How to reach the child, and before it how it wants to be called there: it may be another name than it uses here."""
    _ = reading.translate
    if MEETING_CONTACT not in reading:
        return
    item = reading.items[MEETING_CONTACT]
    form = item.value if isinstance(item.value, Mapping) else {"address": item.words or item.value}
    call_me = conditions_of(form).call_me
    if call_me and call_me.casefold() != (name or "").casefold():
        yield SafetyLine("contact", _("Wants to be called {name}").format(name=call_me), item.at)
    ways = {
        "app": _("by text message or app"),
        "call": _("by phone"),
        "mail": _("by e-mail"),
        "school": _("through school"),
        "parent": _("through a parent"),
    }
    parts = [ways.get(str(form.get("way", "")), ""), *(_part(form, key) for key in ("address", "place"))]
    if not_at := cut(str(form.get("not_at") or ""), WORDS_IN_A_CONDITION):
        parts.append(_("rather not: {when}").format(when=not_at))
    how = "; ".join(part for part in parts if part)
    if how:
        yield SafetyLine("contact", _("Contact: {how}").format(how=how), item.at)


def _part(form: Mapping[str, object], key: str) -> str:
    return cut(str(form.get(key) or ""), WORDS_IN_A_CONDITION)


def _home_knows(reading: Reading) -> Iterator[SafetyLine]:
    _ = reading.translate
    for label in reading.labels(HOME_KNOWS)[:1]:
        text = _("Does anyone at home know of this talk: {answer}").format(answer=label)
        yield SafetyLine("home_knows", text, reading.items[HOME_KNOWS].at)
