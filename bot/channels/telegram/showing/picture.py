"""My people as a photo; its equal text becomes the caption."""

from __future__ import annotations

from bot.turn.messages import Picture
from bot.words import Catalogues
from care.ecogram import lay_out
from care.network import Network, Person
from documents.ecogram_png import png
from documents.ecogram_svg import svg
from documents.texts import ecogram_texts


def photo_of(picture: Picture, language: str, words: Catalogues) -> bytes:
    """The picture as PNG. Raises DocumentError."""
    network = network_of(picture)
    texts = ecogram_texts(words.gettext(language), network)
    return png(svg(lay_out(network), child_name=picture.name, texts=texts))


def network_of(picture: Picture) -> Network:
    """The network again, from plain data."""
    data = picture.network
    people = tuple(Person(**person) for person in data["people"])
    return Network(people, dict(data["support"]), tuple(data["known_by"]))
