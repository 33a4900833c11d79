"""Counters for whoever watches the machine: kinds of events and turns, never content, never a person."""

from __future__ import annotations

from prometheus_client import Counter, Gauge

from flows.engine.events import DangerNoticed, Event

EVENTS = Counter("maatje_events", "Facts the engine told, by kind", ["kind"])
SIGNALS = Counter("maatje_signals", "Dangers noticed, by urgency", ["urgency"])
ALARMS_OPEN = Gauge("maatje_alarms_open", "Alarms that nobody has taken yet")
ESCALATIONS = Counter("maatje_alarm_escalations", "Times that the next one was told because nobody had taken an alarm")
NOTICES = Counter("maatje_alarm_notices", "People told of an alarm, by way and outcome", ["way", "outcome"])


def count(event: Event) -> None:
    """Count one fact. Which question was asked or answered is not counted: with few children that would tell of one."""
    EVENTS.labels(kind=type(event).__name__).inc()
    if isinstance(event, DangerNoticed):
        SIGNALS.labels(urgency=event.urgency).inc()
