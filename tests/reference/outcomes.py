"""Won and lost in a period: rates, breakdowns, cycle and velocity."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dashboard.periods import Period
from tests.pipeline_builder import Deal, Pipeline
from tests.reference.money import Rates, total, value
from tests.reference.visits import closed_at, days, every, standing, status, visits, within


@dataclass(frozen=True)
class Closed:
    """A deal that was won, lost or void in the period, by its last close."""

    pipeline: Pipeline
    deal: Deal
    status: str
    at: datetime
    value: float | None


def closed(pipelines: Sequence[Pipeline], period: Period, as_of: datetime, rates: Rates) -> list[Closed]:
    """One outcome a deal: where it stands at `as_of`, if it has closed in the period. Reopened deals are open."""
    found = []
    for pipeline, deal in every(pipelines):
        at = closed_at(pipeline, deal, as_of)
        outcome = status(pipeline, deal, as_of)
        if at is not None and outcome is not None and within(at, period):
            found.append(Closed(pipeline, deal, outcome, at, value(deal, at, rates)))
    return found


def worth_at(pipeline: Pipeline, deal: Deal, at: datetime, rates: Rates) -> float | None:
    """Value of a deal at an instant: what it closed with once it is closed."""
    return value(deal, closed_at(pipeline, deal, at) or at, rates)


def counted(found: Sequence[Closed], outcome: str) -> list[Closed]:
    """Those won, or lost, or void."""
    return [one for one in found if one.status == outcome]


def rate(part: float, rest: float) -> float | None:
    """part / (part + rest), None when nothing closed."""
    return part / (part + rest) if part + rest else None


def stage_lost_from(one: Closed, as_of: datetime) -> str:
    """The open stage before the close, '' where it is not known."""
    before = [visit for visit in visits(one.pipeline, one.deal, as_of) if visit.kind == "open"]
    return before[-1].stage if before else ""


def values_of(found: Sequence[Closed]) -> float:
    """Sum of the amounts at close, those of zero or less left out."""
    return total(one.value for one in found if one.value and one.value > 0)


def days_to_close(one: Closed) -> float | None:
    """Days from creation to the close; None where the creation is unknown, or on a later day than the close."""
    created = one.deal.created
    if created is None or one.at.date() < created.date():
        return None
    return max(days(one.at - created), 0.0)


@dataclass(frozen=True)
class Levers:
    """N, W, A and L of V = N × W × A ÷ L."""

    open_deals: int
    win_rate: float | None
    mean_won_amount: float | None
    mean_days_to_win: float | None
    closed: int


def levers(
    pipelines: Sequence[Pipeline], as_of: datetime, rates: Rates, *, window_days: int = 180, from_rank: int = 0
) -> Levers:
    """Open deals at `as_of`, in the stage of a rank or a later one; the rest over the deals closed in the days before."""
    since = as_of - timedelta(days=window_days)
    recent = [one for one in closed(pipelines, Period(), as_of, rates) if since < one.at]
    won, lost = counted(recent, "won"), counted(recent, "lost")
    amounts = [one.value for one in won if one.value and one.value > 0]
    spans = [span for one in won if (span := days_to_close(one)) is not None]
    still_open = [
        here
        for pipeline, deal in every(pipelines)
        if (here := standing(pipeline, deal, as_of)) is not None and here.kind == "open" and here.rank >= from_rank
    ]
    return Levers(
        len(still_open),
        rate(len(won), len(lost)),
        sum(amounts) / len(amounts) if amounts else None,
        sum(spans) / len(spans) if spans else None,
        len(won) + len(lost),
    )
