"""What a metric answers: typed rows with what they rest on, or why there is no answer.

Days are floats of 24 hours, shares 0 to 1, amounts in the reporting currency; None means "not defined here" (nothing
closed, curve does not reach 50 %), never 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Generic, TypeVar

from dashboard.periods import Period

Row = TypeVar("Row")


@dataclass(frozen=True)
class Unavailable:
    """The data cannot carry the metric: why, and which uploads would unlock it (English templates).

    `too_narrow`: under another filter they could; `needs` says which. `fault`: the number under which the log has the
    fault of the program that kept it from being answered.
    """

    reason: str
    needs: tuple[str, ...]
    fault: str = ""
    too_narrow: bool = False


@dataclass(frozen=True)
class Evidence:
    """Deals in scope at each evidence level (definitions §0): A change log, B dates, C snapshots, D one export."""

    A: int = 0
    B: int = 0
    C: int = 0
    D: int = 0


NO_EVIDENCE: Final = Evidence()
DWELL_MODES: Final = ("summed", "per_visit", "working_days")
"""Variants of the time in a stage: a deal's visits added up, each on its own, added up in working days."""
SUMMED, PER_VISIT, WORKING_DAYS = DWELL_MODES


@dataclass(frozen=True)
class Answer(Generic[Row]):
    """One metric for one scope.

    `n` is the population the rows rest on; `excluded` counts what was left out, by reason (English template).
    `by` is the breakdown dimension, `mode` the variant asked for; `parameters` the bound values of `sql`.
    """

    metric: str
    as_of: datetime
    period: Period
    n: int
    rows: tuple[Row, ...]
    excluded: dict[str, int] = field(default_factory=dict)
    evidence: Evidence = NO_EVIDENCE
    unavailable: Unavailable | None = None
    by: str | None = None
    mode: str | None = None
    currency: str = ""
    sql: str = ""
    parameters: dict[str, object] = field(default_factory=dict)

    @property
    def is_beyond_the_files(self) -> bool:
        """Whether the files cannot tell it, as against a fault of the program."""
        return self.unavailable is not None and not self.unavailable.fault


@dataclass(frozen=True)
class FunnelStage:
    """One step of the funnel of one pipeline. The last row of a reached funnel is Won (rank K+1).

    `reached`: deals with furthest ≥ rank (other modes: deals counted by that mode). lost, void, open: deals whose
    furthest stage is this one. `conversion` = reached(next) / reached; `settled_conversion` =
    reached(next) / (reached(next) + lost), with its Wilson 95 % interval. `reached_value` in the reporting currency;
    `weighted_value` = amounts × probability of the file. `entered`: deals that visited the stage itself; the other
    reached − entered deals skipped it (`skipped`).
    """

    pipeline: str
    stage: str
    rank: int
    reached: int
    lost: int
    void: int
    open: int
    conversion: float | None
    settled_conversion: float | None
    settled_low: float | None
    settled_high: float | None
    share_of_first: float | None
    reached_value: float
    weighted_value: float
    skipped: int
    moved_back: int
    ended: int
    entered: int = 0


@dataclass(frozen=True)
class FlowStage:
    """Flow through one stage in the period: open_at_start + entered − left_* − missing = open_at_end.

    `missing`: deals that a later file of their list no longer holds.
    """

    pipeline: str
    stage: str
    rank: int
    open_at_start: int
    entered: int
    advanced: int
    moved_back: int
    lost: int
    void: int
    won: int
    open_at_end: int
    missing: int = 0


@dataclass(frozen=True)
class StageDwell:
    """How long deals stay in one stage (of one segment, when asked by a dimension). Days.

    Kaplan–Meier median with its log-log 95 % interval and the 75 % and 90 % points; None where the curve does not
    get there, then `longest_days` is what can be said ("> x days"). Completed: plain mean and median of ended stays.
    `ranked` is False below 20 stays, `shown` False below 5 (definitions §3). advanced, moved_back, lost, void:
    how the ended stays ended.
    """

    pipeline: str
    stage: str
    rank: int
    value: str | None
    n_completed: int
    n_open: int
    km_median_days: float | None
    km_low_days: float | None
    km_high_days: float | None
    p75_days: float | None
    p90_days: float | None
    mean_completed_days: float | None
    median_completed_days: float | None
    longest_days: float | None
    advanced: int
    moved_back: int
    lost: int
    void: int
    curve: tuple[tuple[float, float], ...] = ()

    @property
    def n(self) -> int:
        """Stays, ended and going on."""
        return self.n_completed + self.n_open

    @property
    def shown(self) -> bool:
        """Enough stays to print a figure."""
        return self.n >= 5

    @property
    def ranked(self) -> bool:
        """Enough stays to compare with others."""
        return self.n >= 20
