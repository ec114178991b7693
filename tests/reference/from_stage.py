"""Days from first entering a stage to won, deal by deal."""

from __future__ import annotations

from datetime import datetime

from dashboard.periods import Period
from tests.pipeline_builder import Pipeline
from tests.reference.visits import days, has_history, visits, within


def days_to_win(pipeline: Pipeline, stage: str, as_of: datetime, period: Period) -> list[float]:
    """One entry a deal won in the period, as known at `as_of`, that visited the stage itself."""
    found = []
    for deal in pipeline.deals:
        seen = visits(pipeline, deal, as_of) if has_history(deal) else []
        entered = [visit.entered for visit in seen if visit.stage == stage]
        if entered and seen[-1].kind == "won" and within(seen[-1].entered, period):
            found.append(days(seen[-1].entered - entered[0]))
    return found
