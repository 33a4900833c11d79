"""consultant, person, courses: the people an installation knows, and what it offers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

consultant = typer.Typer(help="Consultants who may read what children share.", no_args_is_help=True)
person = typer.Typer(help="One person's data, by the id that `maatje person list` shows.", no_args_is_help=True)
courses = typer.Typer(help="The courses on offer.", no_args_is_help=True)


def _store() -> Any:
    from bot.running.build import found_data
    from bot.settings import read_settings

    return found_data(read_settings())


def _first_store() -> Any:
    """The first consultant may come before the first start."""
    from bot.running.build import open_data
    from bot.settings import read_settings

    return open_data(read_settings())


def _address() -> str:
    from bot.running.serving_address import own_address
    from bot.settings import read_settings

    return own_address(read_settings())


@consultant.command("add")
def consultant_add(name: str, email: str) -> None:
    """Add a consultant and print a sign-in link that works once."""
    from bot.running.edges import clock
    from portal import consultants
    from portal.sign_in import make_sign_in_link

    store = _first_store()
    consultant_id = consultants.add(store, name, email, clock)
    typer.echo(
        f"{name} may sign in once here: {make_sign_in_link(store, store.keys, consultant_id, _address(), clock)}"
    )
    store.close()


@consultant.command("list")
def consultant_list() -> None:
    """Show every consultant."""
    from portal import consultants

    store = _store()
    for row in consultants.list_all(store):
        standing = "active" if row.enabled else "disabled"
        linked = "  also on Telegram" if row.telegram is not None else ""
        typer.echo(f"{row.id}  {row.name}  {row.email}  {standing}{linked}")
    store.close()


@consultant.command("disable")
def consultant_disable(email: str) -> None:
    """Shut a consultant out, at once and everywhere."""
    from bot.running.edges import clock
    from portal import consultants

    store = _store()
    consultants.disable(store, email, clock)
    typer.echo(f"{email} can no longer sign in")
    _warn_of_gaps(store)
    store.close()


def _warn_of_gaps(store: Any) -> None:
    """Say at once what an alarm would meet now, not only at the next start."""
    from bot.organisation import load_organisation
    from bot.running.doctor import who_is_missing
    from bot.settings import read_settings

    settings = read_settings()
    for text in who_is_missing(store, settings, load_organisation(settings.organisation_file)):
        typer.echo(f"! Alarms: {text}", err=True)


@consultant.command("reset")
def consultant_reset(email: str) -> None:
    """Let a consultant in again, with a new link; every open sign-in ends."""
    from bot.running.edges import clock
    from portal import consultants

    store = _store()
    typer.echo(f"sign in once here: {consultants.reset(store, email, _address(), clock)}")
    store.close()


@person.command("list")
def person_list() -> None:
    """Show the ids of everybody, since when, and where their talk stands or what else is left; no content."""
    store = _store()
    with store.read() as work:
        for row in work.keeping.talks():
            typer.echo(f"{row.person_id}  {row.updated_at:%Y-%m-%d}  {row.life}")
        for left in work.keeping.talkless():
            typer.echo(f"{left.person_id}  {left.created_at:%Y-%m-%d}  {'alarm' if left.has_alarm else 'nothing told'}")
    store.close()


@person.command("export")
def person_export(
    person_id: str, html: Annotated[bool, typer.Option("--html", help="To read, instead of JSON.")] = False
) -> None:
    """Print everything that is kept about a person: the same that a child gets who asks for it."""
    from bot.kept import Mine
    from bot.running.build import open_parts
    from bot.settings import read_settings

    parts = open_parts(read_settings(), serves=False)
    mine = Mine(parts.store, parts.library, parts.conversation.tools, parts.now)
    found = mine.export_person(person_id)
    typer.echo(found.as_html() if html else found.as_json())
    parts.store.close()


@person.command("delete")
def person_delete(person_id: str, yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> None:
    """Destroy a person's key and every row that is theirs. It cannot be undone."""
    from bot.running.edges import clock

    if not yes:
        typer.confirm("This cannot be undone. Delete everything of this person?", abort=True)
    store = _store()
    with store.begin() as work:
        gone = work.people.delete(person_id, clock(), "operator")
    store.close()
    typer.echo("everything is gone" if gone else "there is no such person")
    if not gone:
        raise typer.Exit(1)


@courses.command("list")
def courses_list() -> None:
    """Show the courses of the organisation."""
    from bot.organisation import load_organisation
    from bot.settings import read_settings

    for course in load_organisation(read_settings().organisation_file).courses:
        typer.echo(f"{course.id}  {course.name}  {course.age_min}-{course.age_max}")


@courses.command("import")
def courses_import(file: Path) -> None:
    """Check a catalogue and put it into the organisation's file."""
    from bot.organisation import put_courses
    from bot.settings import read_settings

    count = put_courses(read_settings().organisation_file, file)
    typer.echo(f"{count} courses are on offer now; restart to show them")
