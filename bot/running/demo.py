"""The invented consultant of the demo, so that whoever tries Maatje can open the portal at once."""

from __future__ import annotations

from typing import Final

from bot.running.build import Parts
from portal import consultants
from portal.sign_in import FIRST_LINK_LIFE, make_sign_in_link

NAME: Final = "Amina (demo)"
EMAIL: Final = "amina@voorbeeld.invalid"


def demo_link(parts: Parts, address: str) -> str:
    """A sign-in link that works once, within a day; adds the demo consultant when there is none."""
    with parts.store.read() as work:
        known = work.consultants.by_email(EMAIL)
    if known is not None and not known.enabled:
        return consultants.reset(parts.store, EMAIL, address, parts.now, FIRST_LINK_LIFE)
    consultant_id = known.id if known is not None else consultants.add(parts.store, NAME, EMAIL, parts.now)
    return make_sign_in_link(parts.store, parts.store.keys, consultant_id, address, parts.now, FIRST_LINK_LIFE)
