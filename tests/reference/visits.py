"""Stage visits from events, and what they say of a deal at an instant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final, Literal

from dashboard.periods import Period
from tests.pipeline_builder import Deal, Event, Kind, Pipeline

Exit = Literal["advanced", "moved_back", "won", "lost", "void", "still there"]

DRAG: Final = timedelta(minutes=10)
FIRST_INSTANT: Final = datetime(1, 1, 1)
LAST_INSTANT: Final = datetime(9999, 12, 31)


@dataclass(frozen=True)
class Visit:
    """One stay in a stage, as known at an instant; `left` None: still there."""

    stage: str
    kind: Kind
    rank: int
    entered: datetime
    left: datetime | None
    exit: Exit


def visits(pipeline: Pipeline, deal: Deal, until: datetime) -> list[Visit]:
    """The visits that began up to `until`, oldest first, outcomes included."""
    known = sorted((event for event in deal.events if event.at <= until), key=lambda event: event.at)
    if deal.level == "D":
        known = known[-1:]
    kept = _merged(_without_drags(known))
    found = []
    for place, event in enumerate(kept):
        after = kept[place + 1] if place + 1 < len(kept) else None
        found.append(
            Visit(
                event.stage,
                pipeline.kind(event.stage),
                pipeline.rank(event.stage),
                event.at,
                None if after is None else after.at,
                _exit(pipeline, event, after),
            )
        )
    return found


def _without_drags(events: list[Event]) -> list[Event]:
    """Two changes within ten minutes, or on one day where only days are known: the stage between was dragged through."""
    kept = []
    for place, event in enumerate(events):
        after = events[place + 1] if place + 1 < len(events) else None
        dragged = (
            place > 0
            and after is not None
            and (after.at.date() == event.at.date() if event.by_day else after.at - event.at <= DRAG)
        )
        if not dragged:
            kept.append(event)
    return kept


def _merged(events: list[Event]) -> list[Event]:
    """The same stage twice in a row is one visit."""
    return [event for place, event in enumerate(events) if place == 0 or events[place - 1].stage != event.stage]


def _exit(pipeline: Pipeline, event: Event, after: Event | None) -> Exit:
    if after is None:
        return "still there"
    kind = pipeline.kind(after.stage)
    if kind != "open":
        return kind
    return "advanced" if pipeline.rank(after.stage) > pipeline.rank(event.stage) else "moved_back"


def has_history(deal: Deal) -> bool:
    """Its stages can be told apart in time (evidence A or B), not only its present one (D)."""
    return deal.level != "D"


def standing(pipeline: Pipeline, deal: Deal, at: datetime) -> Visit | None:
    """The visit it is in; None: it had not begun.

    A deal created more than a day before its first known move is open from its creation, in a stage no file tells.
    """
    seen = visits(pipeline, deal, at)
    if seen:
        return seen[-1]
    first = visits(pipeline, deal, LAST_INSTANT)[0].entered
    if deal.created is None or deal.created > at or first - deal.created <= timedelta(days=1):
        return None
    return Visit("", "open", 0, deal.created, None, "still there")


def status(pipeline: Pipeline, deal: Deal, at: datetime) -> Kind | None:
    """open, won, lost or void at an instant; None: it had not begun."""
    here = standing(pipeline, deal, at)
    return None if here is None else here.kind


def furthest(pipeline: Pipeline, deal: Deal, at: datetime) -> int:
    """Highest open rank visited up to `at`; a won deal's is K + 1, a lost one keeps the open stage it came to."""
    seen = visits(pipeline, deal, at)
    if seen and seen[-1].kind == "won":
        return seen[-1].rank
    return max((visit.rank for visit in seen if visit.kind == "open"), default=0)


def closed_at(pipeline: Pipeline, deal: Deal, at: datetime) -> datetime | None:
    """When it was won, lost or void, as known at `at`; None while open, also when it was reopened."""
    here = standing(pipeline, deal, at)
    return None if here is None or here.kind == "open" else here.entered


def within(instant: datetime | None, period: Period) -> bool:
    """The instant lies in the half-open period of days."""
    if instant is None:
        return False
    start, end = bounds(period)
    return start <= instant < end


def bounds(period: Period) -> tuple[datetime, datetime]:
    """First instant of the period, and the first after it."""
    return (
        FIRST_INSTANT if period.first is None else datetime.combine(period.first, time()),
        LAST_INSTANT if period.before is None else datetime.combine(period.before, time()),
    )


def every(pipelines: Iterable[Pipeline]) -> list[tuple[Pipeline, Deal]]:
    """All deals with their pipelines."""
    return [(pipeline, deal) for pipeline in pipelines for deal in pipeline.deals]


def minutes(span: timedelta) -> int:
    """Whole minutes of a span."""
    return int(span.total_seconds() // 60)


def days(span: timedelta) -> float:
    """Days of 24 hours."""
    return span.total_seconds() / 86_400
