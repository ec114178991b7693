"""How many deals each stage needs today for the target (definitions §6), against those that are there.

At today's chances and amounts: the open deals of a stage are worth deals × chance to win from there × mean won amount;
what each stage needs is what it holds, scaled so that all stages together bring what is missing.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Final

from dashboard.language import mark
from dashboard.metrics.answers import Answer
from dashboard.metrics.coverage import ask as coverage
from dashboard.metrics.coverage import period_of
from dashboard.metrics.grounds import answer, needs_history, share, sql_path, stages_of, without_history
from dashboard.metrics.outlook_rows import NeededDeals
from dashboard.metrics.weighted_pipeline import BANDS, YEAR_DAYS, chances
from dashboard.periods import MINUTES_A_DAY
from dashboard.warehouse.scope import Scope

__all__ = ["NAME", "NeededDeals", "ask"]

NAME: Final = "needed_deals"
NO_WINS: Final = mark("pipelines without a won deal in the last 12 months: no amount to count with")


def ask(scope: Scope) -> Answer[NeededDeals]:
    """One row a stage; `parameters` tell the target, what is won and what remains."""
    asked = answer(scope, NAME, "open_by_age", "win_chances", "won_amounts", "period_targets")
    refused = needs_history(asked)
    if refused is not None:
        return refused
    asked = replace(asked, period=period_of(scope))
    covered = coverage(scope)
    if covered.unavailable is not None:
        return replace(asked, unavailable=covered.unavailable)
    (whole,) = covered.rows
    rows = _scaled(_stages(scope), whole.remaining or 0.0)
    excluded = without_history(asked)
    worthless = sum(row.deals for row in rows if row.mean_won_amount is None)
    return replace(
        asked,
        n=sum(row.deals for row in rows),
        rows=rows,
        excluded=excluded | ({NO_WINS: worthless} if worthless else {}),
        parameters={**asked.parameters, "target": whole.target, "won": whole.won_value, "remaining": whole.remaining},
    )


def _stages(scope: Scope) -> list[NeededDeals]:
    known = chances(scope)
    from_min = scope.as_of_min - YEAR_DAYS * MINUTES_A_DAY
    amounts = {pipeline: mean for pipeline, mean, _ in scope.rows(sql_path("won_amounts"), from_min=from_min)}
    there: dict[tuple[int, int], int] = {}
    for pipeline, rank, _, deals, *_ in scope.rows(sql_path("open_by_age"), bands=list(BANDS)):
        there[pipeline, rank] = there.get((pipeline, rank), 0) + deals
    rows = []
    for stage in stages_of(scope):
        if stage.kind:
            continue
        place = (stage.pipeline_code, stage.rank, 0)
        decided, amount = known.decided.get(place, 0), amounts.get(stage.pipeline_code)
        chance, deals = share(known.won.get(place, 0), decided), there.get(place[:2], 0)
        worth = None if chance is None or amount is None else deals * chance * amount
        rows.append(
            NeededDeals(
                stage.pipeline,
                stage.stage,
                stage.rank,
                deals,
                chance,
                decided,
                amount,
                worth,
                needed=None,
                missing=None,
            )
        )
    return rows


def _scaled(rows: list[NeededDeals], remaining: float) -> tuple[NeededDeals, ...]:
    expected = math.fsum(row.expected_value or 0 for row in rows)
    if expected <= 0:
        return tuple(rows)
    factor = remaining / expected
    return tuple(
        replace(row, needed=row.deals * factor, missing=max(0, math.ceil(row.deals * factor - row.deals - 1e-9)))
        for row in rows
    )
