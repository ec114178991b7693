"""Pushed close dates (definitions §7): the share of deals due in a period that slipped, and how often dates moved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from dashboard.estimates import wilson
from dashboard.language import mark
from dashboard.metrics.answers import Answer, Unavailable
from dashboard.metrics.grounds import answer, checked_dimension, needs_history, share, sql_path, values_of
from dashboard.metrics.rows import Pushes
from dashboard.periods import MINUTES_A_DAY, add_months, day_number, quarter_of
from dashboard.warehouse.scope import Scope

NAME: Final = "pushes"
NO_CHANGES: Final = mark("This file cannot show it: no change of an expected close is known.")
NEEDS_CHANGES: Final = (
    mark("a history that keeps the close date (a Salesforce history, HubSpot property history)"),
    mark("the same list exported again on later days (weekly snapshots)"),
)


def ask(scope: Scope, by: str | None = None) -> Answer[Pushes]:
    """One row, or one a value of the dimension, most pushes first, of the period, else of the four quarters before.

    Each quarter is asked on its own and the counts added. An open end of the period is the as-of.
    """
    scope = scope.broken_down(checked_dimension(NAME, by))
    asked = answer(scope, NAME, "push_rate", "pushes", by=by)
    refused = needs_history(asked)
    if refused is not None:
        return refused
    bounds = _bounds(scope, _periods(scope))
    moved = _moved(scope, bounds, with_days=True)
    if not moved:
        return replace(asked, unavailable=Unavailable(NO_CHANGES, NEEDS_CHANGES))
    due = {row[0]: row[1:] for row in scope.rows(sql_path("push_rate"), **bounds)}
    names = values_of(scope, by) if by else {}
    rows = [
        _row(names.get(code, "") if by else None, due.get(code, (0, 0, 0.0, 0.0)), moved.get(code, (0, 0, 0, 0, None)))
        for code in due.keys() | moved.keys()
    ]
    return replace(
        asked,
        n=sum(row.due for row in rows),
        rows=tuple(sorted(rows, key=lambda row: (-row.pushes, row.value or ""))),
        parameters={**asked.parameters, **bounds},
    )


def pushed_deals(scope: Scope) -> dict[int, int] | None:
    """Deals whose expected close moved later, by code of the scope's dimension; None where no change is known."""
    moved = _moved(scope, _bounds(scope, _periods(scope)), with_days=False) if any(scope.evidence[:3]) else {}
    return {code: deals for code, (_, deals, *_) in moved.items()} if moved else None


def span(scope: Scope) -> tuple[int, int]:
    """The minutes [first, end) within which pushes are counted."""
    bounds = _bounds(scope, _periods(scope))
    return bounds["starts"][0], bounds["ends"][-1]


def _moved(scope: Scope, bounds: dict[str, list[int]], *, with_days: bool) -> dict[int, tuple[Any, ...]]:
    """The pushes and pulls of each code, `with_days` how late and how far too; empty where no close date moved."""
    found = scope.rows(
        sql_path("pushes"),
        start_min=bounds["starts"][0],
        end_min=bounds["ends"][-1],
        fiscal_shift=(scope.fiscal_month - 1) % 3,
        with_days=with_days,
    )
    return {code: tuple(counts) for code, *counts in found} if any(row[1] or row[3] for row in found) else {}


def _periods(scope: Scope) -> list[tuple[date, date]]:
    """The period of the scope as it is, or the four quarters before the as-of."""
    first, before = scope.filter.period.first, scope.filter.period.before
    tomorrow = scope.as_of.date() + timedelta(days=1)
    if first is not None:
        return [(first, before or tomorrow)]
    this_quarter = quarter_of((before or tomorrow) - timedelta(days=1), scope.fiscal_month).first or tomorrow
    starts = [add_months(this_quarter, -3 * back) for back in (4, 3, 2, 1)]
    return [(start, add_months(start, 3)) for start in starts]


def _bounds(scope: Scope, periods: list[tuple[date, date]]) -> dict[str, list[int]]:
    def end(before: date) -> int:
        return min(day_number(before) * MINUTES_A_DAY, scope.as_of_min + 1)

    return {
        "starts": [day_number(first) * MINUTES_A_DAY for first, _ in periods],
        "ends": [end(before) for _, before in periods],
        "befores": [day_number(before) for _, before in periods],
    }


def _row(value: str | None, due: tuple[Any, ...], moved: tuple[Any, ...]) -> Pushes:
    count, slipped, due_value, slipped_value = due
    pushes, pushed_deals, pulls, late_pushes, median_days = moved
    low, high = wilson(slipped, count)
    return Pushes(
        value=value,
        due=count,
        slipped=slipped,
        push_rate=share(slipped, count),
        low=low,
        high=high,
        due_value=due_value,
        slipped_value=slipped_value,
        push_rate_value=share(slipped_value, due_value),
        pushes=pushes,
        pushed_deals=pushed_deals,
        pulls=pulls,
        late_pushes=late_pushes,
        late_share=share(late_pushes, pushes),
        median_days=median_days,
    )
