"""Mean, median and Kaplan–Meier median of the time in a stage against each other (definitions §3)."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from dashboard.metrics import stage_dwell
from dashboard.metrics.answers import StageDwell
from dashboard.metrics.grounds import sql_path, stages_of
from dashboard.metrics.reconciled import BOTH, A, B, Counted, Pair, Side, pair
from dashboard.warehouse.scope import Scope

DEFINITIONS: Final = ("mean", "median", "kaplan_meier")
SQL: Final = ("reconciled_stays", "stage_dwell")
GOING_ON, LONG = "going_on", "long"


def compare(scope: Scope, a: str, b: str, *, with_deals: bool = False) -> tuple[tuple[Pair, ...], int]:
    """One pair a stage; and the stays it rests on. The figures are those of `stage_dwell`."""
    parts: dict[int, list[tuple[str, int, tuple[int, ...]]]] = defaultdict(list)
    for stage, part, deals, numbers in scope.rows(sql_path(SQL[0]), with_deals=with_deals):
        parts[stage].append((part, deals, tuple(numbers or ())))
    codes = {(stage.pipeline, stage.stage): stage.stage_code for stage in stages_of(scope)}
    rows = stage_dwell.ask(scope).rows
    pairs = []
    for row in rows:
        counted = _counted(parts[codes[row.pipeline, row.stage]], a, b)
        pairs.append(pair(row.pipeline, row.stage, _side(row, a), _side(row, b), counted))
    return tuple(pairs), sum(row.n for row in rows)


def _side(row: StageDwell, definition: str) -> Side:
    if definition == "kaplan_meier":
        return Side(definition, row.km_median_days, row.n)
    value = row.mean_completed_days if definition == "mean" else row.median_completed_days
    return Side(definition, value, row.n_completed)


def _counted(parts: list[tuple[str, int, tuple[int, ...]]], a: str, b: str) -> list[Counted]:
    """Stays that go on count for Kaplan–Meier only; the long ones pull the mean, which counts their length."""
    counted: list[Counted] = []
    for part, deals, numbers in parts:
        if part == GOING_ON and "kaplan_meier" in (a, b):
            counted.append((A if a == "kaplan_meier" else B, "still_there", deals, numbers))
        if part == LONG and "mean" in (a, b):
            counted.append((BOTH, "longer_than_mean", deals, numbers))
    return counted
