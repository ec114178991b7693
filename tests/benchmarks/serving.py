"""A server in a process of its own, with the processor time and the memory that it takes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from websockets.typing import Origin, Subprotocol

from dashboard.cli.serving import ADDRESS
from tests.journeys.server import PROJECT, Dashboard, wait_until_up

TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Server:
    """A running server."""

    process: subprocess.Popen[bytes]
    port: int

    @property
    def stream(self) -> str:
        """The address of the socket that a browser opens."""
        return f"ws://{ADDRESS}:{self.port}/_stcore/stream"

    @property
    def greeting(self) -> dict[str, Any]:
        """How a browser opens it."""
        origin = Origin(f"http://{ADDRESS}:{self.port}")
        return {"origin": origin, "subprotocols": [Subprotocol("streamlit")], "max_size": None}

    def megabytes(self) -> float:
        """Resident memory."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    def cpu_ms(self) -> float:
        """Processor time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / TICKS


@contextmanager
def serving(command: Sequence[str], port: int, log: Path, **environment: str) -> Iterator[Server]:
    """Serve what the command starts until the block ends; it is up."""
    with log.open("w") as output:
        process = subprocess.Popen(
            list(command), cwd=PROJECT, stdout=output, stderr=output, env={**os.environ, **environment}
        )
    try:
        wait_until_up(Dashboard(f"http://{ADDRESS}:{port}", log), process, log)
        yield Server(process, port)
    finally:
        process.terminate()
        process.wait(timeout=60)


def our_pages(warehouse: Path, port: int) -> tuple[str, ...]:
    """The command that serves our pages."""
    return (sys.executable, "-m", "dashboard", "serve", "--no-browser", f"--port={port}", f"--warehouse={warehouse}")
