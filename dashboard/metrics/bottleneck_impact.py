"""What a bottleneck costs: what waits in the stage beyond its benchmark, and the wins that did not come out of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from dashboard.estimates.exits import exit_score
from dashboard.estimates.semi_markov import HORIZON_DAYS
from dashboard.metrics import bottleneck_working
from dashboard.metrics.bottleneck_counts import ADVANCED, WON, Place, Spans
from dashboard.metrics.bottleneck_what_if import YEAR_DAYS, Wins, what_ifs
from dashboard.metrics.bottleneck_working import Wait
from dashboard.metrics.grounds import sql_path, stages_of
from dashboard.periods import MINUTES_A_DAY
from dashboard.warehouse.scope import Scope
from dashboard.warehouse.working_days import WorkedDays


@dataclass(frozen=True)
class Impact:
    """What waits in a stage now, and what the stage kept back in the window.

    `benchmark_days`: the median stay of the year before; `value_days_lost`: Σ days beyond it × amount (definitions §3),
    `excess_deal_days` without the amounts, `share_of_deal_days` of all days that open deals of the pipeline have spent
    in their stage. `came`, `went`: visits begun and ended in the last 28 days. `advances_missed`: advances expected at
    last year's pace less those seen, at least 0. What if the stage ran at last year's pace from now on, all else as it
    is: `wins_missed`, the wins more that this would bring within a year, at least 0; `wins_lost`: of these, those that
    would else never come, the others come later; `money_a_day` = wins missed × mean won amount ÷ 365, in the reporting
    currency; None where nothing was won. Stages that are off at the same time share their wins (Shapley).
    """

    benchmark_days: float | None = None
    open_deals: int = 0
    open_value: float = 0.0
    excess_deal_days: float = 0.0
    value_days_lost: float = 0.0
    share_of_deal_days: float | None = None
    came: int = 0
    went: int = 0
    advances_missed: float = 0.0
    wins_missed: float | None = None
    wins_lost: float | None = None
    money_a_day: float | None = None


def impacts(
    scope: Scope,
    seen: Spans,
    benchmarks: dict[int, float],
    off: Mapping[Place, str],
    days: WorkedDays | None = None,
) -> dict[Place, Impact]:
    """The impact of every cell, and of every whole stage under the code None; `off`: place → its signal.

    With `days` all of it is in working days, and what waits is looked at one by one.
    """
    worked, stock = (None, None) if days is None else bottleneck_working.worked_waits(scope, days, benchmarks)
    waiting, missed = _waiting(scope, benchmarks, worked), _missed(seen)
    gained = what_ifs(scope, seen, off, stock)
    from_min = scope.as_of_min - YEAR_DAYS * MINUTES_A_DAY
    amounts = {pipeline: mean for pipeline, mean, _ in scope.rows(sql_path("won_amounts"), from_min=from_min)}
    pipelines = _pipelines(scope)
    found: dict[Place, Impact] = {}
    for place in {*missed, *((stage, None) for stage, _ in seen.cells)}:
        part = replace(
            waiting.get(place, Impact()),
            benchmark_days=benchmarks.get(place[0]),
            advances_missed=missed.get(place, 0.0),
        )
        found[place] = _with_wins(part, gained.get(place), amounts.get(pipelines.get(place[0], 0)))
    return found


def _with_wins(part: Impact, gained: Wins | None, amount: float | None) -> Impact:
    if gained is None:
        return part
    wins = max(0.0, gained.within)
    money = None if amount is None else wins * amount / HORIZON_DAYS
    return replace(part, wins_missed=wins, wins_lost=min(wins, max(0.0, gained.ever)), money_a_day=money)


def _waiting(
    scope: Scope, benchmarks: dict[int, float], worked: dict[tuple[int, int], Wait] | None
) -> dict[Place, Impact]:
    rows = scope.rows(
        sql_path("bottleneck_open"), stages=list(benchmarks), days=[benchmarks[stage] for stage in benchmarks]
    )
    if worked is not None:
        rows = [(*row[:4], *worked.get(row[:2], (0.0, 0.0, 0.0)), *row[7:]) for row in rows]
    pipelines = _pipelines(scope)
    all_days: dict[int, float] = {}
    for stage, _, _, _, spent, *_ in rows:
        pipeline = pipelines.get(stage, 0)
        all_days[pipeline] = all_days.get(pipeline, 0.0) + spent
    parts: dict[Place, list[Impact]] = {}
    for stage, code, deals, value, _, excess, value_days, came, went in rows:
        whole = all_days.get(pipelines.get(stage, 0), 0.0)
        part = Impact(None, deals, value, excess, value_days, excess / whole if whole else None, came, went)
        for place in ((stage, code), (stage, None)):
            parts.setdefault(place, []).append(part)
    return {place: _sum(found) for place, found in parts.items()}


def _sum(parts: list[Impact]) -> Impact:
    shares = [part.share_of_deal_days for part in parts if part.share_of_deal_days is not None]
    return Impact(
        None,
        sum(part.open_deals for part in parts),
        math.fsum(part.open_value for part in parts),
        math.fsum(part.excess_deal_days for part in parts),
        math.fsum(part.value_days_lost for part in parts),
        math.fsum(shares) if shares else None,
        sum(part.came for part in parts),
        sum(part.went for part in parts),
    )


def _missed(seen: Spans) -> dict[Place, float]:
    """Advances expected at the pace of the year before, less those seen."""
    before, now = seen.windows[0], seen.windows[1]
    scores = [exit_score(before, now, seen.stages, cause) for cause in (ADVANCED, WON)]
    away = sum(score.expected - score.observed for score in scores)
    found: dict[Place, float] = {}
    for place, short in zip(seen.cells, np.asarray(away, dtype=np.float64), strict=True):
        found[place] = max(0.0, float(short))
        found[(place[0], None)] = found.get((place[0], None), 0.0) + float(short)
    return {place: max(0.0, short) for place, short in found.items()}


def _pipelines(scope: Scope) -> dict[int, int]:
    """Stage code → pipeline code."""
    return {stage.stage_code: stage.pipeline_code for stage in stages_of(scope) if stage.kind == 0}
