"""The known errors of other tools (definitions §11), each told as a story: our number, and the one that it is not."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from dashboard.language import Words
from dashboard.metrics import (
    coverage,
    open_pipeline,
    sales_cycle,
    sales_velocity,
    stage_funnel,
    weighted_pipeline,
    win_loss,
    win_rate,
    win_rate_change,
)
from dashboard.metrics.weighted_pipeline import WeightedStage
from dashboard.periods import Period
from dashboard.views.overview_figures import open_figure
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.imports import load_files
from data_loaders.options import Options
from tests.blank_warehouse import warehouse_at
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_files import Rate, Target, store

Held = Callable[..., Warehouse]
LAST = date(2026, 12, 31)
Q1, Q2 = Period(date(2026, 1, 1), date(2026, 4, 1)), Period(date(2026, 4, 1), date(2026, 7, 1))
RATES = (Rate("USD", "EUR", 0.9),)


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Held]:
    """`held(*pipelines)`: a warehouse that holds them."""
    with ExitStack() as stack:
        warehouse = stack.enter_context(warehouse_at(tmp_path / "w.duckdb"))

        def hold(*pipelines: Pipeline, targets: tuple[Target, ...] = ()) -> Warehouse:
            store(warehouse, tmp_path / "tables", *pipelines, rates=RATES, targets=targets)
            return warehouse

        yield hold


def test_a_lost_deal_is_in_no_forecast_although_its_file_says_100_percent(held: Held) -> None:
    story = (
        a_pipeline()
        .deal("open", amount=100, probability=0.5, expected_close="2026-06-20").enters("Lead", on="2026-05-01")
        .deal("lost", amount=1000, probability=1.0).enters("Lead", on="2026-04-02")
        .is_due("2026-06-10", since="2026-04-02").loses(on="2026-05-05", reason="Price")
        .deal("won", amount=300, probability=1.0).enters("Lead", on="2026-04-03").wins(on="2026-05-06")
    )  # fmt: skip
    target = Target(900, date(2026, 4, 1), date(2026, 7, 1))
    asked = scope(held(story, targets=(target,)), date(2026, 5, 31), Q2)
    (stage,) = weighted_pipeline.ask(asked).rows
    (covered,) = coverage.ask(asked).rows
    assert isinstance(stage, WeightedStage)
    closed_at_their_probability = 100 * 0.5 + 1000 * 1.0 + 300 * 1.0
    assert stage.weighted_file == 50 != closed_at_their_probability
    assert stage.weighted_history == pytest.approx(100 * 0.5)  # one of two decided deals was won
    assert (covered.due, covered.due_value, covered.weighted_value) == (1, 100, 50)
    assert covered.coverage == pytest.approx(100 / (900 - 300))
    assert stage_funnel.ask(scope(asked.warehouse, date(2026, 5, 31))).rows[0].weighted_value == 100 * 0.5 + 300


def test_a_funnel_counts_deals_not_rows_of_the_log_and_keeps_those_that_were_lost(held: Held) -> None:
    story = (
        a_pipeline()
        .deal("back and forth").enters("Lead", on="2026-01-02").moves_to("Qualified", on="2026-01-10")
        .moves_to("Lead", on="2026-01-20").moves_to("Qualified", on="2026-02-01").moves_to("Proposal", on="2026-02-10")
        .deal("lost early").enters("Lead", on="2026-01-03").loses(on="2026-01-30")
        .deal("lost late").enters("Lead", on="2026-01-04").moves_to("Qualified", on="2026-01-12").loses(on="2026-02-20")
    )  # fmt: skip
    rows = stage_funnel.ask(scope(held(story), LAST)).rows
    reached = [row.reached for row in rows]
    log_rows = [sum(event.stage == stage for deal in story.deals for event in deal.events) for stage in story.stages]
    without_lost = [1, 1, 1]
    assert reached == [3, 2, 1, 0]
    assert reached[:3] != log_rows == [4, 3, 1]
    assert reached[:3] != without_lost
    assert [row.lost for row in rows] == [1, 1, 0, 0]


def test_the_period_before_is_as_long_as_the_period(held: Held) -> None:
    march = Period(date(2026, 3, 1), date(2026, 4, 1))
    assert march.first is not None
    assert march.last is not None
    story = (
        a_pipeline()
        .deal("first day before", owner="Ana").enters("Lead", on="2026-01-02").wins(on="2026-01-29")
        .deal("last day before", owner="Ana").enters("Lead", on="2026-01-02").loses(on="2026-02-28")
        .deal("in March", owner="Ana").enters("Lead", on="2026-01-02").loses(on="2026-03-31")
    )  # fmt: skip
    warehouse = held(story)
    a_day_short = Period(march.first - (march.last - march.first), march.first)
    (row,) = win_rate_change.ask(scope(warehouse, LAST, march)).rows
    assert march.previous == Period(date(2026, 1, 29), date(2026, 3, 1))
    assert (row.closed_before, row.win_rate_before, row.closed, row.win_rate) == (2, 0.5, 1, 0.0)
    (short,) = win_rate.ask(scope(warehouse, LAST, a_day_short)).rows
    assert short.win_rate == 0.0 != row.win_rate_before


def test_a_win_is_placed_on_the_day_it_was_won_not_on_the_day_the_deal_was_created(held: Held) -> None:
    story = a_pipeline().deal("slow", amount=80, created="2026-01-15").enters("Lead", on="2026-01-15")
    story = story.wins(on="2026-04-02")
    warehouse = held(story)
    (spring,) = win_rate.ask(scope(warehouse, LAST, Q2)).rows
    (by_creation,) = win_rate.ask(scope(warehouse, LAST, Q1)).rows
    assert (spring.won, spring.won_value) == (1, 80)
    assert (by_creation.won, by_creation.win_rate) == (0, None)
    assert [row.value for row in win_loss.ask(scope(warehouse, LAST), by="month").rows] == ["2026-04"]


def test_an_amount_without_an_exchange_rate_is_in_no_total_and_counted(held: Held) -> None:
    story = (
        a_pipeline()
        .deal("euro", amount=100, currency="EUR").enters("Lead", on="2026-01-02")
        .deal("no rate", amount=650_000, currency="XAF").enters("Lead", on="2026-01-02")
    )  # fmt: skip
    answer = open_pipeline.ask(scope(held(story), LAST))
    lead = answer.rows[0]
    rate_of_one = 100 + 650_000
    assert (lead.deals, lead.value) == (2, 100)
    assert lead.value != rate_of_one
    assert lead.no_amount + sum(answer.excluded.values()) >= 1


def test_amounts_of_two_currencies_are_converted_before_they_are_added(held: Held) -> None:
    story = (
        a_pipeline()
        .deal("euro", amount=100, currency="EUR").enters("Lead", on="2026-01-02").wins(on="2026-02-01")
        .deal("dollar", amount=100, currency="USD").enters("Lead", on="2026-01-02").wins(on="2026-02-01")
    )  # fmt: skip
    (row,) = win_rate.ask(scope(held(story), LAST)).rows
    assert row.won_value == pytest.approx(100 + 90)
    assert row.won_value != 100 + 100


def test_from_nothing_there_is_no_percentage_of_change(held: Held) -> None:
    words = Words("en")
    warehouse = held(a_pipeline().deal("new", amount=500).enters("Lead", on="2026-06-20"))
    now, before = (open_pipeline.ask(scope(warehouse, day)) for day in (date(2026, 6, 30), date(2026, 5, 31)))
    assert sum(row.value for row in before.rows) == 0
    figure = open_figure(now, before, words)
    assert figure.change == ""
    assert "0 %" not in figure.change + figure.beside


def test_blank_reasons_have_a_share_of_the_losses(held: Held) -> None:
    story = (
        a_pipeline()
        .deal("told").enters("Lead", on="2026-01-02").loses(on="2026-01-10", reason="Price")
        .deal("untold").enters("Lead", on="2026-01-02").loses(on="2026-01-11")
        .deal("untold too").enters("Lead", on="2026-01-02").loses(on="2026-01-12")
    )  # fmt: skip
    rows = win_loss.ask(scope(held(story), LAST), by="lost_reason").rows
    assert {row.value: row.share_of_lost for row in rows} == {"": pytest.approx(2 / 3), "Price": pytest.approx(1 / 3)}
    share_of_the_told = 1 / 1
    assert next(row for row in rows if row.value == "Price").share_of_lost != share_of_the_told


def test_the_march_of_two_years_is_two_months(held: Held) -> None:
    story = (
        a_pipeline()
        .deal("old").enters("Lead", on="2025-01-02").wins(on="2025-03-10")
        .deal("new").enters("Lead", on="2026-01-02").loses(on="2026-03-10")
    )  # fmt: skip
    rows = win_loss.ask(scope(held(story), LAST), by="month").rows
    assert [(row.value, row.won, row.lost, row.win_rate) for row in rows] == [
        ("2025-03", 1, 0, 1.0),
        ("2026-03", 0, 1, 0.0),
    ]
    merged_rate = 0.5
    assert merged_rate not in {row.win_rate for row in rows}


DEALS_CSV = """Deal ID,Deal Name,Owner,Stage,Amount,Created Date,Close Date
1,Alpha,Ana,Won,1000,2026-01-05,2026-02-01
2,Beta,Ben,Lost,500,2026-01-07,2026-02-03
3,Gamma,Ana,Proposal,700,2026-01-09,
"""
LINES_CSV = """Deal ID,Product,Quantity,Amount
1,Licences,1,600
1,Services,1,300
1,Training,1,100
3,Licences,1,700
"""


def test_a_deal_with_three_product_lines_or_a_new_owner_is_one_deal(held: Held, tmp_path: Path) -> None:
    paths = (tmp_path / "deals.csv", tmp_path / "deal_line_items.csv")
    for path, text in zip(paths, (DEALS_CSV, LINES_CSV), strict=True):
        path.write_text(text, encoding="utf-8")
    warehouse = held(a_pipeline("Other").deal("D1", owner="Zoe").enters("Lead", on="2026-01-02"))
    load_files(warehouse, [(path, Options()) for path in paths])
    with warehouse.cursor() as cursor:
        joined = cursor.execute(
            "SELECT count(*), sum(d.amount) FROM deals AS d LEFT JOIN line_items AS i ON d.deal_no = i.deal_no"
        ).fetchall()
    asked = scope(warehouse, LAST)
    (row,) = win_rate.ask(asked).rows
    assert joined == [(6, 4200.0)]  # what a join with the lines counts
    assert (row.won, row.lost, row.won_value) == (1, 1, 1000)
    for dimension in ("owner", "product", "team"):
        rows = win_loss.ask(asked, by=dimension).rows
        assert (sum(one.won for one in rows), sum(one.lost for one in rows)) == (1, 1)
        assert sum(one.won_value for one in rows) == 1000


def test_nothing_closed_has_no_win_rate_instead_of_none_won(held: Held) -> None:
    story = a_pipeline().deal("open", amount=100, owner="Ana", created="2026-01-02").enters("Lead", on="2026-01-02")
    story = story.deal("void", owner="Ana").enters("Lead", on="2026-01-03").is_void(on="2026-02-01")
    asked = scope(held(story), date(2026, 2, 28))
    (row,) = win_rate.ask(asked).rows
    assert (row.won, row.lost, row.void) == (0, 0, 1)
    assert (row.win_rate, row.win_rate_value, row.low, row.high) == (None, None, None, None)
    assert row.win_rate != 0
    assert {point.win_rate for point in sales_velocity.ask(asked).rows} == {None}
    assert sales_cycle.ask(asked).rows[0].median_days is None
    assert {stage.settled_conversion for stage in stage_funnel.ask(asked).rows} == {None}
