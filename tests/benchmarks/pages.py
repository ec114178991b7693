"""What a page costs the server: processor time and bytes of a rerun, memory, and the time from start to the first chart.

The win/loss page on made-up deals, over the same socket that a browser opens, beside a page that answers the same
questions with pandas and Plotly Express (`as_people_write.py`). Both are asked in turn, so that a busy machine hits both
alike.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import click
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

from dashboard.warehouse.connection import open_warehouse
from dashboard.warehouse.imports import store_tables
from dashboard.warehouse.sample import load_sample
from data_loaders.report import LoadReport
from tests.benchmarks.made_up import made_in
from tests.journeys.server import PROJECT, Dashboard, free_port, wait_until_up

PEOPLE: Final = Path(__file__).with_name("as_people_write.py")
Folder = click.Path(file_okay=False, path_type=Path)
TICKS: Final = os.sysconf("SC_CLK_TCK")
PATIENCE_S: Final = 180
MANY: Final = 300
"""Reruns after which the memory is looked at again."""
HELD_RUNS: Final = 2
"""Runs that a browser holds a message for after it was last shown (Streamlit's `global.maxCachedMessageAge`)."""
Held = dict[str, tuple[bool, int]]
"""Hash of a message → whether it is a chart, and how many runs ago it was last shown."""
CACHED, UNCACHED, KILOBYTES, START_S = 1 / 50, 1 / 15, 40.0, 10.0
"""The budgets: processor time against the other page, kilobytes a rerun, seconds to the first chart."""


@dataclass(frozen=True)
class Rerun:
    """One rerun of a page as the browser would see it, and the server's processor time for it."""

    cpu_ms: float
    seconds: float
    kilobytes: float
    charts: int


@dataclass(frozen=True)
class Server:
    """A running server with an open page of it."""

    process: subprocess.Popen[bytes]
    socket: ClientConnection
    page: str
    first_chart_s: float
    held: Held

    def rerun(self, link: str) -> Rerun:
        """Ask for the page with a link and wait for all of it."""
        before, start = self._cpu_ms(), time.perf_counter()
        size, charts, _ = _ask(self.socket, self.page, link, self.held)
        return Rerun(self._cpu_ms() - before, time.perf_counter() - start, size / 1000, charts)

    def megabytes(self) -> float:
        """Resident memory of the server."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    def _cpu_ms(self) -> float:
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / TICKS


def _ask(socket: ClientConnection, page: str, link: str, held: Held) -> tuple[int, int, float]:
    """Bytes and charts of one run of a page, and seconds to its first chart. Raises AssertionError where it fails.

    As a browser does, this says what it holds from its last runs, is only told which of that to show again, and holds
    what this run brings or shows.
    """
    message = BackMsg()
    message.rerun_script.query_string = link
    message.rerun_script.page_name = page
    message.rerun_script.context_info.timezone = "UTC"
    message.rerun_script.context_info.locale = "en"
    message.rerun_script.cached_message_hashes.extend(sorted(held))
    start = time.perf_counter()
    socket.send(message.SerializeToString())
    size = charts = 0
    first = 0.0
    while True:
        data = socket.recv(timeout=PATIENCE_S)
        size += len(data)
        told = ForwardMsg()
        told.ParseFromString(data if isinstance(data, bytes) else data.encode())
        kind = told.WhichOneof("type")
        is_chart = kind == "delta" and told.delta.new_element.WhichOneof("type") == "plotly_chart"
        if kind == "ref_hash":
            is_chart = held[told.ref_hash][0]
            held[told.ref_hash] = is_chart, 0
        elif told.metadata.cacheable:
            held[told.hash] = is_chart, 0
        if is_chart:
            charts += 1
            first = first or time.perf_counter() - start
        if kind == "script_finished":
            assert charts, f"{page} drew no chart"
            aged = {name: (is_chart, age + 1) for name, (is_chart, age) in held.items() if age < HELD_RUNS}
            held.clear()
            held |= aged
            return size, charts, first


@contextmanager
def opened_page(command: Sequence[str], port: int, log: Path, page: str, **environment: str) -> Iterator[Server]:
    """Serve what the command starts until the block ends, with one page of it open."""
    start = time.perf_counter()
    with log.open("w") as output:
        process = subprocess.Popen(
            list(command), cwd=PROJECT, stdout=output, stderr=output, env={**os.environ, **environment}
        )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_until_up(Dashboard(url, log), process, log)
        stream = f"ws://127.0.0.1:{port}/_stcore/stream"
        asked = Subprotocol("streamlit")
        with connect(stream, origin=Origin(url), subprotocols=[asked], max_size=None, legacy=True) as socket:
            up = time.perf_counter() - start
            held: Held = {}
            yield Server(process, socket, page, up + _ask(socket, page, "lang=en", held)[2], held)
    finally:
        process.terminate()
        process.wait(timeout=60)


def serving(warehouse: Path, port: int) -> tuple[str, ...]:
    """The command that serves our pages."""
    return (sys.executable, "-m", "dashboard", "serve", "--no-browser", f"--port={port}", f"--warehouse={warehouse}")


@click.command("pages")
@click.option("--deals", default=1_000_000, show_default=True, help="How many deals to make up.")
@click.option("--folder", type=Folder, help="Keep the data here and use again what lies there.")
@click.option(
    "--rounds", default=15, show_default=True, help="Reruns of each page, cached and uncached; medians count."
)
def pages(deals: int, folder: Path | None, rounds: int) -> None:
    """Time reruns of a page against the same page written with pandas and Plotly Express."""
    with tempfile.TemporaryDirectory(prefix="bench-pages-") as place:
        found, megabytes = _measured(_warehouse(folder or Path(place), deals), Path(place), rounds)
        click.echo(_table(found, megabytes, _start_s(Path(place))))


def _warehouse(folder: Path, deals: int) -> Path:
    """A warehouse with made-up deals; the one of an earlier run is used again."""
    path = folder / f"{deals}.duckdb"
    if not path.exists():
        made = made_in(folder / f"tables-{deals}", deals)
        report = LoadReport.from_json((made.folder / "report.json").read_text(encoding="utf-8"))
        with open_warehouse(path) as warehouse:
            store_tables(warehouse, made.folder, report)
    return path


def _tables_of(warehouse: Path, folder: Path) -> dict[str, str]:
    """The deals and their visits as files that people read with pandas, by the names that their page asks for."""
    tables = {
        "DEALS": "SELECT deal_id, account, product, owner, lost_reason, status, value, created_at, closed_at FROM deals",
        "VISITS": "SELECT deal_id, stage, entered_at FROM stage_visits",
    }
    with open_warehouse(warehouse) as opened, closing(opened.cursor()) as cursor:
        for name, sql in tables.items():
            part = opened.spool / f"{name}.csv"
            cursor.execute(f"COPY ({sql}) TO '{part}' (HEADER)")
            shutil.move(part, folder)
    return {name: str(folder / f"{name}.csv") for name in tables}


def _start_s(place: Path) -> float:
    """How long a newcomer waits: from the command, on a warehouse that holds the sample, to the first chart."""
    warehouse, port = place / "sample.duckdb", free_port()
    with open_warehouse(warehouse) as opened:
        load_sample(opened)
    with opened_page(serving(warehouse, port), port, place / "start.log", "overview") as server:
        return server.first_chart_s


def _measured(warehouse: Path, place: Path, rounds: int) -> tuple[dict[str, list[Rerun]], tuple[float, float]]:
    tables = _tables_of(warehouse, place)
    port, other = free_port(), free_port()
    ours = serving(warehouse, port)
    theirs = (
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(PEOPLE),
        f"--server.port={other}",
        "--server.headless=true",
        "--runner.postScriptGC=true",
    )
    found: dict[str, list[Rerun]] = {"ours cached": [], "ours uncached": [], "theirs cached": [], "theirs uncached": []}
    with (
        opened_page(ours, port, place / "ours.log", "win_loss") as own,
        opened_page(theirs, other, place / "theirs.log", "", **tables) as people,
    ):
        links: dict[str, tuple[Server, Callable[[int], str]]] = {
            "ours cached": (own, lambda _: "lang=en"),
            "ours uncached": (own, lambda number: f"lang=en&amount_from={100 + number}"),
            "theirs cached": (people, lambda _: ""),
            "theirs uncached": (people, lambda number: f"least={100 + number}"),
        }
        for number in range(rounds):
            for name, (server, link) in links.items():
                found[name].append(server.rerun(link(number)))
        before = own.megabytes()
        found["ours again"] = [own.rerun("lang=en") for _ in range(MANY)]
        return found, (before, own.megabytes())


def _table(found: dict[str, list[Rerun]], megabytes: tuple[float, float], start_s: float) -> str:
    middle = {
        name: Rerun(
            median(run.cpu_ms for run in runs),
            median(run.seconds for run in runs),
            median(run.kilobytes for run in runs),
            runs[-1].charts,
        )
        for name, runs in found.items()
    }
    lines = ["| rerun of win/loss | processor time, ms | seconds | kB | charts |", "|---|---:|---:|---:|---:|"]
    lines += [
        f"| {name} | {run.cpu_ms:.0f} | {run.seconds:.2f} | {run.kilobytes:.1f} | {run.charts} |"
        for name, run in middle.items()
    ]
    ratios = [middle[f"ours {kind}"].cpu_ms / middle[f"theirs {kind}"].cpu_ms for kind in ("cached", "uncached")]
    lines += [
        "",
        (
            f"Processor time: cached 1/{1 / max(ratios[0], 1e-9):.0f} (budget 1/{1 / CACHED:.0f}), "
            f"uncached 1/{1 / max(ratios[1], 1e-9):.1f} (budget 1/{1 / UNCACHED:.0f})."
        ),
        (
            f"On the wire: {middle['ours cached'].kilobytes:.1f} kB for another filter, "
            f"{middle['ours again'].kilobytes:.1f} kB for the same again (budget {KILOBYTES:g} a rerun)."
        ),
        f"Memory: {megabytes[0]:.0f} MB, after {MANY} reruns more {megabytes[1]:.0f} MB.",
        f"Start to the first chart of the sample: {start_s:.1f} s (budget {START_S:g}).",
    ]
    return "\n".join(lines)
