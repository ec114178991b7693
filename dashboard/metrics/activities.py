"""Calls, mails, meetings … a deal, of deals while they are open (definitions §10)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from dashboard.language import mark
from dashboard.metrics.answers import Answer, Unavailable
from dashboard.metrics.grounds import answer, checked_dimension, share, sql_path, values_of
from dashboard.metrics.people_rows import ActivityCount
from dashboard.periods import MINUTES_A_DAY, day_number
from dashboard.warehouse.scope import Scope

NAME: Final = "activities"
DAYS: Final = 30
OUTCOMES: Final = {"won": 1, "lost": 2}
NO_ACTIVITIES: Final = mark("No activities of these deals are loaded.")
NEEDS_ACTIVITIES: Final = (mark("a list of activities with the deal they belong to (calls, e-mails, meetings)"),)
OF_NO_DEAL: Final = mark("activities that belong to no deal of the files")


def ask(scope: Scope, by: str | None = None) -> Answer[ActivityCount]:
    """All types together and each type, of deals open in the period; by a dimension the value with most deals first.

    `n`: deals open at some time of the period. Raises DashboardError for an unknown dimension.
    """
    scope = scope.broken_down(checked_dimension(NAME, by))
    asked = answer(scope, NAME, "activities", by=by)
    ((of_deals, of_none),) = scope.rows(sql_path("activities_known"))
    if not of_deals:
        return replace(asked, unavailable=Unavailable(NO_ACTIVITIES, NEEDS_ACTIVITIES))
    bounds = _bounds(scope)
    found = scope.rows(sql_path("activities"), **bounds)
    names = values_of(scope, by) if by else {}
    sizes = {code: deals for code, kind, deals, *_ in found if kind is None}
    found.sort(key=lambda row: (-sizes[row[0]], row[0]))
    return replace(
        asked,
        n=sum(sizes.values()),
        rows=tuple(_row(names.get(row[0], "") if by else None, row[1:]) for row in found),
        excluded={OF_NO_DEAL: of_none} if of_none else {},
        parameters={**asked.parameters, **bounds},
    )


def behind(scope: Scope, outcome: str) -> list[int]:
    """The deals open at some time of the period that are won, or lost, at the as-of."""
    found = scope.rows(sql_path("behind_activities"), kind=OUTCOMES.get(outcome, -1), **_bounds(scope))
    return [number for (number,) in found]


def _bounds(scope: Scope) -> dict[str, int | None]:
    """The period in minutes, half-open; its end is at most the as-of."""
    first, before = scope.filter.period.first, scope.filter.period.before
    end = scope.as_of_min + 1 if before is None else min(scope.as_of_min + 1, day_number(before) * MINUTES_A_DAY)
    return {"start_min": None if first is None else day_number(first) * MINUTES_A_DAY, "end_min": end}


def _row(value: str | None, counts: tuple[Any, ...]) -> ActivityCount:
    kind, deals, activities, zero_deals, open_days, *by_outcome, silent_days = counts
    won_deals, won_activities, won_days, lost_deals, lost_activities, lost_days = by_outcome
    return ActivityCount(
        value=value,
        type=kind or "",
        deals=deals,
        activities=activities,
        per_deal=share(activities, deals),
        zero_deals=zero_deals,
        per_30_days=share(DAYS * activities, open_days),
        won_deals=won_deals,
        won_per_deal=share(won_activities, won_deals),
        won_per_30_days=share(DAYS * won_activities, won_days),
        lost_deals=lost_deals,
        lost_per_deal=share(lost_activities, lost_deals),
        lost_per_30_days=share(DAYS * lost_activities, lost_days),
        silent_days=silent_days,
    )
