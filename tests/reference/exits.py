"""Visits under observation in a window of time, one by one."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import datetime, timedelta
from typing import Final

from tests.pipeline_builder import Pipeline
from tests.reference.visits import LAST_INSTANT, has_history, visits

CAUSES: Final = {"advanced": 0, "moved_back": 1, "won": 2, "lost": 3}


def exposures(
    pipeline: Pipeline, first: datetime, last: datetime, as_of: datetime
) -> tuple[dict[tuple[str, int], float], Counter[tuple[str, int, int]]]:
    """Deal-days by (stage, day of age), and exits by (stage, day of age, cause), in (first, last] as known at `as_of`."""
    spent: dict[tuple[str, int], float] = defaultdict(float)
    exits: Counter[tuple[str, int, int]] = Counter()
    day = timedelta(days=1)
    for deal in pipeline.deals:
        for visit in visits(pipeline, deal, as_of) if has_history(deal) else []:
            left = visit.left or LAST_INSTANT
            # A stay without duration (both ends on one day, of which no hour is told) is never at risk of ending.
            if visit.kind != "open" or left <= first or visit.entered >= last or left == visit.entered:
                continue
            begin, end = max(visit.entered, first), min(left, last)
            for age in range((begin - visit.entered) // day, (end - visit.entered) // day + 1):
                inside = min(end, visit.entered + (age + 1) * day) - max(begin, visit.entered + age * day)
                spent[visit.stage, age] += max(inside / day, 0.0)
            if left <= last and visit.exit in CAUSES:
                exits[visit.stage, -((visit.entered - left) // day) - 1, CAUSES[visit.exit]] += 1
    return spent, exits
