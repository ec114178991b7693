"""Rows of the answers about people, and about single wins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class TeamRow:
    """One owner or team ('' for the deals without one). Amounts in the reporting currency, days as floats.

    Open deals and `stuck` at the as-of; won, lost and the median cycle of the deals closed in the period; `pushed`
    deals in the period, else in the four quarters before. `per_30_days`: activities for 30 days on which a deal was
    open. `stuck`, `pushed` and `per_30_days` are None where the files cannot tell them, `target`, `coverage` and
    `needed_coverage` where there is no target.
    """

    value: str
    open: int
    open_value: float
    no_value: int
    won: int
    lost: int
    win_rate: float | None
    low: float | None
    high: float | None
    won_value: float
    median_days: float | None
    cycles: int
    stuck: int | None
    pushed: int | None
    target: float | None
    coverage: float | None
    needed_coverage: float | None
    per_30_days: float | None


@dataclass(frozen=True)
class CyclePoint:
    """One deal won in the period. `p50_days` … `p90_days`: within which that share of all of them was won."""

    deal_id: str
    name: str
    owner: str
    won_on: date
    cycle_days: float
    p50_days: float
    p75_days: float
    p90_days: float
