"""What a bottleneck costs: what waits in the stage beyond its benchmark, and the wins that did not come out of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from dashboard.estimates.exits import Score
from dashboard.estimates.semi_markov import HORIZON_DAYS
from dashboard.metrics.bottleneck_counts import ADVANCED, WON, Place, Spans
from dashboard.metrics.bottleneck_waiting import Cell, Wait, stock, waiting, waits
from dashboard.metrics.bottleneck_what_if import YEAR_DAYS, Wins, by_cause, what_ifs
from dashboard.metrics.grounds import share, sql_path, stages_of
from dashboard.periods import MINUTES_A_DAY
from dashboard.warehouse.scope import Scope
from dashboard.warehouse.working_days import WorkedDays

SQL: Final = "bottleneck_moves"
MOVES_DAYS: Final = 28


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

    With `days` all of it is in working days.
    """
    here = waiting(scope, days)
    scores = by_cause(seen)
    there, missed = _there(scope, waits(here, benchmarks)), _missed(seen, scores)
    gained = what_ifs(scope, seen, scores, off, stock(scope, here, days))
    from_min = scope.as_of_min - YEAR_DAYS * MINUTES_A_DAY
    amounts = {pipeline: mean for pipeline, mean, _ in scope.rows(sql_path("won_amounts"), from_min=from_min)}
    pipelines = _pipelines(scope)
    return {
        place: Impact(
            benchmarks.get(place[0]),
            *there.get(place, _There()),
            short,
            *_wins(gained.get(place), amounts.get(pipelines.get(place[0], 0))),
        )
        for place, short in missed.items()
    }


def _wins(gained: Wins | None, amount: float | None) -> tuple[float | None, float | None, float | None]:
    """Wins missed, those of them that would never come, and the money a day; `amount`: the mean of a won deal."""
    if gained is None:
        return None, None, None
    wins = max(0.0, gained.within)
    return wins, min(wins, max(0.0, gained.ever)), None if amount is None else wins * amount / HORIZON_DAYS


class _There(NamedTuple):
    """What is in a place, and what came and went lately: the fields of `Impact` from `open_deals` on."""

    deals: int = 0
    value: float = 0.0
    excess_days: float = 0.0
    value_days: float = 0.0
    share_of_days: float | None = None
    came: int = 0
    went: int = 0


def _there(scope: Scope, waits_there: Mapping[Cell, Wait]) -> dict[Place, _There]:
    """What is in each cell and stage, and what came and went lately."""
    moves = {(stage, code): (came, went) for stage, code, came, went in scope.rows(sql_path(SQL), days=MOVES_DAYS)}
    pipelines = _pipelines(scope)
    all_days: dict[int, float] = {}
    for (stage, _), wait in waits_there.items():
        pipeline = pipelines.get(stage, 0)
        all_days[pipeline] = all_days.get(pipeline, 0.0) + wait.deal_days
    found: dict[Place, _There] = {}
    of_stage: dict[int, list[_There]] = {}
    for stage, code in moves.keys() | waits_there.keys():
        deals, value, _, excess_days, value_days = waits_there.get((stage, code), Wait())
        shared = share(excess_days, all_days.get(pipelines.get(stage, 0), 0.0))
        part = _There(deals, value, excess_days, value_days, shared, *moves.get((stage, code), (0, 0)))
        found[(stage, code)] = part
        of_stage.setdefault(stage, []).append(part)
    return found | {(stage, None): _together(parts) for stage, parts in of_stage.items()}


def _together(parts: list[_There]) -> _There:
    shares = [part.share_of_days for part in parts if part.share_of_days is not None]
    return _There(
        sum(part.deals for part in parts),
        math.fsum(part.value for part in parts),
        math.fsum(part.excess_days for part in parts),
        math.fsum(part.value_days for part in parts),
        math.fsum(shares) if shares else None,
        sum(part.came for part in parts),
        sum(part.went for part in parts),
    )


def _missed(seen: Spans, scores: Sequence[Score]) -> dict[Place, float]:
    """Advances expected at the pace of the year before, less those seen; of every cell and every whole stage."""
    away = sum(scores[cause].expected - scores[cause].observed for cause in (ADVANCED, WON))
    found: dict[Place, float] = {}
    for place, short in zip(seen.cells, np.asarray(away, dtype=np.float64), strict=True):
        found[place] = max(0.0, float(short))
        found[(place[0], None)] = found.get((place[0], None), 0.0) + float(short)
    return {place: max(0.0, short) for place, short in found.items()}


def _pipelines(scope: Scope) -> dict[int, int]:
    """Stage code → pipeline code."""
    return {stage.stage_code: stage.pipeline_code for stage in stages_of(scope) if stage.kind == 0}
