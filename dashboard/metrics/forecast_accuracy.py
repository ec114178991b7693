"""What weighing by history said of past quarters, and what came of it (definitions §6): accuracy and signed bias."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from dashboard.language import mark
from dashboard.metrics.answers import Answer, Unavailable
from dashboard.metrics.coverage import LEAST_DATED
from dashboard.metrics.grounds import answer, needs_history, share, sql_path, without_history
from dashboard.metrics.outlook_rows import ForecastAccuracy
from dashboard.metrics.selection import Selection
from dashboard.metrics.side_by_side import side_by_side
from dashboard.metrics.weighted_pipeline import BANDS, Chances, chances_then
from dashboard.periods import add_months, day_number, end_of_day, minute_number, quarter_of
from dashboard.warehouse.scope import Scope

__all__ = ["NAME", "ForecastAccuracy", "ask", "behind"]

NAME: Final = "forecast_accuracy"
QUARTERS: Final = 4
NOT_DATED: Final = mark(
    "This file cannot show it: it does not tell when deals were due at the start of earlier quarters."
)
NEEDS_DATES: Final = (
    mark("a history that keeps the close date (a Salesforce history, HubSpot property history)"),
    mark("the same list exported again on later days (weekly snapshots)"),
)
NO_CHANCE_THEN: Final = mark(
    "deals of unknown age in their stage, or in stages from which nothing had been decided in the 12 months before"
)


def ask(scope: Scope) -> Answer[ForecastAccuracy]:
    """One row for each of the four whole quarters before the as-of in which deals were due, the newest last.

    A quarter is told where the due dates of at least 80 % of the deals open at its start are known.
    """
    asked = answer(scope, NAME, "win_chances", NAME)
    refused = needs_history(asked)
    if refused is not None:
        return refused
    quarters = list(_quarters(scope))
    with side_by_side() as pool:
        known = pool.submit(chances_then, scope, [_before(first) for first, _ in quarters])
        told = [_due(scope, *quarter) for quarter in quarters]
    found = [
        _quarter(*quarter, due, chance)
        for quarter, due, chance in zip(quarters, told, known.result(), strict=True)
        if due is not None
    ]
    rows = tuple(one for one, _ in found if one.deals)
    if not rows and None in told:
        return replace(asked, unavailable=Unavailable(NOT_DATED, NEEDS_DATES))
    unknown = sum(deals for _, deals in found)
    return replace(
        asked,
        n=sum(row.deals for row in rows),
        rows=rows,
        excluded=without_history(asked) | ({NO_CHANCE_THEN: unknown} if unknown else {}),
        parameters={**asked.parameters, "bands": list(BANDS)},
    )


def behind(scope: Scope, selection: Selection) -> list[int]:
    """What was won of the deals due in the quarter whose first day `value` names, of those that had a chance then."""
    quarter = next((one for one in _quarters(scope) if f"{one[0]}" == selection.value), None)
    if quarter is None:
        return []
    (known,) = chances_then(scope, [_before(quarter[0])])
    found = scope.rows(sql_path("behind_forecast"), **_bounds(*quarter))
    return [number for number, *place in found if known.at(*place) is not None]


def accuracy(forecast: float, actual: float) -> float | None:
    """max(0, 1 − |actual − forecast| ÷ actual); None where nothing came, as there is nothing to hold it against."""
    return max(0.0, 1 - abs(actual - forecast) / actual) if actual > 0 else None


def _quarters(scope: Scope) -> Iterator[tuple[date, date]]:
    """The first day of each, and the day after its last."""
    tomorrow = scope.as_of.date() + timedelta(days=1)
    current = quarter_of(tomorrow, scope.fiscal_month).first or tomorrow
    for back in range(QUARTERS, 0, -1):
        yield add_months(current, -3 * back), add_months(current, 3 - 3 * back)


def _before(first: date) -> datetime:
    """The last instant before a day: what is said of a quarter is what was known then."""
    return end_of_day(first - timedelta(days=1))


def _bounds(first: date, before: date) -> dict[str, Any]:
    """What a quarter binds: the last minute before it, its last minute, and the day after it."""
    return {
        "bands": list(BANDS),
        "then_min": minute_number(_before(first)),
        "end_min": minute_number(_before(before)),
        "before_day": day_number(before),
    }


def _due(scope: Scope, first: date, before: date) -> list[tuple[Any, ...]] | None:
    """The deals due in a quarter by stage and age then; None where the due dates of its start are not known."""
    found = scope.rows(sql_path(NAME), **_bounds(first, before))
    for pipeline, _, _, standing, _, dated, _ in found:
        if pipeline is None and dated < LEAST_DATED * standing:
            return None
    return [row for row in found if row[0] is not None]


def _quarter(first: date, before: date, due: list[tuple[Any, ...]], known: Chances) -> tuple[ForecastAccuracy, int]:
    """The quarter, and the deals in it that had no chance."""
    chance = [known.at(pipeline, rank, band) for pipeline, rank, band, *_ in due]
    weighed = [(row, one) for row, one in zip(due, chance, strict=True) if one is not None]
    forecast = math.fsum(row[4] * one for row, one in weighed)
    actual = math.fsum(row[6] for row, _ in weighed)
    return (
        ForecastAccuracy(
            period_start=first,
            period_end=before - timedelta(days=1),
            deals=sum(row[3] for row, _ in weighed),
            due_value=math.fsum(row[4] for row, _ in weighed),
            forecast=forecast,
            won=sum(row[5] for row, _ in weighed),
            actual=actual,
            bias=forecast - actual,
            bias_share=share(forecast - actual, actual),
            accuracy=accuracy(forecast, actual),
        ),
        sum(row[3] for row, one in zip(due, chance, strict=True) if one is None),
    )
