"""Open deals and their value, stage by stage, at the as-of (definitions §2 "now in stage")."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dashboard.language import mark
from dashboard.metrics.answers import Answer
from dashboard.metrics.grounds import answer, sql_path, stages_of
from dashboard.metrics.rows import OpenStage
from dashboard.warehouse.scope import Scope

NAME: Final = "open_pipeline"
NO_VALUE: Final = mark("open deals without an amount or an exchange rate: counted, not valued")


def ask(scope: Scope) -> Answer[OpenStage]:
    """One row a stage that a pipeline has, also where no deal is; deals whose stage no file tells come first, as ''."""
    asked = answer(scope, NAME, "open_pipeline")
    found = {(row[0], row[1]): row[2:] for row in scope.rows(sql_path("open_pipeline"))}
    stages = stages_of(scope)
    names = {stage.pipeline_code: stage.pipeline for stage in stages}
    holding = {pipeline for pipeline, _ in found}
    rows = [
        OpenStage(names[pipeline], "", 0, deals, value, no_value, weighted)
        for (pipeline, code), (_, deals, value, weighted, no_value) in found.items()
        if code == 0
    ]
    for stage in stages:
        if stage.kind != 0 or stage.pipeline_code not in holding:
            continue
        _, deals, value, weighted, no_value = found.get((stage.pipeline_code, stage.stage_code), (0, 0, 0.0, 0.0, 0))
        rows.append(OpenStage(stage.pipeline, stage.stage, stage.rank, deals, value, no_value, weighted))
    missing = sum(row.no_amount for row in rows)
    return replace(
        asked,
        n=sum(row.deals for row in rows),
        rows=tuple(rows),
        excluded={NO_VALUE: missing} if missing else {},
    )
