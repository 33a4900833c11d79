"""Starting: from the command to the first page, how much memory it takes, and how soon a weak phone shows it."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from statistics import median
from time import perf_counter, sleep
from typing import Any, Final

CHROMIUM: Final = "/usr/bin/chromium"
QUIETLY: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]
SLOW_LINE: Final = {"offline": False, "latency": 40, "downloadThroughput": 187_500, "uploadThroughput": 93_750}
FIRST_PAINT: Final = """() => new Promise(done => new PerformanceObserver(found => {
  const paint = found.getEntriesByName("first-contentful-paint")[0];
  if (paint) done(paint.startTime);
}).observe({type: "paint", buffered: true}))"""


def start_up() -> tuple[float, float]:
    """Seconds from `maatje run` on an existing database to the first page, and megabytes of memory after it."""
    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "MAATJE_DATABASE_URL": f"sqlite:///{folder}/maatje.db"}
        _serve(env)
        return _serve(env)


def _started(env: dict[str, str]) -> tuple[int, subprocess.Popen[bytes]]:
    port = _free_port()
    program = str(Path(sys.executable).with_name("maatje"))
    quiet = subprocess.DEVNULL
    return port, subprocess.Popen([program, "run", "--port", str(port)], env=env, stdout=quiet, stderr=quiet)


def _serve(env: dict[str, str]) -> tuple[float, float]:
    begin = perf_counter()
    port, server = _started(env)
    try:
        _first_page(port)
        return perf_counter() - begin, _megabytes(server.pid)
    finally:
        server.terminate()
        server.wait(20)


async def first_paint() -> float:
    """Seconds until a phone four times slower, on 1.5 Mbit/s with 40 ms delay, paints the first question; the median."""
    from playwright.async_api import async_playwright

    with tempfile.TemporaryDirectory() as folder:
        env = {**os.environ, "MAATJE_DATABASE_URL": f"sqlite:///{folder}/maatje.db"}
        port, server = _started(env)
        try:
            _settled(port)
            async with async_playwright() as playwright:
                browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=QUIETLY)
                painted = [await _painted(browser, port) for _ in range(5)]
                await browser.close()
                return median(painted)
        finally:
            server.terminate()
            server.wait(20)


def _settled(port: int) -> None:
    """Wait until the safety layer has been loaded too: a server is started once, a page opened often."""
    _first_page(port)
    sleep(5)


async def _painted(browser: Any, port: int) -> float:
    context = await browser.new_context(viewport={"width": 390, "height": 844})
    page = await context.new_page()
    weak = await context.new_cdp_session(page)
    await weak.send("Network.enable")
    await weak.send("Network.emulateNetworkConditions", SLOW_LINE)
    await weak.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    await page.goto(f"http://127.0.0.1:{port}/")
    milliseconds: float = await page.evaluate(FIRST_PAINT)
    await context.close()
    return milliseconds / 1000


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
