"""Two definitions side by side: each gives the metric's own number, and the groups make up the difference."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

import pytest
from hypothesis import given, settings

from dashboard.errors import DashboardError
from dashboard.metrics import deals_behind, reconciliation, stage_dwell, stage_funnel, win_rate
from dashboard.metrics.reconciled import BOTH, A, B, Reconciled
from dashboard.metrics.selection import Selection
from dashboard.periods import Period, end_of_day
from dashboard.warehouse.scope import Scope
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Deal, Pipeline, a_pipeline
from tests.pipeline_strategies import PLAIN_RATES, Look, looks, pipelines
from tests.reference.outcomes import closed, counted, rate, values_of
from tests.reference.visits import every, furthest, has_history, status, visits, within

LAST: Final = date(2026, 12, 31)
Q1: Final = Period(date(2026, 1, 1), date(2026, 4, 1))


def row_of(asked: Scope, mode: str, stage: str = "") -> Reconciled:
    (row,) = [row for row in reconciliation.ask(asked, mode).rows if row.stage == stage]
    return row


def groups(row: Reconciled) -> dict[tuple[str, str], int]:
    return {(group.side, group.reason): group.deals for group in row.groups}


def plain_win_rates(found: tuple[Pipeline, ...], period: Period, at: datetime) -> dict[str, tuple[float | None, int]]:
    """Each win rate and the deals it rests on, by the plain rules."""
    ends = closed(found, period, at, PLAIN_RATES)
    won, lost, void = (counted(ends, outcome) for outcome in ("won", "lost", "void"))
    worth = [one for one in (*won, *lost) if one.value and one.value > 0]
    overdue = [deal for pipeline, deal in every(found) if _overdue(pipeline, deal, period, at)]
    entered = [status(pipeline, deal, at) for pipeline, deal in every(found) if _entered_in(pipeline, deal, period, at)]
    return {
        "count": (rate(len(won), len(lost)), len(won) + len(lost)),
        "value": (
            rate(values_of(won), values_of(lost)) if not lost or any(one in worth for one in lost) else None,
            len(worth),
        ),
        "cohort": (
            rate(entered.count("won"), entered.count("lost")),
            entered.count("won") + entered.count("lost"),
        ),
        "overdue": (rate(len(won), len(lost) + len(overdue)), len(won) + len(lost) + len(overdue)),
        "void": (rate(len(won), len(lost) + len(void)), len(won) + len(lost) + len(void)),
    }


def _overdue(pipeline: Pipeline, deal: Deal, period: Period, at: datetime) -> bool:
    # The record of a deal that closed later no longer tells when it was due.
    if status(pipeline, deal, at) != "open" or status(pipeline, deal, datetime(2099, 1, 1)) != "open":
        return False
    due = deal.expected_close_at(at)
    if due is None or due >= at.date() - timedelta(days=90):
        return False
    return within(datetime(due.year, due.month, due.day), period)


def _entered_in(pipeline: Pipeline, deal: Deal, period: Period, at: datetime) -> bool:
    """An unknown entry lies in no period but that of all dates."""
    seen = visits(pipeline, deal, at)
    if not seen:
        return False
    everything = period.first is None and period.before is None
    known = has_history(deal) or deal.created is not None
    return everything or (known and within(seen[0].entered, period))


@given(found=pipelines(), seen=looks())
@settings(max_examples=5)
def test_each_win_rate_is_the_plain_one(holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]) -> None:
    warehouse = holding(*found)
    for day, period in seen:
        asked = scope(warehouse, day, period)
        plain = plain_win_rates(found, period, end_of_day(day))
        for a, b in (("count", "value"), ("cohort", "overdue"), ("cohort", "void")):
            row = row_of(asked, f"win_rate:{a},{b}")
            for name, value, n in ((a, row.value_a, row.n_a), (b, row.value_b, row.n_b)):
                expected, population = plain[name]
                assert n == population, (name, day, period)
                assert value == (None if expected is None else pytest.approx(expected)), name


@given(found=pipelines(), seen=looks())
@settings(max_examples=4)
def test_the_options_of_the_win_rate_give_the_same_numbers(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found)
    for day, period in seen[:3]:
        asked = scope(warehouse, day, period)
        (plain,) = win_rate.ask(asked).rows
        (overdue,) = win_rate.ask(asked, overdue_days=90).rows
        (void,) = win_rate.ask(asked, void_as_lost=True).rows
        row = row_of(asked, "win_rate:overdue,void")
        assert (row.value_a, row.n_a) == (overdue.win_rate, overdue.won + overdue.lost)
        assert (row.value_b, row.n_b) == (void.win_rate, void.won + void.lost)
        assert overdue.lost == plain.lost + overdue.overdue
        assert void.lost == plain.lost + plain.void
        count = row_of(asked, "win_rate:count,value")
        assert (count.value_a, count.n_a) == (plain.win_rate, plain.won + plain.lost)
        assert count.value_b == (None if plain.win_rate_value is None else pytest.approx(plain.win_rate_value))


@given(found=pipelines(), seen=looks())
@settings(max_examples=4)
def test_the_win_rate_from_a_stage_on_counts_those_that_reached_it(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found)
    day, period = seen[0]
    at = end_of_day(day)
    for rank in (1, 2):
        reached = [
            one
            for one in closed(found, period, at, PLAIN_RATES)
            if has_history(one.deal) and furthest(one.pipeline, one.deal, at) >= rank
        ]
        (row,) = win_rate.ask(scope(warehouse, day, period), from_rank=rank).rows
        assert (row.won, row.lost) == (len(counted(reached, "won")), len(counted(reached, "lost")))
        compared = reconciliation.ask(scope(warehouse, day, period), "win_rate:count,from_stage").rows
        of_rank = [one for one in compared for pipeline in found if _is(one, pipeline, rank)]
        assert sum(one.n_b for one in of_rank) == row.won + row.lost


def _is(row: Reconciled, pipeline: Pipeline, rank: int) -> bool:
    return row.pipeline == pipeline.name and len(pipeline.stages) >= rank and row.stage == pipeline.stages[rank - 1]


@given(found=pipelines(), seen=looks())
@settings(max_examples=4)
def test_each_funnel_is_that_of_its_mode(holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]) -> None:
    warehouse = holding(*found)
    for day, period in seen[:2]:
        asked = scope(warehouse, day, period)
        for mode in ("reached,entered", "in_order,now"):
            answer = reconciliation.ask(asked, f"funnel:{mode}")
            if answer.unavailable is not None:
                continue
            a, b = mode.split(",")
            for name, told in (
                (a, {(row.pipeline, row.stage): row.n_a for row in answer.rows}),
                (b, {(row.pipeline, row.stage): row.n_b for row in answer.rows}),
            ):
                steps = stage_funnel.ask(asked, name).rows
                reached = {(step.pipeline, step.stage): step.reached for step in steps if step.stage != "Won"}
                assert {key: n for key, n in told.items() if n} == {
                    key: n for key, n in reached.items() if n and key[1]
                }, name


@given(found=pipelines(), seen=looks())
@settings(max_examples=4)
def test_dwell_figures_are_those_of_the_dwell_metric(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found)
    for day, period in seen[:2]:
        asked = scope(warehouse, day, period)
        dwell = {(row.pipeline, row.stage): row for row in stage_dwell.ask(asked).rows}
        for row in reconciliation.ask(asked, "dwell:mean,kaplan_meier").rows:
            of = dwell[row.pipeline, row.stage]
            assert (row.value_a, row.n_a) == (of.mean_completed_days, of.n_completed)
            assert (row.value_b, row.n_b) == (of.km_median_days, of.n)
            assert groups(row).get((B, "still_there"), 0) == of.n_open


@given(found=pipelines(), seen=looks())
@settings(max_examples=3)
def test_the_groups_account_for_every_deal_of_the_difference_and_open_as_deals(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    day, period = seen[0]
    asked = scope(holding(*found), day, period)
    for mode in reconciliation.MODES:
        for row in reconciliation.ask(asked, mode).rows:
            only = {side: sum(group.deals for group in row.groups if group.side == side) for side in (A, B, BOTH)}
            assert row.n_a - only[A] == row.n_b - only[B], mode
            assert only[BOTH] <= row.n_a - only[A]
            for group in row.groups:
                part = reconciliation.part_of(group.side, group.reason)
                behind = Selection("reconciliation", part, row.pipeline or None, row.stage or None, mode=mode)
                assert deals_behind.ask(asked, behind).n == group.deals


def test_says_why_a_deal_is_in_one_win_rate_and_not_in_the_other(holding: Holding) -> None:
    story = (
        a_pipeline()
        .deal("both", amount=10).enters("Lead", on="2026-01-02").wins(on="2026-02-01")
        .deal("later", amount=10).enters("Lead", on="2026-02-02").loses(on="2026-05-01")
        .deal("earlier", amount=10).enters("Lead", on="2025-11-02").wins(on="2026-01-10")
        .deal("free").enters("Lead", on="2026-01-05").loses(on="2026-02-02")
        .deal("void", amount=10).enters("Lead", on="2026-01-05").is_void(on="2026-02-02")
        .deal("late", amount=10, expected_close="2026-02-20").enters("Lead", on="2026-01-05")
    )  # fmt: skip
    asked = scope(holding(story), LAST, Q1)
    assert groups(row_of(asked, "win_rate:count,cohort")) == {(A, "entered_outside"): 1, (B, "closed_outside"): 1}
    assert groups(row_of(asked, "win_rate:count,value")) == {(A, "no_value"): 1, (BOTH, "weighted"): 2}
    assert groups(row_of(asked, "win_rate:overdue,void")) == {(A, "still_open"): 1, (B, "void"): 1}
    row = row_of(asked, "win_rate:count,cohort")
    assert (row.n_a, row.n_b) == (3, 3)
    assert row.value_a == pytest.approx(2 / 3)
    assert row.value_b == pytest.approx(1 / 3)
    assert row.difference == pytest.approx(-1 / 3)


def test_says_how_a_deal_came_past_a_stage(holding: Holding) -> None:
    story = (
        a_pipeline(stages="Lead, Qualified, Proposal")
        .deal("straight").enters("Lead", on="2026-01-02").moves_to("Qualified", on="2026-01-05")
        .deal("skips").enters("Lead", on="2026-01-02").moves_to("Proposal", on="2026-01-05")
        .deal("backwards").enters("Qualified", on="2026-01-02").moves_to("Proposal", on="2026-01-05")
    )  # fmt: skip
    asked = scope(holding(story), LAST)
    assert groups(row_of(asked, "funnel:reached,entered", "Qualified")) == {(A, "skipped"): 1}
    assert groups(row_of(asked, "funnel:entered,in_order", "Qualified")) == {(A, "out_of_order"): 1}
    assert groups(row_of(asked, "funnel:entered,now", "Qualified")) == {(A, "further_now"): 1}


def test_the_long_stays_are_those_longer_than_the_mean(holding: Holding) -> None:
    story = a_pipeline()
    for number, left in enumerate(("2026-01-04", "2026-01-05", "2026-01-06", "2026-03-01")):
        story = story.deal(f"D{number}").enters("Lead", on="2026-01-02").moves_to("Qualified", on=left)
    story = story.deal("stays").enters("Lead", on="2026-01-02")
    row = row_of(scope(holding(story), LAST), "dwell:mean,kaplan_meier", "Lead")
    assert groups(row) == {(BOTH, "longer_than_mean"): 1, (B, "still_there"): 1}
    assert row.value_a == pytest.approx((2 + 3 + 4 + 58) / 4)
    assert row.value_b == 4


def test_funnels_of_deals_without_a_history_are_refused_and_win_rates_are_not(holding: Holding) -> None:
    story = a_pipeline().deal("D1", level="D", created="2026-01-01").enters("Won", on="2026-02-01")
    asked = scope(holding(story), LAST)
    assert reconciliation.ask(asked, "funnel:reached,entered").unavailable is not None
    assert reconciliation.ask(asked, "dwell:mean,median").unavailable is not None
    assert row_of(asked, "win_rate:count,void").value_a == 1


@pytest.mark.parametrize("mode", ["win_rate:value,count", "win_rate:count", "funnel:reached,mean", "", "x:y,z"])
def test_two_definitions_of_different_things_cannot_be_compared(holding: Holding, mode: str) -> None:
    with pytest.raises(DashboardError):
        reconciliation.ask(scope(holding(a_pipeline().deal("D1").enters("Lead", on="2026-01-02")), LAST), mode)


def test_a_link_to_a_stage_that_is_not_compared_is_refused(holding: Holding) -> None:
    asked = scope(holding(a_pipeline().deal("D1").enters("Lead", on="2026-01-02")), LAST)
    gone = Selection("reconciliation", "a.void", "Sales", "Nowhere", mode="funnel:reached,now")
    with pytest.raises(DashboardError):
        deals_behind.ask(asked, gone)
