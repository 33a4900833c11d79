"""A small mail server on a real port: it speaks SMTP as RFC 5321 wants it, with STARTTLS, TLS and AUTH, and keeps letters."""

from __future__ import annotations

import asyncio
import base64
import ipaddress
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@dataclass
class MailServer:
    """`refused` are addresses it does not know, `password` what it wants to hear, `asleep` says that it never answers."""

    port: int = 0
    starttls: ssl.SSLContext | None = None
    password: str | None = None
    refused: dict[str, int] = field(default_factory=dict)
    refused_after_data: bool = False
    asleep: bool = False
    letters: list[tuple[str, str, EmailMessage]] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)
    encrypted: list[bool] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One visitor."""
        try:
            if self.asleep:
                await reader.read()  # until the visitor has had enough
                return
            await _Visit(self, reader, writer).go_on()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass  # left without a word, as visitors do
        finally:
            writer.close()


class _Visit:
    def __init__(self, server: MailServer, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.server, self.reader, self.writer = server, reader, writer
        self.tls = writer.get_extra_info("ssl_object") is not None
        self.known = server.password is None
        self.sender, self.to = "", ""

    async def go_on(self) -> None:
        """Greet, and answer until the visitor leaves."""
        await self.say("220 mail.example.org ready")
        while line := (await self.reader.readline()).decode().strip():
            verb, _, rest = line.partition(" ")
            if not await getattr(self, f"on_{verb.lower()}", self.unknown)(rest):
                return

    async def say(self, *lines: str) -> bool:
        """Say something; the visit goes on."""
        self.writer.write("".join(f"{line}\r\n" for line in lines).encode())
        await self.writer.drain()
        return True

    async def unknown(self, rest: str) -> bool:
        return await self.say("502 what?")

    async def on_ehlo(self, rest: str) -> bool:
        can = ["AUTH PLAIN"] if self.server.password else []
        can += ["STARTTLS"] if self.server.starttls and not self.tls else []
        return await self.say("250-mail.example.org", *(f"250-{one}" for one in can), "250 8BITMIME")

    async def on_starttls(self, rest: str) -> bool:
        assert self.server.starttls is not None
        await self.say("220 go on")
        await self.writer.start_tls(self.server.starttls)
        self.tls = True
        return True

    async def on_auth(self, rest: str) -> bool:
        said = base64.b64decode(rest.partition(" ")[2]).decode().split("\0")
        self.known = said[2] == self.server.password
        return await self.say("235 come in" if self.known else f"535 {said[1]} is unknown here")

    async def on_mail(self, rest: str) -> bool:
        self.sender = rest.partition("<")[2].partition(">")[0]
        return await self.say("250 fine" if self.known else "530 sign in first")

    async def on_rcpt(self, rest: str) -> bool:
        self.to = rest.partition("<")[2].partition(">")[0]
        code = self.server.refused.get(self.to)
        return await self.say(f"{code} no such user {self.to}" if code else "250 fine")

    async def on_data(self, rest: str) -> bool:
        await self.say("354 go on")
        raw = await self.reader.readuntil(b"\r\n.\r\n")
        if self.server.refused_after_data:
            return await self.say("554 we do not like this letter")
        letter = message_from_bytes(raw[:-5], policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.server.letters.append((self.sender, self.to, letter))
        self.server.raw.append(raw)
        self.server.encrypted.append(self.tls)
        return await self.say("250 taken")

    async def on_noop(self, rest: str) -> bool:
        return await self.say("250 fine")

    async def on_rset(self, rest: str) -> bool:
        return await self.say("250 fine")

    async def on_quit(self, rest: str) -> bool:
        await self.say("221 bye")
        return False


@asynccontextmanager
async def open_mail_server(server: MailServer, tls: ssl.SSLContext | None = None) -> AsyncIterator[MailServer]:
    """Open it on a free port."""
    listening = await asyncio.start_server(server.serve, "127.0.0.1", server.port, ssl=tls)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()


def certificate(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """(what the server shows, what a visitor trusts) for 127.0.0.1."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    shown = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    shown.load_cert_chain(file)
    trusted = ssl.create_default_context(cafile=str(file))
    return shown, trusted
