"""The web chat: one page, server-rendered, then live."""

from bot.channels.webchat.hub import Hub, WebChannel
from bot.channels.webchat.pages.errors import kind_errors
from bot.channels.webchat.routes import webchat_routes

__all__ = ["Hub", "WebChannel", "kind_errors", "webchat_routes"]
