"""What a bottleneck costs: what waits in the stage beyond its benchmark, and the wins that did not come out of it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from dashboard.estimates.exits import Score
from dashboard.estimates.semi_markov import HORIZON_DAYS
from dashboard.metrics.bottleneck_around import Around
from dashboard.metrics.bottleneck_counts import ADVANCED, WON, Place, Spans
from dashboard.metrics.bottleneck_waiting import Cell, Wait, waits
from dashboard.metrics.bottleneck_what_if import Wins, by_cause, what_ifs
from dashboard.metrics.grounds import share, sql_path, stages_of
from dashboard.warehouse.scope import Scope

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


def came_and_went(scope: Scope) -> dict[Cell, tuple[int, int]]:
    """How many visits to each cell began and ended lately."""
    return {(stage, code): (came, went) for stage, code, came, went in scope.rows(sql_path(SQL), days=MOVES_DAYS)}


def impacts(
    scope: Scope,
    seen: Spans,
    there: Around,
    lately: Mapping[Cell, tuple[int, int]],
    benchmarks: Mapping[int, float],
    off: Mapping[Place, str],
) -> dict[Place, Impact]:
    """The impact of every cell, and of every whole stage under the code None; `off`: place → its signal.

    `lately`: as `came_and_went`; `benchmarks`: stage code → days, of the kind that `seen` and `there` count.
    """
    pipelines = {stage.stage_code: stage.pipeline_code for stage in stages_of(scope) if stage.kind == 0}
    scores = by_cause(seen)
    missed = _missed(seen, scores)
    gained = what_ifs(scope, seen, scores, off, there)
    here = _here(waits(there.waiting, benchmarks), lately, pipelines)
    return {
        place: Impact(
            benchmarks.get(place[0]),
            *here.get(place, _Here()),
            short,
            *_wins(gained.get(place), there.amounts.get(pipelines.get(place[0], 0))),
        )
        for place, short in missed.items()
    }


def _wins(gained: Wins | None, amount: float | None) -> tuple[float | None, float | None, float | None]:
    """Wins missed, those of them that would never come, and the money a day; `amount`: the mean of a won deal."""
    if gained is None:
        return None, None, None
    wins = max(0.0, gained.within)
    return wins, min(wins, max(0.0, gained.ever)), None if amount is None else wins * amount / HORIZON_DAYS


class _Here(NamedTuple):
    """What is in a place, and what came and went lately: the fields of `Impact` from `open_deals` on."""

    deals: int = 0
    value: float = 0.0
    excess_days: float = 0.0
    value_days: float = 0.0
    share_of_days: float | None = None
    came: int = 0
    went: int = 0


def _here(
    waits_here: Mapping[Cell, Wait], lately: Mapping[Cell, tuple[int, int]], pipelines: Mapping[int, int]
) -> dict[Place, _Here]:
    """What is in each cell and stage, and what came and went lately; `pipelines`: stage code → pipeline code."""
    all_days: dict[int, float] = {}
    for (stage, _), wait in waits_here.items():
        pipeline = pipelines.get(stage, 0)
        all_days[pipeline] = all_days.get(pipeline, 0.0) + wait.deal_days
    found: dict[Place, _Here] = {}
    of_stage: dict[int, list[_Here]] = {}
    for stage, code in lately.keys() | waits_here.keys():
        deals, value, _, excess_days, value_days = waits_here.get((stage, code), Wait())
        shared = share(excess_days, all_days.get(pipelines.get(stage, 0), 0.0))
        part = _Here(deals, value, excess_days, value_days, shared, *lately.get((stage, code), (0, 0)))
        found[(stage, code)] = part
        of_stage.setdefault(stage, []).append(part)
    return found | {(stage, None): _together(parts) for stage, parts in of_stage.items()}


def _together(parts: list[_Here]) -> _Here:
    shares = [part.share_of_days for part in parts if part.share_of_days is not None]
    return _Here(
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
