"""Activities a deal, counted one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from dashboard.periods import Period
from tests.pipeline_around import ToldActivity
from tests.pipeline_builder import Deal, Pipeline
from tests.reference.visits import LAST_INSTANT, bounds, days, every, status, visits


@dataclass
class Count:
    """Deals, their activities and the days on which they were open: all, won and lost."""

    deals: int = 0
    zero_deals: int = 0
    activities: dict[str, int] = field(default_factory=lambda: {"": 0, "won": 0, "lost": 0})
    members: dict[str, int] = field(default_factory=lambda: {"won": 0, "lost": 0})
    open_days: dict[str, float] = field(default_factory=lambda: {"": 0.0, "won": 0.0, "lost": 0.0})
    silent: list[int] = field(default_factory=list)

    @property
    def silent_days(self) -> float | None:
        """The median of the days since the last one."""
        return median(self.silent) if self.silent else None


def open_spans(pipeline: Pipeline, deal: Deal, as_of: datetime) -> list[tuple[datetime, datetime]]:
    """From when to when a deal was open, as known at `as_of`."""
    seen = visits(pipeline, deal, as_of)
    spans = [(one.entered, one.left or LAST_INSTANT) for one in seen if one.kind == "open"]
    first = visits(pipeline, deal, LAST_INSTANT)[0].entered
    if deal.created is not None and deal.created <= as_of and first - deal.created > timedelta(days=1):
        spans.append((deal.created, first))
    return spans


def counted(
    pipelines: Sequence[Pipeline], told: Sequence[ToldActivity], kind: str, period: Period, as_of: datetime
) -> Count:
    """The count of one type of activity, '' for all."""
    start, end = bounds(period)
    end = min(end, as_of + timedelta(minutes=1))
    found = Count()
    if start >= end:
        return found
    for pipeline, deal in every(pipelines):
        spans = [(max(a, start), min(b, end)) for a, b in open_spans(pipeline, deal, as_of) if a < end and b > start]
        if not spans:
            continue
        done = [
            one.done_at
            for one in told
            if one.deal_id == deal.deal_id and kind in ("", one.type) and one.done_at and one.done_at <= as_of
        ]
        inside = [at for at in done if any(a.date() <= at.date() <= b.date() for a, b in spans) and at < end]
        outcome = status(pipeline, deal, as_of)
        found.deals += 1
        found.zero_deals += not inside
        for name in ("", *([outcome] if outcome in found.members else [])):
            found.activities[name] += len(inside)
            found.open_days[name] += sum(days(b - a) for a, b in spans)
        if outcome in found.members:
            found.members[outcome] += 1
        if outcome == "open" and done:
            found.silent.append((as_of.date() - max(done).date()).days)
    return found
