"""E-mail addresses of who may sign in: what is one, and when two are the same. For the duty list and for the portal."""

from __future__ import annotations


def folded(email: str) -> str:
    """The form in which two spellings of one address are equal: whatever its capitals and the spaces around it."""
    return email.strip().casefold()


def is_address(email: str) -> bool:
    """True for one @ with something on both sides and no space anywhere; a space around it is one too."""
    name, _, host = email.partition("@")
    return bool(name and host) and "@" not in host and not any(map(str.isspace, email))
