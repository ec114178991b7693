"""Close dates that moved while a deal was open, change by change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median

from dashboard.periods import Period
from tests.pipeline_builder import Deal, Pipeline
from tests.reference.flags import expected_close
from tests.reference.money import Rates, total, value
from tests.reference.open_deals import open_deals
from tests.reference.visits import every, status


@dataclass(frozen=True)
class Move:
    """Days a close date moved: later above 0."""

    at: datetime
    old: date | None
    days: int


def moves(pipeline: Pipeline, deal: Deal, as_of: datetime) -> list[Move]:
    """Every move made while the deal was open; the first statement of a date is none."""
    found = []
    for change in deal.changes:
        if change.field != "expected_close" or change.at > as_of or status(pipeline, deal, change.at) != "open":
            continue
        old, new = change.old, change.new
        span = (new - old).days if isinstance(new, date) and isinstance(old, date) else 0
        found.append(Move(change.at, old if isinstance(old, date) else None, span))
    return found


def pushed_deals(pipelines: Sequence[Pipeline], as_of: datetime) -> dict[str, tuple[int, int, date | None]]:
    """Of each open deal that was pushed: how often, by how many days in all, and its first date."""
    found = {}
    for pipeline, deal, _ in open_deals(pipelines, as_of):
        made = moves(pipeline, deal, as_of)
        later = [move.days for move in made if move.days > 0]
        if later:
            found[deal.deal_id] = (len(later), sum(later), next((move.old for move in made if move.old), None))
    return found


@dataclass(frozen=True)
class Slipped:
    """Deals due in periods at their start, and those still open at their end."""

    due: int
    slipped: int
    due_value: float
    slipped_value: float


def slipped(pipelines: Sequence[Pipeline], periods: Sequence[Period], as_of: datetime, rates: Rates) -> Slipped:
    """Added up over the periods; `as_of` cuts the last one."""
    due = []
    for period in periods:
        assert period.first is not None
        assert period.before is not None
        start = datetime.combine(period.first, time()) - timedelta(minutes=1)
        end = min(datetime.combine(period.before, time()) - timedelta(minutes=1), as_of)
        for pipeline, deal, _ in open_deals(pipelines, start):
            day = expected_close(pipeline, deal, start)
            if day is not None and period.first <= day < period.before:
                due.append((value(deal, start, rates), status(pipeline, deal, end) == "open"))
    return Slipped(
        len(due),
        sum(1 for _, is_open in due if is_open),
        total(worth for worth, _ in due),
        total(worth for worth, is_open in due if is_open),
    )


def pushes(
    pipelines: Sequence[Pipeline], first: date, before: date, as_of: datetime
) -> tuple[int, int, int, float | None]:
    """Pushes, deals pushed, pulls and median days of the pushes within [first, before)."""
    later, pulls, deals = [], 0, set()
    for pipeline, deal in every(pipelines):
        for move in moves(pipeline, deal, as_of):
            if first <= move.at.date() < before:
                pulls += move.days < 0
                if move.days > 0:
                    later.append(move.days)
                    deals.add((pipeline.name, deal.deal_id))
    return len(later), len(deals), pulls, median(later) if later else None
