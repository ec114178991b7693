"""A dashboard that runs for a journey, started as people start it, on a warehouse of its own."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

from dashboard.settings import WAREHOUSE_VARIABLE

PROJECT: Final = Path(__file__).resolve().parents[2]
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
START_SECONDS: Final = 120


@dataclass(frozen=True)
class Dashboard:
    """A running dashboard: its address and its warehouse file."""

    url: str
    warehouse: Path

    def link(self, page: str, **parameters: str) -> str:
        """The address of a page with a state."""
        return f"{self.url}/{page}" + (f"?{urlencode(parameters)}" if parameters else "")


def find_browser() -> str | None:
    """The Chromium of this machine."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


@contextmanager
def served(warehouse: Path, *, sample: bool, script: Path | None = None) -> Iterator[Dashboard]:
    """A dashboard on a free port until the block ends; nothing but its health has been asked for.

    `script`: another page of Streamlit than the app, on the same warehouse.
    """
    port = free_port()
    command = [sys.executable, "-m", "dashboard", "serve", "--no-browser", f"--port={port}", f"--warehouse={warehouse}"]
    if script is not None:
        command = [sys.executable, "-m", "streamlit", "run", str(script), f"--server.port={port}"]
        command += ["--server.address=127.0.0.1", "--server.headless=true"]
    log = warehouse.with_name("server.log")
    with log.open("w") as output:
        process = subprocess.Popen(
            [*command, "--sample"] if sample else command,
            cwd=PROJECT,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, "TZ": "UTC", WAREHOUSE_VARIABLE: str(warehouse)},
        )
        try:
            dashboard = Dashboard(f"http://127.0.0.1:{port}", warehouse)
            wait_until_up(dashboard, process, log)
            yield dashboard
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_until_up(dashboard: Dashboard, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait for the server's own health answer; it does not run a page."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise AssertionError(f"the dashboard ended with {process.returncode}:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(f"{dashboard.url}/_stcore/health", timeout=2) as answer:  # noqa: S310 - our own server
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise AssertionError(f"the dashboard did not start within {START_SECONDS} s:\n{log.read_text()}")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
