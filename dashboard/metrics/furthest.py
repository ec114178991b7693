"""How far the deals of a cohort came: what every funnel by furthest stage is summed from (definitions §2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard.metrics.grounds import Stage

Place = tuple[int, int, int]
"""Pipeline code, kind (0 open, 1 won, 2 lost, 3 void) and furthest stage."""


@dataclass(frozen=True)
class Standing:
    """Deals by pipeline, kind and furthest stage, with their values."""

    deals: dict[Place, int]
    value: dict[Place, float]
    weighted: dict[Place, float]

    def total(self, pipeline: int, rank: int, of: Mapping[Place, float]) -> float:
        """Sum over the deals that came at least to a rank; a won deal came further than any stage."""
        return sum(
            amount
            for (code, kind, furthest), amount in of.items()
            if code == pipeline and (kind == 1 or furthest >= rank)
        )

    def won(self, pipeline: int, of: Mapping[Place, float]) -> float:
        """Sum over the deals won."""
        return sum(amount for (code, kind, _), amount in of.items() if code == pipeline and kind == 1)

    def at(self, pipeline: int, kind: int, rank: int) -> int:
        """Deals of a kind whose furthest stage is this one."""
        return self.deals.get((pipeline, kind, rank), 0)


def standing_of(rows: Iterable[tuple[Any, ...]]) -> Standing:
    """Rows of pipeline, kind, furthest, deals, value and weighted value, added up."""
    deals: dict[Place, int] = defaultdict(int)
    value: dict[Place, float] = defaultdict(float)
    weighted: dict[Place, float] = defaultdict(float)
    for pipeline, kind, furthest, count, worth, expected in rows:
        place = (pipeline, kind, furthest)
        deals[place] += count
        value[place] += worth
        weighted[place] += expected
    return Standing(deals, value, weighted)


def only_complete_wins(standing: Standing, stages: tuple[Stage, ...]) -> Standing:
    """A win counts in strict order only after every stage; others count as far as they came, as open ends."""
    depth = {stage.pipeline_code: stage.rank - 1 for stage in stages if stage.kind == 1}

    def moved(place: Place) -> Place:
        pipeline, kind, furthest = place
        return (pipeline, 4, furthest) if kind == 1 and furthest < depth.get(pipeline, 0) else place

    return Standing(
        {moved(place): n for place, n in standing.deals.items()},
        {moved(place): value for place, value in standing.value.items()},
        {moved(place): value for place, value in standing.weighted.items()},
    )
