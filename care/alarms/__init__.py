"""Alarms, as rules: who is there, who is told next and when, and what a child may honestly be promised."""

from care.alarms.hours import Hours, Span
from care.alarms.known import Known, Said, UnknownForm
from care.alarms.ladder import Duty, Fallback, Step, Urgency, after_refusal, graver, next_step
from care.alarms.promise import Promise, When, promise, when

__all__ = [
    "Duty",
    "Fallback",
    "Hours",
    "Known",
    "Promise",
    "Said",
    "Span",
    "Step",
    "UnknownForm",
    "Urgency",
    "When",
    "after_refusal",
    "graver",
    "next_step",
    "promise",
    "when",
]
