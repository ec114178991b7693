"""The ways deals take: stages in order, moves back, second visits; and outcomes by the day after the entry."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise

from dashboard.periods import Period
from tests.pipeline_builder import Deal, Pipeline
from tests.reference.visits import Visit, every, has_history, status, visits, within

Way = tuple[str, str]
"""Pipeline, and the stages joined by arrows."""


def entered(pipelines: Sequence[Pipeline], period: Period, as_of: datetime) -> list[tuple[Pipeline, Deal, list[Visit]]]:
    """Deals with a history that entered their pipeline in the period, with their visits."""
    found = []
    for pipeline, deal in every(pipelines):
        seen = visits(pipeline, deal, as_of)
        if has_history(deal) and seen and within(seen[0].entered, period):
            found.append((pipeline, deal, seen))
    return found


def ways(pipelines: Sequence[Pipeline], period: Period, as_of: datetime) -> dict[Way, Counter[str]]:
    """How the deals of each way ended so far."""
    found: dict[Way, Counter[str]] = defaultdict(Counter)
    for pipeline, deal, seen in entered(pipelines, period, as_of):
        path = " → ".join(visit.stage for visit in seen)
        found[(pipeline.name, path)][str(status(pipeline, deal, as_of))] += 1
    return dict(found)


def moves_back(
    pipelines: Sequence[Pipeline], period: Period, as_of: datetime
) -> dict[tuple[str, str, str], tuple[int, int, int, int]]:
    """Moves, deals, won and lost by pipeline, stage left and earlier stage entered."""
    moves: Counter[tuple[str, str, str]] = Counter()
    deals: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    for pipeline, deal, seen in entered(pipelines, period, as_of):
        for visit, after in pairwise(seen):
            if visit.kind == after.kind == "open" and after.rank < visit.rank:
                edge = (pipeline.name, visit.stage, after.stage)
                moves[edge] += 1
                deals[edge][deal.deal_id] = str(status(pipeline, deal, as_of))
    return {
        edge: (n, len(deals[edge]), _ended(deals[edge], "won"), _ended(deals[edge], "lost"))
        for edge, n in moves.items()
    }


def came_back(pipelines: Sequence[Pipeline], period: Period, as_of: datetime) -> dict[tuple[str, str], tuple[int, int]]:
    """Deals that visited each stage, and those of them that did so more than once."""
    found: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for pipeline, _, seen in entered(pipelines, period, as_of):
        for stage, times in Counter(visit.stage for visit in seen if visit.kind == "open").items():
            found[(pipeline.name, stage)][0] += 1
            found[(pipeline.name, stage)][1] += times > 1
    return {place: (counts[0], counts[1]) for place, counts in found.items()}


def outcomes_by_day(pipelines: Sequence[Pipeline], period: Period, as_of: datetime) -> list[tuple[datetime, str, int]]:
    """Entry, present status and days from the day of entry to that of the outcome (open: to the as-of)."""
    return [
        (
            seen[0].entered,
            seen[-1].kind,
            ((seen[-1].entered if seen[-1].kind != "open" else as_of).date() - seen[0].entered.date()).days,
        )
        for _, _, seen in entered(pipelines, period, as_of)
    ]


def share_by(days: Sequence[tuple[str, int]], outcome: str, day: int) -> float:
    """Share with this outcome within so many days: each step the share still there × its part of those at risk."""
    there, found = 1.0, 0.0
    for at in sorted({at for _, at in days if at <= day}):
        risk = sum(other >= at for _, other in days)
        ends = [kind for kind, other in days if other == at and kind != "open"]
        found += there * ends.count(outcome) / risk
        there *= 1 - len(ends) / risk
    return found


def _ended(deals: dict[str, str], outcome: str) -> int:
    return sum(kind == outcome for kind in deals.values())
