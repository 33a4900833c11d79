"""Can anybody be told of an alarm, as things are now? If not, a child must not be promised that somebody is."""

from __future__ import annotations

from typing import Final

from bot.alarms.on_duty import on_duty
from bot.notices import is_invented
from bot.organisation import PROMISED, BadOrganisation, Organisation
from bot.running.logs import get_logger
from care.alarms import Duty
from storage import Store

NOBODY_YET: Final = (
    "there is no consultant yet who could look; add those of duty.consultants with `maatje consultant add`"
)
NOBODY_NOW: Final = (
    "nobody of duty.consultants can be told now, and neither can duty.fallback; add them with `maatje consultant add`, "
    "or let them in again with `maatje consultant reset`"
)
_log: Final = get_logger(__name__)


def refuse_unreached(store: Store, organisation: Organisation, *, public: bool) -> None:
    """Refuse to serve a promise that nobody could keep. Raises BadOrganisation.

    While a fallback can be told, a service whose last consultant was disabled comes back: help lines at night are worth
    more to a child than nothing at all, and what it is told stays true. A demo that is not `public` reaches no child, and
    adds its invented consultant only after this.
    """
    if organisation.demo and not public:
        return
    if organisation.policy != "tell_and_notify" or organisation.duty is None:
        return
    with store.read() as work:
        addresses = {one.id: one.email for one in work.consultants.list()}
        rules = on_duty(work, organisation)
    if not addresses:
        raise BadOrganisation(PROMISED.format(lacks=NOBODY_YET))
    if not _somebody(rules, addresses, watched=organisation.duty.portal_watched):
        raise BadOrganisation(PROMISED.format(lacks=NOBODY_NOW))
    if not rules.on_duty:
        _log.error("nobody of duty.consultants may sign in, so only duty.fallback is told of alarms")


def _somebody(rules: Duty, addresses: dict[str, str], *, watched: bool) -> bool:
    if watched and rules.on_duty:
        return True
    told = [addresses[who] for who in rules.on_duty]
    if rules.fallback_address is not None:
        told.append(rules.fallback_address)
    return not all(map(is_invented, told))
