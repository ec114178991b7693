"""Stays counted in working days (definitions §3): the same stays as in calendar days, their lengths by the calendar.

The stays come one by one and are counted here: looking a day up in an array costs a tenth of joining it.
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

SQL: Final = ("stage_dwell_working", "stage_dwell_pieced", "stage_dwell_earlier")
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
    asking = {"with_late": scope.totals.late_entries > 0}
    whole, pieced = (scope.columns(sql_path(name), **asking) for name in SQL[:2])
    steps = (worked_minutes(days, whole["left_min"]) - worked_minutes(days, whole["entered_min"])) // np.int32(step_min)
    stays = _histogram(whole, steps)
    began = worked_minutes(days, pieced["entered_min"]) - earlier_minutes(scope, days, pieced)
    steps = (worked_minutes(days, pieced["left_min"]) - began) // step_min
    more = _histogram(pieced, steps)
    late = np.flatnonzero(pieced["observed_min"] != NEVER)
    part = {name: column[late] for name, column in pieced.items()}
    joined = (worked_minutes(days, part["observed_min"]) - began[late]) // step_min
    both = {name: np.concatenate([column, more[name]]) for name, column in stays.items()}
    return both, _histogram(part, np.minimum(joined, steps[late] - 1))


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


def earlier_minutes(scope: Scope, days: WorkedDays, found: Columns) -> Minutes:
    """Working minutes of each stay's earlier visits to the stage; 0 where there were none."""
    minutes = np.zeros(len(found["stage"]), dtype=np.int32)
    returned = np.flatnonzero(found["returning_deal"] >= 0)
    if returned.size == 0:
        return minutes
    before = scope.columns(sql_path(SQL[2]))
    spent = worked_minutes(days, before["left_min"]) - worked_minutes(days, before["entered_min"])
    deals, stages = found["returning_deal"][returned], found["stage"][returned].astype(np.int64)
    # Numbers of their own for the few deals that came back, so that deal and stage are a place in a small array.
    numbers = np.zeros(int(max(deals.max(), before["deal"].max(initial=0))) + 1, dtype=np.int64)
    numbers[deals] = 1
    numbers = np.where(numbers, np.cumsum(numbers), 0)
    wide = int(max(stages.max(), before["stage"].max(initial=0))) + 1
    place = numbers[before["deal"]] * wide + before["stage"]
    total = np.bincount(place, weights=spent, minlength=(int(numbers.max()) + 1) * wide).astype(np.int32)
    minutes[returned] = total[numbers[deals] * wide + stages]
    return minutes


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
