"""Win curve (definitions §4): the share of a cohort won by each day after its entry, with losing as the other end."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from dashboard.estimates import Incidence, aalen_johansen, grouped_quantile, wilson
from dashboard.language import mark
from dashboard.metrics.answers import Answer
from dashboard.metrics.grounds import answer, checked_mode, share, sql_path
from dashboard.metrics.outlook_rows import WinCurve
from dashboard.metrics.selection import Selection
from dashboard.periods import EPOCH, MINUTES_A_DAY
from dashboard.warehouse.scope import Scope

__all__ = ["NAME", "WinCurve", "ask", "behind", "name_of"]

NAME: Final = "win_curve"
MODES: Final = ("quarter", "month", "all")
USUAL_SHARE: Final = 0.8
"""A cohort is mature once four of five wins would have come (P80 of the days to won)."""
DAYS_SHOWN: Final = (30, 60, 90, 180, 365)
NO_ENTRY: Final = mark("deals whose entry into the pipeline no file tells")
OUT_OF_ORDER: Final = mark("deals closed before they entered the pipeline")
OPEN, WON, LOST, VOID = 0, 1, 2, 3
MONTHS_A_YEAR: Final = 12


@dataclass
class _Cohort:
    """Deals of one cohort by day and way of ending (0: seen going on)."""

    last_day: int
    ends: dict[int, list[int]]

    def total(self, kind: int) -> int:
        return sum(counts[kind] for counts in self.ends.values())


def ask(scope: Scope, mode: str = "quarter") -> Answer[WinCurve]:
    """One row a cohort, oldest first, of the deals that entered the pipeline in the period."""
    checked_mode(NAME, mode, MODES)
    asked = answer(scope, NAME, "win_curve", mode=mode)
    cohorts: dict[str, _Cohort] = {}
    to_won: dict[int, int] = defaultdict(int)
    excluded = {NO_ENTRY: 0, OUT_OF_ORDER: 0}
    for month, is_asked, kind, days, deals, last_day in scope.rows(sql_path("win_curve")):
        if days is None or days < 0:
            reason = NO_ENTRY if days is None else OUT_OF_ORDER
            excluded[reason] += deals if is_asked else 0
            continue
        if kind == WON:
            to_won[days] += deals
        if is_asked:
            cohort = cohorts.setdefault(name_of(month, mode, scope.fiscal_month), _Cohort(last_day, {}))
            cohort.last_day = max(cohort.last_day, last_day)
            cohort.ends.setdefault(days, [0, 0, 0, 0])[kind if kind <= VOID else OPEN] += deals
    usual = _usual(to_won)
    today = scope.as_of_min // MINUTES_A_DAY
    rows = tuple(_row(name, cohorts[name], usual, today) for name in sorted(cohorts))
    left_out = {reason: n for reason, n in excluded.items() if n}
    return replace(asked, n=sum(row.deals for row in rows), rows=rows, excluded=left_out)


def behind(scope: Scope, selection: Selection) -> list[int]:
    """All deals of the cohort that `value` names; `mode` as asked."""
    mode = checked_mode(NAME, selection.mode or MODES[0], MODES)
    last = scope.as_of.year * MONTHS_A_YEAR + scope.as_of.month - 1
    months = [
        month
        for month in range(EPOCH.year * MONTHS_A_YEAR, last + 1)
        if name_of(month, mode, scope.fiscal_month) == (selection.value or "")
    ]
    return [number for (number,) in scope.rows(sql_path("behind_win_curve"), months=months)]


def _row(name: str, cohort: _Cohort, usual: float | None, today: int) -> WinCurve:
    won, lost, void, still = (cohort.total(kind) for kind in (WON, LOST, VOID, OPEN))
    low, high = wilson(won, won + lost)
    days = sorted(cohort.ends)
    ends = np.array([cohort.ends[day][WON:] for day in days])
    found = aalen_johansen(np.array(days, dtype=np.float64), ends, [cohort.ends[day][OPEN] for day in days])
    shares: dict[str, Any] = {f"won_{day}": _won_by(found, day, days[-1], still) for day in DAYS_SHOWN}
    return WinCurve(
        cohort=name,
        deals=won + lost + void + still,
        won=won,
        lost=lost,
        void=void,
        open=still,
        win_rate=share(won, won + lost),
        low=low,
        high=high,
        mature=usual is not None and today - cohort.last_day >= usual,
        usual_days=usual,
        curve=_points(found),
        **shares,
    )


def _won_by(found: Incidence, day: int, longest: int, still: int) -> float | None:
    """Share won within a day; where deals are still open, none can be told beyond the longest watched."""
    if day > longest and still:
        return None
    return min(found.at(day)[0], 1.0)


def _points(found: Incidence) -> tuple[tuple[float, float, float], ...]:
    """The steps of the curve, from nothing at day 0 unless some deals end on the day they enter."""
    shares = np.minimum(found.incidence[:, :2], 1.0).tolist()
    points = tuple((day, won, lost) for day, (won, lost) in zip(found.times.tolist(), shares, strict=True))
    return points if points and points[0][0] == 0 else ((0.0, 0.0, 0.0), *points)


def _usual(to_won: dict[int, int]) -> float | None:
    """Days within which four of five wins came; None without a win."""
    days = sorted(to_won)
    return grouped_quantile(days, [to_won[day] for day in days], USUAL_SHARE) if days else None


def name_of(month: int, mode: str, fiscal_month: int) -> str:
    """Month number (year × 12 + month − 1) as 2026-03 or 2026-Q1; FY2027-Q1 in fiscal years named by their end."""
    if mode == "all":
        return ""
    year, index = divmod(month, 12)
    if mode == "month":
        return f"{year:04d}-{index + 1:02d}"
    if fiscal_month == 1:
        return f"{year:04d}-Q{index // 3 + 1}"
    ending, index = divmod(month - (fiscal_month - 1) + 12, 12)
    return f"FY{ending:04d}-Q{index // 3 + 1}"
