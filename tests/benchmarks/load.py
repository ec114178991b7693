"""The speed of loading: a million rows as CSV and as a workbook, each against the bare reader, in pairs.

Ours is `read_in_child` from the call to the report, nothing warmed up: the start of the child and its imports, the
limits, the hash of the file, encoding, dialect and headers, recognition, types, what was changed and what is odd, the
order and meaning of stages, the report, and the canonical tables on the disk. Storing is timed apart. A line of its own
has the same by a reader that stood by, as it does while the import screen is open: it had started and imported.

The bare side is `CREATE TABLE export AS SELECT * FROM read_csv(…)`, told the dialect (header, delimiter, quotation mark,
escape). DuckDB finds the types itself: of the fifteen columns two become numbers, three dates and times. The table lies
in a new database file on the disk, and closing it writes the checkpoint, which is part of the time; a second line has
the same table in memory, for which nothing is written. No bare reader knows GB18030: what reading it takes is held
against the same table from UTF-8, and may take 1.4 times as long as ours from UTF-8 may. The bare workbook is
fastexcel's sheet as Arrow columns.

Every contender runs in a process of its own, in turn, once a round; our modules are compiled before the first, as
they are from the second start of the product on. `seconds` begin when that process has imported
what it measures, so DuckDB's own import is free on the bare side, and the child's imports are paid on ours. Processor
time is that of the process and its children; where others use the machine it tells more than the clock.
"""

from __future__ import annotations

import compileall
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

import click
import duckdb
import fastexcel

import data_loaders
from dashboard.warehouse.connection import open_warehouse
from dashboard.warehouse.imports import store_tables
from data_loaders.options import Options
from data_loaders.reader_processes import stand_by
from data_loaders.report import LoadReport
from data_loaders.sandbox import Limits, read_in_child
from tests.benchmarks.exports import csv_export, gb18030_export, workbook_export
from tests.benchmarks.watched import Watched, watch

PEAK_MB: Final = 1_600
PATIENT: Final = Limits(seconds=3_600)
CHOOSING_S: Final = 4.0
"""Seconds that a person needs at least to choose a file."""


@dataclass(frozen=True)
class Pair:
    """Something of ours beside what it is measured by, and how many times as long it may take."""

    name: str
    ours: Watched
    bare_name: str
    bare: Watched
    budget: float | None

    @property
    def ratio(self) -> float:
        """Our time ÷ the other."""
        return self.ours.seconds / self.bare.seconds

    @property
    def cpu_ratio(self) -> float:
        """Our processor time ÷ the other's."""
        return self.ours.cpu_seconds / self.bare.cpu_seconds

    @property
    def over(self) -> list[str]:
        """What is over its budget, in words."""
        slow = f"over budget: {self.name} takes {self.ratio:.2f} × {self.bare_name}, allowed are {self.budget} ×"
        fat = f"over budget: {self.name} takes {self.ours.peak_mb:,.0f} MB, allowed are {PEAK_MB:,} MB"
        return [slow] * (self.budget is not None and self.ratio > self.budget) + [fat] * (self.ours.peak_mb > PEAK_MB)


def bare_csv(path: Path) -> None:
    """What DuckDB needs to read the CSV into a table of its own file, told the dialect."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder, duckdb.connect(f"{folder}/bare.duckdb") as connection:
        _create(connection, path)


def bare_csv_in_memory(path: Path) -> None:
    """The same into a table in memory, which nobody can open again."""
    with duckdb.connect() as connection:
        _create(connection, path)


def _create(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    connection.execute("SET enable_progress_bar = false")
    connection.read_csv(str(path), header=True, sep=",", quotechar='"', escapechar='"').create("export")


def bare_workbook(path: Path) -> None:
    """What the workbook reader needs to give the sheet as columns."""
    fastexcel.read_excel(path).load_sheet(0).to_arrow()


def read(path: Path, out: Path) -> None:
    """Our reading, in its process: canonical tables and the load report."""
    read_in_child(path, out, Options(), limits=PATIENT)


def opened_screen() -> None:
    """What opening the import screen does, and the time until a file comes."""
    stand_by()
    time.sleep(CHOOSING_S)


def store(tables: Path, warehouse: Path) -> None:
    """Our storing: rows inserted, everything derived built, committed."""
    with open_warehouse(warehouse) as opened:
        report = LoadReport.from_json((tables / "report.json").read_text(encoding="utf-8"))
        store_tables(opened, tables, report)


@click.command("load")
@click.option("--deals", default=1_000_000, show_default=True, help="Rows of each file.")
@click.option("--rounds", default=3, show_default=True, help="Pairs of each comparison; the median counts.")
@click.option("--folder", type=click.Path(path_type=Path), help="Where the files are kept. Default: the temporary one.")
@click.option("--only", type=click.Choice(["csv", "workbook"]), help="One kind of file.")
def load(deals: int, rounds: int, folder: Path | None, only: str | None) -> None:
    """Load a million rows from CSV and from a workbook, and time it against the bare readers."""
    place = folder or Path(tempfile.gettempdir()) / "pipeline-review-bench"
    place.mkdir(parents=True, exist_ok=True)
    compileall.compile_dir(Path(data_loaders.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory(dir=place) as work:
        pairs = _pairs(place, Path(work), deals, rounds, only)
    click.echo(table(pairs, deals, rounds))
    over = [line for pair in pairs for line in pair.over]
    click.echo("\n".join(over), nl=bool(over))
    raise SystemExit(bool(over))


def _pairs(place: Path, work: Path, deals: int, rounds: int, only: str | None) -> list[Pair]:
    pairs = []
    if only != "workbook":
        plain, chinese = csv_export(place, deals), gb18030_export(place, deals)
        ours, ready, file, memory, gb18030 = _rounds(
            rounds,
            lambda: watch(read, plain, work / "csv"),
            lambda: watch(read, plain, work / "ready", before=opened_screen),
            lambda: watch(bare_csv, plain),
            lambda: watch(bare_csv_in_memory, plain),
            lambda: watch(read, chinese, work / "gb18030"),
        )
        pairs.append(Pair("CSV, UTF-8", ours, "read_csv into a table", file, 2.0))
        pairs.append(Pair("CSV, UTF-8, the reader stood by", ready, "read_csv into a table", file, 2.0))
        pairs.append(Pair("CSV, UTF-8", ours, "read_csv into memory, lost on leaving", memory, None))
        pairs.append(Pair("CSV, GB18030", gb18030, "read_csv of it in UTF-8, into a table", file, 2.8))
        stored = watch(store, work / "csv", work / "csv.duckdb")
        pairs.append(Pair("storing the CSV's deals", stored, "reading them", ours, 2.0))
    if only != "csv":
        workbook = workbook_export(place, deals)
        ours, bare = _rounds(
            rounds, lambda: watch(read, workbook, work / "workbook"), lambda: watch(bare_workbook, workbook)
        )
        pairs.append(Pair("XLSX", ours, "fastexcel", bare, 1.5))
    return pairs


def _rounds(rounds: int, *contenders: Callable[[], Watched]) -> list[Watched]:
    """The contenders in turn, each once a round: medians of their times, the highest of their peaks."""
    runs = [[contender() for contender in contenders] for _ in range(rounds)]
    return [
        Watched(
            median(run.seconds for run in mine),
            max(run.peak_mb for run in mine),
            median(run.cpu_seconds for run in mine),
        )
        for mine in zip(*runs, strict=True)
    ]


def table(pairs: Sequence[Pair], deals: int, rounds: int) -> str:
    """The pairs as lines of a table."""
    lines = [
        f"{deals:,} rows × 15 columns, median of {rounds} rounds. Peak: the loading process and its child together.",
        "",
        "Reading: recognising, typing, counting what was changed, history, report and canonical tables, in a child process.",
        "",
        "| load | seconds | processor, s | peak, MB | against | seconds | processor, s | × time | × processor | budget |",
        "|---|---:|---:|---:|---|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {pair.name} | {pair.ours.seconds:.1f} | {pair.ours.cpu_seconds:.1f} | {pair.ours.peak_mb:,.0f} "
        f"| {pair.bare_name} | {pair.bare.seconds:.1f} | {pair.bare.cpu_seconds:.1f} | {pair.ratio:.2f} "
        f"| {pair.cpu_ratio:.2f} "
        f"| {'' if pair.budget is None else f'≤ {pair.budget:g}'} |"
        for pair in pairs
    ]
    return "\n".join(lines)
