"""What is open at an instant, and what has been in its stage for too long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tests.pipeline_builder import Deal, Pipeline
from tests.reference.dwell import linear_quantile
from tests.reference.money import Rates, total, value
from tests.reference.visits import Visit, days, every, has_history, standing, status, visits


def open_deals(pipelines: Sequence[Pipeline], as_of: datetime) -> list[tuple[Pipeline, Deal, Visit]]:
    """Deals open at `as_of` with the visit they are in."""
    return [
        (pipeline, deal, here)
        for pipeline, deal in every(pipelines)
        if (here := standing(pipeline, deal, as_of)) is not None and here.kind == "open"
    ]


@dataclass(frozen=True)
class OpenStage:
    """Open deals of one stage: how many, their value, how many have no value."""

    deals: int
    value: float
    no_amount: int


def open_pipeline(pipelines: Sequence[Pipeline], as_of: datetime, rates: Rates) -> dict[tuple[str, str], OpenStage]:
    """By pipeline and stage; stages without deals are absent."""
    found: dict[tuple[str, str], list[float | None]] = {}
    for pipeline, deal, here in open_deals(pipelines, as_of):
        found.setdefault((pipeline.name, here.stage), []).append(value(deal, as_of, rates))
    return {key: OpenStage(len(values), total(values), values.count(None)) for key, values in found.items()}


def age_days(pipeline: Pipeline, deal: Deal, as_of: datetime) -> float:
    """Days in the present stage, earlier visits to it included."""
    here = standing(pipeline, deal, as_of)
    assert here is not None, "not begun"
    return sum(
        days((visit.left or as_of) - visit.entered)
        for visit in visits(pipeline, deal, as_of)
        if visit.stage == here.stage
    )


def benchmark_days(pipeline: Pipeline, stage: str, as_of: datetime) -> tuple[float | None, int]:
    """P75 of the won deals' stay in a stage, and how many such deals there are."""
    spent = []
    for deal in pipeline.deals:
        if not has_history(deal) or status(pipeline, deal, as_of) != "won":
            continue
        here = [visit for visit in visits(pipeline, deal, as_of) if visit.stage == stage]
        if here:
            spent.append(sum(days((visit.left or as_of) - visit.entered) for visit in here))
    return linear_quantile(spent, 0.75), len(spent)
