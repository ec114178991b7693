"""Rows of the answers about outcomes, money and single deals. Those about stages lie beside `Answer`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class WinRate:
    """Won and lost in the period; rates None when nothing closed. Interval: Wilson 95 %, by count.

    `lost` holds the `overdue` deals, and the void ones, where they were asked to count as lost. `mean_won_amount`: of
    the won deals with a positive amount.
    """

    won: int
    lost: int
    win_rate: float | None
    low: float | None
    high: float | None
    won_value: float
    lost_value: float
    win_rate_value: float | None
    void: int
    mean_won_amount: float | None = None
    overdue: int = 0


@dataclass(frozen=True)
class WinLoss:
    """Won and lost of one value of a dimension; `value` is '' for the deals without one.

    `difference`: its win rate − that of all other values together, with Newcombe's 95 % interval; `difference_q`: its p
    adjusted over all values (Benjamini–Hochberg), None where either side closed fewer than 20 deals. None by causes of
    a loss, which won deals do not have. `win_rate_value`: won ÷ (won + lost) value with its 95 % interval, which few
    large deals make wide; `no_value`: closed deals without a positive amount, which it leaves out.
    """

    value: str
    won: int
    lost: int
    win_rate: float | None
    low: float | None
    high: float | None
    won_value: float
    lost_value: float
    share_of_lost: float | None
    difference: float | None = None
    difference_low: float | None = None
    difference_high: float | None = None
    difference_q: float | None = None
    win_rate_value: float | None = None
    value_low: float | None = None
    value_high: float | None = None
    no_value: int = 0


@dataclass(frozen=True)
class Velocity:
    """V = N × W × A ÷ L at one instant, with what was known then; reporting currency per day.

    `velocity_per_day` is None below 20 closed deals in the window or without a win. `parts_*`: contribution of each
    lever to the change since the point before (LMDI; they add up), None for the first. `won_valued` and `won_timed`:
    the wins that the mean amount and the mean days rest on.
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
    won_valued: int = 0
    won_timed: int = 0


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
class StageAge:
    """Open deals of one stage that have been in it for `from_days` ≤ days < `before_days` (None: for the last band).

    `value` in the reporting currency; `no_value`: deals without an amount or a rate.
    """

    pipeline: str
    stage: str
    rank: int
    from_days: int
    before_days: int | None
    deals: int
    value: float
    no_value: int


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

    `kind`: start, reopened, created, transferred_in, pulled_in, carried_in, late_entry, won, lost, void, missing,
    transferred_out, pushed_out, pulled_out, increased, decreased, currency, end. Σ of all but end = end.
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
    file_sheet: str = ""


@dataclass(frozen=True)
class Pushes:
    """Expected closes moved later while open (definitions §7), of one value of the dimension (None: all).

    `due`: deals open and due in the period at its start; `slipped`: those still open at its end; `push_rate` their
    share with its Wilson interval; `push_rate_value` = slipped ÷ due value, at the start's amounts. `pushes`: moves
    later within the period, `late_pushes`: those in the last ten days of a quarter, `median_days`: how far.
    """

    value: str | None
    due: int
    slipped: int
    push_rate: float | None
    low: float | None
    high: float | None
    due_value: float
    slipped_value: float
    push_rate_value: float | None
    pushes: int
    pushed_deals: int
    pulls: int
    late_pushes: int
    late_share: float | None
    median_days: float | None


@dataclass(frozen=True)
class PricedFinding:
    """One finding and one headline number that changes when its deals are left out; `change` = without − with_all.

    A finding that changes none has one row, its `headline` ''. Days, shares 0 to 1, money in the reporting currency
    (velocity: a day). `left_out_already`: the product leaves these deals out of that number by itself; `with_all` is
    then what the number would be with them.
    """

    finding: str
    deals: int
    headline: str
    with_all: float | None
    without: float | None
    change: float | None
    left_out_already: bool = False
