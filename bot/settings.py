"""Settings: read once from the environment or a `.env` file, each with a default and a sentence of help."""

from __future__ import annotations

import difflib
import logging
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from bot.languages import TALKS_IN
from bot.written.env_file import read_env
from bot.written.plain_text import NotText

PREFIX: Final = "MAATJE_"
HIDDEN: Final = "(set, not shown)"
TELEGRAM_AGE_HELP: Final = (
    "MAATJE_TELEGRAM_MINIMUM_AGE is needed with a token: Telegram's terms for the EU say 18, its general terms said 16. "
    "Choose the number your organisation stands for; younger children are handed over to the web chat."
)
PUBLIC: Final = re.compile(r"https?://([\w.-]*\w|\[[0-9a-fA-F:.]+\])(:\d+)?(/\S*)?")
NO_NAME: Final = re.compile(r"\W")
YES: Final = ("yes", "true", "on", "1")
NO: Final = ("no", "false", "off", "0")
LOG_LEVELS: Final = logging.getLevelNamesMapping()
DATABASE: Final = re.compile(
    r"sqlite(\+\w+)?:///.+|sqlite://|postgresql(\+\w+)?://([^:/]*(:[^@]*)?@)?(\[[^/?]+\]|[^/:?]+)?(:\d*)?(/[^?]*)?(\?.*)?"
)


class BadSetting(Exception):
    """A setting cannot be used; the message names it and says what to do."""


def _setting(default: Any, help_text: str, *, secret: bool = False, between: tuple[int, int] | None = None) -> Any:
    return field(default=default, metadata={"help": help_text, "secret": secret, "between": between})


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything an organisation can set. Names are the environment variables without MAATJE_, in lower case."""

    database_url: str = _setting(
        "sqlite:///var/maatje.db", "Where the data lives: sqlite:///path or postgresql+psycopg://…", secret=True
    )
    master_key: str | None = _setting(
        None, "32 random bytes in base64 that lock everything a child wrote; keep a copy apart.", secret=True
    )
    previous_master_keys: str = _setting("", "Older master keys, separated by commas, while keys rotate.", secret=True)
    public_url: str | None = _setting(
        None, "The address people reach this server by, such as https://chat.example.org."
    )
    host: str = _setting("127.0.0.1", "The address to listen on.")
    port: int = _setting(8080, "The port to listen on.", between=(1, 65_535))
    telegram_token: str | None = _setting(None, "The bot's token; without it there is no Telegram.", secret=True)
    telegram_api_url: str | None = _setting(None, "Another Bot API server, for tests or your own.")
    telegram_minimum_age: int | None = _setting(
        None, "From which age Telegram may be used; required with a token.", between=(0, 99)
    )
    organisation_file: str | None = _setting(
        None, "A YAML file with your name, help lines, courses and policy; without it a demo is shown."
    )
    default_language: str = _setting("nl", "The language before somebody chooses one: nl or en.")
    log_level: str = _setting(
        "INFO",
        "How much our own parts log: DEBUG, INFO, WARNING or ERROR. Libraries only warn. Never what a child said.",
    )
    smtp_url: str | None = _setting(
        None, "Mail server for notices without content: smtp://user:password@host:587, or smtps://….", secret=True
    )
    mail_from: str | None = _setting(None, "The address notices come from; without it, the user of MAATJE_SMTP_URL.")
    metrics_token: str | None = _setting(None, "Who shows it may read /metrics from elsewhere.", secret=True)
    executor_id: str = _setting("maatje-1", "A stable name for this process; durable jobs are found again by it.")
    safety_model: bool = _setting(True, "Use the optional second opinion of the safety layer when it is installed.")

    def shown(self) -> list[tuple[str, str, str]]:
        """(name, value, help) of every setting, secrets hidden; for `maatje doctor` and the handbook."""
        return [
            (PREFIX + f.name.upper(), _shown(f.metadata, getattr(self, f.name)), f.metadata["help"])
            for f in fields(self)
        ]


def _shown(metadata: Mapping[str, Any], value: Any) -> str:
    if value is None or value == "":
        return "(not set)"
    return HIDDEN if metadata["secret"] and not str(value).startswith("sqlite:") else str(value)


def read_settings(environment: Mapping[str, str] | None = None, env_file: Path | None = None) -> Settings:
    """The settings of this process. Raises BadSetting for a value that cannot be used."""
    found = _given(environment, env_file)
    values: dict[str, Any] = {}
    for known in fields(Settings):
        text = found.get(PREFIX + known.name.upper(), "").strip()
        if text:
            values[known.name] = _read(known.name, text, known.default, known.metadata["between"])
    settings = Settings(**values)
    _check(settings)
    return settings


def secrets_in(env_file: Path) -> list[str]:
    """The names of the secret settings that stand in a file, none of their values."""
    given = _given({}, env_file)
    secret = (PREFIX + one.name.upper() for one in fields(Settings) if one.metadata["secret"])
    return [name for name in secret if given.get(name) and not given[name].startswith("sqlite:")]


def unknown_settings(environment: Mapping[str, str] | None = None, env_file: Path | None = None) -> list[str]:
    """A sentence for every name that looks like a setting and is none: it does nothing, whatever it should do."""
    known = [PREFIX + one.name.upper() for one in fields(Settings)]
    strange = [name for name in _given(environment, env_file) if name.startswith(PREFIX) and name not in known]
    # A line without = is all name, and may hold a secret: only what can be a name is shown.
    return [_odd(NO_NAME.split(name, maxsplit=1)[0], known) for name in sorted(strange)]


def _odd(name: str, known: list[str]) -> str:
    if name in known:
        return f"the line of {name} in .env does nothing; write {name}=…"
    near = difflib.get_close_matches(name.removeprefix(PREFIX), [one.removeprefix(PREFIX) for one in known], 1)
    meant = f"is {PREFIX}{near[0]} meant?" if near else "`maatje doctor` shows which there are"
    return f"{name} is no setting and does nothing; {meant}"


def _given(environment: Mapping[str, str] | None, env_file: Path | None) -> dict[str, str]:
    """Everything that stands in the file and in the environment, which goes first. Raises BadSetting."""
    try:
        return {**read_env(env_file or Path(".env")), **(os.environ if environment is None else environment)}
    except NotText as problem:
        raise BadSetting(str(problem)) from None


def _read(name: str, text: str, default: Any, between: tuple[int, int] | None) -> Any:
    if isinstance(default, bool):
        return _yes_or_no(PREFIX + name.upper(), text)
    return text if between is None else _number(PREFIX + name.upper(), text, *between)


def _yes_or_no(name: str, text: str) -> bool:
    if text.lower() not in (*YES, *NO):
        raise BadSetting(f"{name} is {text!r}; expected yes or no")
    return text.lower() in YES


def _number(name: str, text: str, least: int, most: int) -> int:
    try:
        found = int(text)
    except ValueError:
        raise BadSetting(f"{name} is {text!r}; expected a whole number") from None
    if not least <= found <= most:
        raise BadSetting(f"{name} is {found}; expected a number from {least} to {most}")
    return found


def _check(settings: Settings) -> None:
    if settings.telegram_token and settings.telegram_minimum_age is None:
        raise BadSetting(TELEGRAM_AGE_HELP)
    if settings.default_language not in TALKS_IN:
        raise BadSetting(f"{PREFIX}DEFAULT_LANGUAGE is {settings.default_language!r}; expected {' or '.join(TALKS_IN)}")
    if settings.public_url and not PUBLIC.fullmatch(settings.public_url):
        raise BadSetting(
            f"{PREFIX}PUBLIC_URL must begin with https:// (or http:// while trying) and name a host, such as "
            "https://chat.example.org"
        )
    if settings.log_level.upper() not in LOG_LEVELS:
        raise BadSetting(f"{PREFIX}LOG_LEVEL is {settings.log_level!r}; expected DEBUG, INFO, WARNING or ERROR")
    if not DATABASE.fullmatch(settings.database_url):
        # The address may hold a password, so it is not repeated.
        raise BadSetting(
            f"{PREFIX}DATABASE_URL must look like sqlite:///var/maatje.db or "
            "postgresql+psycopg://user:password@host:5432/maatje"
        )
