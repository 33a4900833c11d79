"""The whole house, from a child's sentence to a letter in a real mail server and a name on the alarm."""

from __future__ import annotations

import asyncio
from contextlib import closing
from pathlib import Path

import yaml

from bot.app import build
from bot.running.build import open_data
from bot.running.edges import clock
from bot.settings import Settings
from portal import consultants
from tests.bot.alarms.house import PEOPLE, SENTENCE
from tests.bot.alarms.mail_server import MailServer, open_mail_server
from tests.bot.jobs.conftest import until
from tests.bot.talking import Child

ALWAYS = dict.fromkeys(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"), ["00:00-24:00"])


async def test_from_a_childs_sentence_to_a_letter_and_a_name(tmp_path: Path) -> None:
    duty = {"hours": ALWAYS, "consultants": list(PEOPLE), "fallback": {"name": "Wacht", "way": PEOPLE[2]}}
    own = {"name": "Stichting Voorbeeld", "consultant": "Amina", "policy": "tell_and_notify", "duty": duty}
    (tmp_path / "organisation.yaml").write_text(yaml.safe_dump(own), "utf-8")
    async with open_mail_server(MailServer()) as server:
        settings = Settings(
            database_url=f"sqlite:///{tmp_path / 'maatje.db'}",
            organisation_file=str(tmp_path / "organisation.yaml"),
            smtp_url=f"smtp://127.0.0.1:{server.port}",
            mail_from="maatje@example.org",
            public_url="https://chat.example.org",
            safety_model=False,
        )
        with closing(open_data(settings)) as before:
            for address in PEOPLE:
                consultants.add(before, address, address, clock)
        app = build(settings)
        store = app.parts.store
        async with app.web.router.lifespan_context(app.web):
            noor = Child(app.parts.conversation)
            await noor.until("happiness.more")
            reply = await noor.say(SENTENCE)
            assert "Ik geef nu aan Amina of een collega door wat je schreef." in "\n".join(
                s.message.text for s in reply.messages
            )
            await until(lambda: len(server.letters) == 1)
            assert [to for _, to, _ in server.letters] == [PEOPLE[0]]
            with store.begin() as work:
                (row,) = work.alarms.list_open()
                assert work.alarms.take(row.id, work.consultants.list()[0].id, clock())
            await asyncio.sleep(0.2)
        assert len(server.letters) == 1
    assert SENTENCE.encode() not in server.raw[0]
