"""Deals that stand still: longer in their stage than three quarters of the won deals ever were (definitions §9)."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dashboard.language import mark
from dashboard.metrics.answers import Answer
from dashboard.metrics.deal_flags_limits import LEAST_STAYS, stay_limits
from dashboard.metrics.deal_flags_rules import thresholds
from dashboard.metrics.grounds import answer, needs_history, sql_path, without_history
from dashboard.metrics.rows import StuckDeal
from dashboard.warehouse.scope import Scope

__all__ = ["LEAST_STAYS", "NAME", "NO_BENCHMARK", "ask"]

NAME: Final = "stuck_deals"
NO_BENCHMARK: Final = mark("stages with fewer than 5 stays of won deals: no benchmark")


def ask(scope: Scope, most: int = 10_000) -> Answer[StuckDeal]:
    """Stuck deals, most value-days beyond the benchmark first; `n` counts all, rows hold at most `most`.

    The benchmark is the 75 % point of the won deals' stays in that stage, in the pipelines of the scope; where too few
    were won, the days that people allow the stage.
    """
    asked = answer(scope, NAME, "stuck_benchmarks", "stuck_deals")
    refused = needs_history(asked)
    if refused is not None:
        return refused
    limits = stay_limits(scope, thresholds(scope))
    parameters = {**limits.parameters, "stays": list(limits.stays), "most": most}
    found = scope.rows(sql_path("stuck_deals"), **parameters)
    rows = tuple(StuckDeal(*row) for *row, _ in found)
    excluded = without_history(asked)
    if limits.too_few:
        excluded[NO_BENCHMARK] = limits.too_few
    return replace(
        asked,
        n=found[0][-1] if found else 0,
        rows=rows,
        excluded=excluded,
        parameters={**asked.parameters, **parameters},
    )


def counts(scope: Scope) -> dict[int, int] | None:
    """Stuck deals by code of the scope's dimension; None where these files cannot tell."""
    if needs_history(answer(scope, NAME)) is not None:
        return None
    limits = stay_limits(scope, thresholds(scope))
    return dict(scope.rows(sql_path("stuck_counts"), **limits.parameters))
