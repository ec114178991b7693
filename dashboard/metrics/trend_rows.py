"""Rows of the answers about time: two cohorts, the weeks of a queue, the stays of one quarter after another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class CohortStage:
    """One stage in two cohorts: of the deals decided there, how many went on; shares 0 to 1.

    `decided` = reached the next stage + lost here, the deals of `Reached(s+1) + lost(furthest = s)`. Intervals: Wilson
    95 %. `difference` = rate − rate before, with Newcombe's 95 % interval; `difference_q`: its p adjusted over all
    stages of all pipelines (Benjamini–Hochberg), None where either side has fewer than 20 decided deals.
    """

    pipeline: str
    stage: str
    rank: int
    advanced: int
    decided: int
    settled_conversion: float | None
    settled_low: float | None
    settled_high: float | None
    advanced_before: int
    decided_before: int
    settled_before: float | None
    low_before: float | None
    high_before: float | None
    difference: float | None
    difference_low: float | None
    difference_high: float | None
    difference_q: float | None = None


@dataclass(frozen=True)
class QueueWeek:
    """Seven days of the queue before one stage: open_at_end = that of the week before + entered − left_visits.

    `entered` and `left_visits` count visits, `entered_deals` and `left_deals` the deals that made them: one that came
    twice is one. `open_at_end`: visits, and so deals, going on when the week ended.
    """

    pipeline: str
    stage: str
    rank: int
    period_start: date
    entered: int
    left_visits: int
    open_at_end: int
    entered_deals: int
    left_deals: int


@dataclass(frozen=True)
class DwellPoint:
    """The stays in one stage that began in one month or quarter. Days.

    Kaplan–Meier median with its 95 % interval; None where fewer than half have left, then `longest_days` is what can
    be said.
    """

    pipeline: str
    stage: str
    rank: int
    period_start: date
    n_completed: int
    n_open: int
    km_median_days: float | None
    km_low_days: float | None
    km_high_days: float | None
    longest_days: float | None
