"""Starting: from the command to the first page, and how much memory it takes."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from time import perf_counter, sleep


def start_up() -> tuple[float, float]:
    """Seconds from `maatje run` on an existing database to the first page, and megabytes of memory after it."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "MAATJE_DATABASE_URL": f"sqlite:///{folder}/maatje.db"}
        _serve(env)
        return _serve(env)


def _serve(env: dict[str, str]) -> tuple[float, float]:
    port = _free_port()
    begin = perf_counter()
    server = subprocess.Popen(
        [str(Path(sys.executable).with_name("maatje")), "run", "--port", str(port)],
        env=env,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _first_page(port)
        return perf_counter() - begin, _megabytes(server.pid)
    finally:
        server.terminate()
        server.wait(20)


def _first_page(port: int) -> None:
    for _ in range(3_000):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/") as page:
                page.read()
                return
        except OSError:
            sleep(0.01)
    raise RuntimeError("the server did not start within 30 seconds")


def _megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
