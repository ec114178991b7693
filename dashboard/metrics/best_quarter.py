"""What if a stage ran as in its best quarter (definitions §3): wins and money a day more, all else as it is now.

The hazards of a span are its own; at ages of which it saw little they lean on those of all the time watched, brought to
the pace of the span. An absorbing semi-Markov model moves today's deals, and those that come in, through the stages for
a year, once at the pace of the last 90 days and once with the stage at the pace of a quarter.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard.estimates.exits import LEANING, Watched, leaning_hazards, median_stay
from dashboard.estimates.semi_markov import HORIZON_DAYS, WON, gains
from dashboard.language import mark
from dashboard.metrics import bottleneck_around
from dashboard.metrics.answers import Answer
from dashboard.metrics.bottleneck_around import Around, around
from dashboard.metrics.bottleneck_counts import ADVANCED, LOST, Spans, spans
from dashboard.metrics.bottleneck_what_if import CAUSES, pipelines_in
from dashboard.metrics.grounds import Stage, answer, needs_history, share, without_history
from dashboard.metrics.outlook_rows import BestQuarter
from dashboard.metrics.side_by_side import side_by_side
from dashboard.periods import MINUTES_A_DAY, add_months, day_number, quarter_of
from dashboard.warehouse.scope import Scope

__all__ = ["NAME", "BestQuarter", "ask"]

NAME: Final = "best_quarter"
SQL: Final = ("bottleneck_spans", "bottleneck_standing", *bottleneck_around.SQL)
QUARTERS: Final = 4
NOW_DAYS: Final = 90
LEAST_ENDS: Final = 20
"""Ended stays below which a span has no pace that could be ranked (definitions §3)."""
NO_PACE: Final = mark(
    "stages with fewer than 20 ended stays in the last 90 days or in each of the four quarters before"
)
Floats = npt.NDArray[np.float64]


def ask(scope: Scope) -> Answer[BestQuarter]:
    """One row a stage whose pace is known now and in at least one of the quarters, the largest gain first."""
    scope = scope.broken_down(None)
    asked = answer(scope, NAME, *SQL)
    refused = needs_history(asked)
    if refused is not None:
        return refused
    starts = _starts(scope)
    with side_by_side() as pool:
        there = pool.submit(around, scope)
        seen, parameters = _watched(scope, starts)
    rows, without = _rows(scope, seen, there.result(), starts[:-1]) if seen.cells else ([], 0)
    excluded = without_history(asked) | ({NO_PACE: without} if without else {})
    return replace(
        asked,
        n=sum(row.ended_now for row in rows),
        rows=tuple(sorted(rows, key=lambda row: (-(row.money_a_day or 0.0), -row.wins_more, row.pipeline, row.rank))),
        excluded=excluded,
        parameters={**asked.parameters, **parameters},
    )


def _starts(scope: Scope) -> list[date]:
    """First days of the last four whole quarters, and the day after them."""
    tomorrow = scope.as_of.date() + timedelta(days=1)
    current = quarter_of(tomorrow, scope.fiscal_month).first or tomorrow
    return [add_months(current, -3 * back) for back in range(QUARTERS, -1, -1)]


def _watched(scope: Scope, starts: Sequence[date]) -> tuple[Spans, dict[str, object]]:
    """All the time since the first quarter began, the last 90 days, and each quarter."""
    today = scope.as_of_min // MINUTES_A_DAY

    def edge(day: int) -> int:
        return scope.as_of_min - (today - day + 1) * MINUTES_A_DAY

    quarters = [edge(day_number(start)) for start in starts]
    now = scope.as_of_min - NOW_DAYS * MINUTES_A_DAY
    edges = sorted({*quarters, now, scope.as_of_min})
    seen, parameters = spans(scope, edges)
    eras = list(zip(itertools.pairwise(edges), seen.windows, strict=True))

    def between(first: int, last: int) -> Watched:
        return functools.reduce(Watched.plus, (part for era, part in eras if first <= era[0] and era[1] <= last))

    wanted = [(edges[0], scope.as_of_min), (now, scope.as_of_min), *itertools.pairwise(quarters)]
    return replace(seen, windows=tuple(between(*window) for window in wanted)), parameters


def _rows(scope: Scope, seen: Spans, there: Around, starts: Sequence[date]) -> tuple[list[BestQuarter], int]:
    """The rows, and how many stages have no pace to compare."""
    everything, now, *quarters = seen.windows
    each = [leaning_hazards(everything.ends[:, :, cause], everything.exposure, seen.stages) for cause in range(CAUSES)]
    usual = np.stack(each, axis=2)
    rows, without = [], 0
    for one in pipelines_in(scope, seen, there):
        if not usual[list(one.cells.values()), :, WON].any():
            continue
        present = one.course(_hazards(now, usual))
        gained = [gains(one.flow, present, one.course(_hazards(then, usual)), ()) for then in quarters]
        for place, stage in enumerate(one.stages):
            at = one.cells.get((stage.stage_code, 0))
            told = [] if at is None or _ended(now, at) < LEAST_ENDS else _ranked(quarters, at)
            if at is None or not told:
                without += 1
                continue
            wins = {number: float(gained[number].within[:, place].sum()) for number in told}
            best = max(wins, key=lambda number: wins[number])
            row = _row(stage, now, quarters[best], at, starts[best] if wins[best] > 0 else None)
            ever = float(gained[best].ever[:, place].sum())
            rows.append(_with_wins(row, wins[best], ever, there.amounts.get(stage.pipeline_code)))
    return rows, without


def _ranked(quarters: Sequence[Watched], at: int) -> list[int]:
    return [number for number, then in enumerate(quarters) if _ended(then, at) >= LEAST_ENDS]


def _hazards(seen: Watched, usual: Floats) -> Floats:
    """Hazards a day of every cell, band of age and cause, as if `LEANING` ends at the usual ones had been seen too.

    The usual ones are brought to the pace of the span: times ends seen ÷ expected, as if one more of each had been.
    """
    expected = (usual * seen.exposure[:, :, None]).sum(axis=1)
    scaled = usual * ((seen.ends.sum(axis=1) + 1) / (expected + 1))[:, None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        found = (seen.ends + LEANING) / (seen.exposure[:, :, None] + LEANING / scaled)
    return np.where(scaled > 0, found, 0.0)


def _ended(seen: Watched, at: int) -> int:
    return round(float(seen.ends[at].sum()))


def _advanced(seen: Watched, at: int) -> float | None:
    """Of the stays that advanced or were lost, the share that advanced; a win is an advance."""
    ends = seen.ends[at].sum(axis=0)
    on = float(ends[ADVANCED] + ends[WON])
    return share(on, on + float(ends[LOST]))


def _row(stage: Stage, now: Watched, best: Watched, at: int, start: date | None) -> BestQuarter:
    best = now if start is None else best
    return BestQuarter(
        pipeline=stage.pipeline,
        stage=stage.stage,
        rank=stage.rank,
        best_start=start,
        ended_best=_ended(best, at),
        ended_now=_ended(now, at),
        advance_best=_advanced(best, at),
        advance_now=_advanced(now, at),
        median_best_days=median_stay(best.all_ends[at], best.exposure[at]),
        median_now_days=median_stay(now.all_ends[at], now.exposure[at]),
        wins_more=0.0,
        wins_lost=0.0,
        money_a_day=None,
    )


def _with_wins(row: BestQuarter, within: float, ever: float, amount: float | None) -> BestQuarter:
    wins = max(0.0, within)
    money = None if amount is None else wins * amount / HORIZON_DAYS
    return replace(row, wins_more=wins, wins_lost=min(wins, max(0.0, ever)), money_a_day=money)
