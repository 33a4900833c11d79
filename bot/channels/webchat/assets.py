"""The few files the page needs: style, script, icons, manifest. Compressed once; named by content, so cached for long.

The script is written in parts, one noun each, and goes over the line as one: a weak line pays for every file.
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

TYPES: Final = {
    "chat.css": "text/css; charset=utf-8",
    "chat.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
    "icon-192.png": "image/png",
    "icon-512.png": "image/png",
}
SCRIPT: Final = "chat.js"
# In the order in which they are read; from "talk" on only where a talk is.
PARTS: Final = (
    *("page", "kept", "door", "here", "quiet"),
    *("talk", "draft", "show", "stream", "sending", "help", "answer"),
)
FOR_A_YEAR: Final = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it goes over the wire."""

    body: bytes
    packed: bytes
    version: str


@cache
def asset(name: str) -> Asset:
    """One of our files, read once."""
    static = files("bot.channels.webchat").joinpath("static")
    body = _script() if name == SCRIPT else static.joinpath(name).read_bytes()
    return Asset(body, gzip.compress(body, 9, mtime=0), hashlib.sha256(body).hexdigest()[:12])


def _script() -> bytes:
    """The parts as one script, without what only we read. The page works without it; a weak line then loses more."""
    parts = files("bot.channels.webchat").joinpath("static", "chat")
    lines = (line.strip() for part in PARTS for line in parts.joinpath(f"{part}.js").read_text("utf-8").splitlines())
    whole = "\n".join(line for line in lines if line and not line.startswith("//"))
    return f'"use strict";\n(() => {{\n{whole}\n}})();\n'.encode()


def asset_url(name: str) -> str:
    """Where a file is found; the address changes with its content."""
    return f"/static/{name}?v={asset(name).version}"


async def static_file(request: Request) -> Response:
    """A file."""
    name = request.path_params["name"]
    if name not in TYPES:
        return PlainTextResponse("not found", 404)
    found = asset(name)
    headers = {"Cache-Control": FOR_A_YEAR, "Vary": "Accept-Encoding"}
    packed = "gzip" in request.headers.get("accept-encoding", "") and len(found.packed) < len(found.body)
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(found.packed if packed else found.body, headers=headers, media_type=TYPES[name])
