"""The file with the secrets is closed to everybody else on the machine, or the doctor says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.running.doctor.env_file import open_to_others

SECRET = "MAATJE_MASTER_KEY=abc\nMAATJE_PORT=8080\n"


@pytest.mark.parametrize(
    ("text", "mode", "named"),
    [
        (SECRET, 0o600, False),
        (SECRET, 0o644, True),
        (SECRET, 0o640, True),
        ("MAATJE_PORT=8080\n", 0o644, False),
        ("MAATJE_DATABASE_URL=sqlite:///var/maatje.db\n", 0o644, False),
        ("MAATJE_DATABASE_URL=postgresql+psycopg://u:p@db/maatje\n", 0o644, True),
        ("MAATJE_MASTER_KEY=\n", 0o644, False),
    ],
)
def test_secrets_that_others_can_read_are_named_and_never_shown(
    tmp_path: Path, text: str, mode: int, named: bool
) -> None:
    file = tmp_path / ".env"
    file.write_text(text)
    file.chmod(mode)
    found = list(open_to_others(file))
    assert [one.bad for one in found] == [True] * named
    assert not any(secret in one.text for one in found for secret in ("abc", "u:p"))


def test_without_a_file_there_is_nothing_to_say(tmp_path: Path) -> None:
    assert list(open_to_others(tmp_path / ".env")) == []
