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

__all__ = ["NAME", "ForecastCategory", "ask"]

NAME: Final = "forecast_categories"
WON, NO_CATEGORY = 9, -1
ADDED_UP: Final = ("closed", "commit", "best_case", "pipeline")
NOT_TOLD: Final = mark("This file cannot show it: it does not tell the forecast category of deals.")


def ask(scope: Scope) -> Answer[ForecastCategory]:
    """One row a category, of the period of the scope, else of this quarter; open deals past their date are out."""
    period = period_of(scope)
    today = scope.as_of.date()
    bound = {
        "from_day": day_number(period.first or today),
        "before_day": day_number(period.before or today),
        "today": day_number(today),
    }
    asked = replace(answer(scope, NAME, NAME), period=period)
    asked = replace(asked, parameters={**asked.parameters, **bound})
    found: dict[str, tuple[int, float]] = {}
    for code, deals, value in scope.rows(sql_path(NAME), **bound):
        name = "closed" if code == WON else CATEGORIES.get(code, "")
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
