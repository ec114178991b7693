"""The speed tables: `python -m tests.benchmarks [--deals N]` for the metrics, `… load` for the loading of files.

Exit code 1 when something is over its budget.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import click
import pyarrow.parquet as pq

from dashboard.filters import DealFilter
from dashboard.warehouse.connection import Warehouse, open_warehouse
from dashboard.warehouse.imports import store_tables
from dashboard.warehouse.scope import scope_of
from data_loaders.report import LoadReport
from tests.benchmarks.frames import read_frames
from tests.benchmarks.load import load as load_command
from tests.benchmarks.made_up import AS_OF, OPEN_STAGES, MadeUp, make
from tests.benchmarks.questions import BARE, Asked, Question, bare, last_quarter, questions
from tests.benchmarks.rounds import Contender, Result, measure

OURS, RAW, PANDAS = "metric", "SQL on the raw log", "pandas"


@dataclass(frozen=True)
class Load:
    """How long storing the tables took, and the most memory the process had taken by then."""

    seconds: float
    peak_megabytes: float
    file_megabytes: float


@click.group(invoke_without_command=True)
@click.option("--deals", default=1_000_000, show_default=True, help="How many deals to make up.")
@click.option("--rounds", default=9, show_default=True, help="Rounds of the metrics; at least 7 for a fair median.")
@click.option(
    "--slow-rounds", default=3, show_default=True, help="Rounds in which SQL on the raw log and pandas run too."
)
@click.option(
    "--folder", type=click.Path(path_type=Path), help="Where to work; kept afterwards. Default: a temporary one."
)
@click.pass_context
def main(context: click.Context, deals: int, rounds: int, slow_rounds: int, folder: Path | None) -> None:
    """Make up deals, load them, and time every metric against SQL on the raw log and pandas in the same run."""
    if context.invoked_subcommand is not None:
        return
    if folder is not None:
        sys.exit(_run(folder, deals, rounds, slow_rounds))
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        sys.exit(_run(Path(place), deals, rounds, slow_rounds))


def _run(folder: Path, deals: int, rounds: int, slow_rounds: int) -> int:
    _say(f"making up {deals:,} deals")
    made = _made(folder / f"tables-{deals}", deals)
    path = folder / f"{deals}.duckdb"
    path.unlink(missing_ok=True)
    with open_warehouse(path) as warehouse:
        _say("loading")
        load = _load(warehouse, made)
        asked = Asked(
            warehouse,
            scope_of(warehouse, DealFilter(as_of=AS_OF)),
            scope_of(warehouse, DealFilter(as_of=AS_OF, period=last_quarter())),
            read_frames(made.folder, OPEN_STAGES),
        )
        asked_questions = questions(asked)
        results = measure(_contenders(asked, asked_questions, rounds, slow_rounds), rounds, _say)
    print(_table(asked_questions, results, load, made))  # noqa: T201 - the table is what the command gives
    over = _over_budget(asked_questions, results)
    for line in over:
        print(line)  # noqa: T201
    return 1 if over else 0


def _made(folder: Path, deals: int) -> MadeUp:
    """The tables of an earlier run in the same folder are used again."""
    if (folder / "report.json").exists():
        rows = {
            table: pq.read_metadata(folder / f"{table}.parquet").num_rows
            for table in ("deals", "stage_events", "deal_changes")
        }
        return MadeUp(folder, rows)
    return make(folder, deals)


def _load(warehouse: Warehouse, made: MadeUp) -> Load:
    report = LoadReport.from_json((made.folder / "report.json").read_text(encoding="utf-8"))
    start = time.perf_counter()
    store_tables(warehouse, made.folder, report)
    return Load(
        time.perf_counter() - start,
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        warehouse.path.stat().st_size / 2**20,
    )


def _contenders(asked: Asked, asked_questions: tuple[Question, ...], rounds: int, slow_rounds: int) -> list[Contender]:
    found = [Contender(BARE, OURS, lambda: bare(asked), rounds)]
    for question in asked_questions:
        found.append(Contender(question.name, OURS, question.ours, rounds))
        found.append(Contender(question.name, RAW, question.raw, slow_rounds))
        found.append(Contender(question.name, PANDAS, question.pandas, slow_rounds))
    return found


def _ratio(question: Question, results: dict[tuple[str, str], Result]) -> float:
    return results[question.name, OURS].milliseconds / results[BARE, OURS].milliseconds


def _over_budget(asked_questions: tuple[Question, ...], results: dict[tuple[str, str], Result]) -> list[str]:
    return [
        f"over budget: {question.name} takes {_ratio(question, results):.1f} × the bare count, allowed are {question.budget:g} ×"
        for question in asked_questions
        if question.budget is not None and _ratio(question, results) > question.budget
    ]


def _table(
    asked_questions: tuple[Question, ...], results: dict[tuple[str, str], Result], load: Load, made: MadeUp
) -> str:
    base = results[BARE, OURS]
    lines = [
        f"{made.rows['deals']:,} deals, {made.rows['stage_events']:,} stage visits, median of {base.rounds} rounds.",
        f"Bare count by stage and owner: {base.milliseconds:.1f} ms. SQL on the raw log and pandas: fewer rounds.",
        f"Storing: {load.seconds:.1f} s, peak memory {load.peak_megabytes:,.0f} MB, file {load.file_megabytes:,.0f} MB.",
        "",
        "| question | metric, ms | × bare | budget | SQL on the raw log, ms | × slower | pandas, ms | × slower | found |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for question in asked_questions:
        ours, raw, pandas = (results[question.name, way] for way in (OURS, RAW, PANDAS))
        lines.append(
            f"| {question.name} | {ours.milliseconds:.1f} | {_ratio(question, results):.1f} "
            f"| {'' if question.budget is None else f'≤ {question.budget:g}'} "
            f"| {raw.milliseconds:,.0f} | {raw.milliseconds / ours.milliseconds:.0f} "
            f"| {pandas.milliseconds:,.0f} | {pandas.milliseconds / ours.milliseconds:.0f} "
            f"| {ours.counted:,} / {raw.counted:,} / {pandas.counted:,} |"
        )
    return "\n".join(lines)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201


main.add_command(load_command)

if __name__ == "__main__":
    main()
