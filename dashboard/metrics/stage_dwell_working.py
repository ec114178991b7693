"""Stays counted in working days (definitions §3): the same stays as in calendar days, their lengths by the calendar.

The warehouse counts the whole working days of stays that ended. Others come one by one and are counted here: looking a
day up in an array costs a tenth of joining it.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dashboard.metrics.grounds import sql_path
from dashboard.periods import MINUTES_A_DAY
from dashboard.warehouse.decisions import work_calendar
from dashboard.warehouse.scope import Scope
from dashboard.warehouse.working_days import WEEKDAYS, WorkCalendar, WorkedDays, worked_days

SQL: Final = ("stage_dwell_worked", "stage_dwell_working", "stage_dwell_pieced")
WAYS: Final = 8
"""Room for the ways to leave a stage, as in `stage_dwell.sql`."""
NEVER: Final = -2_147_483_648
MOST_CELLS: Final = 1 << 24
"""Cells that are counted in an array of their own; more are sorted."""
Columns = dict[str, npt.NDArray[Any]]
Minutes = npt.NDArray[np.int32]
"""As the warehouse keeps them; twice as fast to look up as longer ones."""


def worked_stays(scope: Scope, step_min: int) -> tuple[Columns, Columns]:
    """The histogram of stays as `stage_dwell.sql` gives it, and that of the ages at which the late ones joined.

    A stay without working time under observation joins a step before its end, so that it is at risk when it ends.
    """
    days = worked_days(work_calendar(scope.warehouse), scope.totals.first_day, scope.as_of_min // MINUTES_A_DAY)
    with_late, by_day = scope.totals.late_entries > 0, step_min == MINUTES_A_DAY
    parts = [scope.columns(sql_path(SQL[0]), with_late=with_late)] if by_day else []
    whole, pieced = (scope.columns(sql_path(name), with_late=with_late, by_day=by_day) for name in SQL[1:])
    steps = (worked_minutes(days, whole["left_min"]) - worked_minutes(days, whole["entered_min"])) // np.int32(step_min)
    parts.append(_histogram(whole, steps))
    began = worked_minutes(days, pieced["entered_min"]) - pieced["earlier_worked_min"]
    steps = (worked_minutes(days, pieced["left_min"]) - began) // step_min
    parts.append(_histogram(pieced, steps))
    late = np.flatnonzero(pieced["observed_min"] != NEVER)
    part = {name: column[late] for name, column in pieced.items()}
    joined = (worked_minutes(days, part["observed_min"]) - began[late]) // step_min
    stays = {name: np.concatenate([one[name] for one in parts]) for name in ("stage", "code", "steps_and_way", "stays")}
    return stays, _histogram(part, np.minimum(joined, steps[late] - 1))


def worked_minutes(days: WorkedDays, minutes: npt.NDArray[Any]) -> Minutes:
    """Working minutes before each minute (since 1970-01-01), counted from the first of the days."""
    at = minutes.astype(np.int32, copy=False) - np.int32(days.first_day * MINUTES_A_DAY)
    place = at // np.int32(MINUTES_A_DAY)
    within = at - place * np.int32(MINUTES_A_DAY)
    return np.asarray(days.before_min[place] + days.works[place] * within, dtype=np.int32)


def calendar_said(calendar: WorkCalendar) -> dict[str, object]:
    """The calendar as the bound values of an answer name it."""
    return {
        "country": calendar.country,
        "weekend": [WEEKDAYS[day] for day in sorted(calendar.weekend)],
        "days_off": [day.isoformat() for day in sorted(calendar.days_off)],
        "days_worked": [day.isoformat() for day in sorted(calendar.days_worked)],
    }


def _histogram(found: Columns, steps: Minutes) -> Columns:
    """How many stays there are of each stage, value, length and way to leave. Lengths may begin at −1."""
    codes, span = (int(column.max(initial=0)) + 1 for column in (found["code"], steps + 1))
    cell = found["stage"].astype(np.int64) * codes + found["code"]
    cell = ((cell * span + steps) + 1) * WAYS + found["leaves"]
    if int(cell.max(initial=0)) < MOST_CELLS:
        every = np.bincount(cell)
        cells = np.flatnonzero(every)
        stays = every[cells]
    else:
        cells, stays = np.unique(cell, return_counts=True)
    place, steps_there = cells // WAYS // span, cells // WAYS % span - 1
    return {
        "stage": place // codes,
        "code": place % codes,
        "steps": steps_there,
        "steps_and_way": steps_there * WAYS + cells % WAYS,
        "stays": stays,
    }
