"""Rows of the answers about what is to come: coverage, weights, the deals a target needs, win curves and rates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Coverage:
    """One period against its target, whole (value None) or one value of the dimension. Reporting currency.

    `remaining` = target − won, at least 0; `reached`: nothing remains. `coverage` = `due_value` ÷ remaining: open
    amounts with an expected close in the rest of the period; overdue and undated deals are out and shown. None when
    reached. `needed_coverage` = 1 ÷ `yield_share`, the share of what was open and due on the same day of earlier
    periods that was won by their end; None without any, or where the files do not tell when deals were due then.
    `needed_value` = remaining × needed coverage. `elapsed_share` of the days; `won_share` = won ÷ target;
    `usual_share`: the share of an earlier period's wins that was in by the same day. `weighted_value`: due × the
    probability of the file.
    """

    value: str | None
    period_start: date
    period_end: date
    target: float | None
    won: int
    won_value: float
    remaining: float | None
    reached: bool
    due: int
    due_value: float
    weighted_value: float
    coverage: float | None
    needed_coverage: float | None
    needed_value: float | None
    yield_share: float | None
    overdue: int
    overdue_value: float
    undated: int
    undated_value: float
    no_value: int
    elapsed_share: float
    won_share: float | None
    usual_share: float | None
    past_periods: int


@dataclass(frozen=True)
class WeightedStage:
    """Open deals of one stage. Reporting currency.

    `weighted_file`: Σ amount × the file's probability, None where the file has none for the stage's deals;
    `weighted_history`: Σ amount × the share won of `decided` deals of the same stage and age in the last 12 months,
    over the deals whose age is known, None without any; `chance_history` that share for the stage as a whole, with its
    Wilson interval; `chance_file` the mean probability the file states.
    """

    pipeline: str
    stage: str
    rank: int
    deals: int
    no_value: int
    value: float
    chance_file: float | None
    weighted_file: float | None
    chance_history: float | None
    chance_low: float | None
    chance_high: float | None
    decided: int
    weighted_history: float | None


@dataclass(frozen=True)
class Calibrated:
    """Deals open on earlier days whose chance lay in one band: what was said, and the share that was won since.

    `source`: file or history; `said_low` ≤ chance < `said_high`, `said` their mean; `won_share` of the `deals`
    decided since, with its Wilson interval. A deal counts once for each day looked from; in `different_deals` once.
    """

    source: str
    said_low: float
    said_high: float
    said: float
    deals: int
    different_deals: int
    won: int
    won_share: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class NeededDeals:
    """One stage. `deals` are open there now; each has the chance `chance` to be won, at `mean_won_amount`.

    `expected_value` = deals × chance × mean won amount. `needed` = deals × remaining target ÷ all expected value, None
    where nothing is expected anywhere; `missing` = needed − deals, at least 0, rounded up. Reporting currency.
    """

    pipeline: str
    stage: str
    rank: int
    deals: int
    chance: float | None
    decided: int
    mean_won_amount: float | None
    expected_value: float | None
    needed: float | None
    missing: int | None


@dataclass(frozen=True)
class WinCurve:
    """One cohort: deals that entered the pipeline in one quarter or month (`cohort` 2026-Q1, 2026-03; '' for all).

    `win_rate` = won ÷ (won + lost) so far, with its Wilson interval; `mature` once its youngest deal is as old as the
    P80 of the days to won (`usual_days`). `won_30` … `won_365`: share of all its deals won within so many days
    (Aalen–Johansen; lost and void compete, open deals count as long as they have been watched), None beyond the longest
    time watched. `curve`: (day, share won, share lost).
    """

    cohort: str
    deals: int
    won: int
    lost: int
    void: int
    open: int
    win_rate: float | None
    low: float | None
    high: float | None
    mature: bool
    usual_days: float | None
    won_30: float | None
    won_60: float | None
    won_90: float | None
    won_180: float | None
    won_365: float | None
    curve: tuple[tuple[float, float, float], ...] = ()


@dataclass(frozen=True)
class RateMix:
    """One value of the dimension in the change of the win rate from the earlier period to the later one.

    `share`: its part of the closed deals. `rate_part`: mean share × change of its rate; `mix_part`: change of its share
    × how far its mean rate lies from the mean of the total. All `rate_part` and `mix_part` together are the change of
    the total. A value with nothing closed in one of the periods has only a mix part. `low`, `high`: 95 % interval of
    the change of its rate (Newcombe).
    """

    value: str
    closed_before: int
    closed: int
    win_rate_before: float | None
    win_rate: float | None
    share_before: float
    share: float
    rate_part: float
    mix_part: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class FromStage:
    """Deals closed in the period that had come to one stage or beyond it: a won deal always had.

    `win_rate` = won ÷ (won + lost) with its Wilson interval. `timed`: won deals that entered the stage itself at a
    known time; `median_days`, `mean_days` from then to the close.
    """

    pipeline: str
    stage: str
    rank: int
    won: int
    lost: int
    win_rate: float | None
    low: float | None
    high: float | None
    timed: int
    median_days: float | None
    mean_days: float | None


@dataclass(frozen=True)
class ForecastAccuracy:
    """One past quarter, of the deals open and due in it at its start. Reporting currency.

    `forecast`: Σ amount × the chance by history of stage and age, as known at the start; `actual`: what of them was won
    by the end. `bias` = forecast − actual, `bias_share` ÷ actual; `accuracy` = max(0, 1 − |actual − forecast| ÷
    actual). Both None where nothing was won.
    """

    period_start: date
    period_end: date
    deals: int
    due_value: float
    forecast: float
    won: int
    actual: float
    bias: float
    bias_share: float | None
    accuracy: float | None


@dataclass(frozen=True)
class BestQuarter:
    """One stage at the pace of its best quarter, held against the last 90 days. Days, reporting currency.

    `best_start`: first day of the quarter, of the four before this one, that would bring most wins; None where none
    would bring more than the present pace. `ended_best`, `ended_now`: stays that ended then and in the last 90 days;
    `advance_best`, `advance_now`: the share that advanced of those that advanced or were lost; `median_best_days`,
    `median_now_days`: the stay by which half had left. `wins_more` within a year, `wins_lost`: of these, those that
    would else never come; `money_a_day` = wins more × mean won amount ÷ 365, None where no won deal has an amount.
    """

    pipeline: str
    stage: str
    rank: int
    best_start: date | None
    ended_best: int
    ended_now: int
    advance_best: float | None
    advance_now: float | None
    median_best_days: float | None
    median_now_days: float | None
    wins_more: float
    wins_lost: float
    money_a_day: float | None
