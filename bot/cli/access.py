"""access: who looked at what of whom, and when, for whoever reviews it. Names, addresses and ids, never content."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Final
from zoneinfo import ZoneInfo

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from storage import Work
    from storage.staff.access_log import Access
    from storage.staff.consultants import Consultant

NOBODY: Final = "-"
BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)


def add_to(app: typer.Typer) -> None:
    """Put the command into the program."""
    app.command()(access)


def access(
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="From this day on.")] = None,
    person: Annotated[str | None, typer.Option(help="Only about this person, by id; also after deletion.")] = None,
) -> None:
    """Print the access log: when, what was done, about whom (a random id), and who did it by name and address; no content."""
    from bot.organisation import load_organisation
    from bot.running.build import found_data
    from bot.settings import read_settings

    settings = read_settings()
    zone, store = ZoneInfo(load_organisation(settings.organisation_file).time_zone), found_data(settings)
    with store.read() as work:
        known = {one.id: one for one in work.consultants.list()}
        for look in _looks(work, since.replace(tzinfo=zone).astimezone(UTC) if since else BEGINNING, person):
            when = look.at.astimezone(zone).isoformat(" ", "seconds")
            who = _who(look.user_id, known.get(look.user_id))
            typer.echo(f"{when}  {look.event}  {look.person_id or NOBODY}  {who}")
    store.close()


def _who(user_id: str, found: Consultant | None) -> str:
    """Two may have one name, so the address stands behind it; nobody else ever has that one."""
    return f"{found.name}  {found.email}" if found is not None else f"{user_id}  {NOBODY}"


def _looks(work: Work, since: datetime, person: str | None) -> Iterable[Access]:
    if person is None:
        return work.access_log.since(since)
    return (look for look in work.access_log.about(person) if look.at >= since)
