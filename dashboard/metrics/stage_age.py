"""How long the open deals have been in their stage, by bands of days (definitions §3)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from dashboard.language import mark
from dashboard.metrics.answers import Answer
from dashboard.metrics.grounds import Stage, answer, needs_history, sql_path, stages_of
from dashboard.metrics.rows import StageAge
from dashboard.metrics.selection import Selection
from dashboard.metrics.weighted_pipeline import BANDS
from dashboard.warehouse.scope import Scope

__all__ = ["NAME", "NO_AGE", "StageAge", "ask", "behind"]

NAME: Final = "stage_age"
NO_AGE: Final = mark("open deals of which no file tells since when they are in their stage: in no band")


def ask(scope: Scope) -> Answer[StageAge]:
    """One row a stage and band that has open deals, in the order of the stages, the youngest first.

    One export can show it where it states since when each deal is in its stage.
    """
    asked = answer(scope, NAME, NAME)
    rows, unknown = [], 0
    for stage, band, deals, value, no_value, _ in _found(scope, with_deals=False):
        if stage is None or band is None:
            unknown += deals
            continue
        before = next((first for first in BANDS if first > band), None)
        rows.append(StageAge(stage.pipeline, stage.stage, stage.rank, band, before, deals, value, no_value))
    refused = None if rows else needs_history(asked)
    if refused is not None:
        return refused
    rows.sort(key=lambda row: (row.pipeline, row.rank, row.from_days))
    return replace(
        asked,
        n=sum(row.deals for row in rows),
        rows=tuple(rows),
        excluded={NO_AGE: unknown} if unknown else {},
        parameters={**asked.parameters, "bands": list(BANDS), "with_deals": False},
    )


def behind(scope: Scope, selection: Selection) -> list[int]:
    """The deals of one stage whose band begins with the day that `value` names."""
    return [
        number
        for stage, band, *_, numbers in _found(scope, with_deals=True)
        if stage is not None
        and (stage.pipeline, stage.stage, str(band)) == (selection.pipeline, selection.stage, selection.value)
        for number in numbers
    ]


def _found(scope: Scope, *, with_deals: bool) -> list[tuple[Stage | None, Any, Any, Any, Any, Any]]:
    """What the data tell, with the stage in place of its codes; None where no file tells the stage."""
    stages = {(stage.pipeline_code, stage.rank): stage for stage in stages_of(scope) if stage.kind == 0}
    return [
        (stages.get((pipeline, rank)), band, deals, value, no_value, numbers)
        for pipeline, rank, band, deals, value, no_value, numbers in scope.rows(
            sql_path(NAME), bands=list(BANDS), with_deals=with_deals
        )
    ]
