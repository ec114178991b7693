"""What was to be won in a period: the targets that tile it, never two levels or two lengths of period added up."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Final

from dashboard.metrics.grounds import narrowed_by, sql_path
from dashboard.periods import Period, day_number
from dashboard.warehouse.scope import Scope

HAVE_TARGETS: Final = ("pipeline", "owner", "team")
"""Dimensions that targets are set for."""


@dataclass(frozen=True)
class _Stated:
    level: str
    name: str
    pipeline: str
    first: date
    before: date
    amount: float | None


def targets_of(scope: Scope, period: Period, by: str | None) -> dict[str, float] | None:
    """Value of the dimension ('' for the whole) → target in the reporting currency; None where none fits the filter.

    A target counts when its periods of one length tile the whole period asked for; the longest such length is taken.
    A target without an exchange rate counts as none. A filter on something that targets are not set for has none.
    """
    chosen = narrowed_by(scope)
    if not chosen <= set(HAVE_TARGETS) or by not in {None, *HAVE_TARGETS}:
        return None
    stated = _stated(scope, period)
    level = _level(chosen, by)
    pipelines = set(scope.filter.values("pipeline"))
    names = set(scope.filter.values(level)) if level != "company" else set()
    found: dict[str, float] = defaultdict(float)
    for key, rows in _grouped(stated, level, names, pipelines, by).items():
        amount = _tiled(rows, period)
        if amount is not None:
            found[key[0]] += amount
    return dict(found) or None


def _level(chosen: set[str], by: str | None) -> str:
    for one in ("owner", "team"):
        if by == one or one in chosen:
            return one
    return "company"


def _grouped(
    stated: list[_Stated], level: str, names: set[str], pipelines: set[str], by: str | None
) -> dict[tuple[str, str, str], list[_Stated]]:
    """Rows that belong together: (value shown, name, pipeline)."""
    rows = [one for one in stated if one.level == level and (not names or one.name in names)]
    by_pipeline = bool(pipelines) or by == "pipeline" or not any(one.pipeline == "" for one in rows)
    grouped: dict[tuple[str, str, str], list[_Stated]] = defaultdict(list)
    for one in rows:
        if (one.pipeline != "") is not by_pipeline or (pipelines and one.pipeline not in pipelines):
            continue
        value = {"pipeline": one.pipeline, level: one.name}.get(by or "", "")
        grouped[value, one.name, one.pipeline].append(one)
    return grouped


def _tiled(rows: list[_Stated], period: Period) -> float | None:
    """The sum of the rows of the longest length that together fill the period without a gap."""
    lengths: dict[int, list[_Stated]] = defaultdict(list)
    for one in rows:
        lengths[(one.before.year - one.first.year) * 12 + one.before.month - one.first.month].append(one)
    for _, same in sorted(lengths.items(), reverse=True):
        amounts = [one.amount for one in same if one.amount is not None]
        if len(amounts) == len(same) and _fills(same, period):
            return math.fsum(amounts)
    return None


def _fills(rows: list[_Stated], period: Period) -> bool:
    end = period.first
    for one in sorted(rows, key=lambda row: row.first):
        if one.first != end:
            return False
        end = one.before
    return end == period.before


def _stated(scope: Scope, period: Period) -> list[_Stated]:
    if period.first is None or period.before is None:
        return []
    rows = scope.rows(
        sql_path("period_targets"),
        today=day_number(scope.as_of.date()),
        from_day=day_number(period.first),
        before_day=day_number(period.before),
    )
    return [_Stated(*row) for row in rows]
