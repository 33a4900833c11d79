"""The address people reach this server by."""

from __future__ import annotations

from bot.settings import Settings


def own_address(settings: Settings) -> str:
    """The public address when there is one, else the one it listens on; without a slash at the end."""
    if settings.public_url:
        return settings.public_url.rstrip("/")
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::", "") else settings.host
    return f"http://{host}:{settings.port}"
