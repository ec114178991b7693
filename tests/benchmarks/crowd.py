"""Many readers at once: how long they wait for a page, and what they cost the server.

Each reader is a browser's tab of its own on the sample data: it opens a page, thinks, and goes to another page or
chooses another filter, over and over. Before they come one tab has seen every page with every filter, as by the middle
of a day of work; what that took is told apart. A wait is from the message that asks to the one that says that all is
sent. The readers are played by one process on the same machine, so the server has less than all of it.
"""

from __future__ import annotations

import asyncio
import random
import resource
import tempfile
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from statistics import median, quantiles
from typing import Final
from urllib.parse import urlencode

import click
from websockets.asyncio.client import ClientConnection, connect

from dashboard.filters import is_custom
from dashboard.warehouse import known
from dashboard.warehouse.connection import open_warehouse
from dashboard.warehouse.sample import load_sample
from tests.benchmarks.serving import Server, our_pages, serving
from tests.benchmarks.tab import Tab
from tests.journeys.server import free_port

PAGES: Final = ("overview", "funnel", "bottlenecks", "velocity", "win_loss", "changes", "targets", "team", "deals")
FILTERS: Final = 24
"""Filters that the readers choose from; a few dozen people look at the same teams, owners and segments."""
WAIT_MS, MEGABYTES = 500.0, 600.0
"""The budgets: what 95 of 100 waits stay below, and the memory of the server."""


@dataclass
class Watch:
    """What was seen while `counting`."""

    counting: bool = False
    waits_ms: dict[str, list[float]] = field(default_factory=lambda: {page: [] for page in PAGES})

    def note(self, page: str, wait_ms: float) -> None:
        """A wait that ended."""
        if self.counting:
            self.waits_ms[page].append(wait_ms)


@dataclass(frozen=True)
class Cost:
    """What the server and the players of the readers took in the counted time.

    `first_ms`: processor time of a page that nobody had asked for yet.
    """

    first_ms: float
    seconds: float
    server_ms: float
    players_ms: float
    megabytes: float


@click.command("crowd")
@click.option("--readers", default=200, show_default=True, help="Tabs that are open.")
@click.option("--think", "think_s", default=5.0, show_default=True, help="Seconds from an answer to the next question.")
@click.option("--seconds", default=60.0, show_default=True, help="How long the waits are counted.")
def crowd(readers: int, think_s: float, seconds: float) -> None:
    """Let many readers use the pages of the sample at once, and time their waits."""
    with tempfile.TemporaryDirectory(prefix="bench-crowd-") as place:
        warehouse, port = Path(place) / "sample.duckdb", free_port()
        links = _links(warehouse)
        with serving(our_pages(warehouse, port), port, Path(place) / "server.log") as server:
            watch, cost = asyncio.run(_crowded(server, links, readers, think_s, seconds))
    click.echo(_told(watch, cost, readers, think_s))


def _links(path: Path) -> tuple[str, ...]:
    """The sample in a new warehouse, and the filters that its readers choose from: all, and one value each."""
    with open_warehouse(path) as warehouse:
        load_sample(warehouse)
        values = known.dimension_values(warehouse)
    single = [(name, value) for name, found in values.items() if not is_custom(name) for value in found]
    chosen = random.Random(1).sample(single, min(FILTERS - 1, len(single)))
    return ("lang=en", *(urlencode({"lang": "en", name: value}) for name, value in chosen))


async def _crowded(
    server: Server, links: Sequence[str], readers: int, think_s: float, seconds: float
) -> tuple[Watch, Cost]:
    """Show everything once, let them come one after the other within a while, settle, and count."""
    first_ms = await _shown_once(server, links)
    watch, settling_s = Watch(), 4 * think_s
    async with AsyncExitStack() as streams, asyncio.TaskGroup() as group:
        tasks = []
        for number in range(readers):
            stream = await streams.enter_async_context(connect(server.stream, **server.greeting))
            tasks.append(group.create_task(_reads(stream, random.Random(number), links, think_s, watch)))
            await asyncio.sleep(settling_s / readers)
        await asyncio.sleep(settling_s)
        start, served, played = time.perf_counter(), server.cpu_ms(), _played_ms()
        watch.counting = True
        await asyncio.sleep(seconds)
        watch.counting = False
        cost = Cost(
            first_ms, time.perf_counter() - start, server.cpu_ms() - served, _played_ms() - played, server.megabytes()
        )
        for task in tasks:
            task.cancel()
    return watch, cost


async def _shown_once(server: Server, links: Sequence[str]) -> float:
    """Milliseconds of processor time a page, every page asked for with every filter for the first time."""
    before = server.cpu_ms()
    async with connect(server.stream, **server.greeting) as stream:
        tab = Tab()
        for page, link in product(PAGES, links):
            await _shown(stream, tab, page, link)
    return (server.cpu_ms() - before) / len(PAGES) / len(links)


async def _shown(stream: ClientConnection, tab: Tab, page: str, link: str) -> float:
    """Ask for a page and wait for all of it; milliseconds."""
    start = time.perf_counter()
    await stream.send(tab.ask(page, link))
    while not tab.take(await stream.recv()).ends_run:
        pass
    return (time.perf_counter() - start) * 1000


async def _reads(
    stream: ClientConnection, dice: random.Random, links: Sequence[str], think_s: float, watch: Watch
) -> None:
    """One reader: half of the time another page, half of the time another filter on the same one."""
    tab, page, link = Tab(), PAGES[0], links[0]
    while True:
        watch.note(page, await _shown(stream, tab, page, link))
        await asyncio.sleep(think_s * dice.uniform(0.5, 1.5))
        if dice.random() < 0.5:
            page = dice.choice(PAGES)
        else:
            link = dice.choice(links)


def _played_ms() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return (used.ru_utime + used.ru_stime) * 1000


def _told(watch: Watch, cost: Cost, readers: int, think_s: float) -> str:
    waits = [wait for found in watch.waits_ms.values() for wait in found]
    lines = ["| page | pages shown | half within, ms | 95 of 100 within, ms |", "|---|---:|---:|---:|"]
    lines += [_line(page, found) for page, found in watch.waits_ms.items() if found]
    return "\n".join(
        [
            f"{readers} readers, {think_s:g} s of thinking, {cost.seconds:.0f} s counted.",
            "",
            *lines,
            _line("all", waits),
            "",
            f"Budget: 95 of 100 within {WAIT_MS:g} ms. {len(waits) / cost.seconds:.1f} pages a second.",
            (
                f"Server: {cost.first_ms:.0f} ms of processor time for a page that nobody had asked for, "
                f"{cost.server_ms / max(len(waits), 1):.0f} ms for one that somebody had, "
                f"{cost.server_ms / cost.seconds / 1000:.2f} processors, {cost.megabytes:.0f} MB "
                f"(budget {MEGABYTES:g}). The players of the readers: {cost.players_ms / cost.seconds / 1000:.2f} "
                "processors."
            ),
        ]
    )


def _line(name: str, waits: Sequence[float]) -> str:
    late = quantiles(waits, n=20)[-1] if len(waits) > 1 else waits[0]
    return f"| {name} | {len(waits)} | {median(waits):.0f} | {late:.0f} |"
