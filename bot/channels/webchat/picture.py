"""My people as a drawing inside the page, from the plain data of a message."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from markupsafe import Markup
from pydantic import TypeAdapter

from bot.turn.messages import Picture
from care.ecogram import lay_out
from care.network import Network
from documents.ecogram_svg import svg
from documents.texts import ecogram_texts

Gettext = Callable[[str], str]
_NETWORK: Final = TypeAdapter(Network)


def drawing(picture: Picture, gettext: Gettext, prefix: str) -> Markup:
    """The picture as SVG. Its colours for a dark page come from chat.css."""
    return drawn_network(picture.network, picture.name, gettext, prefix)


def drawn_network(network: Any, name: str | None, gettext: Gettext, prefix: str) -> Markup:
    """A network as SVG; the SVG escapes every name itself."""
    found = _NETWORK.validate_python(dict(network))
    return Markup(svg(lay_out(found), child_name=name, texts=ecogram_texts(gettext, found), prefix=prefix))
