"""Reached(s) = deals with furthest ≥ s; the other ways to count a funnel; each over one cohort."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dashboard.periods import Period
from tests.pipeline_builder import Deal, Pipeline
from tests.reference.visits import furthest, has_history, status, visits, within


@dataclass(frozen=True)
class Step:
    """One stage of the funnel, the last is Won. lost, void, open: deals whose furthest stage it is."""

    stage: str
    rank: int
    reached: int
    lost: int
    void: int
    open: int
    deals: frozenset[str]


def cohort(pipeline: Pipeline, period: Period, as_of: datetime) -> list[Deal]:
    """The deals that entered the pipeline in the period, by `as_of`, and whose history is known.

    A deal that closed without visiting a stage never entered the funnel, unless it was won: then it reached every step.
    """
    found = []
    for deal in pipeline.deals:
        seen = visits(pipeline, deal, as_of)
        entered = bool(seen) and furthest(pipeline, deal, as_of) > 0
        if has_history(deal) and entered and within(seen[0].entered, period):
            found.append(deal)
    return found


def funnel(pipeline: Pipeline, period: Period, as_of: datetime, mode: str = "reached") -> list[Step]:
    """The funnel of one pipeline, first stage first."""
    deals = cohort(pipeline, period, as_of)
    steps = []
    for rank, stage in enumerate((*pipeline.stages, "Won"), start=1):
        counted = [deal for deal in deals if _counts(pipeline, deal, as_of, rank, mode)]
        ended = [status(pipeline, deal, as_of) for deal in deals if furthest(pipeline, deal, as_of) == rank]
        steps.append(
            Step(
                stage,
                rank,
                len(counted),
                ended.count("lost"),
                ended.count("void"),
                ended.count("open"),
                frozenset(deal.deal_id for deal in counted),
            )
        )
    return steps


def _counts(pipeline: Pipeline, deal: Deal, as_of: datetime, rank: int, mode: str) -> bool:
    if mode == "reached":
        return furthest(pipeline, deal, as_of) >= rank
    if rank == len(pipeline.stages) + 1:
        won = status(pipeline, deal, as_of) == "won"
        return won and (mode != "in_order" or _in_order(_ranks(pipeline, deal, as_of), rank - 1))
    ranks = _ranks(pipeline, deal, as_of)
    return rank in ranks if mode == "entered" else _in_order(ranks, rank)


def _ranks(pipeline: Pipeline, deal: Deal, as_of: datetime) -> list[int]:
    return [visit.rank for visit in visits(pipeline, deal, as_of) if visit.kind == "open"]


def _in_order(ranks: list[int], upto: int) -> bool:
    """It visited 1, later 2, … up to `upto`, none left out."""
    wanted = 1
    for rank in ranks:
        if rank == wanted:
            wanted += 1
    return wanted > upto


@dataclass(frozen=True)
class Habits:
    """Of the cohort, in one stage: deals that skipped it, visits that ended, visits that ended in a lower rank."""

    skipped: int
    ended: int
    moved_back: int


def habits(pipeline: Pipeline, period: Period, as_of: datetime) -> list[Habits]:
    """Skips and moves back a stage; a deal skipped a stage that lies below its furthest and that it never visited."""
    found = []
    for rank, stage in enumerate(pipeline.stages, start=1):
        skipped = ended = moved_back = 0
        for deal in cohort(pipeline, period, as_of):
            here = [visit for visit in visits(pipeline, deal, as_of) if visit.stage == stage]
            skipped += not here and furthest(pipeline, deal, as_of) > rank
            ended += sum(visit.left is not None for visit in here)
            moved_back += sum(visit.exit == "moved_back" for visit in here)
        found.append(Habits(skipped, ended, moved_back))
    return found
