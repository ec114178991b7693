"""Stays counted in working days (definitions §3): the same stays as in calendar days, their lengths by the calendar."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from dashboard.metrics.grounds import sql_path
from dashboard.periods import MINUTES_A_DAY
from dashboard.warehouse.decisions import work_calendar
from dashboard.warehouse.scope import Scope
from dashboard.warehouse.working_days import WEEKDAYS, WorkCalendar, worked_days

NAME: Final = "stage_dwell_working"
FROM_THE_START: Final = -2
"""Stands for "under observation from its beginning"."""
Columns = dict[str, npt.NDArray[Any]]


def worked_stays(scope: Scope, step_min: int) -> tuple[Columns, Columns]:
    """The histogram of stays, and of those that came under observation late the age in steps at which they did."""
    days = worked_days(work_calendar(scope.warehouse), scope.totals.first_day, scope.as_of_min // MINUTES_A_DAY)
    found = scope.columns(sql_path(NAME), step_min=step_min, with_late=scope.totals.late_entries > 0, **days.parameters)
    joined = np.asarray(found["joined"], dtype=np.int64)
    is_late = joined > FROM_THE_START
    late = {name: found[name][is_late] for name in ("stage", "code", "stays")} | {"steps": joined[is_late]}
    return found, late


def calendar_said(calendar: WorkCalendar) -> dict[str, object]:
    """The calendar as the bound values of an answer name it."""
    return {
        "country": calendar.country,
        "weekend": [WEEKDAYS[day] for day in sorted(calendar.weekend)],
        "days_off": [day.isoformat() for day in sorted(calendar.days_off)],
        "days_worked": [day.isoformat() for day in sorted(calendar.days_worked)],
    }
