"""Calls, mails, meetings … a deal, of deals while they are open (definitions §10)."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import Final

from dashboard.language import mark
from dashboard.metrics.answers import Answer, Unavailable
from dashboard.metrics.grounds import answer, checked_dimension, share, sql_path, values_of
from dashboard.metrics.people_rows import ActivityCount
from dashboard.periods import MINUTES_A_DAY, day_number
from dashboard.warehouse.scope import Scope

NAME: Final = "activities"
DAYS: Final = 30
NO_ACTIVITIES: Final = mark("No activities of these deals are loaded.")
NEEDS_ACTIVITIES: Final = (mark("a list of activities with the deal they belong to (calls, e-mails, meetings)"),)
OF_NO_DEAL: Final = mark("activities that belong to no deal of the files")
WON, LOST = 1, 2
"""What a deal is at the as-of, in the rows of the SQL."""
OUTCOMES: Final = {"won": WON, "lost": LOST}
SQL: Final = ("activities_deals", "activities", "activities_silent")
Group = tuple[int, int | None]
"""Code of a value of the dimension, code of a type; None for all types together."""


@dataclass
class _Counts:
    """Deals, activities or days: of all deals, and of those that are won and lost."""

    all: float = 0
    won: float = 0
    lost: float = 0

    def add(self, kind: int | None, count: float) -> None:
        """Count something of deals that are of one kind."""
        self.all += count
        self.won += count if kind == WON else 0
        self.lost += count if kind == LOST else 0


@dataclass(frozen=True)
class _Open:
    """The deals of one value that were open in the period, and the days on which they were."""

    deals: _Counts
    days: _Counts


def ask(scope: Scope, by: str | None = None) -> Answer[ActivityCount]:
    """All types together and each type, of deals open in the period; by a dimension the value with most deals first.

    `n`: deals open at some time of the period. Raises DashboardError for an unknown dimension.
    """
    scope = scope.broken_down(checked_dimension(NAME, by))
    asked = answer(scope, NAME, *SQL, by=by)
    ((of_deals, of_none),) = scope.rows(sql_path("activities_known"))
    if not of_deals:
        return replace(asked, unavailable=Unavailable(NO_ACTIVITIES, NEEDS_ACTIVITIES))
    bounds = _bounds(scope)
    opened = _opened(scope, bounds, with_kinds=True)
    rows = _rows(scope, opened, bounds)
    names = values_of(scope, by) if by else {}
    return replace(
        asked,
        n=sum(int(one.deals.all) for one in opened.values()),
        rows=tuple(replace(row, value=names.get(code, "")) if by else row for code, row in rows),
        excluded={OF_NO_DEAL: of_none} if of_none else {},
        parameters={**asked.parameters, **bounds},
    )


def behind(scope: Scope, outcome: str) -> list[int]:
    """The deals open at some time of the period that are won, or lost, at the as-of."""
    found = scope.rows(sql_path("behind_activities"), kind=OUTCOMES.get(outcome, -1), **_bounds(scope))
    return [number for (number,) in found]


def pace(scope: Scope) -> dict[int, float | None]:
    """Activities for 30 days on which a deal was open, by code of the scope's dimension; empty without activities."""
    bounds = _bounds(scope)
    done: Counter[int] = Counter()
    for code, _, _, activities, _ in scope.rows(sql_path("activities"), **bounds, with_types=False):
        done[code] += activities
    opened = _opened(scope, bounds, with_kinds=False) if done else {}
    return {code: share(DAYS * done[code], one.days.all) for code, one in opened.items()}


def _opened(scope: Scope, bounds: dict[str, int | None], *, with_kinds: bool) -> dict[int, _Open]:
    found: dict[int, _Open] = defaultdict(lambda: _Open(_Counts(), _Counts()))
    for code, kind, deals, days in scope.rows(sql_path("activities_deals"), **bounds, with_kinds=with_kinds):
        found[code].deals.add(kind, deals)
        found[code].days.add(kind, days)
    return found


def _rows(scope: Scope, opened: dict[int, _Open], bounds: dict[str, int | None]) -> list[tuple[int, ActivityCount]]:
    """The rows with the code of their value, by deals; of a value all types together, then the commonest first."""
    done: dict[Group, _Counts] = defaultdict(_Counts)
    acting: Counter[Group] = Counter()
    for code, kind, type_code, activities, deals in scope.rows(sql_path("activities"), **bounds, with_types=True):
        done[code, type_code].add(kind, activities)
        acting[code, type_code] += deals
    silent = {(code, kind): days for code, kind, days in scope.rows(sql_path("activities_silent"), **bounds)}
    names = dict(scope.lasting(sql_path("activity_types")))
    types = sorted({kind for _, kind in done if kind is not None}, key=lambda kind: names[kind])
    rows = []
    for code in sorted(opened, key=lambda code: (-opened[code].deals.all, code)):
        for kind in (None, *sorted(types, key=lambda kind: -done[code, kind].all)):
            group = (code, kind)
            name = "" if kind is None else names[kind]
            rows.append((code, _row(name, opened[code], done[group], acting[group], silent.get(group))))
    return rows


def _bounds(scope: Scope) -> dict[str, int | None]:
    """The period in minutes, half-open; its end is at most the as-of."""
    first, before = scope.filter.period.first, scope.filter.period.before
    end = scope.as_of_min + 1 if before is None else min(scope.as_of_min + 1, day_number(before) * MINUTES_A_DAY)
    return {"start_min": None if first is None else day_number(first) * MINUTES_A_DAY, "end_min": end}


def _row(name: str, opened: _Open, done: _Counts, acting: int, silent_days: float | None) -> ActivityCount:
    """The figures of one group; `acting`: its deals with any such activity."""
    deals, days = opened.deals, opened.days
    return ActivityCount(
        value=None,
        type=name,
        deals=int(deals.all),
        activities=int(done.all),
        per_deal=share(done.all, deals.all),
        zero_deals=int(deals.all) - acting,
        per_30_days=share(DAYS * done.all, days.all),
        won_deals=int(deals.won),
        won_per_deal=share(done.won, deals.won),
        won_per_30_days=share(DAYS * done.won, days.won),
        lost_deals=int(deals.lost),
        lost_per_deal=share(done.lost, deals.lost),
        lost_per_30_days=share(DAYS * done.lost, days.lost),
        silent_days=silent_days,
    )
