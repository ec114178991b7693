"""Will the period make its target (definitions §6): what is won, what is open and due, and what it took before."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from dashboard.language import mark
from dashboard.metrics.answers import Answer, Unavailable
from dashboard.metrics.grounds import (
    NEEDS_EXPORT,
    NOTHING_LOADED,
    answer,
    checked_dimension,
    narrowed_by,
    share,
    sql_path,
    too_narrow,
    values_of,
)
from dashboard.metrics.outlook_rows import Coverage
from dashboard.metrics.targets import HAVE_TARGETS, targets_of
from dashboard.periods import Period, add_months, day_number, quarter_of
from dashboard.warehouse.scope import Scope

__all__ = ["NAME", "Coverage", "ask"]

NAME: Final = "coverage"
PAST_PERIODS: Final = 4
"""Earlier periods that tell the needed coverage and the usual pace."""
LEAST_DATED: Final = 0.8
"""Share of the open deals of earlier days whose due date then must be known before a yield is told."""
NO_TARGET: Final = mark("No target is known for this period and this filter.")
NEEDS_TARGET: Final = (mark("targets by owner, team or company for the whole period (a table of quotas)"),)
NOT_OF_TARGETS: Final = mark("Targets are set for pipelines, owners and teams only.")


@dataclass(frozen=True)
class _Past:
    open_value: float = 0.0
    yielded: float = 0.0
    won_value: float = 0.0
    won_by_then: float = 0.0
    deals: int = 0
    dated: int = 0
    periods: int = 0

    @property
    def yield_share(self) -> float | None:
        """Share of the open value that was won; None where too few due dates of those days are known."""
        return share(self.yielded, self.open_value) if self.dated >= LEAST_DATED * self.deals else None


def ask(scope: Scope, by: str | None = None) -> Answer[Coverage]:
    """One row, or one a value of the dimension with a target or deals, largest target first.

    The period of the scope when it has both ends, else the calendar quarter of the as-of. Unavailable without a target.
    """
    scope = scope.broken_down(checked_dimension(NAME, by))
    asked = answer(scope, NAME, "coverage", "coverage_won", "coverage_past", "period_targets", by=by)
    refused = too_narrow(asked, scope, frozenset(HAVE_TARGETS), NOT_OF_TARGETS)
    if refused is not None:
        return refused
    if not any(scope.evidence) and not narrowed_by(scope):
        return replace(asked, unavailable=Unavailable(NOTHING_LOADED, NEEDS_EXPORT))
    period = period_of(scope)
    asked = replace(asked, period=period)
    targets = targets_of(scope, period, by)
    if not targets:
        return replace(asked, unavailable=Unavailable(NO_TARGET, NEEDS_TARGET))
    bounds = _bounds(scope, period)
    names = values_of(scope, by) if by else {}
    standing: dict[str, dict[str, tuple[Any, ...]]] = {}
    for code, place, *counts in scope.rows(sql_path("coverage"), **bounds, today=day_number(scope.as_of.date())):
        standing.setdefault(names.get(code, ""), {})[place] = tuple(counts)
    won = {names.get(code, ""): (deals, value) for code, deals, value in scope.rows(sql_path("coverage_won"), **bounds)}
    past = _past(scope, period, names)
    rows = [
        _row(scope, period, value if by else None, targets.get(value), standing.get(value, {}), won.get(value), past)
        for value in targets.keys() | standing.keys() | won.keys()
    ]
    return replace(
        asked,
        n=sum(row.due + row.won for row in rows),
        rows=tuple(sorted(rows, key=lambda row: (-(row.target or 0), row.value or ""))),
        parameters={**asked.parameters, **bounds},
    )


def period_of(scope: Scope) -> Period:
    """The period whose target is asked for: the filter's, or the quarter of the as-of."""
    period = scope.filter.period
    return period if period.first and period.before else quarter_of(scope.as_of.date(), scope.fiscal_month)


def _bounds(scope: Scope, period: Period) -> dict[str, int]:
    first, before = period.first or scope.as_of.date(), period.before or scope.as_of.date()
    return {"from_day": day_number(first), "before_day": day_number(before)}


def earlier(period: Period, count: int) -> list[Period]:
    """The periods of the same length before, newest first: in whole months where the period has them, else in days."""
    first, before = period.first, period.before
    if first is None or before is None:
        return []
    months = (before.year - first.year) * 12 + before.month - first.month
    if months and first.day == before.day == 1:
        return [
            Period(add_months(first, -months * back), add_months(first, -months * (back - 1)))
            for back in range(1, count + 1)
        ]
    length = before - first
    return [Period(first - length * back, first - length * (back - 1)) for back in range(1, count + 1)]


def _past(scope: Scope, period: Period, names: dict[int, str]) -> dict[str, _Past]:
    """Earlier periods on the same day, by value of the dimension; '' also where none is asked."""
    today, first = scope.as_of.date(), period.first or scope.as_of.date()
    length = max(((period.before or today) - first).days, 1)
    gone = min(max((today - first).days, 0), length - 1) / length
    starts, days, befores = [], [], []
    for one in earlier(period, PAST_PERIODS):
        if one.first and one.before and one.before <= today + timedelta(days=1):
            starts.append(day_number(one.first))
            days.append(day_number(one.first) + int(gone * (one.before - one.first).days))
            befores.append(day_number(one.before))
    found: dict[str, _Past] = {}
    if not starts:
        return found
    for _, code, *counts in scope.rows(sql_path("coverage_past"), starts=starts, days=days, befores=befores):
        before = found.get(names.get(code, ""), _Past())
        found[names.get(code, "")] = _Past(
            before.open_value + counts[0],
            before.yielded + counts[1],
            before.won_value + counts[2],
            before.won_by_then + counts[3],
            before.deals + counts[4],
            before.dated + counts[5],
            before.periods + 1,
        )
    return found


def _row(
    scope: Scope,
    period: Period,
    value: str | None,
    target: float | None,
    standing: dict[str, tuple[Any, ...]],
    won: tuple[int, float] | None,
    past: dict[str, _Past],
) -> Coverage:
    won_deals, won_value = won or (0, 0.0)
    due, overdue, undated = (standing.get(place, (0, 0.0, 0.0, 0)) for place in ("due", "overdue", "undated"))
    remaining = None if target is None else max(0.0, target - won_value)
    before = past.get(value or "", _Past())
    needed = 1 / before.yield_share if before.yield_share else None
    return Coverage(
        value=value,
        period_start=period.first or scope.as_of.date(),
        period_end=period.before or scope.as_of.date(),
        target=target,
        won=won_deals,
        won_value=won_value,
        remaining=remaining,
        reached=remaining == 0,
        due=due[0],
        due_value=due[1],
        weighted_value=due[2],
        coverage=due[1] / remaining if remaining else None,
        needed_coverage=needed,
        needed_value=remaining * needed if remaining and needed else None,
        yield_share=before.yield_share,
        overdue=overdue[0],
        overdue_value=overdue[1],
        undated=undated[0],
        undated_value=undated[1],
        no_value=due[3],
        elapsed_share=_elapsed(scope.as_of.date(), period),
        won_share=share(won_value, target) if target else None,
        usual_share=share(before.won_by_then, before.won_value),
        past_periods=before.periods,
    )


def _elapsed(today: date, period: Period) -> float:
    """Share of the days of the period that are over at the end of today."""
    first, end = period.first or today, period.before or today
    return min(1.0, max(0.0, ((today - first).days + 1) / max((end - first).days, 1)))
