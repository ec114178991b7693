"""What a customer had bought before a deal began."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dashboard.periods import Period
from tests.pipeline_builder import Deal, Pipeline
from tests.reference.money import Rates
from tests.reference.outcomes import Closed, closed
from tests.reference.visits import LAST_INSTANT, closed_at, every, status, visits, within

YEAR = timedelta(days=365)


def born(pipeline: Pipeline, deal: Deal) -> datetime:
    """When a deal began: its creation, else its first move."""
    return deal.created or visits(pipeline, deal, LAST_INSTANT)[0].entered


def kind(pipelines: Sequence[Pipeline], pipeline: Pipeline, deal: Deal, as_of: datetime) -> str:
    """The kind of a deal's customer, as derived from the wins known at `as_of`; '' without a customer."""
    account, start = deal.text("account").strip().lower(), born(pipeline, deal)
    if not account:
        return ""
    wins = [
        (at, other.text("product"))
        for where, other in every(pipelines)
        if other.text("account").strip().lower() == account
        and status(where, other, as_of) == "won"
        and (at := closed_at(where, other, as_of)) is not None
        and at < start
    ]
    if not wins:
        return "new"
    if start - max(at for at, _ in wins) > YEAR:
        return "reactivated"
    same = [at for at, product in wins if product and product == deal.text("product")]
    return "repeat" if same and start - max(same) <= YEAR else "existing"


@dataclass(frozen=True)
class Acquired:
    """Deals of a source begun in a period, customers won for the first time in it, and what all its customers bring."""

    deals: int
    customers: int
    first_deal_value: float | None
    came_back: int
    lifetime_value: float | None


def acquired(pipelines: Sequence[Pipeline], source: str, period: Period, as_of: datetime, rates: Rates) -> Acquired:
    """A customer belongs to the source of its first win; a deal without one is a customer of its own."""
    wins: dict[object, list[Closed]] = defaultdict(list)
    for one in sorted(closed(pipelines, Period(), as_of, rates), key=lambda one: one.at):
        if one.status == "won":
            wins[one.deal.text("account").lower() or (one.pipeline.name, one.deal.deal_id)].append(one)
    mine = [told for told in wins.values() if told[0].deal.text("source") == source]
    first = [_worth(told[0]) for told in mine if within(told[0].at, period)]
    known = [worth for worth in first if worth is not None]
    all_of = [[worth for one in told if (worth := _worth(one)) is not None] for told in mine]
    lifetimes = [sum(worth) for worth in all_of if worth]
    begun = [
        deal
        for pipeline, deal in every(pipelines)
        if deal.text("source") == source and within(at := born(pipeline, deal), period) and at <= as_of
    ]
    return Acquired(
        len(begun),
        len(first),
        sum(known) / len(known) if known else None,
        sum(1 for told in mine if len(told) > 1),
        sum(lifetimes) / len(lifetimes) if lifetimes else None,
    )


def _worth(one: Closed) -> float | None:
    return one.value if one.value is not None and one.value > 0 else None
