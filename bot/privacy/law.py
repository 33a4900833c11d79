"""Privacy in lawyer's words: what the GDPR asks to be told (articles 12 to 14), with the organisation's own entries.

What the organisation has not filled in is shown as such: a gap that can be seen is better than a sentence that is not true.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from bot.organisation import Organisation
from care.answering.policy import POLICIES
from flows.engine.marking import N_

Gettext = Callable[[str], str]
Told = Callable[[str], str]
Section = tuple[str, tuple[str, ...]]

NOT_FILLED_IN: Final = N_("[not filled in yet by the organisation]")
PURPOSES: Final = {"course": N_("taking part in a course or activity"), "meeting": N_("meeting a consultant")}


def law(organisation: Organisation, language: str, _: Gettext) -> Iterator[Section]:
    """Headings with their paragraphs."""

    def told(entry: str) -> str:
        return organisation.legal.told(entry, language) or _(NOT_FILLED_IN)

    yield _("Who is responsible"), tuple(_responsible(told, _))
    yield _("What for, and on what basis"), tuple(_purposes(told, _))
    yield _("What is kept"), tuple(_kept(_))
    yield _("Who receives it"), tuple(_receivers(organisation, told, _))
    yield _("How long"), tuple(_terms(organisation, _))
    yield _("Under sixteen"), tuple(_minors(organisation, _))
    yield _("Rights"), tuple(_rights(_))
    yield _("No decision by a computer"), (
        _("No decision is made about anybody automatically, and there is no score and no profile. Texts are looked at for danger on the organisation's own machine, so that help can be shown and, where that was promised, somebody is told."),
    )  # fmt: skip
    yield _("Complaints"), (_("You can complain to the supervisory authority: {who}").format(who=told("authority")),)


def _responsible(told: Told, _: Gettext) -> Iterator[str]:
    yield _("Controller: {who}").format(who=told("controller"))
    yield _("Questions about your data: {where}").format(where=told("contact"))
    yield _("Data protection officer: {who}").format(who=told("officer"))


def _purposes(told: Told, _: Gettext) -> Iterator[str]:
    yield _("To prepare a first meeting with a young person who grows up with somebody ill, to offer courses and activities, and to show help when there is danger.")  # fmt: skip
    yield _("Legal basis: {basis}").format(basis=told("basis"))
    yield _("The yes that is asked at the beginning is the young person's own assent. It is asked out of respect, is kept with its wording, language, time and way, and can be taken back at any time. It does not take the place of the legal basis.")  # fmt: skip


def _kept(_: Gettext) -> Iterator[str]:
    yield _("Answers in the young person's own words, an age in years, first names or roles of people around them, decisions about the talk, what was shared and when it was opened. Who wants to be reached gives a telephone number or other address for that, and a town. These can be data about health (article 9 GDPR), also of somebody else at home. No surname, date of birth, home address or name of a school is asked.")  # fmt: skip
    yield _("Everything that was said is encrypted with a key for each person. Deleting somebody destroys the key.")


def _receivers(organisation: Organisation, told: Told, _: Gettext) -> Iterator[str]:
    if POLICIES[organisation.policy].passed_on:
        yield _("Consultants of the organisation get what the young person shares, and, without its being shared, sentences that tell of danger with the name to use. The young person is told that in the same moment. Every look is logged.")  # fmt: skip
    else:
        yield _(
            "Consultants of the organisation get what the young person shares, and nothing else. Every look is logged."
        )
    yield _("Processors: {who}").format(who=told("processors"))
    yield _("Nothing goes to anybody else: no analytics, no advertising, no language model. Who chooses Telegram, talks under Telegram's own terms as well.")  # fmt: skip


def _terms(organisation: Organisation, _: Gettext) -> Iterator[str]:
    terms = organisation.terms
    yield _("A talk that was not shared: {days} days after the last sign of life.").format(days=terms.days_unsent)
    if organisation.years_kept_after_sharing:
        yield _("What was shared: {years} years, or until it is taken back.").format(
            years=organisation.years_kept_after_sharing
        )
    else:
        yield _("What was shared: until it is taken back, or by the organisation's rule for files.")
    yield _("A call for help: {days} days after somebody has taken it up.").format(days=terms.days_alarms)
    yield _("A call for help that nobody ever takes up: at most {days} days after the last sign of life in its talk.").format(days=terms.days_untaken)  # fmt: skip
    yield _("The log of who looked, without content: {days} days.").format(days=terms.days_access_log)
    yield _("That somebody was deleted, as a code without meaning: {days} days, so that no backup brings them back.").format(days=terms.days_deletions)  # fmt: skip


def _minors(organisation: Organisation, _: Gettext) -> Iterator[str]:
    yield _("Help and advice that are offered to a child directly and free of charge need no consent of a parent (article 5(5) UAVG). The talk is never held up for one.")  # fmt: skip
    for one in organisation.agreements:
        yield _("A grown-up has to agree below {age} to: {what}. Source: {source}").format(
            age=one.below_age, what=_(PURPOSES[one.purpose]), source=one.legal_source
        )
    yield _("We never promise a child that parents cannot see anything.")


def _rights(_: Gettext) -> Iterator[str]:
    yield _("To see everything, to take it along (JSON, and a page to read), to correct any answer, to take back what was shared, and to delete everything: at any moment, in the talk itself, under “What do you keep about me?”.")  # fmt: skip
    yield _("To restriction and to object: through the contact above. Parents with authority ask there too; until sixteen they may see a file unless that harms the help.")  # fmt: skip
