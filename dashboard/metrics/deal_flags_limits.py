"""What is long and what is large, by the won deals: the limits that flags are raised beyond (definitions §9)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from dashboard.metrics.deal_flags_rules import Thresholds
from dashboard.metrics.grounds import sql_path, stages_of
from dashboard.warehouse.scope import Scope

LEAST_STAYS: Final = 5
"""Stays of won deals below which a stage has no benchmark."""
LEAST_WON: Final = 20
"""Won deals below which a pipeline says nothing of the largest amounts and the longest cycles."""


@dataclass(frozen=True)
class StayLimits:
    """Days that a stage may take. `stays`: of how many won deals; 0 where people set the days.

    `without`: (pipeline, rank) of the stages with neither.
    """

    pipelines: tuple[int, ...]
    ranks: tuple[int, ...]
    days: tuple[float, ...]
    stays: tuple[int, ...]
    without: frozenset[tuple[int, int]]
    too_few: int

    @property
    def parameters(self) -> dict[str, list[Any]]:
        """The same as the bound values of the SQL."""
        return {"pipelines": list(self.pipelines), "ranks": list(self.ranks), "days": list(self.days)}


def stay_limits(scope: Scope, thresholds: Thresholds) -> StayLimits:
    """The limit of each open stage: by the won deals, else the days that people allow it."""
    known = scope.rows(sql_path("stuck_benchmarks"), part=thresholds.of("stuck"))
    limits = {(pipeline, rank): (days, stays) for pipeline, rank, stays, days in known if stays >= LEAST_STAYS}
    places = {}
    for stage in stages_of(scope):
        if stage.kind == 0:
            places[stage.pipeline_code, stage.rank] = (stage.pipeline, stage.stage)
    for place, name in places.items():
        if name in thresholds.allowed_days:
            limits.setdefault(place, (thresholds.allowed_days[name], 0))
    return StayLimits(
        pipelines=tuple(pipeline for pipeline, _ in limits),
        ranks=tuple(rank for _, rank in limits),
        days=tuple(days for days, _ in limits.values()),
        stays=tuple(stays for _, stays in limits.values()),
        without=frozenset(places) - frozenset(limits),
        too_few=len({(pipeline, rank) for pipeline, rank, _, _ in known} - limits.keys()),
    )


def size_limits(scope: Scope, thresholds: Thresholds) -> dict[str, list[Any]]:
    """Largest usual amount and furthest plausible close of each pipeline, as bound values; None: too few were won."""
    known = scope.rows(sql_path("deal_flag_limits"), part=thresholds.of("huge_amount"))
    times = thresholds.of("implausible_close")
    return {
        "limit_pipelines": [pipeline for pipeline, *_ in known],
        "large_values": [large if amounts >= LEAST_WON else None for _, amounts, large, _, _ in known],
        "far_days": [times * far if cycles >= LEAST_WON else None for _, _, _, cycles, far in known],
    }
