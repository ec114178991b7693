"""Where deals stood then and where they stand now (definitions §8): the waterfall's deals, stage by stage."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from dashboard.metrics.answers import Answer
from dashboard.metrics.grounds import answer, needs_history, sql_path, stages_of, without_history
from dashboard.metrics.path_rows import StageMove
from dashboard.metrics.pipeline_changes import bound
from dashboard.metrics.selection import Selection
from dashboard.warehouse.scope import Scope

__all__ = ["NAME", "StageMove", "ask"]

NAME: Final = "stage_matrix"
KINDS: Final = {0: "open", 1: "won", 2: "lost", 3: "void", 4: "missing", 9: "absent"}
"""What a deal was or is; absent: not there (then: new, now: taken out of the filter)."""


def ask(scope: Scope, since: datetime | None = None) -> Answer[StageMove]:
    """One row a pair of places that has deals, over all open deals, from `since` (as in the waterfall) to the as-of."""
    asked = answer(scope, NAME, "stage_matrix")
    refused = needs_history(asked)
    if refused is not None:
        return refused
    names = _names(scope)
    since_min = bound(scope, since)["since_min"]
    rows = tuple(
        _row(found, names) for found in scope.rows(sql_path("stage_matrix"), since_min=since_min, with_deals=False)
    )
    return replace(
        asked,
        n=sum(row.deals for row in rows),
        rows=rows,
        excluded=without_history(asked),
        parameters={**asked.parameters, "since_min": since_min},
    )


def behind(scope: Scope, selection: Selection, since: datetime | None) -> list[int]:
    """The deals of one pair of places: `part` from-to kinds, `stage` the stage then, `value` the stage now."""
    names = _names(scope)
    from_kind, _, to_kind = selection.part.partition("-")
    wanted = (selection.pipeline or "", from_kind, selection.stage or "", to_kind, selection.value or "")
    numbers: list[int] = []
    for found in scope.rows(sql_path("stage_matrix"), since_min=bound(scope, since)["since_min"], with_deals=True):
        row = _row(found, names)
        if wanted == (row.pipeline, row.from_kind, row.from_stage, row.to_kind, row.to_stage):
            numbers += found[-1]
    return numbers


def _names(scope: Scope) -> dict[tuple[int, int], tuple[str, str]]:
    """(Pipeline code, rank) → pipeline and stage; rank 0 is no stage."""
    stages = stages_of(scope)
    none = {(stage.pipeline_code, 0): (stage.pipeline, "") for stage in stages}
    return none | {(stage.pipeline_code, stage.rank): (stage.pipeline, stage.stage) for stage in stages}


def _row(found: tuple[Any, ...], names: dict[tuple[int, int], tuple[str, str]]) -> StageMove:
    pipeline, from_kind, from_rank, to_kind, to_rank, deals, value, _ = found
    name = names.get((pipeline, 0), ("", ""))[0]
    from_stage = names.get((pipeline, from_rank), ("", ""))[1]
    to_stage = names.get((pipeline, to_rank), ("", ""))[1]
    return StageMove(name, KINDS[from_kind], from_stage, from_rank, KINDS[to_kind], to_stage, to_rank, deals, value)
