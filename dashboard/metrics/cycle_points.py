"""The sales cycle deal by deal (definitions §5): when each was won and how long it had taken."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from dashboard.metrics.answers import Answer
from dashboard.metrics.grounds import answer, sql_path
from dashboard.metrics.people_rows import CyclePoint
from dashboard.warehouse.scope import Scope

__all__ = ["NAME", "CyclePoint", "ask"]

NAME: Final = "cycle_points"
MOST: Final = 1500
"""Deals drawn; more would be a cloud."""


def ask(scope: Scope, *, most: int = MOST) -> Answer[CyclePoint]:
    """The newest `most` deals won in the period; `n` counts all of them, and so do the percentiles."""
    asked = answer(scope, NAME, "cycle_points")
    found = scope.rows(sql_path("cycle_points"), most=most)
    rows = tuple(
        CyclePoint(deal_id, name, owner, won.date() if isinstance(won, datetime) else won, *days)
        for deal_id, name, owner, won, *days in ((*row[:5], *row[6:]) for row in found)
    )
    return replace(asked, n=found[0][5] if found else 0, rows=rows, parameters={**asked.parameters, "most": most})
