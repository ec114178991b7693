"""The deals behind a mark on a chart: their number is always the number drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from dashboard.errors import USAGE, DashboardError
from dashboard.language import mark
from dashboard.metrics import (
    breakdown,
    data_quality,
    deal_flags,
    marks,
    pipeline_changes,
    reconciliation,
    stage_flow,
    stuck_deals,
)
from dashboard.metrics.answers import Answer
from dashboard.metrics.deal_wish import ANY, Wish
from dashboard.metrics.grounds import answer, checked_dimension, sql_path, stages_of, values_of
from dashboard.metrics.rows import Deal
from dashboard.metrics.selection import Selection
from dashboard.metrics.win_loss import OWN_DIMENSIONS
from dashboard.periods import end_of_day
from dashboard.warehouse.scope import Scope

NAME: Final = "deals"
ALL: Final = 1_000_000_000
UNKNOWN_PART: Final = mark("The link asks for deals by {metric} “{part}”, which does not exist.")
SHOW_ALL: Final = mark("Remove the selection to see all deals.")
BETWEEN_DAYS: Final = ("pipeline_changes", "stage_matrix", "category_matrix")
Numbers = list[int] | None


def ask(
    scope: Scope,
    selection: Selection | None = None,
    limit: int = 1000,
    *,
    since: datetime | None = None,
    wish: Wish = ANY,
) -> Answer[Deal]:
    """Deals as of the scope's instant, in the order wished; `n` counts all of them, rows hold at most `limit`.

    Selections by `metric`: stage_funnel (part reached, lost, void, open, won; mode as the funnel's), open_pipeline,
    stage_dwell (part stays, completed, staying), bottlenecks (what waits in the place now), win_rate and win_loss (part
    won, lost, closed; by and value), sales_cycle (won, as the cycle counts them), stage_flow (part: how a visit began
    or ended), stuck_deals, pipeline_changes (part: the kind of bar; mode: the day since when,
    else `since`), data_quality (part: the finding), reconciliation (part: side.reason; mode as asked), and those of
    `marks.finders`, as the `behind` of each metric says. Raises DashboardError for any other.
    """
    if selection is not None and selection.within is not None:
        scope = breakdown.part_of(scope, checked_dimension(NAME, selection.within) or "", selection.among or "")
    asked = answer(scope, NAME, "deal_list")
    numbers = None if selection is None or not selection.metric else _numbers(scope, selection, since)
    ranked = deal_flags.numbers(scope, wish.flags) if wish.flags or wish.sort == "flags" else []
    if wish.flags:
        numbers = ranked if numbers is None else sorted(set(numbers) & set(ranked))
    wanted = {"numbers": numbers, "find": wish.find or None}
    # A deal that was handed over is in the bar, though it is somebody else's by now.
    scope = scope.of_anyone() if selection is not None and selection.metric in BETWEEN_DAYS else scope
    rows = scope.rows(sql_path("deal_list"), ranked=ranked, sort=wish.sort, most=limit, **wanted) if limit else []
    ((count,),) = scope.rows(sql_path("deal_count"), **wanted) if len(rows) == limit else [(len(rows),)]
    return replace(asked, n=count, rows=tuple(Deal(*_plain(row)) for row in rows))


def _numbers(scope: Scope, selection: Selection, since: datetime | None) -> Numbers:
    finders: Mapping[str, Callable[[], list[int]]] = {
        "stage_funnel": lambda: _funnel(scope, selection),
        "open_pipeline": lambda: (
            marks.standing(scope, selection) if selection.by else _furthest(scope, selection, "now")
        ),
        "stage_dwell": lambda: _visits(scope, selection, selection.part or "stays"),
        "bottlenecks": lambda: _visits(scope, selection, "waiting"),
        "win_rate": lambda: _closed(scope, selection),
        "win_loss": lambda: _closed(scope, selection),
        "sales_cycle": lambda: _closed(scope, replace(selection, part="timed")),
        "stage_flow": lambda: stage_flow.behind(scope, *_place(scope, selection)[:2], part=selection.part),
        "stuck_deals": lambda: marks.stuck(scope, selection) if selection.by else _stuck(scope, selection),
        "deal_flags": lambda: deal_flags.numbers(scope, (selection.part,) if selection.part else ()),
        "pipeline_changes": lambda: _changed(scope, selection, since),
        "data_quality": lambda: data_quality.findings(scope).get(selection.part, []),
        "reconciliation": lambda: reconciliation.behind(scope, selection),
        **marks.finders(scope, selection, _day(selection) or since),
    }
    if selection.metric not in finders:
        raise DashboardError(UNKNOWN_PART, SHOW_ALL, exit_code=USAGE, metric=selection.metric, part=selection.part)
    return finders[selection.metric]()


def _funnel(scope: Scope, selection: Selection) -> list[int]:
    pipeline, rank, kind = _place(scope, selection)
    part = selection.part or "reached"
    if selection.mode == "now":
        return _furthest(scope, selection, "now")
    if kind == 1 and selection.mode != "in_order":
        return _flat(scope, "behind_furthest", part="won", pipeline=pipeline, rank=rank)
    if kind == 1 and selection.mode == "in_order":
        return _visits(scope, selection, "in_order_won")
    if selection.mode in ("entered", "in_order"):
        return _visits(scope, selection, selection.mode)
    return _flat(scope, "behind_furthest", part=part, pipeline=pipeline, rank=rank)


def _furthest(scope: Scope, selection: Selection, part: str) -> list[int]:
    pipeline, rank, _ = _place(scope, selection)
    return _flat(scope, "behind_furthest", part=part, pipeline=pipeline, rank=rank)


def _visits(scope: Scope, selection: Selection, part: str) -> list[int]:
    pipeline, rank, _ = _place(scope, selection)
    code = _code(scope, selection)
    scope = scope.broken_down(None if code is None else selection.by)
    return _flat(scope, "behind_visits", part=part, pipeline=pipeline, rank=rank, code=code)


def _closed(scope: Scope, selection: Selection) -> list[int]:
    pipeline, code = _pipeline_code(scope, selection.pipeline), _code(scope, selection)
    if selection.by == "stage_lost_from" and selection.value is not None:
        pipeline, code = _stage_lost_from(scope, selection.value)
    part = selection.part or "closed"
    scope = scope.broken_down(None if code is None or selection.by in OWN_DIMENSIONS else selection.by)
    return _flat(scope, "behind_closed", part=part, by=selection.by, code=code, pipeline=pipeline)


def _stuck(scope: Scope, selection: Selection) -> list[int]:
    stuck = stuck_deals.ask(scope, most=ALL)
    ids = [
        row.deal_id
        for row in stuck.rows
        if selection.stage in (None, row.stage) and selection.pipeline in (None, row.pipeline)
    ]
    return [number for (number,) in scope.rows(sql_path("deal_numbers"), deal_ids=ids)]


def _changed(scope: Scope, selection: Selection, since: datetime | None) -> list[int]:
    if selection.part in marks.GROUPS:
        return marks.changed(scope, selection.part, _day(selection) or since)
    parameters = pipeline_changes.bound(scope, _day(selection) or since)
    if selection.part in ("start", "end"):
        instant = parameters["since_min"] if selection.part == "start" else scope.as_of_min
        return _flat(scope, "behind_open_at", instant=instant)
    found = scope.rows(sql_path("pipeline_changes"), with_deals=True, **parameters)
    bars = {selection.part, "steady_currency"} if selection.part == "currency" else {selection.part}
    return [number for kind, _, _, numbers in found if kind in bars for number in numbers or ()]


def _day(selection: Selection) -> datetime | None:
    """The end of the day that a selection of changes starts from; None where it names none."""
    try:
        return end_of_day(date.fromisoformat(selection.mode or ""))
    except ValueError:
        return None


def _flat(scope: Scope, name: str, **parameters: object) -> list[int]:
    return [number for (number,) in scope.rows(sql_path(name), **parameters)]


def _place(scope: Scope, selection: Selection) -> tuple[int | None, int | None, int]:
    """Pipeline code, rank and kind of the selected stage; None where the selection names none."""
    if selection.stage is None:
        return _pipeline_code(scope, selection.pipeline), None, 0
    for stage in stages_of(scope):
        if stage.stage == selection.stage and selection.pipeline in (None, stage.pipeline):
            return stage.pipeline_code, stage.rank, stage.kind
    if selection.stage == "":
        return _pipeline_code(scope, selection.pipeline), 0, 0
    raise DashboardError(UNKNOWN_PART, SHOW_ALL, exit_code=USAGE, metric=selection.metric, part=selection.stage)


def _pipeline_code(scope: Scope, pipeline: str | None) -> int | None:
    if pipeline is None:
        return None
    codes = {name: code for code, name in values_of(scope, "pipeline").items()}
    return codes.get(pipeline, -1)


def _code(scope: Scope, selection: Selection) -> int | None:
    if selection.by is None or selection.value is None or selection.by == "stage_lost_from":
        return None
    if selection.by == "month":
        year, _, month = selection.value.partition("-")
        return int(year) * 12 + int(month) - 1 if year.isdigit() and month.isdigit() else -1
    codes = {text: code for code, text in values_of(scope, selection.by).items()}
    return codes.get(selection.value, -1)


def _stage_lost_from(scope: Scope, value: str) -> tuple[int | None, int]:
    for stage in stages_of(scope):
        if value in (stage.stage, f"{stage.pipeline}: {stage.stage}"):
            return stage.pipeline_code, stage.rank
    return None, 0


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(value.date() if isinstance(value, datetime) else value for value in row)
