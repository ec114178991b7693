"""What a page costs the server: processor time and bytes of a rerun, memory, and the time from start to the first chart.

The win/loss page on made-up deals, over the same socket that a browser opens, beside a page that answers the same
questions with pandas and Plotly Express (`as_people_write.py`). Both are asked in turn, so that a busy machine hits both
alike.
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from typing import Final

import click
from websockets.sync.client import ClientConnection, connect

from dashboard.cli.serving import ADDRESS
from dashboard.warehouse.connection import open_warehouse
from dashboard.warehouse.imports import store_tables
from dashboard.warehouse.sample import load_sample
from data_loaders.report import LoadReport
from tests.benchmarks.made_up import made_in
from tests.benchmarks.serving import Server, our_pages, serving
from tests.benchmarks.tab import Tab
from tests.journeys.server import free_port

PEOPLE: Final = Path(__file__).with_name("as_people_write.py")
Folder = click.Path(file_okay=False, path_type=Path)
PATIENCE_S: Final = 180
MANY: Final = 300
"""Reruns after which the memory is looked at again."""
CACHED, UNCACHED, KILOBYTES, START_S = 1 / 50, 1 / 15, 40.0, 10.0
"""The budgets: processor time against the other page, kilobytes a rerun, seconds to the first chart."""
HEAVY: Final = ("bottlenecks", "deals")
"""The pages that send most."""
LARGE: Final = 60_000
"""Deals of about as much head their lists, so that each of them is another."""
CHARTLESS: Final = frozenset({"deals"})


class Wire(socket.socket):
    """A connection that counts the bytes that come in over it, as the network carries them."""

    received = 0

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        """What has come in, counted."""
        data = super().recv(size, flags)
        self.received += len(data)
        return data


@dataclass(frozen=True)
class Rerun:
    """One rerun of a page as the browser would see it, and the server's processor time for it."""

    cpu_ms: float
    seconds: float
    kilobytes: float
    charts: int


@dataclass(frozen=True)
class OpenPage:
    """A page of a running server, open in a tab."""

    server: Server
    stream: ClientConnection
    wire: Wire
    page: str
    first_chart_s: float
    tab: Tab

    def rerun(self, link: str) -> Rerun:
        """Ask for the page with a link and wait for all of it."""
        before, received, start = self.server.cpu_ms(), self.wire.received, time.perf_counter()
        charts, _ = _ask(self.stream, self.tab, self.page, link)
        seconds, size = time.perf_counter() - start, self.wire.received - received
        return Rerun(self.server.cpu_ms() - before, seconds, size / 1000, charts)


def _ask(stream: ClientConnection, tab: Tab, page: str, link: str) -> tuple[int, float]:
    """Charts of one run of a page, and seconds to the first of them. Raises AssertionError where it draws none."""
    start = time.perf_counter()
    stream.send(tab.ask(page, link))
    charts, first = 0, 0.0
    while True:
        told = tab.take(stream.recv(timeout=PATIENCE_S))
        if told.is_chart:
            charts += 1
            first = first or time.perf_counter() - start
        if told.ends_run:
            assert charts or page in CHARTLESS, f"{page} drew no chart"
            return charts, first


@contextmanager
def opened_page(command: Sequence[str], port: int, log: Path, page: str, **environment: str) -> Iterator[OpenPage]:
    """Serve what the command starts until the block ends, with one page of it open."""
    start = time.perf_counter()
    with serving(command, port, log, **environment) as server:
        wire = Wire()
        wire.connect((ADDRESS, port))
        with connect(server.stream, sock=wire, legacy=True, **server.greeting) as stream:
            up = time.perf_counter() - start
            tab = Tab()
            yield OpenPage(server, stream, wire, page, up + _ask(stream, tab, page, "lang=en")[1], tab)


@click.command("pages")
@click.option("--deals", default=1_000_000, show_default=True, help="How many deals to make up.")
@click.option("--folder", type=Folder, help="Keep the data here and use again what lies there.")
@click.option(
    "--rounds", default=15, show_default=True, help="Reruns of each page, cached and uncached; medians count."
)
def pages(deals: int, folder: Path | None, rounds: int) -> None:
    """Time reruns of a page against the same page written with pandas and Plotly Express."""
    with tempfile.TemporaryDirectory(prefix="bench-pages-") as place:
        found, megabytes = _measured(warehouse_of(folder or Path(place), deals), Path(place), rounds)
        click.echo(_table(found, megabytes, _start_s(Path(place))))


def warehouse_of(folder: Path, deals: int) -> Path:
    """A warehouse with made-up deals; the one of an earlier run is used again."""
    path = folder / f"{deals}.duckdb"
    if not path.exists():
        made = made_in(folder / f"tables-{deals}", deals)
        report = LoadReport.from_json((made.folder / "report.json").read_text(encoding="utf-8"))
        with open_warehouse(path) as warehouse:
            store_tables(warehouse, made.folder, report)
    return path


def tables_of(warehouse: Path, folder: Path) -> dict[str, str]:
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


def their_pages(port: int) -> tuple[str, ...]:
    """The command that serves the page as people write it."""
    return (
        sys.executable,
        "-m",
        "streamlit",
        "run",
        str(PEOPLE),
        f"--server.port={port}",
        "--server.headless=true",
        "--runner.postScriptGC=true",
    )


def _start_s(place: Path) -> float:
    """How long a newcomer waits: from the command, on a warehouse that holds the sample, to the first chart."""
    warehouse, port = place / "sample.duckdb", free_port()
    with open_warehouse(warehouse) as empty:
        load_sample(empty)
    with opened_page(our_pages(warehouse, port), port, place / "start.log", "overview") as opened:
        return opened.first_chart_s


def _measured(warehouse: Path, place: Path, rounds: int) -> tuple[dict[str, list[Rerun]], tuple[float, float]]:
    tables = tables_of(warehouse, place)
    port, other = free_port(), free_port()
    ours = our_pages(warehouse, port)
    theirs = their_pages(other)
    found: dict[str, list[Rerun]] = {"ours cached": [], "ours uncached": [], "theirs cached": [], "theirs uncached": []}
    with (
        opened_page(ours, port, place / "ours.log", "win_loss") as own,
        opened_page(theirs, other, place / "theirs.log", "", **tables) as people,
    ):
        links: dict[str, tuple[OpenPage, Callable[[int], str]]] = {
            "ours cached": (own, lambda _: "lang=en"),
            "ours uncached": (own, lambda number: f"lang=en&amount_from={_least(number)}"),
            "theirs cached": (people, lambda _: ""),
            "theirs uncached": (people, lambda number: f"least={_least(number)}"),
        }
        for number in range(rounds):
            for name, (opened, link) in links.items():
                found[name].append(opened.rerun(link(number)))
        for page in HEAVY:
            heavy = replace(own, page=page)
            found[page] = [heavy.rerun(f"lang=en&amount_before={LARGE - _least(number)}") for number in range(rounds)]
        before = own.server.megabytes()
        found["ours again"] = [own.rerun("lang=en") for _ in range(MANY)]
        return found, (before, own.server.megabytes())


def _least(number: int) -> int:
    """Deals of less are left out of an uncached rerun: few, and yet every chart is another."""
    return 1_000 + 250 * number


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
    lines = [
        "| rerun of win/loss, and of others | processor time, ms | seconds | kB | charts |",
        "|---|---:|---:|---:|---:|",
    ]
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
            f"On the wire: {middle['ours uncached'].kilobytes:.1f} kB where every chart is new, "
            f"{middle['ours again'].kilobytes:.1f} kB for the same again; at most "
            f"{max(middle[page].kilobytes for page in HEAVY):.1f} kB on {' and '.join(HEAVY)} (budget {KILOBYTES:g} a rerun)."
        ),
        f"Memory: {megabytes[0]:.0f} MB, after {MANY} reruns more {megabytes[1]:.0f} MB.",
        f"Start to the first chart of the sample: {start_s:.1f} s (budget {START_S:g}).",
    ]
    return "\n".join(lines)
