"""The whole house: a consultant links a chat in the portal, a child says something, and the chat is told, without mail."""

from __future__ import annotations

import re
import warnings
from contextlib import closing
from pathlib import Path

import httpx
import yaml
from emulated_telegram import TOKEN, BotApi, Phone, serve

from bot.app import build
from bot.running.build import open_data
from bot.running.edges import clock
from bot.settings import Settings
from portal import consultants
from portal.sign_in import make_sign_in_link
from storage import Store
from tests.bot.alarms.house import PEOPLE, SENTENCE
from tests.bot.alarms.test_alarm_whole import ALWAYS
from tests.bot.jobs.conftest import until
from tests.bot.talking import Child

BASE = "http://127.0.0.1:8080"
OURS = {"sec-fetch-site": "same-origin"}
AMINA = PEOPLE[0]


def settings(folder: Path, api_url: str) -> Settings:
    """An organisation that watches the portal and has a bot, but no mail."""
    fallback = {"name": "Wacht", "way": AMINA}
    duty = {"hours": ALWAYS, "consultants": [AMINA], "fallback": fallback, "portal_watched": True}
    own = {"name": "Stichting Voorbeeld", "consultant": "Amina", "policy": "tell_and_notify", "duty": duty}
    (folder / "organisation.yaml").write_text(yaml.safe_dump(own), "utf-8")
    return Settings(
        database_url=f"sqlite:///{folder / 'maatje.db'}",
        organisation_file=str(folder / "organisation.yaml"),
        telegram_token=TOKEN,
        telegram_api_url=api_url,
        telegram_minimum_age=18,
        safety_model=False,
    )


async def test_from_the_portal_to_a_message_in_the_chat(tmp_path: Path) -> None:
    api = BotApi()
    runner, api_url = await serve(api.app())
    here = settings(tmp_path, api_url)
    with closing(open_data(here)) as before:
        amina = consultants.add(before, "Amina", AMINA, clock)
    app = build(here)
    store, phone = app.parts.store, Phone(api, 7001)
    transport = httpx.ASGITransport(app.web)
    async with (
        app.web.router.lifespan_context(app.web),
        httpx.AsyncClient(transport=transport, base_url=BASE, headers=OURS) as browser,
    ):
        assert app.bot is not None
        await browser.post(make_sign_in_link(store, store.keys, amina, BASE, clock))
        bot = app.bot
        await until(lambda: bot.username is not None)
        assert "/portal/telegram" in (await browser.get("/portal/")).text
        page = (await browser.post("/portal/telegram")).text
        (token,) = set(re.findall(r"https://t\.me/maatje_test_bot\?start=([\w-]+)", page))
        await phone.type(f"/start {token}")
        await until(lambda: len(phone.messages) == 1)
        assert "Je krijgt ook bericht op Telegram" in (await browser.get("/portal/telegram")).text

        noor = Child(app.parts.conversation)
        await noor.until("happiness.more")
        await noor.say(SENTENCE)
        await until(lambda: len(phone.messages) == 2)
        assert phone.last.text.startswith("Er is iets om naar te kijken in het portaal van Maatje.")
        with store.read() as work:
            (row,) = work.alarms.list_open()
        await until(lambda: _told(app.parts.store, row.id))
        assert "Amina, op Telegram" in (await browser.get(f"/portal/alarm/{row.id}")).text

        await browser.post("/portal/telegram/stop")
        assert "Maak mijn link" in (await browser.get("/portal/telegram")).text
    assert app.bot.username is None
    assert api.invalid == []
    assert not [call for call in api.calls if SENTENCE in str(call.fields)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        await runner.cleanup()


def _told(store: Store, alarm_id: str) -> bool:
    with store.read() as work:
        return [(n.way, n.status) for n in work.alarm_notices.of(alarm_id)] == [("telegram", "sent")]
