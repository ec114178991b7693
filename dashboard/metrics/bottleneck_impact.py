"""What a bottleneck costs: what waits in the stage beyond its benchmark, and the wins that did not come out of it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from dashboard.estimates.chain import absorbing_chances
from dashboard.estimates.exits import exit_score
from dashboard.metrics.bottleneck_counts import ADVANCED, WON, Place, Spans
from dashboard.metrics.grounds import sql_path
from dashboard.periods import MINUTES_A_DAY
from dashboard.warehouse.scope import Scope

WON_LEAVES, LOST_LEAVES, VOID_LEAVES = 3, 4, 5
_YEAR_DAYS: Final = 365


@dataclass(frozen=True)
class Impact:
    """What waits in a stage now, and what the stage kept back in the window.

    `benchmark_days`: the median stay of the year before; `value_days_lost`: Σ days beyond it × amount (definitions §3),
    `excess_deal_days` without the amounts, `share_of_deal_days` of all days that open deals of the pipeline have spent
    in their stage. `came`, `went`: visits begun and ended in the last 28 days. `advances_missed`: advances expected at
    last year's pace less those seen, at least 0; `wins_missed` = those × the chance to win from the stages after;
    `money_a_day` = wins missed × mean won amount ÷ days of the window, in the reporting currency; None where no chance
    or amount is known. They may still come, later: a delay and a loss are not told apart here.
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
    money_a_day: float | None = None


def impacts(scope: Scope, seen: Spans, benchmarks: dict[int, float], window_days: int) -> dict[Place, Impact]:
    """The impact of every cell, and of every whole stage under the code None."""
    waiting = _waiting(scope, benchmarks)
    missed = _missed(seen)
    won = _won(scope)
    pipelines = _pipelines(scope)
    found: dict[Place, Impact] = {}
    for place in {*missed, *((stage, None) for stage, _ in seen.cells)}:
        stage = place[0]
        part = waiting.get(place, Impact())
        chance, amount = won.get(pipelines.get(stage, (0, 0)), (None, None))
        advances = missed.get(place, 0.0)
        wins = None if chance is None else advances * chance
        found[place] = replace(
            part,
            benchmark_days=benchmarks.get(stage),
            advances_missed=advances,
            wins_missed=wins,
            money_a_day=None if wins is None or amount is None else wins * amount / window_days,
        )
    return found


def _waiting(scope: Scope, benchmarks: dict[int, float]) -> dict[Place, Impact]:
    rows = scope.rows(
        sql_path("bottleneck_open"), stages=list(benchmarks), days=[benchmarks[stage] for stage in benchmarks]
    )
    pipelines = _pipelines(scope)
    all_days: dict[int, float] = {}
    for stage, _, _, _, days, *_ in rows:
        pipeline = pipelines.get(stage, (0, 0))[0]
        all_days[pipeline] = all_days.get(pipeline, 0.0) + days
    parts: dict[Place, list[Impact]] = {}
    for stage, code, deals, value, _, excess, value_days, came, went in rows:
        whole = all_days.get(pipelines.get(stage, (0, 0))[0], 0.0)
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


def _pipelines(scope: Scope) -> dict[int, tuple[int, int]]:
    """Stage code → (pipeline code, rank)."""
    return {row[2]: (row[0], row[5]) for row in scope.rows(sql_path("stages")) if row[4] == 0}


def _won(scope: Scope) -> dict[tuple[int, int], tuple[float | None, float | None]]:
    """(pipeline, rank) → chance to win after advancing from there, and the mean won amount of the last year."""
    from_min = scope.as_of_min - _YEAR_DAYS * MINUTES_A_DAY
    amounts = {pipeline: mean for pipeline, mean, _ in scope.rows(sql_path("won_amounts"), from_min=from_min)}
    moves: dict[int, list[tuple[int, int, int, int]]] = {}
    for pipeline, *move in scope.rows(sql_path("stage_moves"), from_min=from_min):
        moves.setdefault(pipeline, []).append((move[0], move[1], move[2], move[3]))
    found: dict[tuple[int, int], tuple[float | None, float | None]] = {}
    for pipeline, counted in moves.items():
        for rank, chance in _chances_after(counted).items():
            found[(pipeline, rank)] = (chance, amounts.get(pipeline))
    return found


def _chances_after(moves: list[tuple[int, int, int, int]]) -> dict[int, float]:
    """Rank → chance to win of a deal that has just advanced from it, skips included."""
    most = max(max(rank, after if leaves < WON_LEAVES else 0) for rank, leaves, after, _ in moves)
    between, ends = np.zeros((most + 1, most + 1)), np.zeros((most + 1, 3))
    for rank, leaves, after, visits in moves:
        if leaves < WON_LEAVES:
            between[rank, after] += visits
        else:
            ends[rank, leaves - WON_LEAVES] += visits
    win = absorbing_chances(between, ends[:, : VOID_LEAVES - WON_LEAVES])[:, 0]
    found = {}
    for rank in range(most + 1):
        onwards = between[rank].copy()
        onwards[: rank + 1] = 0
        weights = np.append(onwards, ends[rank, 0])
        chances: npt.NDArray[np.float64] = np.append(np.nan_to_num(win), 1.0)
        if weights.sum() > 0:
            found[rank] = float(weights @ chances / weights.sum())
    return found
