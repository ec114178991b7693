"""Deals that stand still: longer in their stage than three quarters of the won deals ever were (definitions §9)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dashboard.language import mark
from dashboard.metrics.answers import Answer
from dashboard.metrics.grounds import answer, needs_history, sql_path, without_history
from dashboard.metrics.rows import StuckDeal
from dashboard.warehouse.scope import Scope

NAME: Final = "stuck_deals"
LEAST_STAYS: Final = 5
NO_BENCHMARK: Final = mark("stages with fewer than 5 stays of won deals: no benchmark")


def ask(scope: Scope, most: int = 10_000) -> Answer[StuckDeal]:
    """Stuck deals, most value-days beyond the benchmark first; `n` counts all, rows hold at most `most`.

    The benchmark is the 75 % point of the won deals' stays in that stage, in the pipelines of the scope.
    """
    asked = answer(scope, NAME, "stuck_benchmarks", "stuck_deals")
    refused = needs_history(asked)
    if refused is not None:
        return refused
    known = scope.rows(sql_path("stuck_benchmarks"))
    usable = {(pipeline, rank): (stays, days) for pipeline, rank, stays, days in known if stays >= LEAST_STAYS}
    parameters = {
        "pipelines": [pipeline for pipeline, _ in usable],
        "ranks": [rank for _, rank in usable],
        "days": [days for _, days in usable.values()],
        "stays": [stays for stays, _ in usable.values()],
        "most": most,
    }
    found = scope.rows(sql_path("stuck_deals"), **parameters)
    rows = tuple(StuckDeal(*row) for *row, _ in found)
    excluded = without_history(asked)
    if len(known) > len(usable):
        excluded[NO_BENCHMARK] = len(known) - len(usable)
    return replace(
        asked,
        n=found[0][-1] if found else 0,
        rows=rows,
        excluded=excluded,
        parameters={**asked.parameters, **parameters},
    )
