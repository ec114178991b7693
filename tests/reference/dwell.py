"""How long deals stay in a stage: the sum of a deal's visits to it, open stays counted as "at least so long"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from dashboard.periods import Period
from tests.pipeline_builder import Deal, Pipeline
from tests.reference.visits import Visit, has_history, minutes, visits, within


@dataclass(frozen=True)
class Stay:
    """Minutes in a stage; `ended` False: still there at the as-of. `deal` for the segment it belongs to."""

    deal: Deal
    minutes: int
    ended: bool
    exit: str


def stays(
    pipeline: Pipeline,
    stage: str,
    as_of: datetime,
    period: Period | None = None,
    *,
    per_visit: bool = False,
    spent: Callable[[datetime, datetime], int] | None = None,
) -> list[Stay]:
    """Stays in a stage that went on after the period began and began before it ended: one a deal, or one a visit.

    `spent`: the minutes that count between two instants; without it all of them.
    """
    counted = spent or (lambda since, until: minutes(until - since))
    asked = period or Period()
    found = []
    for deal in pipeline.deals:
        seen = visits(pipeline, deal, as_of) if has_history(deal) else []
        here = [visit for visit in seen if visit.stage == stage]
        if per_visit:
            found += [_stay(deal, [visit], as_of, counted) for visit in here if within(visit.entered, asked)]
        elif here and within(here[-1].entered, asked):
            found.append(_stay(deal, here, as_of, counted))
    return found


def _stay(deal: Deal, here: list[Visit], as_of: datetime, spent: Callable[[datetime, datetime], int]) -> Stay:
    total = sum(spent(visit.entered, visit.left or as_of) for visit in here)
    return Stay(deal, total, here[-1].left is not None, here[-1].exit)


def kaplan_meier_quantile(found: Sequence[Stay], share: Fraction = Fraction(1, 2)) -> Fraction | None:
    """First time at which at most 1 − share is still there; in exact fractions, the middle of a flat part at the level."""
    surviving, level, reached = Fraction(1), 1 - share, None
    for time in sorted({stay.minutes for stay in found if stay.ended}):
        at_risk = sum(stay.minutes >= time for stay in found)
        ended = sum(stay.minutes == time and stay.ended for stay in found)
        surviving *= Fraction(at_risk - ended, at_risk)
        if reached is not None:
            return (reached + time) / 2
        if surviving < level:
            return Fraction(time)
        if surviving == level:
            reached = Fraction(time)
    return None if reached is None else (reached + max(stay.minutes for stay in found)) / 2


def linear_quantile(values: Sequence[float], share: float) -> float | None:
    """Quantile with linear interpolation between the two nearest ranks."""
    if not values:
        return None
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)
