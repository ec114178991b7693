"""The speed tables: `python -m tests.benchmarks [--deals N]` for the metrics, `… load` for the loading of
files, `… pages` for what a rerun costs, `… redraw` for what a click takes in a browser, `… crowd` for many readers.

Exit code 1 when something is over its budget.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import click

from dashboard.filters import DealFilter
from dashboard.warehouse.connection import open_warehouse
from dashboard.warehouse.scope import scope_of
from tests.benchmarks.crowd import crowd as crowd_command
from tests.benchmarks.filtered import filtered
from tests.benchmarks.frames import read_frames
from tests.benchmarks.load import load as load_command
from tests.benchmarks.load import store
from tests.benchmarks.made_up import AS_OF, OPEN_STAGES, MadeUp, made_in
from tests.benchmarks.pages import pages as pages_command
from tests.benchmarks.questions import BARE, Asked, Question, bare, last_quarter, questions
from tests.benchmarks.redraw import redraw as redraw_command
from tests.benchmarks.rounds import Contender, Result, measure
from tests.benchmarks.watched import Watched, watch

OURS, RAW, PANDAS = "metric", "SQL on the raw log", "pandas"


@dataclass(frozen=True)
class Load:
    """How storing the tables went, and the size of the file they came to."""

    stored: Watched
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
@click.option("--reuse", is_flag=True, help="Ask the warehouse of an earlier run in the folder; storing is not timed.")
@click.option("--cpu", "by_cpu", is_flag=True, help="Judge by processor time, on a machine that others use too.")
@click.pass_context
def main(
    context: click.Context, deals: int, rounds: int, slow_rounds: int, folder: Path | None, *, reuse: bool, by_cpu: bool
) -> None:
    """Make up deals, load them, and time every metric against SQL on the raw log and pandas in the same run."""
    if context.invoked_subcommand is not None:
        return
    with tempfile.TemporaryDirectory(prefix="bench-") as place:
        sys.exit(_run(folder or Path(place), deals, rounds, slow_rounds, reuse=reuse, by_cpu=by_cpu))


def _run(folder: Path, deals: int, rounds: int, slow_rounds: int, *, reuse: bool, by_cpu: bool) -> int:
    _say(f"making up {deals:,} deals")
    tables = folder / f"tables-{deals}"
    # In a process of its own: what making up takes is no memory of storing.
    watch(made_in, tables, deals)
    made = made_in(tables, deals)
    path = folder / f"{deals}.duckdb"
    again = reuse and path.exists()
    _say("opening" if again else "loading")
    load = None if again else _load(path, tables)
    with open_warehouse(path) as warehouse:
        asked = Asked(
            warehouse,
            scope_of(warehouse, DealFilter(as_of=AS_OF)),
            scope_of(warehouse, DealFilter(as_of=AS_OF, period=last_quarter())),
            read_frames(made.folder, OPEN_STAGES),
        )
        asked_questions = (*questions(asked), *filtered(asked))
        results = measure(_contenders(asked, asked_questions, rounds, slow_rounds), rounds, _say)
    print(_table(asked_questions, results, load, made))  # noqa: T201 - the table is what the command gives
    over = _over_budget(asked_questions, results, by_cpu=by_cpu)
    for line in over:
        print(line)  # noqa: T201
    return 1 if over else 0


def _load(path: Path, tables: Path) -> Load:
    path.unlink(missing_ok=True)
    return Load(watch(store, tables, path), path.stat().st_size / 2**20)


def _contenders(asked: Asked, asked_questions: tuple[Question, ...], rounds: int, slow_rounds: int) -> list[Contender]:
    found = [Contender(BARE, OURS, lambda: bare(asked), rounds)]
    for question in asked_questions:
        found.append(Contender(question.name, OURS, question.ours, rounds))
        if slow_rounds:
            others = ((RAW, question.raw), (PANDAS, question.pandas))
            found += [Contender(question.name, way, ask, slow_rounds) for way, ask in others if ask]
    return found


def _ratio(question: Question, results: dict[tuple[str, str], Result], *, by_cpu: bool = False) -> float:
    ours, bare_count = results[question.name, OURS], results[BARE, OURS]
    if by_cpu:
        return ours.cpu_milliseconds / bare_count.cpu_milliseconds
    return ours.milliseconds / bare_count.milliseconds


def _over_budget(
    asked_questions: tuple[Question, ...], results: dict[tuple[str, str], Result], *, by_cpu: bool
) -> list[str]:
    ratios = {question: _ratio(question, results, by_cpu=by_cpu) for question in asked_questions}
    return [
        f"over budget: {question.name} takes {ratio:.1f} × the bare count, allowed are {question.budget:g} ×"
        for question, ratio in ratios.items()
        if question.budget is not None and ratio > question.budget
    ]


def _table(
    asked_questions: tuple[Question, ...], results: dict[tuple[str, str], Result], load: Load | None, made: MadeUp
) -> str:
    base = results[BARE, OURS]
    lines = [
        f"{made.rows['deals']:,} deals, {made.rows['stage_events']:,} stage visits, median of {base.rounds} rounds.",
        (
            f"Bare count by stage and owner: {base.milliseconds:.1f} ms, {base.cpu_milliseconds:.1f} ms of processor time. "
            "SQL on the raw log and pandas: fewer rounds."
        ),
    ]
    if load:
        lines.append(
            f"Storing: {load.stored.seconds:.1f} s, peak memory {load.stored.peak_mb:,.0f} MB, "
            f"file {load.file_megabytes:,.0f} MB."
        )
    lines += [
        "",
        (
            "| question | metric, ms | × bare | × bare, processor time | budget | SQL on the raw log, ms | × slower "
            "| pandas, ms | × slower | found |"
        ),
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
        *(_line(question, results) for question in asked_questions),
    ]
    return "\n".join(lines)


def _line(question: Question, results: dict[tuple[str, str], Result]) -> str:
    ours = results[question.name, OURS]
    others = [results.get((question.name, way)) for way in (RAW, PANDAS)]
    cells = [
        question.name,
        f"{ours.milliseconds:.1f}",
        f"{_ratio(question, results):.1f}",
        f"{_ratio(question, results, by_cpu=True):.1f}",
        "" if question.budget is None else f"≤ {question.budget:g}",
    ]
    for other in others:
        cells += [f"{other.milliseconds:,.0f}", f"{other.milliseconds / ours.milliseconds:.0f}"] if other else ["", ""]
    counted = " / ".join(f"{one.counted:,}" for one in (ours, *others) if one)
    return "| " + " | ".join([*cells, counted]) + " |"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)  # noqa: T201


main.add_command(load_command)
main.add_command(pages_command)
main.add_command(redraw_command)
main.add_command(crowd_command)

if __name__ == "__main__":
    main()
