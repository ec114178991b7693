"""In which forecast category deals stood then and stand now (definitions §8), where files told it on both days."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from dashboard.language import mark
from dashboard.metrics.answers import Answer, Unavailable
from dashboard.metrics.grounds import answer, sql_path
from dashboard.metrics.path_rows import CATEGORIES, CategoryMove
from dashboard.metrics.pipeline_changes import bound
from dashboard.metrics.selection import Selection
from dashboard.metrics.stage_matrix import KINDS
from dashboard.warehouse.scope import Scope

__all__ = ["NAME", "CategoryMove", "ask"]

NAME: Final = "category_matrix"
NOT_TOLD_THEN: Final = mark(
    "This file cannot show it: it does not tell in which forecast category deals were on the earlier day."
)
NEEDS_CATEGORIES: Final = (
    mark("a field history of the deals that has the forecast category"),
    mark("the same list with a forecast category exported again on later days (weekly snapshots)"),
)


def ask(scope: Scope, since: datetime | None = None) -> Answer[CategoryMove]:
    """One row a pair of places that has deals, over all open deals, from `since` (as in the waterfall) to the as-of.

    Unavailable where no open deal had a category then.
    """
    since_min = bound(scope, since)["since_min"]
    asked = answer(scope, NAME, NAME)
    asked = replace(asked, parameters={**asked.parameters, "since_min": since_min})
    rows = tuple(_row(found) for found in scope.rows(sql_path(NAME), since_min=since_min, with_deals=False))
    if not any(row.from_category for row in rows):
        return replace(asked, unavailable=Unavailable(NOT_TOLD_THEN, NEEDS_CATEGORIES))
    return replace(asked, n=sum(row.deals for row in rows), rows=rows)


def behind(scope: Scope, selection: Selection, since: datetime | None) -> list[int]:
    """The deals of one pair: `part` from-to kinds, `stage` the category then, `value` the category now."""
    from_kind, _, to_kind = selection.part.partition("-")
    wanted = (from_kind, selection.stage or "", to_kind, selection.value or "")
    numbers: list[int] = []
    for found in scope.rows(sql_path(NAME), since_min=bound(scope, since)["since_min"], with_deals=True):
        row = _row(found)
        if wanted == (row.from_kind, row.from_category, row.to_kind, row.to_category):
            numbers += found[-1]
    return numbers


def _row(found: tuple[Any, ...]) -> CategoryMove:
    from_kind, from_category, to_kind, to_category, deals, value, _ = found
    return CategoryMove(
        KINDS[from_kind],
        CATEGORIES.get(from_category, ""),
        KINDS[to_kind],
        CATEGORIES.get(to_category, ""),
        deals,
        value,
    )
