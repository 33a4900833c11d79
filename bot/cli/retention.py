"""retention: what is past its term goes now; a dry run only counts. The report holds numbers, never content."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Final

import typer

from care.keeping import DAYS_UNTAKEN_IS_LONG

if TYPE_CHECKING:
    from bot.jobs import Forgotten
    from bot.organisation import Organisation
    from storage import Store

LABELS: Final = {
    "handoffs": "shared pages",
    "talks": "talks, with their answers",
    "people": "people, with their key",
    "alarms": "alarms that somebody took up",
    "untaken": "alarms that nobody ever took up",
    "notices": "notes of who was told of an alarm that is gone",
    "looks": "lines of the access log",
    "deletions": "records of deletions",
    "wordings": "wordings that nobody's decision names any more",
    "phrases": "phrases to go on with",
    "links": "one-time links",
    "sign_ins": "sign-ins of consultants",
    "attempts": "counted attempts",
    "deliveries": "numbers of deliveries",
}


def add_to(app: typer.Typer) -> None:
    """Put the command into the program."""
    app.command()(retention)


def retention(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count what would go.")] = False,
    clock_is_right: Annotated[
        bool, typer.Option("--clock-is-right", help="Believe it after a long standstill.")
    ] = False,
) -> None:
    """Delete what is past its term, as the service does every hour by itself, and say how much went."""
    from bot.jobs import keep, looked_at
    from bot.organisation import load_organisation
    from bot.running.build import found_data
    from bot.running.doctor import in_doubt
    from bot.running.edges import clock
    from bot.settings import read_settings

    settings, now = read_settings(), clock()
    organisation, store = load_organisation(settings.organisation_file), found_data(settings)
    if not dry_run and (known := looked_at(store, now, is_right=clock_is_right)).is_doubted:
        typer.echo(f"! {in_doubt(known, now)} Nothing was deleted", err=True)
        raise typer.Exit(1)
    went = keep(store, organisation.terms, now, dry_run=dry_run)
    for line in report(went, organisation, _unanswered(store, organisation, now), dry_run):
        typer.echo(line)
    store.close()


def report(went: Forgotten, organisation: Organisation, unanswered: int, dry_run: bool) -> list[str]:
    """What went or would go, as lines to print."""
    terms, counts = organisation.terms, asdict(went)
    lines = [
        f"terms in days: unsent {terms.days_unsent}, alarms {terms.days_alarms} (nobody took them up: "
        f"{terms.days_untaken}), access log {terms.days_access_log}, deletions {terms.days_deletions}; "
        "shared pages by their own date",
        *(f"{count:6}  {label}" for name, label in LABELS.items() if (count := counts[name])),
        "nothing was deleted: this was a dry run" if dry_run else "done",
    ]
    if unanswered:
        lines.append(
            f"! alarms that nobody took up for more than {DAYS_UNTAKEN_IS_LONG} days: {unanswered}. Look at them in the "
            f"portal; each stays until somebody takes it up, at the longest {terms.days_untaken} days"
        )
    if went.unreadable:
        lines.append(
            f"! people whose key cannot be opened: {went.unreadable}. Nobody can read what is theirs; it goes at the end of "
            "its term like everything else. See `maatje doctor`"
        )
    return lines


def _unanswered(store: Store, organisation: Organisation, now: datetime) -> int:
    with store.read() as work:
        return work.keeping.unanswered_alarms(now - timedelta(days=DAYS_UNTAKEN_IS_LONG))
