"""Do the words of a child cross a network readable? What `maatje doctor` finds about the address."""

from __future__ import annotations

import ipaddress
from typing import Final
from urllib.parse import urlsplit

from bot.running.doctor.finding import Finding

THIS_MACHINE: Final = "localhost"
BAD: Final = (
    "MAATJE_PUBLIC_URL is {url}: whatever a child writes crosses the network readable for others. Put a web server with "
    "https in front, and write https://…"
)
PRIVATE: Final = (
    "MAATJE_PUBLIC_URL is {url}: what is written crosses your own network readable. Good for trying; for children it "
    "must be https://…"
)


def readable(public_url: str | None) -> list[Finding]:
    """Without https, anybody on the way reads along; where nothing leaves this machine nobody is on the way.

    A private address has no way from outside, so it can only be an installation for trying, and is worth a word. A name
    may lead anywhere.
    """
    parts = urlsplit(public_url or "")
    host = parts.hostname
    if parts.scheme != "http" or host is None or host == THIS_MACHINE:
        return []
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return [Finding(f"Settings: {BAD.format(url=public_url)}", bad=True)]
    if found.is_loopback:
        return []
    text = PRIVATE if found.is_private else BAD
    return [Finding(f"Settings: {text.format(url=public_url)}", bad=not found.is_private)]
