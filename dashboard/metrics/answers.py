"""What a metric answers: typed rows with what they rest on, or why there is no answer.

Days are floats of 24 hours, shares 0 to 1, amounts in the reporting currency; None means "not defined here" (nothing
closed, curve does not reach 50 %), never 0.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, TypeVar

from dashboard.periods import Period

Row = TypeVar("Row")


@dataclass(frozen=True)
class Unavailable:
    """The data cannot carry the metric: why, and which uploads would unlock it (English templates)."""

    reason: str
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Evidence:
    """Deals in scope at each evidence level (definitions §0): A change log, B dates, C snapshots, D one export."""

    A: int = 0
    B: int = 0
    C: int = 0
    D: int = 0


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
    evidence: Evidence = Evidence()
    unavailable: Unavailable | None = None
    by: str | None = None
    mode: str | None = None
    currency: str = ""
    sql: str = ""
    parameters: dict[str, object] = field(default_factory=dict)


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
    """Flow through one stage in the period: open_at_start + entered − left_* = open_at_end."""

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
        return self.n_completed + self.n_open

    @property
    def shown(self) -> bool:
        return self.n >= 5

    @property
    def ranked(self) -> bool:
        return self.n >= 20


@dataclass(frozen=True)
class WinRate:
    """Won and lost in the period; rates None when nothing closed. Interval: Wilson 95 %, by count."""

    won: int
    lost: int
    win_rate: float | None
    low: float | None
    high: float | None
    won_value: float
    lost_value: float
    win_rate_value: float | None
    void: int


@dataclass(frozen=True)
class WinLoss:
    """Won and lost of one value of a dimension; `value` is '' for the deals without one."""

    value: str
    won: int
    lost: int
    win_rate: float | None
    low: float | None
    high: float | None
    won_value: float
    lost_value: float
    share_of_lost: float | None


@dataclass(frozen=True)
class Velocity:
    """V = N × W × A ÷ L at one instant, with what was known then; reporting currency per day.

    `velocity_per_day` is None below 20 closed deals in the window or without a win. `parts_*`: contribution of each
    lever to the change since the point before (LMDI; they add up), None for the first.
    """

    period_start: date
    open_deals: int
    win_rate: float | None
    mean_won_amount: float | None
    mean_days_to_win: float | None
    velocity_per_day: float | None
    closed: int
    part_open_deals: float | None = None
    part_win_rate: float | None = None
    part_amount: float | None = None
    part_days: float | None = None


@dataclass(frozen=True)
class SalesCycle:
    """Days from creation to won, deals won in the period (one row, or one a value of the dimension)."""

    value: str | None
    won: int
    median_days: float | None
    mean_days: float | None
    p25_days: float | None
    p75_days: float | None
    lost: int
    median_days_to_lose: float | None


@dataclass(frozen=True)
class OpenStage:
    """Open deals of one stage at the as-of. `value` in the reporting currency; `no_amount` deals have none."""

    pipeline: str
    stage: str
    rank: int
    deals: int
    value: float
    no_amount: int
    weighted: float = 0.0


@dataclass(frozen=True)
class StuckDeal:
    """An open deal that has been in its stage longer than 75 % of the won deals ever were (definitions §9)."""

    deal_id: str
    name: str
    owner: str
    pipeline: str
    stage: str
    age_days: float
    benchmark_days: float
    benchmark_n: int
    value: float | None
    account: str
    expected_close: date | None
    next_step: str
    pushes: int


@dataclass(frozen=True)
class PipelineChange:
    """One bar of the change waterfall between two instants (definitions §8). `value` is signed.

    `kind`: start, reopened, created, transferred_in, pulled_in, carried_in, late_entry, won, lost, void, missing, transferred_out,
    pushed_out, pulled_out, increased, decreased, currency, end. Σ of all but end = end.
    """

    kind: str
    deals: int
    value: float


@dataclass(frozen=True)
class Deal:
    """One deal as of an instant, for lists and drill-down."""

    deal_id: str
    name: str
    account: str
    owner: str
    team: str
    pipeline: str
    stage: str
    status: str
    amount: float | None
    amount_native: float | None
    currency: str
    created: date | None
    expected_close: date | None
    closed: date | None
    age_in_stage_days: float | None
    last_activity: date | None
    source: str
    segment: str
    product: str
    lost_reason: str
    next_step: str
    file_name: str
    file_row: int


@dataclass(frozen=True)
class Pushes:
    """Expected closes moved later while open (definitions §7), of one value of the dimension (None: all).

    `due`: deals open and due in the period at its start; `slipped`: those still open at its end; `push_rate` their share
    with its Wilson interval. `pushes`: moves later within the period, `late_pushes`: those in the last ten days of a
    calendar quarter, `median_days`: how far.
    """

    value: str | None
    due: int
    slipped: int
    push_rate: float | None
    low: float | None
    high: float | None
    slipped_value: float
    pushes: int
    pushed_deals: int
    pulls: int
    late_pushes: int
    late_share: float | None
    median_days: float | None
