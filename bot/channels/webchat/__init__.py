"""The web chat: one page, server-rendered, then live."""

from bot.channels.webchat.hub import Hub, WebChannel
from bot.channels.webchat.routes import webchat_routes

__all__ = ["Hub", "WebChannel", "webchat_routes"]
