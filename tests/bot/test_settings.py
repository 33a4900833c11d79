"""Settings: what cannot be used is named, and what does nothing is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import BadSetting, read_settings, unknown_settings


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("PORT", "0", "MAATJE_PORT is 0; expected a number from 1 to 65535"),
        ("PORT", "65536", "MAATJE_PORT is 65536; expected a number from 1 to 65535"),
        ("PORT", "-1", "MAATJE_PORT is -1; expected"),
        ("TELEGRAM_MINIMUM_AGE", "-1", "MAATJE_TELEGRAM_MINIMUM_AGE is -1; expected a number from 0 to 99"),
        ("TELEGRAM_MINIMUM_AGE", "100", "MAATJE_TELEGRAM_MINIMUM_AGE is 100; expected"),
        ("TELEGRAM_MINIMUM_AGE", "old", "MAATJE_TELEGRAM_MINIMUM_AGE is 'old'; expected a whole number"),
        *(
            ("PUBLIC_URL", address, "MAATJE_PUBLIC_URL must begin with https:// .* and name a host")
            for address in (
                "https://",
                "http:///x",
                "https://:443",
                "https://a b.org",
                "chat.example.org",
                "https://x:y",
            )
        ),
        ("SAFETY_MODEL", "maybe", "MAATJE_SAFETY_MODEL is 'maybe'; expected yes or no"),
        ("LOG_LEVEL", "LOUD", "MAATJE_LOG_LEVEL is 'LOUD'; expected DEBUG, INFO, WARNING or ERROR"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(name: str, value: str, says: str) -> None:
    with pytest.raises(BadSetting, match=says):
        read_settings({f"MAATJE_{name}": value}, Path("nowhere"))


def test_the_ends_of_a_range_and_any_case_of_a_level_are_taken() -> None:
    found = read_settings(
        {"MAATJE_PORT": "65535", "MAATJE_TELEGRAM_MINIMUM_AGE": "0", "MAATJE_LOG_LEVEL": "warning"}, Path("nowhere")
    )
    assert (found.port, found.telegram_minimum_age, found.log_level) == (65535, 0, "warning")


@pytest.mark.parametrize(
    "address", ["https://chat.example.org", "http://127.0.0.1:8080", "https://[::1]:8/", "http://localhost"]
)
def test_an_address_with_a_host_is_taken(address: str) -> None:
    assert read_settings({"MAATJE_PUBLIC_URL": address}, Path("nowhere")).public_url == address


def test_yes_and_no_are_taken_as_they_are_written_everywhere() -> None:
    for told, on in (
        ("yes", True),
        ("True", True),
        ("on", True),
        ("1", True),
        ("No", False),
        ("off", False),
        ("0", False),
    ):
        assert read_settings({"MAATJE_SAFETY_MODEL": told}, Path("nowhere")).safety_model is on


@pytest.mark.parametrize(
    "url",
    ["foo", "sqlite:foo.db", "sqlite://foo.db", "sqlite:///", "postgres://x@y/z", "mysql://x:geheim@y/z"]
    + ["postgresql+psycopg://x:geheim@y:ab/z"],
)
def test_an_address_of_a_database_that_is_none_is_one_sentence_without_the_password(url: str) -> None:
    with pytest.raises(BadSetting, match="^MAATJE_DATABASE_URL must look like sqlite:///") as caught:
        read_settings({"MAATJE_DATABASE_URL": url}, Path("nowhere"))
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    "url",
    ["sqlite://", "sqlite:///var/maatje.db", "sqlite:////var/maatje.db", "postgresql://h/d", "postgresql+psycopg:///d"]
    + ["postgresql+psycopg://u:p#/w:x@h:5432/d?sslmode=require&x=a@b", "postgresql+psycopg://u@[::1]:5432/d"],
)
def test_every_address_of_a_database_that_works_is_taken(url: str) -> None:
    assert read_settings({"MAATJE_DATABASE_URL": url}, Path("nowhere")).database_url == url


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("MAATJE_MAIL_FROM=a@example.org", "a@example.org"),
        ("export MAATJE_MAIL_FROM=a@example.org", "a@example.org"),
        ("  export   MAATJE_MAIL_FROM = a@example.org  ", "a@example.org"),
        ("MAATJE_MAIL_FROM=a@example.org # who writes", "a@example.org"),
        ("MAATJE_MAIL_FROM=a@example.org\t# who writes", "a@example.org"),
        ("MAATJE_MAIL_FROM=a#b", "a#b"),
        ("MAATJE_MAIL_FROM= # nobody yet", None),
        ('MAATJE_MAIL_FROM="a # b"', "a # b"),
        ("MAATJE_MAIL_FROM='a # b'  # \"why\" 'so'", "a # b"),
        ('MAATJE_MAIL_FROM="it\'s"', "it's"),
        ("MAATJE_MAIL_FROM='a\"b'", 'a"b'),
        ("MAATJE_MAIL_FROM=a=b", "a=b"),
    ],
)
def test_the_file_is_read_as_shells_write_it(tmp_path: Path, line: str, value: str | None) -> None:
    file = tmp_path / ".env"
    file.write_bytes(f"{line}\n# MAATJE_MAIL_FROM=no\n\n".encode("utf-8-sig"))
    assert read_settings({}, file).mail_from == value
    assert unknown_settings({}, file) == []


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("MAATJE_PORT=1234\n")
    assert read_settings({"MAATJE_PORT": "4321"}, tmp_path / ".env").port == 4321


def test_a_file_in_another_coding_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes("MAATJE_PORT=1\n# caf\xe9\n".encode("latin-1"))
    with pytest.raises(BadSetting, match=r"\.env: found a sign on line 2 that is not in UTF-8; save the file as UTF-8"):
        read_settings({}, file)


def test_a_name_that_is_no_setting_is_told_with_the_one_that_is_meant(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        "MAATJE_PUBLIC_ULR=https://x.org\nOTHER=1\nMAATJE_PORT=1\nMAATJE_PORT 8080\nMAATJE_MASTER_KEY geheim=\n"
    )
    assert unknown_settings({"MAATJE_SOMETHING_ELSE_ALTOGETHER": "1", "HOME": "/"}, tmp_path / ".env") == [
        "the line of MAATJE_MASTER_KEY in .env does nothing; write MAATJE_MASTER_KEY=…",
        "the line of MAATJE_PORT in .env does nothing; write MAATJE_PORT=…",
        "MAATJE_PUBLIC_ULR is no setting and does nothing; is MAATJE_PUBLIC_URL meant?",
        "MAATJE_SOMETHING_ELSE_ALTOGETHER is no setting and does nothing; `maatje doctor` shows which there are",
    ]
