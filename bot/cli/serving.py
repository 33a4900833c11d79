"""run, doctor: serving, and looking whether all is well."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Annotated, Final

import typer

if TYPE_CHECKING:
    from bot.app import App

NOT_STARTED: Final = 3


def add_to(app: typer.Typer) -> None:
    """Put the commands into the program."""
    app.command()(run)
    app.command()(doctor)


def run(
    host: Annotated[str | None, typer.Option(help="The address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65_535, help="The port to listen on.")] = None,
) -> None:
    """Serve everything: the chat at /, the portal at /portal, jobs, and Telegram when a token is set."""
    from dataclasses import replace

    from bot.app import build
    from bot.running.files import allow_many
    from bot.running.logs import set_up_logs
    from bot.running.serving_address import own_address
    from bot.settings import read_settings

    settings = read_settings()
    settings = replace(settings, host=host or settings.host, port=port or settings.port)
    set_up_logs(settings.log_level)
    allow_many()
    app = build(settings)
    typer.echo(f"Chat:    {own_address(settings)}/")
    typer.echo(f"Portal:  {own_address(settings)}/portal")
    if app.parts.organisation.demo:
        typer.echo(f"Sign in: {_demo_link(app.parts, own_address(settings))}")
    _serve(app)


def _serve(app: App) -> None:
    """Serve until somebody ends it, or until the safety layer turns out not to load: that is raised."""
    import uvicorn

    config = uvicorn.Config(
        app.web,
        host=app.parts.settings.host,
        port=app.parts.settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=5,
    )
    server = uvicorn.Server(config)

    def end() -> None:
        server.should_exit = True

    app.parts.screener.on_problem = end
    with suppress(KeyboardInterrupt):
        server.run()
    if app.parts.screener.problem is not None:
        raise app.parts.screener.problem
    if not server.started:
        raise typer.Exit(NOT_STARTED)


def _demo_link(parts: object, address: str) -> str:
    """A sign-in link for the invented consultant, who exists only in a demo."""
    from bot.running.demo import demo_link

    return demo_link(parts, address)  # type: ignore[arg-type]


def doctor() -> None:
    """Print the settings and everything that is not well; exit code 1 when something must be mended."""
    from bot.running.doctor import examine
    from bot.settings import read_settings

    settings = read_settings()
    for name, value, help_text in settings.shown():
        typer.echo(f"{name} = {value}\n    {help_text}")
    findings = examine(settings)
    typer.echo("")
    for finding in findings:
        typer.echo(f"{'!' if finding.bad else '-'} {finding.text}")
    if any(finding.bad for finding in findings):
        raise typer.Exit(1)
