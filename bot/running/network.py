"""What counts as one network address, for everybody who counts how often somebody tries something."""

from __future__ import annotations

import ipaddress
from typing import Final

BITS_OF_A_HOME: Final = 64
BITS_OF_A_SITE: Final = 48  # the most that one customer is given; it holds 65,536 homes


def network_of(host: str | None, bits: int = BITS_OF_A_HOME) -> str | None:
    """What counts as one network address: for IPv6 the whole home, since everybody has billions of them.

    An IPv4 address in IPv6 writing, as a server that listens to both sees it, is that IPv4 address.
    None for this machine itself: a web server in front that does not tell who asks would make everybody one person.
    """
    try:
        found = ipaddress.ip_address(host or "")
    except ValueError:
        return None
    if isinstance(found, ipaddress.IPv6Address):
        found = found.ipv4_mapped or found
    if found.is_loopback:
        return None
    if isinstance(found, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((found, bits), strict=False))
    return str(found)
