"""Answers about time, made by hand: two cohorts, the weeks of a queue, the stays by when they began."""

from __future__ import annotations

from datetime import date, timedelta

from dashboard.charts.cohorts import Quarter
from dashboard.estimates import newcombe, wilson
from dashboard.metrics.answers import Answer
from dashboard.metrics.trend_rows import CohortStage, DwellPoint, QueueWeek
from dashboard.periods import add_months
from tests.dashboard.charts.answered import answered

NOW, THEN = Quarter(date(2026, 7, 1), "Q3 2026"), Quarter(date(2026, 4, 1), "Q2 2026")
FIRST_WEEK = date(2026, 10, 5)


def cohort_stage(name: str, now: tuple[int, int], then: tuple[int, int], q: float | None) -> CohortStage:
    """A stage with (went on, decided) in both quarters."""
    rates = [went / decided if decided else None for went, decided in (now, then)]
    change = None if rates[0] is None or rates[1] is None else rates[0] - rates[1]
    intervals = (*now, rates[0], *wilson(*now), *then, rates[1], *wilson(*then))
    return CohortStage("Sales", name, 1, *intervals, change, *newcombe(*now, *then), q)


def cohorts(*rows: CohortStage) -> Answer[CohortStage]:
    """An answer of two cohorts."""
    return answered("cohorts", rows)


def weeks(*counts: tuple[int, int, int], stage: str = "Proposal") -> Answer[QueueWeek]:
    """(came, left, standing) of one week after another."""
    return answered(
        "stage_weeks",
        tuple(
            QueueWeek("Sales", stage, 2, FIRST_WEEK + timedelta(days=7 * at), came, left, standing, came, left)
            for at, (came, left, standing) in enumerate(counts)
        ),
    )


def point(
    months: int, median: float | None, low: float, high: float | None, *, stays: int = 30, stage: str = "Proposal"
) -> DwellPoint:
    """The stays that began so many months after January 2025; two of them go on."""
    start = add_months(date(2025, 1, 1), months)
    return DwellPoint("Sales", stage, 2, start, stays - 2, 2, median, low, high, 60.0)


def points(*rows: DwellPoint) -> Answer[DwellPoint]:
    """An answer of stays over time."""
    return answered("dwell_trend", rows)
