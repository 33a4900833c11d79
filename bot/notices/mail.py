"""Mail by SMTP. Errors are kinds only: what a server answers may quote an address, and goes into no log."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, make_msgid, parseaddr
from typing import Final
from urllib.parse import unquote, urlsplit

from bot.notices.words import Letter

TIMEOUT_SECONDS: Final = 15.0
SUBMISSION_PORT: Final = 587
TLS_PORT: Final = 465
NOWHERE: Final = ".invalid"
"""Addresses that end so belong to nobody, by agreement of all; the demo's do."""
HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
REFUSED_FOR_EVER: Final = range(500, 600)


class BadMailServer(Exception):
    """MAATJE_SMTP_URL or MAATJE_MAIL_FROM cannot be used; the message says what is expected."""


class NoticeError(Exception):
    """A notice could not be sent: `kind` says why, without content; `final` says that trying again is of no use."""

    def __init__(self, kind: str, *, final: bool) -> None:
        super().__init__(kind)
        self.kind = kind
        self.final = final


def is_invented(address: str) -> bool:
    """True for an address that belongs to nobody, and is never written to."""
    return address.rpartition("@")[2].casefold().endswith(NOWHERE)


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail server and the address we write from. Safe to use from several threads; every call is a visit of its own."""

    host: str
    port: int
    sender: str
    tls: bool = False
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = TIMEOUT_SECONDS
    trust: ssl.SSLContext | None = field(default=None, repr=False)

    def send(self, to: str, letter: Letter, at: datetime) -> None:
        """Hand a letter to the server; waits for its answer, TIMEOUT_SECONDS at most a step. Raises NoticeError."""
        if is_invented(to):
            raise NoticeError("invented_address", final=True)
        with _kinds_only(), self._visited() as server:
            server.send_message(self._message(to, letter, at), self._address, [to])

    def greet(self) -> None:
        """Come in and sign on, without sending anything; for `maatje doctor`. Raises NoticeError."""
        with _kinds_only(), self._visited() as server:
            server.noop()

    @property
    def _address(self) -> str:
        return parseaddr(self.sender)[1]

    def _visited(self) -> smtplib.SMTP:
        context = self.trust or ssl.create_default_context()
        if self.tls:
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout)
        try:
            self._introduce(server, context)
        except BaseException:
            server.close()
            raise
        return server

    def _introduce(self, server: smtplib.SMTP, context: ssl.SSLContext) -> None:
        server.ehlo()
        if not self.tls and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
        elif not self.tls and self.host not in HERE:
            raise NoticeError("no_encryption", final=False)  # whoever stands between would read who is told, and when
        if self.user is not None:
            server.login(self.user, self.password or "")

    def _message(self, to: str, letter: Letter, at: datetime) -> EmailMessage:
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self.sender, to, letter.subject
        message["Date"] = format_datetime(at)
        message["Message-ID"] = make_msgid("notice", self._address.rpartition("@")[2])
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(letter.body)
        return message


class _kinds_only:
    """Turns what goes wrong on the way into a kind of failure."""

    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, trace: object) -> None:
        if isinstance(problem, NoticeError) or problem is None:
            return
        raise _kind_of(problem) from None


def _kind_of(problem: BaseException) -> BaseException:
    match problem:
        case smtplib.SMTPRecipientsRefused(recipients=refused):
            codes = [code for code, _answer in refused.values()]
            return NoticeError("recipient_refused", final=all(code in REFUSED_FOR_EVER for code in codes))
        case smtplib.SMTPAuthenticationError():
            return NoticeError("sign_in_refused", final=False)
        case smtplib.SMTPSenderRefused():
            return NoticeError("sender_refused", final=False)
        case smtplib.SMTPNotSupportedError():
            return NoticeError("not_supported", final=False)
        case ssl.SSLError():
            return NoticeError("not_trusted", final=False)
        case TimeoutError():
            return NoticeError("too_slow", final=False)
        case smtplib.SMTPServerDisconnected():
            return NoticeError("broken_off", final=False)  # also when it never answered
        case smtplib.SMTPException():
            return NoticeError("refused", final=False)
        case OSError():
            return NoticeError("unreachable", final=False)
    return problem


def mail_of(smtp_url: str | None, mail_from: str | None) -> Mail | None:
    """The mail server of the settings; None when there is none. Raises BadMailServer."""
    if not smtp_url:
        return None
    parts = urlsplit(smtp_url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise BadMailServer(
            "MAATJE_SMTP_URL must look like smtp://user:password@host:587 or smtps://user:password@host"
        )
    try:
        port = parts.port
    except ValueError:
        raise BadMailServer("MAATJE_SMTP_URL has a port that is no number from 1 to 65535") from None
    user = unquote(parts.username) if parts.username else None
    sender = mail_from or user or ""
    name, address = parseaddr(sender)
    if "@" not in address:
        raise BadMailServer("MAATJE_MAIL_FROM is needed with MAATJE_SMTP_URL: the address that notices come from")
    tls = parts.scheme == "smtps"
    return Mail(
        host=parts.hostname,
        port=port or (TLS_PORT if tls else SUBMISSION_PORT),
        sender=formataddr((name, address)) if name else address,
        tls=tls,
        user=user,
        password=unquote(parts.password) if parts.password else None,
    )
