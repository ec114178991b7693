"""What a period holds by forecast category (definitions §6): each on its own, and added up from the surest on."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dashboard.language import mark
from dashboard.metrics.answers import Answer, Unavailable
from dashboard.metrics.category_matrix import NEEDS_CATEGORIES
from dashboard.metrics.coverage import period_of
from dashboard.metrics.forecast_rows import ForecastCategory
from dashboard.metrics.grounds import answer, sql_path
from dashboard.metrics.path_rows import CATEGORIES
from dashboard.periods import day_number
from dashboard.warehouse.scope import Scope

__all__ = ["NAME", "ForecastCategory", "ask", "behind"]

NAME: Final = "forecast_categories"
WON, NO_CATEGORY = 9, -1
ADDED_UP: Final = ("closed", "commit", "best_case", "pipeline")
NOT_TOLD: Final = mark("This file cannot show it: it does not tell the forecast category of deals.")


def ask(scope: Scope) -> Answer[ForecastCategory]:
    """One row a category, of the period of the scope, else of this quarter; open deals past their date are out."""
    bound = _bounds(scope)
    asked = replace(answer(scope, NAME, NAME), period=period_of(scope))
    asked = replace(asked, parameters={**asked.parameters, **bound})
    found: dict[str, tuple[int, float]] = {}
    for code, deals, value, _ in scope.rows(sql_path(NAME), with_deals=False, **bound):
        name = _name(code)
        before = found.get(name, (0, 0.0))
        found[name] = (before[0] + deals, before[1] + value)
    if not any(name for name in found if name != "closed"):
        return replace(asked, unavailable=Unavailable(NOT_TOLD, NEEDS_CATEGORIES))
    rows, so_far = [], 0.0
    for name in (*ADDED_UP, "omitted", "other", ""):
        deals, value = found.get(name, (0, 0.0))
        so_far += value
        if deals or name in ADDED_UP:
            rows.append(ForecastCategory(name, deals, value, so_far if name in ADDED_UP else None))
    return replace(asked, n=sum(row.deals for row in rows), rows=tuple(rows))


def behind(scope: Scope, category: str) -> list[int]:
    """The deals of one category, as the period counts them."""
    found = scope.rows(sql_path(NAME), with_deals=True, **_bounds(scope))
    return [number for code, *_, numbers in found if _name(code) == category for number in numbers or ()]


def _bounds(scope: Scope) -> dict[str, int]:
    period, today = period_of(scope), scope.as_of.date()
    return {
        "from_day": day_number(period.first or today),
        "before_day": day_number(period.before or today),
        "today": day_number(today),
    }


def _name(code: int) -> str:
    return "closed" if code == WON else CATEGORIES.get(code, "")
