"""The change waterfall between two instants: every deal in the first class that fits, so that start + Σ = end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from tests.pipeline_builder import Deal, Pipeline
from tests.reference.money import Rates, value
from tests.reference.visits import every, standing, status


def worth(pipeline: Pipeline, deal: Deal, at: datetime, rates: Rates) -> float | None:
    """Its value if it is open at `at`; None: not open; a deal without a value is open with 0."""
    if status(pipeline, deal, at) != "open":
        return None
    return value(deal, at, rates) or 0.0


def changes(
    pipelines: Sequence[Pipeline], since: datetime, as_of: datetime, rates: Rates
) -> dict[str, tuple[set[str], float]]:
    """By kind: the deals and the signed value. All open deals count; constant rates, so nothing is due to currency."""
    found: dict[str, tuple[set[str], float]] = defaultdict(lambda: (set(), 0.0))

    def add(kind: str, deal: Deal, amount: float) -> None:
        deals, so_far = found[kind]
        found[kind] = (deals | {deal.deal_id}, so_far + amount)

    for pipeline, deal in every(pipelines):
        start, end = worth(pipeline, deal, since, rates), worth(pipeline, deal, as_of, rates)
        if start is not None:
            add("start", deal, start)
        if end is not None:
            add("end", deal, end)
        for kind, amount in _classes(pipeline, deal, since, as_of, rates, start=start, end=end):
            add(kind, deal, amount)
    return dict(found)


def _classes(
    pipeline: Pipeline,
    deal: Deal,
    since: datetime,
    as_of: datetime,
    rates: Rates,
    *,
    start: float | None,
    end: float | None,
) -> list[tuple[str, float]]:
    if start is None and end is not None:
        return [("reopened" if standing(pipeline, deal, since) else _birth(deal, since), end)]
    if start is not None and end is not None:
        return [_moved(end - start)] if end != start else []
    here = standing(pipeline, deal, as_of)
    if here is None:
        return []
    final = value(deal, here.entered, rates) or 0.0
    if start is not None:
        exit_ = (here.kind, -final)
        return [_moved(final - start), exit_] if final != start else [exit_]
    if standing(pipeline, deal, since):
        return []  # closed before, closed now
    return [(_birth(deal, since), final), (here.kind, -final)]


def _birth(deal: Deal, since: datetime) -> str:
    """Created in between; or created before, but not seen at the start."""
    return "created" if deal.created is None or deal.created > since else "late_entry"


def _moved(difference: float) -> tuple[str, float]:
    return ("increased" if difference > 0 else "decreased", difference)
