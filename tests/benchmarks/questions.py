"""The questions of the table: each once by the metric, once in SQL on the raw log, once in pandas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from dashboard.metrics import (
    METRICS,
    open_pipeline,
    pipeline_changes,
    sales_cycle,
    sales_velocity,
    stage_dwell,
    stage_flow,
    stage_funnel,
    stuck_deals,
    win_loss,
    win_rate,
)
from dashboard.metrics.answers import WORKING_DAYS, Answer
from dashboard.periods import Period, add_months, end_of_day
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.scope import Scope
from tests.benchmarks.frames import Frames
from tests.benchmarks.made_up import AS_OF

RAW: Final = Path(__file__).parent / "raw_log"
DIMENSIONS: Final = ("owner", "segment", "source", "product", "region", "lost_reason")
A_WEEK_BEFORE: Final = AS_OF - timedelta(days=7)
SINCE: Final = datetime(2025, 9, 30, 23, 59, 59)
BARE: Final = "bare count by stage and owner"


@dataclass(frozen=True)
class Question:
    """One line of the table. `budget`: at most so many times the bare count; None: shown only.

    Each way gives a count of what it found, so that the three can be seen to answer the same question. The other two
    ways are written for the questions that a page opens with.
    """

    name: str
    budget: float | None
    ours: Callable[[], int]
    raw: Callable[[], int] | None = None
    pandas: Callable[[], int] | None = None


@dataclass(frozen=True)
class Asked:
    """What the questions are asked of: all of it, and its last quarter."""

    warehouse: Warehouse
    scope: Scope
    quarter: Scope
    frames: Frames

    def sql(self, name: str, **parameters: Any) -> list[tuple[Any, ...]]:
        """The raw log's answer to one question."""
        shared, own = ((RAW / f"{part}.sql").read_text(encoding="utf-8") for part in ("shared", name))
        with closing(self.warehouse.cursor()) as cursor:
            cursor.execute(shared)
            return cursor.execute(own, parameters).fetchall()


def bare(asked: Asked) -> int:
    """What nothing can be faster than: count the visits by stage and owner."""
    with closing(asked.warehouse.cursor()) as cursor:
        found = cursor.execute("SELECT stage, owner, count(*) FROM fast.visits GROUP BY ALL").fetchall()
    return sum(count for *_, count in found)


def questions(asked: Asked) -> tuple[Question, ...]:
    """Every line of the table, in its order."""
    return (*_stages(asked), *_outcomes(asked), *_standing(asked), *_every_metric(asked))


def last_quarter() -> Period:
    """The period of the flow and of the waterfall."""
    return Period((SINCE + timedelta(days=1)).date(), None)


def _stages(asked: Asked) -> tuple[Question, ...]:
    scope, as_of, frames = asked.scope, asked.scope.as_of, asked.frames
    return (
        Question(
            "stage funnel",
            4,
            lambda: stage_funnel.ask(scope).n,
            lambda: sum(row[2] for row in asked.sql("stage_funnel", as_of=as_of) if row[1] != "visited"),
            lambda: frames.funnel(as_of),
        ),
        Question(
            "stage flow, one quarter",
            4,
            lambda: sum(row.entered for row in stage_flow.ask(asked.quarter).rows),
            lambda: sum(row[2] for row in asked.sql("stage_flow", as_of=as_of, since=SINCE)),
            lambda: frames.flow(SINCE, as_of),
        ),
        Question(
            "stage dwell, Kaplan–Meier",
            4,
            lambda: sum(row.n_completed for row in stage_dwell.ask(scope).rows),
            lambda: frames.dwell_of_counts(asked.sql("stage_dwell", as_of=as_of)),
            lambda: frames.dwell(as_of),
        ),
        Question(
            "stage dwell in working days",
            15,
            lambda: sum(row.n_completed for row in stage_dwell.ask(scope, mode=WORKING_DAYS).rows),
            lambda: frames.dwell_of_counts(asked.sql("stage_dwell_working", as_of=as_of)),
            lambda: frames.dwell(as_of, working=True),
        ),
        Question(
            "dwell heatmap, stage × owner",
            4,
            lambda: sum(row.n_completed for row in stage_dwell.ask(scope, by="owner").rows),
            lambda: sum(row[2] for row in asked.sql("stage_dwell_by_owner", as_of=as_of)),
            lambda: frames.dwell_by_owner(as_of),
        ),
    )


def _outcomes(asked: Asked) -> tuple[Question, ...]:
    scope, as_of, frames = asked.scope, asked.scope.as_of, asked.frames
    return (
        Question(
            "win/loss by owner",
            4,
            lambda: win_loss.ask(scope, by="owner").n,
            lambda: sum(row[1] + row[2] for row in asked.sql("win_loss", by="owner", as_of=as_of)),
            lambda: frames.win_loss("owner", as_of),
        ),
        Question(
            "win/loss, six dimensions one after the other",
            4 * len(DIMENSIONS),
            lambda: sum(win_loss.ask(scope, by=by).n for by in DIMENSIONS),
            lambda: sum(row[1] + row[2] for by in DIMENSIONS for row in asked.sql("win_loss", by=by, as_of=as_of)),
            lambda: sum(frames.win_loss(by, as_of) for by in DIMENSIONS),
        ),
        Question(
            "win rate",
            15,
            lambda: win_rate.ask(scope).n,
            lambda: sum(row[1] for row in asked.sql("win_rate", as_of=as_of)),
            lambda: frames.win_rate(as_of),
        ),
        Question(
            "sales velocity, 13 months",
            4,
            lambda: sum(row.closed for row in sales_velocity.ask(scope).rows),
            lambda: sum(row[2] + row[3] for row in asked.sql("sales_velocity", instants=_months(as_of))),
            lambda: frames.velocity(_months(as_of)),
        ),
        Question(
            "sales cycle",
            15,
            lambda: sum(row.won for row in sales_cycle.ask(scope).rows),
            lambda: sum(row[1] for row in asked.sql("sales_cycle", as_of=as_of) if row[0] == "won"),
            lambda: frames.cycle(as_of),
        ),
    )


def _standing(asked: Asked) -> tuple[Question, ...]:
    scope, as_of, frames = asked.scope, asked.scope.as_of, asked.frames
    return (
        Question(
            "open pipeline (snapshot)",
            4,
            lambda: open_pipeline.ask(scope).n,
            lambda: sum(row[1] for row in asked.sql("open_pipeline", as_of=as_of)),
            lambda: frames.snapshot(as_of),
        ),
        Question(
            "pipeline changes (waterfall), a week",
            4,
            lambda: pipeline_changes.ask(scope, since=A_WEEK_BEFORE).n,
            lambda: sum(
                row[2] for row in asked.sql("pipeline_changes", as_of=as_of, since=A_WEEK_BEFORE) if row[0] == "open"
            ),
            lambda: frames.waterfall(A_WEEK_BEFORE, as_of),
        ),
        Question(
            "pipeline changes (waterfall), a quarter",
            4,
            lambda: pipeline_changes.ask(scope, since=SINCE).n,
            lambda: sum(row[2] for row in asked.sql("pipeline_changes", as_of=as_of, since=SINCE) if row[0] == "open"),
            lambda: frames.waterfall(SINCE, as_of),
        ),
        Question(
            "stuck deals",
            15,
            lambda: stuck_deals.ask(scope).n,
            lambda: asked.sql("stuck_deals", as_of=as_of)[0][-1],
            lambda: frames.stuck(as_of),
        ),
    )


def _every_metric(asked: Asked) -> Iterator[Question]:
    """Every metric of the product in every mode, and in its first one by owner."""
    for metric in METRICS:
        chosen: list[dict[str, str]] = [{"mode": mode} for mode in metric.modes] or [{}]
        if "owner" in metric.dimensions:
            chosen.append({"by": "owner"})
        for options in chosen:
            name = " ".join([metric.name, *(f"--{option} {value}" for option, value in options.items())])
            yield Question(name, 15, partial(_n, partial(metric.ask, asked.scope, **options)))


def _n(ask: Callable[[], Answer[Any]]) -> int:
    return ask().n


def _months(as_of: datetime) -> list[datetime]:
    first = as_of.date().replace(day=1)
    return [end_of_day(add_months(first, 1 - back) - timedelta(days=1)) for back in range(12, -1, -1)]
