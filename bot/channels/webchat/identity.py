"""Who is looking: one opaque random cookie, one that closes the door after a quick exit, one for a shared phone.

The door has a second one that a script may write, so that it is shut without a line too; it is only ever read as the first.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from bot.channels.webchat.pages.closing import Closing

# As long as browsers keep a cookie at most. What it opens is kept for a month, or for years once it was shared, and ends
# on the server; the cookie is the same for everybody, so that it tells nobody which. With all three as long as one
# another, the door of a quick exit never opens before the address behind it is forgotten.
DAYS: Final = 400
SECONDS_A_DAY: Final = 86_400
LETTERS_OF_A_TALK: Final = 16
# A script cannot know which of them it is; either may shut a door, and neither opens one.
SHUT_BY_SCRIPT: Final = ("w", "__Host-w")
MARK_SECONDS: Final = 600
_ADDRESS: Final = re.compile(r"[A-Za-z0-9_-]{43}")


def new_address() -> str:
    """A new address of 256 random bits."""
    return secrets.token_urlsafe(32)


def talk_named(address: str | None) -> str:
    """Names the talk of an address inside its own page, and tells nothing else: what is kept there belongs to it."""
    return hashlib.sha256(f"talk|{address}".encode()).hexdigest()[:LETTERS_OF_A_TALK] if address else ""


@dataclass(frozen=True, slots=True)
class Cookies:
    """The cookies. `secure` also makes the names `__Host-…`, which ties them to this host and to https."""

    secure: bool

    def address(self, request: Request) -> str | None:
        """The address that came along, None when there is none that could be ours."""
        found = request.cookies.get(self._name("m"), "")
        return found if _ADDRESS.fullmatch(found) else None

    def left(self, request: Request) -> bool:
        """True when the last thing that happened here was a quick exit."""
        return any(name in request.cookies for name in (self._name("d"), *self._scripts))

    def settle_door(self, request: Request, response: Response) -> None:
        """Make the real cookie of the one that the script wrote without a line."""
        if any(name in request.cookies for name in self._scripts):
            self.close_door(response)

    def remember(self, response: Response, address: str) -> None:
        """Let this browser go on with the talk, as long as there is one."""
        self._set(response, "m", address, DAYS * SECONDS_A_DAY)

    def forget(self, response: Response) -> None:
        """Take the address away."""
        self._delete(response, "m")

    def close_door(self, response: Response) -> None:
        """Show a door instead of the talk from now on."""
        self._set(response, "d", "1", DAYS * SECONDS_A_DAY)
        self._drop_the_scripts(response)

    def open_door(self, response: Response) -> None:
        """Show the talk again."""
        self._delete(response, "d")
        self._drop_the_scripts(response)

    def mark(self, request: Request) -> str:
        """The mark of a browser that does not say where a post comes from; "" for every other one."""
        found = request.cookies.get(self._name("o"), "")
        return found if _ADDRESS.fullmatch(found) else ""

    def leave_mark(self, response: Response, mark: str) -> None:
        """Give it one, for as long as it takes to send a form again."""
        self._set(response, "o", mark, MARK_SECONDS)

    def closing(self, request: Request) -> Closing | None:
        """After how many quiet minutes this browser forgets the talk; None when it does not."""
        return Closing.read(request.cookies.get(self._name("s"), ""))

    def keep_closing(self, response: Response, closing: Closing | None) -> None:
        """Keep the choice, or forget that there was one."""
        if closing is None:
            self._delete(response, "s")
        else:
            self._set(response, "s", str(closing), DAYS * SECONDS_A_DAY)

    def shut(self, response: Response) -> None:
        """Forget the talk here and show a door: only words open it again."""
        self.forget(response)
        self.close_door(response)

    @property
    def _scripts(self) -> tuple[str, ...]:
        """The names that shut a door. Behind https another site of the same domain may have put a plain one here for good."""
        return SHUT_BY_SCRIPT[1:] if self.secure else SHUT_BY_SCRIPT

    def _drop_the_scripts(self, response: Response) -> None:
        # Under the name it has: a script goes by the address bar, and a door that cannot be opened would lock a child out.
        for name in SHUT_BY_SCRIPT:
            response.delete_cookie(name, path="/", secure=name.startswith("__Host-"), samesite="lax")

    def _name(self, letter: str) -> str:
        return f"__Host-{letter}" if self.secure else letter

    def _set(self, response: Response, letter: str, value: str, seconds: int) -> None:
        response.set_cookie(
            self._name(letter), value, max_age=seconds, path="/", secure=self.secure, httponly=True, samesite="lax"
        )

    def _delete(self, response: Response, letter: str) -> None:
        response.delete_cookie(self._name(letter), path="/", secure=self.secure, httponly=True, samesite="lax")
