"""The queue before each stage, week by week (definitions §2): what came, what left, what stands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from dashboard.metrics.answers import Answer
from dashboard.metrics.grounds import Stage, answer, needs_history, sql_path, stages_of, without_history
from dashboard.metrics.selection import Selection
from dashboard.metrics.trend_rows import QueueWeek
from dashboard.periods import MINUTES_A_DAY, day_number
from dashboard.warehouse.scope import Scope

__all__ = ["NAME", "WEEKS", "QueueWeek", "ask", "behind"]

NAME: Final = "stage_weeks"
WEEKS: Final = 26
"""Half a year: a queue that grows shows long before."""
Counts = dict[tuple[int, str], tuple[int, int]]
"""Week and part → visits and deals."""


def ask(scope: Scope) -> Answer[QueueWeek]:
    """One row a stage and week, oldest first; the last week ends on the as-of, or on the period's last day before it.

    `n` counts the visits that went on or began in these weeks. The first day of the period says nothing here.
    """
    asked = answer(scope, NAME, NAME)
    refused = needs_history(asked)
    if refused is not None:
        return refused
    first = _first_day(scope)
    bounds = {"first_day": day_number(first), "end_min": _end_min(scope)}
    found: dict[int, Counts] = defaultdict(dict)
    for stage_code, week, part, visits, deals in scope.rows(sql_path(NAME), **bounds):
        found[stage_code][week, part] = (visits, deals)
    rows = [
        row
        for stage in stages_of(scope)
        if stage.kind == 0 and stage.stage_code in found
        for row in _weeks(stage, found[stage.stage_code], first)
    ]
    return replace(
        asked,
        n=sum(visits for counts in found.values() for (_, part), (visits, _) in counts.items() if part == "entered"),
        rows=tuple(rows),
        excluded=without_history(asked),
        parameters={**asked.parameters, **bounds},
    )


def behind(scope: Scope, selection: Selection) -> list[int]:
    """The deals of one part (entered, left, standing) of the week whose first day `value` names."""
    try:
        start = date.fromisoformat(selection.value or "")
    except ValueError:
        return []
    place = (selection.pipeline, selection.stage)
    stage = next((one for one in stages_of(scope) if (one.pipeline, one.stage) == place), None)
    if stage is None:
        return []
    start_min = day_number(start) * MINUTES_A_DAY
    end_min = min(start_min + 7 * MINUTES_A_DAY, _end_min(scope))
    where: dict[str, object] = {"stage": stage.stage_code, "part": selection.part}
    found = scope.rows(sql_path("behind_weeks"), start_min=start_min, end_min=end_min, **where)
    return [number for (number,) in found]


def _last_day(scope: Scope) -> date:
    last, as_of = scope.filter.period.last, scope.as_of.date()
    return as_of if last is None else min(last, as_of)


def _first_day(scope: Scope) -> date:
    return _last_day(scope) - timedelta(days=7 * WEEKS - 1)


def _end_min(scope: Scope) -> int:
    """The minute after the last one that counts: the end of the last day, or the as-of within it."""
    return min((day_number(_last_day(scope)) + 1) * MINUTES_A_DAY, scope.as_of_min + 1)


def _weeks(stage: Stage, counts: Counts, first: date) -> list[QueueWeek]:
    nothing = (0, 0)
    standing, rows = counts.get((-1, "entered"), nothing)[0], []
    for week in range(WEEKS):
        (entered, came), (left, went) = (counts.get((week, part), nothing) for part in ("entered", "left"))
        standing += entered - left
        start = first + timedelta(days=7 * week)
        rows.append(QueueWeek(stage.pipeline, stage.stage, stage.rank, start, entered, left, standing, came, went))
    return rows
