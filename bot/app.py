"""The composition root: the only place that knows every part. Builds the web application, starts and stops the rest."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from bot.alarms.linking import LinkedChats, TelegramLinks
from bot.channels.webchat import Hub, WebChannel, kind_errors, webchat_routes
from bot.jobs import AlarmReach, Jobs
from bot.kept import Mine
from bot.notices import MailPostman, letter, short, sign_in_letter
from bot.outbox import Outbox
from bot.running.body_in_time import BodyInTime
from bot.running.build import Parts, open_parts
from bot.running.edges import RandomIds
from bot.running.health import health_routes
from bot.settings import Settings
from portal.app import portal_routes
from portal.mailed import MailedLinks

if TYPE_CHECKING:
    from bot.channels.telegram import TelegramBot


TIDY_EVERY: Final = 60.0


@dataclass(frozen=True, slots=True)
class App:
    """Everything that runs: `web` is the ASGI application, whose lifespan starts and stops the others."""

    parts: Parts
    web: Starlette
    outbox: Outbox
    jobs: Jobs
    bot: TelegramBot | None


def build(settings: Settings) -> App:
    """Build everything from the settings. Opens and upgrades the database; starts nothing."""
    parts = open_parts(settings)
    hub = Hub()
    outbox = Outbox(parts.store, {"web": WebChannel(hub)}, parts.now, ZoneInfo(parts.organisation.time_zone))
    bot = _telegram(parts, outbox)
    told = bot.postman(_message(parts)) if bot is not None else None
    alarms = AlarmReach(parts.organisation, _postman(parts), parts.conversation.bell, telegram=told)
    jobs = Jobs(parts.store, outbox, settings, parts.now, terms=parts.organisation.terms, alarms=alarms)
    routes: list[BaseRoute] = [
        *health_routes(parts, settings),
        *_portal(parts, bot),
        *(bot.routes if bot is not None else ()),
        *_webchat(parts, hub, outbox),
    ]
    kind = kind_errors(organisation=parts.organisation, words=parts.words, default_language=settings.default_language)
    web = Starlette(
        routes=routes,
        middleware=[Middleware(BodyInTime)],
        lifespan=_lifespan(parts, jobs, bot),
        exception_handlers=kind,
    )
    return App(parts, web, outbox, jobs, bot)


def _telegram(parts: Parts, outbox: Outbox) -> TelegramBot | None:
    settings = parts.settings
    if not settings.telegram_token or settings.telegram_minimum_age is None:
        return None
    # Half of the whole start-up is this library; who has no token does not wait for it.
    from bot.channels.telegram import telegram

    bot = telegram(
        token=settings.telegram_token,
        api_url=settings.telegram_api_url,
        public_url=settings.public_url,
        minimum_age=settings.telegram_minimum_age,
        conversation=parts.conversation,
        outbox=outbox,
        words=parts.words,
        organisation=parts.organisation,
        chats=LinkedChats(parts.store, parts.now),
        mine=_mine(parts),
    )
    outbox.register(bot.channel)
    return bot


def _postman(parts: Parts) -> MailPostman | None:
    if parts.mail is None:
        return None
    _ = parts.words.gettext(parts.organisation.languages[0])
    written = letter(_, parts.organisation.bot_name, parts.settings.public_url)
    return MailPostman(parts.mail, written, parts.now)


def _message(parts: Parts) -> str:
    _ = parts.words.gettext(parts.organisation.languages[0])
    return short(_, parts.organisation.bot_name, parts.settings.public_url)


def _portal(parts: Parts, bot: TelegramBot | None) -> list[BaseRoute]:
    return portal_routes(
        store=parts.store,
        words=parts.words,
        organisation=parts.organisation,
        clock=parts.now,
        default_language=parts.organisation.languages[0],
        secure_cookies=_secure(parts.settings),
        zone=ZoneInfo(parts.organisation.time_zone),
        bell=parts.conversation.bell,
        telegram=TelegramLinks(RandomIds().secret, lambda: bot.username) if bot is not None else None,
        mailed=_mailed(parts),
    )


def _mailed(parts: Parts) -> MailedLinks | None:
    """Links to sign in with, by mail; a link to this machine's own number would open nothing for anybody."""
    mail, address = parts.mail, parts.settings.public_url
    if mail is None or address is None:
        return None
    _ = parts.words.gettext(parts.organisation.languages[0])

    def send(to: str, link: str) -> None:
        mail.send(to, sign_in_letter(_, parts.organisation.bot_name, link), parts.now())

    return MailedLinks(parts.store, parts.now, address, send)


def _webchat(parts: Parts, hub: Hub, outbox: Outbox) -> list[BaseRoute]:
    return webchat_routes(
        conversation=parts.conversation,
        outbox=outbox,
        organisation=parts.organisation,
        words=parts.words,
        hub=hub,
        secure_cookies=_secure(parts.settings),
        public_url=parts.settings.public_url,
        default_language=parts.settings.default_language,
        mine=_mine(parts),
    )


def _mine(parts: Parts) -> Mine:
    return Mine(parts.store, parts.library, parts.conversation.tools, parts.now)


async def _tidy(parts: Parts) -> None:
    """Let go of talks that nobody goes on with, also when nobody else talks."""
    while True:
        await asyncio.sleep(TIDY_EVERY)
        parts.conversation.remembered.forget_old(parts.now())


def _secure(settings: Settings) -> bool:
    return bool(settings.public_url and settings.public_url.startswith("https://"))


def _lifespan(
    parts: Parts, jobs: Jobs, bot: TelegramBot | None
) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_web: Starlette) -> AsyncIterator[None]:
        parts.screener.begin()
        tidying = asyncio.create_task(_tidy(parts), name="tidying")
        await jobs.start()
        if bot is not None:
            await bot.start()
        try:
            yield
        finally:
            tidying.cancel()
            if bot is not None:
                await bot.stop()
            await jobs.stop()
            parts.store.close()

    return lifespan
