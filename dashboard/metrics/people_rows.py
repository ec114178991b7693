"""Rows of the answers about people: who sells, who buys, what they do together; and about single wins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.language import mark

KINDS: Final = {
    "new": mark("new customer"),
    "existing": mark("existing customer"),
    "repeat": mark("repeat purchase"),
    "reactivated": mark("reactivated customer"),
}
"""Derived kind → its name; what a file says stands as the file writes it."""


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


@dataclass(frozen=True)
class ActivityCount:
    """Activities of one type ('' all types) of one value of the dimension (None: all deals).

    `per_deal` counts deals without an activity as 0, `zero_deals` says how many they are. `per_30_days`: for 30 days
    on which a deal was open. `won_…`, `lost_…`: of the deals that stand as won or lost at the as-of. `silent_days`: the
    median of the days from the last one to the as-of, of open deals that had any.
    """

    value: str | None
    type: str
    deals: int
    activities: int
    per_deal: float | None
    zero_deals: int
    per_30_days: float | None
    won_deals: int
    won_per_deal: float | None
    won_per_30_days: float | None
    lost_deals: int
    lost_per_deal: float | None
    lost_per_30_days: float | None
    silent_days: float | None


@dataclass(frozen=True)
class CustomerKind:
    """Deals of one kind of customer; `kind` as the file says, a key of KINDS where derived, '' where not known.

    `deals`: begun in the period, `derived` of them by their customer's earlier purchases; `uncertain`: called new in
    the first year of the files, which know no purchase before. won, lost: closed in the period, with the Wilson 95 %
    interval of the rate. Amounts in the reporting currency.
    """

    kind: str
    deals: int
    derived: int
    uncertain: int
    won: int
    lost: int
    win_rate: float | None
    low: float | None
    high: float | None
    won_value: float
    mean_won_amount: float | None
