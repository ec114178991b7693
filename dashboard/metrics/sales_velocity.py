"""Pipeline velocity V = N × W × A ÷ L over time, with the part each lever had in its change (definitions §5)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final

from dashboard.errors import USAGE, DashboardError
from dashboard.estimates import lever_parts
from dashboard.language import mark
from dashboard.metrics.answers import Answer
from dashboard.metrics.grounds import CHOOSE, NO_MODE, answer, share, sql_path
from dashboard.metrics.rows import Velocity
from dashboard.metrics.selection import Selection
from dashboard.periods import EPOCH, add_months, day_number
from dashboard.warehouse.decisions import decided, velocity_rank_of
from dashboard.warehouse.scope import Scope

NAME: Final = "sales_velocity"
WINDOW_DAYS: Final = 180
LEAST_CLOSED: Final = 20
STEPS: Final = {"month": 1, "quarter": 3}
RESTS_ON: Final = {
    "part_open_deals": "open_deals",
    "part_win_rate": "win_rate",
    "part_amount": "mean_won_amount",
    "part_days": "mean_days_to_win",
    "whole": "",
}
"""Bar of the change → the lever whose deals it rests on; `whole`: velocity at either end."""
EARLY: Final = mark("open deals in stages before the one from which velocity counts")
TOO_FEW: Final = mark("points with fewer than 20 closed deals in the 180 days before: no velocity")


def ask(scope: Scope, step: str = "month", points: int = 13) -> Answer[Velocity]:
    """One row a month (or quarter) up to the as-of, oldest first; each point knows only what was known on its last day.

    The last point ends on the as-of; the earlier ones on the last day of their month. N counts open deals at or above
    the start stage that people decided on. With a period in the scope the points are those of the period.
    """
    if step not in STEPS:
        raise DashboardError(NO_MODE, CHOOSE, exit_code=USAGE, metric=NAME, mode=step, known=", ".join(STEPS))
    starts = _starts(scope, STEPS[step], points)
    last_days = [_last_day(start, STEPS[step], scope) for start in starts]
    parameters = {
        "last_days": [day_number(day) for day in last_days],
        "window_days": WINDOW_DAYS,
        "from_rank": start_rank(scope),
    }
    found = scope.rows(sql_path("sales_velocity"), **parameters)
    rows = _with_parts([_row(start, counts) for start, (_, *counts) in zip(starts, found, strict=True)])
    asked = answer(scope, NAME, "sales_velocity", mode=step)
    excluded = {TOO_FEW: sum(row.closed < LEAST_CLOSED for row in rows), EARLY: _early(scope, parameters)}
    return replace(
        asked,
        n=rows[-1].closed if rows else 0,
        rows=tuple(rows),
        excluded={reason: count for reason, count in excluded.items() if count},
        parameters={**asked.parameters, **parameters},
    )


def start_rank(scope: Scope) -> int:
    """The rank from which N counts open deals; 0 for all."""
    return velocity_rank_of(decided(scope.warehouse))


def _early(scope: Scope, parameters: dict[str, Any]) -> int:
    """Open deals of the newest point in stages before the start stage."""
    if not parameters["from_rank"]:
        return 0
    newest = {**parameters, "last_days": parameters["last_days"][-1:]}
    ((_, later, *_),), ((_, every, *_),) = (
        scope.rows(sql_path("sales_velocity"), **{**newest, **chosen}) for chosen in ({}, {"from_rank": 0})
    )
    return int(every - later)


def behind(scope: Scope, selection: Selection) -> list[int]:
    """The deals that a lever (`part`) of the point whose first day `value` names rests on; `mode`: month or quarter.

    The part of a change rests on the same deals as its lever at the point to which it leads.
    Velocity itself rests on the deals closed in the window before, as the win rate does.
    """
    try:
        start = date.fromisoformat(selection.value or "")
    except ValueError:
        return []
    if selection.mode not in STEPS or start < EPOCH:
        return []
    lever = RESTS_ON.get(selection.part, selection.part)
    day = day_number(_last_day(start, STEPS[selection.mode], scope))
    bound: dict[str, object] = {"window_days": WINDOW_DAYS, "from_rank": start_rank(scope)}
    found = scope.rows(sql_path("behind_velocity"), part=lever or "win_rate", last_day=day, **bound)
    return [number for (number,) in found]


def _starts(scope: Scope, months: int, points: int) -> list[date]:
    end = scope.as_of.date()
    period = scope.filter.period
    if period.last is not None:
        end = min(end, period.last)
    first_of_last = add_months(end, -((end.month - scope.fiscal_month) % months))
    starts = [add_months(first_of_last, -months * back) for back in range(points - 1, -1, -1)]
    # No point lies before the first day there is; with nothing loaded the as-of is that day.
    starts = [start for start in starts if start >= EPOCH] or starts[-1:]
    if period.first is None:
        return starts
    first = period.first
    kept = [start for start in starts if add_months(start, months) > first]
    return kept or starts[-1:]


def _last_day(start: date, months: int, scope: Scope) -> date:
    last = add_months(start, months) - timedelta(days=1)
    if scope.filter.period.last is not None:
        last = min(last, scope.filter.period.last)
    return max(min(last, scope.as_of.date()), EPOCH)


def newest_day(scope: Scope) -> date:
    """The day on which the newest point ends."""
    return _last_day(_starts(scope, 1, 1)[-1], 1, scope)


def velocity(
    *, open_deals: float, won: float, lost: float, won_value: float, valued: float, cycle_days: float, cycles: float
) -> float | None:
    """Money a day; None with fewer than LEAST_CLOSED closed deals, or without one of the levers.

    `valued`, `cycles`: won deals that have an amount, and days to won; `won_value` and `cycle_days` are their sums.
    """
    win_rate, amount, days = share(won, won + lost), share(won_value, valued), share(cycle_days, cycles)
    if won + lost < LEAST_CLOSED or not win_rate or not amount or not days:
        return None
    return open_deals * win_rate * amount / days


def _row(start: date, counts: list[Any]) -> Velocity:
    open_deals, won, lost, won_value, valued, cycle_days, cycles = counts
    won_value, cycle_days = won_value or 0.0, cycle_days or 0.0
    return Velocity(
        period_start=start,
        open_deals=open_deals,
        win_rate=share(won, won + lost),
        mean_won_amount=share(won_value, valued),
        mean_days_to_win=share(cycle_days, cycles),
        velocity_per_day=velocity(
            open_deals=open_deals,
            won=won,
            lost=lost,
            won_value=won_value,
            valued=valued,
            cycle_days=cycle_days,
            cycles=cycles,
        ),
        closed=won + lost,
        won_valued=valued,
        won_timed=cycles,
    )


def _with_parts(rows: list[Velocity]) -> list[Velocity]:
    """What each lever added to the change since the point before, in money a day; the four add up."""
    done = rows[:1]
    for before, after in pairwise(rows):
        if before.velocity_per_day is None or after.velocity_per_day is None:
            done.append(after)
            continue
        n, w, a, days = lever_parts(_levers(before), _levers(after), (1, 1, 1, -1))
        done.append(replace(after, part_open_deals=n, part_win_rate=w, part_amount=a, part_days=days))
    return done


def _levers(row: Velocity) -> tuple[float, float, float, float]:
    return (float(row.open_deals), row.win_rate or 0.0, row.mean_won_amount or 0.0, row.mean_days_to_win or 0.0)
