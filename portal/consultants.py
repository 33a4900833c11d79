"""Looking after consultants, for the commands: add, list, disable, and reset with a fresh sign-in link."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Final

from portal.sign_in import LINK_LIFE, Clock, UnknownConsultant, forget_links, make_sign_in_link
from storage import Store, Work
from storage.staff.addresses import is_address
from storage.staff.consultants import Consultant

# In the access log this stands for whoever exports somebody by command.
TAKEN_NAMES: Final = frozenset({"operator"})


class BadConsultant(ValueError):
    """A consultant cannot be added like this; the message says what to change."""


def add(store: Store, name: str, email: str, clock: Clock) -> str:
    """Add somebody who may read what children share; their id. Raises BadConsultant."""
    # In the access log a name is a part of a line, so it is one line itself.
    name, email = " ".join(name.split()), email.strip()
    if not name:
        raise BadConsultant("give the name that children and colleagues know them by")
    if name.casefold() in TAKEN_NAMES:
        raise BadConsultant(f"{name!r} stands for whoever runs the machine; give the name of a person")
    if not is_address(email):
        raise BadConsultant("this is no e-mail address; expected something like amina@example.org")
    consultant_id = str(uuid.uuid4())
    with store.begin() as work:
        if work.consultants.by_email(email) is not None:
            raise BadConsultant("somebody has this e-mail address already; `maatje consultant list` shows who")
        work.consultants.add(consultant_id, name, email, clock())
    return consultant_id


def list_all(store: Store) -> list[Consultant]:
    """Give everybody, disabled ones too, oldest first."""
    with store.read() as work:
        return work.consultants.list()


def disable(store: Store, who: str, clock: Clock) -> Consultant:
    """Shut somebody out at once: no open page, no session, no link and no chat of theirs works from now on.

    `who` is an id or an e-mail address. Raises UnknownConsultant.
    """
    with store.begin() as work:
        found = _find(work, who)
        work.consultants.disable(found.id, clock())
        work.consultants.unlink_telegram(found.id)
        work.portal_sessions.revoke_all(found.id)
        forget_links(work, found.id)
    return found


def reset(store: Store, who: str, base_url: str, clock: Clock, life: timedelta = LINK_LIFE) -> str:
    """Sign somebody out everywhere and give them a fresh sign-in link; a disabled one may come back with it.

    `who` is an id or an e-mail address. Raises UnknownConsultant.
    """
    with store.begin() as work:
        found = _find(work, who)
        work.consultants.enable(found.id)
        work.portal_sessions.revoke_all(found.id)
    return make_sign_in_link(store, store.keys, found.id, base_url, clock, life)


def _find(work: Work, who: str) -> Consultant:
    found = work.consultants.get(who) or work.consultants.by_email(who)
    if found is None:
        raise UnknownConsultant(UnknownConsultant.__doc__)
    return found
