"""Flow per stage and period: open at start + entered − left = open at end."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

from dashboard.periods import Period
from tests.pipeline_builder import Pipeline
from tests.reference.visits import bounds, has_history, visits


def flow(pipeline: Pipeline, period: Period, as_of: datetime) -> list[Counter[str]]:
    """Per open stage: open_at_start, entered, open_at_end and how the visits that ended in the period ended."""
    start, end = bounds(period)
    found = []
    for stage in pipeline.stages:
        counts: Counter[str] = Counter()
        for deal in pipeline.deals:
            for visit in visits(pipeline, deal, as_of) if has_history(deal) else []:
                if visit.stage != stage or visit.entered >= end:
                    continue
                gone_before_start = visit.left is not None and visit.left < start
                gone_by_end = visit.left is not None and visit.left < end
                if gone_before_start:
                    continue
                counts["open_at_start" if visit.entered < start else "entered"] += 1
                counts[visit.exit if gone_by_end else "open_at_end"] += 1
        found.append(counts)
    return found
