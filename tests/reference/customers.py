"""What a customer had bought before a deal began."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from tests.pipeline_builder import Deal, Pipeline
from tests.reference.visits import LAST_INSTANT, closed_at, every, status, visits

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
