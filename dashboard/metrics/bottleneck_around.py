"""What lies around the visits watched: who waits and who comes in, where deals go, and what a won one is worth.

None of it depends on what was seen of the visits, so it can be asked for while they are counted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from dashboard.metrics import bottleneck_waiting
from dashboard.metrics.bottleneck_waiting import Stock, Waiting, stock, waiting
from dashboard.metrics.grounds import sql_path
from dashboard.periods import MINUTES_A_DAY
from dashboard.warehouse.scope import Scope
from dashboard.warehouse.working_days import WorkedDays

SQL: Final = (*bottleneck_waiting.SQL, "stage_moves", "won_amounts")
YEAR_DAYS: Final = 365
Move = tuple[int, int, int, int]
"""Rank, how it was left, rank gone to, visits."""


@dataclass(frozen=True)
class Around:
    """The deals that wait now, one by one and as a stock with what comes in; `moves` and `amounts` of the last year.

    `moves`: pipeline code → moves; `amounts`: pipeline code → mean amount of the deals won, in the reporting currency.
    """

    waiting: Waiting
    stock: Stock
    moves: Mapping[int, list[Move]]
    amounts: Mapping[int, float | None]


def around(scope: Scope, days: WorkedDays | None = None) -> Around:
    """All of it at the as-of; ages in calendar days, or in the working days of a calendar."""
    from_min = scope.as_of_min - YEAR_DAYS * MINUTES_A_DAY
    here = waiting(scope, days)
    moves: dict[int, list[Move]] = {}
    for pipeline, rank, leaves, next_rank, visits in scope.rows(sql_path("stage_moves"), from_min=from_min):
        moves.setdefault(pipeline, []).append((rank, leaves, next_rank, visits))
    amounts = {pipeline: mean for pipeline, mean, _ in scope.rows(sql_path("won_amounts"), from_min=from_min)}
    return Around(here, stock(scope, here, days), moves, amounts)
