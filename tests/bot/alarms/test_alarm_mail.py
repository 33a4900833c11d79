"""Notices by mail: on a real port, encrypted, without content; every failure is a kind and nothing more."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.jobs.pace import Pace
from bot.notices import BadMailServer, Mail, MailPostman, NoticeError, letter, mail_of, sign_in_letter
from bot.notices.words import Letter
from tests.bot.alarms.house import PEOPLE, SENTENCE, House
from tests.bot.alarms.mail_server import MailServer, certificate, open_mail_server
from tests.bot.talking import WORDS

AT = datetime(2026, 11, 25, 10, 0, tzinfo=UTC)
ADDRESS = "https://chat.example.org"
AMINA = PEOPLE[0]


def dutch() -> Letter:
    """The letter as it is sent."""
    return letter(WORDS.gettext("nl"), "Maatje", ADDRESS)


def mail(server: MailServer, scheme: str = "smtp", who: str = "") -> Mail:
    """How the settings would make it."""
    found = mail_of(f"{scheme}://{who}127.0.0.1:{server.port}", "Maatje <maatje@example.org>")
    assert found is not None
    return found


async def send(mail: Mail, to: str = AMINA) -> None:
    await asyncio.to_thread(mail.send, to, dutch(), AT)


async def failure(mail: Mail, to: str = AMINA) -> tuple[str, bool]:
    with pytest.raises(NoticeError) as caught:
        await send(mail, to)
    assert caught.value.__cause__ is None, "the cause would quote what the server said"
    return caught.value.kind, caught.value.final


async def test_a_letter_arrives_and_says_only_that_there_is_something_to_look_at() -> None:
    async with open_mail_server(MailServer()) as server:
        await send(mail(server))
    ((sender, to, found),) = server.letters
    assert (sender, to) == ("maatje@example.org", AMINA)
    assert found["subject"] == "Er is iets om naar te kijken"
    assert found["auto-submitted"] == "auto-generated"
    assert found["from"] == "Maatje <maatje@example.org>"
    body = found.get_content()
    assert "https://chat.example.org/portal/" in body
    assert "Maatje" in body
    assert "Ik pak het op" in body


async def test_a_letter_with_a_link_names_no_child_and_says_how_long_it_works() -> None:
    link = f"{ADDRESS}/portal/in/abc"
    async with open_mail_server(MailServer()) as server:
        await asyncio.to_thread(mail(server).send, AMINA, sign_in_letter(WORDS.gettext("nl"), "Maatje", link), AT)
    ((_sender, to, found),) = server.letters
    assert (to, found["subject"]) == (AMINA, "Je link")
    assert link in found.get_content().splitlines()
    assert "een kwartier lang" in found.get_content()


async def test_letters_for_different_children_and_matters_are_the_same(house: House) -> None:
    async with open_mail_server(MailServer()) as server:
        house.post = MailPostman(mail(server), dutch(), house.clock)  # type: ignore[assignment]
        house.raise_one("0123456789abcdef", "now")
        await house.look()
        house.clock.pass_by(seconds=Pace().letters_apart)
        house.raise_one("fedcba9876543210", "call")
        await house.look()
    assert len(server.raw) == 2
    kept = [[line for line in raw.splitlines() if not line.startswith((b"Message-ID", b"Date"))] for raw in server.raw]
    assert kept[0] == kept[1]
    for raw in server.raw:
        for secret in (SENTENCE, "Noor", "slaat", "abuse", "0123456789abcdef", "fedcba9876543210", "noor"):
            assert secret.encode() not in raw


async def test_starttls_is_used_when_it_is_offered_and_the_password_goes_after_it(tmp_path: Path) -> None:
    shown, trusted = certificate(tmp_path)
    async with open_mail_server(MailServer(starttls=shown, password="geheim:1")) as server:
        await send(replace(mail(server, who="maatje:geheim%3A1@"), trust=trusted))
    assert server.encrypted == [True]


async def test_smtps_is_encrypted_from_the_first_word(tmp_path: Path) -> None:
    shown, trusted = certificate(tmp_path)
    async with open_mail_server(MailServer(), tls=shown) as server:
        await send(replace(mail(server, "smtps"), trust=trusted))
    assert server.encrypted == [True]


async def test_a_server_nobody_vouches_for_gets_nothing(tmp_path: Path) -> None:
    shown, _ = certificate(tmp_path)
    async with open_mail_server(MailServer(starttls=shown)) as server:
        assert await failure(mail(server)) == ("not_trusted", False)
    assert server.letters == []


async def test_in_the_open_only_a_server_on_this_machine_is_spoken_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.notices.mail.HERE", frozenset())
    async with open_mail_server(MailServer()) as server:
        assert await failure(mail(server)) == ("no_encryption", False)
    assert server.letters == []


@pytest.mark.parametrize(("code", "final"), [(550, True), (450, False)])
async def test_an_address_that_is_refused_is_final_or_not_as_the_server_says(code: int, final: bool) -> None:
    async with open_mail_server(MailServer(refused={AMINA: code})) as server:
        assert await failure(mail(server)) == ("recipient_refused", final)


async def test_other_refusals_have_kinds_too_and_are_tried_again() -> None:
    async with open_mail_server(MailServer(password="right")) as server:
        assert await failure(mail(server, who="maatje:wrong@")) == ("sign_in_refused", False)
        assert await failure(mail(server)) == ("sender_refused", False)
    async with open_mail_server(MailServer(refused_after_data=True)) as server:
        assert await failure(mail(server)) == ("refused", False)
    assert await failure(mail(server)) == ("unreachable", False)
    async with open_mail_server(MailServer(asleep=True)) as server:
        assert await failure(replace(mail(server), timeout=0.2)) == ("broken_off", False)


async def test_an_invented_address_is_never_written_to() -> None:
    async with open_mail_server(MailServer()) as server:
        assert await failure(mail(server), "amina@voorbeeld.invalid") == ("invented_address", True)
    assert server.letters == []


async def test_the_doctor_greets_without_sending() -> None:
    async with open_mail_server(MailServer(password="right")) as server:
        await asyncio.to_thread(mail(server, who="maatje:right@").greet)
    assert server.letters == []


async def test_a_server_that_was_down_for_an_hour_gets_the_letters_afterwards(house: House) -> None:
    async with open_mail_server(MailServer()) as away:
        port = away.port
    house.post = MailPostman(mail(MailServer(port=port)), dutch(), house.clock)  # type: ignore[assignment]
    house.raise_one()
    await house.live_through(minutes=60, every=5)
    assert {n.error for n in house.notices() if n.status == "due"} == {"unreachable"}
    async with open_mail_server(MailServer(port=port)) as server:
        await house.live_through(minutes=6)
    assert {to for _, to, _ in server.letters} == set(PEOPLE)


@pytest.mark.parametrize(
    ("url", "sender", "says"),
    [
        ("mail.example.org", None, "must look like smtp://"),
        ("http://mail.example.org", "a@example.org", "must look like smtp://"),
        ("smtp://mail.example.org:99999", "a@example.org", "port"),
        ("smtp://user:secret@mail.example.org", None, "MAATJE_MAIL_FROM is needed"),
    ],
)
def test_a_server_that_cannot_be_used_is_refused_with_what_to_do_and_without_its_password(
    url: str, sender: str | None, says: str
) -> None:
    with pytest.raises(BadMailServer, match=says) as caught:
        mail_of(url, sender)
    assert "secret" not in str(caught.value)


def test_the_settings_are_read_as_they_are_meant() -> None:
    assert mail_of(None, None) is None
    found = mail_of("smtp://maatje%40example.org:p%2Fw@mail.example.org", None)
    assert found == Mail("mail.example.org", 587, "maatje@example.org", user="maatje@example.org", password="p/w")
    assert mail_of("smtps://mail.example.org", "a@example.org") == Mail(
        "mail.example.org", 465, "a@example.org", tls=True
    )
    assert "p/w" not in repr(found)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_letter_has_words_in_the_language_of_the_house_and_none_of_any_child(language: str) -> None:
    found = letter(WORDS.gettext(language), "Maatje", None)
    for word in ("alarm", "child", "kind", "danger", "gevaar", "urgent", "dringend"):
        assert word not in (found.subject + found.body).casefold().replace("'", "")
    assert "http" not in found.body
