"""What finding customers costs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from dashboard.metrics import channel_cost, deals_behind
from dashboard.metrics.channel_cost import NO_RATE
from dashboard.metrics.selection import Selection
from dashboard.periods import Period, end_of_day
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_around import ToldLead, ToldSpend, store_around
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_strategies import PLAIN_RATES, pipelines
from tests.reference.customers import acquired
from tests.reference.leads import spent

JAN, FEB, MAR, APR = (date(2026, month, 1) for month in range(1, 5))
SPEND = (
    ToldSpend("Web", JAN, FEB, 3100.0),
    ToldSpend("Web", FEB, MAR, 2800.0),
    ToldSpend("Fair", FEB, MAR, 500.0),
    ToldSpend("Post", FEB, MAR, 70.0),
)
STORY = (
    a_pipeline()
    .deal("D0", amount=50, source="Fair", account="Old customer").enters("Lead", on="2025-11-02").wins(on="2025-12-03")
    .deal("D1", amount=1000, source="Web", account="Alder").enters("Lead", on="2026-01-02").wins(on="2026-01-20")
    .deal("D2", amount=400, source="Web", account="Alder").enters("Lead", on="2026-01-25").wins(on="2026-02-20")
    .deal("D3", amount=600, source="Web", account="Calder").enters("Lead", on="2026-01-05").wins(on="2026-02-10")
    .deal("D4", amount=600, source="Web", account="Old customer").enters("Lead", on="2026-01-06").wins(on="2026-02-11")
    .deal("D5", amount=300, source="Fair", account="Norbury").enters("Lead", on="2026-02-06").loses(on="2026-02-21")
    .deal("D6", amount=90, source="Web", account="Upland", deal_type="Renewal")
    .enters("Lead", on="2026-01-07").wins(on="2026-02-12")
)  # fmt: skip


def test_money_is_set_against_the_customers_it_won_for_the_first_time(holding: Holding, tmp_path: Path) -> None:
    warehouse = holding(STORY)
    leads = (ToldLead("L1", source="Web", created_at=datetime(2026, 1, 4)),)
    store_around(warehouse, tmp_path / "a", spend=SPEND, leads=leads)
    answer = channel_cost.ask(scope(warehouse, date(2026, 3, 31)))
    assert answer.period == Period(JAN, MAR)
    rows = {row.source: row for row in answer.rows}
    web = rows["Web"]
    assert (web.spend, web.leads, web.deals, web.customers) == (5900.0, 1, 5, 2)
    assert web.cost_per_deal == pytest.approx(5900 / 5)
    assert web.acquisition_cost == pytest.approx(5900 / 2)
    assert web.first_deal_value == pytest.approx((1000 + 600) / 2)
    assert web.payback_months == pytest.approx(12 * (5900 / 2) / 800)
    assert web.came_back == 1
    assert web.lifetime_value == pytest.approx((1000 + 400 + 600) / 2)
    asked = scope(warehouse, date(2026, 3, 31))
    for source, won in (("Web", {"D1", "D3"}), ("Fair", set()), ("Nothing", set())):
        behind = deals_behind.ask(asked, Selection(channel_cost.NAME, by="source", value=source))
        assert {deal.deal_id for deal in behind.rows} == won, source
    fair = rows["Fair"]
    assert (fair.spend, fair.deals, fair.customers, fair.acquisition_cost) == (500.0, 1, 0, None)
    assert (rows["Post"].deals, rows["Post"].cost_per_deal) == (0, None)


@given(found=pipelines(), names=st.lists(st.sampled_from(["Acme", "ACME", "Globex", None]), min_size=24, max_size=24))
@settings(max_examples=3, phases=[Phase.explicit, Phase.generate])
def test_deals_and_new_customers_of_a_source_are_counted_one_by_one(
    holding: Holding,
    tmp_path_factory: pytest.TempPathFactory,
    found: tuple[Pipeline, ...],
    names: list[str | None],
) -> None:
    named, chosen = [], iter(names)
    for pipeline in found:
        deals = (replace(deal, fields={**deal.fields, "account_name": next(chosen)}) for deal in pipeline.deals)
        named.append(replace(pipeline, deals=tuple(deals)))
    spend = tuple(ToldSpend(source, FEB, date(2026, 6, 1), 900.0) for source in ("Web", "Event"))
    warehouse = holding(*named)
    store_around(warehouse, tmp_path_factory.mktemp("spend"), spend=spend)
    for day in (date(2026, 4, 10), date(2026, 12, 31)):
        period = Period(FEB, min(day + timedelta(days=1), date(2026, 6, 1)))
        for row in channel_cost.ask(scope(warehouse, day)).rows:
            plain = acquired(named, row.source, period, end_of_day(day), PLAIN_RATES)
            assert (row.deals, row.customers, row.came_back) == (plain.deals, plain.customers, plain.came_back)
            assert row.first_deal_value == pytest.approx(plain.first_deal_value)
            assert row.lifetime_value == pytest.approx(plain.lifetime_value if plain.came_back else None)


@pytest.mark.parametrize(
    ("first", "before"),
    [(JAN, FEB), (date(2026, 1, 20), date(2026, 2, 11)), (FEB, APR), (date(2025, 6, 1), date(2026, 1, 2))],
)
def test_a_month_that_partly_lies_inside_counts_by_its_days(
    holding: Holding, tmp_path: Path, first: date, before: date
) -> None:
    warehouse = holding(STORY)
    store_around(warehouse, tmp_path / "a", spend=SPEND)
    answer = channel_cost.ask(scope(warehouse, date(2026, 4, 30), Period(first, before)))
    for row in answer.rows:
        told = spent(SPEND, row.source, first, before)
        assert row.spend == (None if told is None else pytest.approx(told))


def test_a_win_outside_the_filter_that_was_taken_back_later_made_the_customer_known_until_then(
    holding: Holding, tmp_path: Path
) -> None:
    story = (
        a_pipeline()
        .deal("first", amount=50, source="Fair", account="Alder").enters("Lead", on="2025-11-02").wins(on="2025-12-03")
        .reopens_in("Lead", on="2026-06-01")
        .deal("next", amount=90, source="Web", account="Alder").enters("Lead", on="2026-01-02").wins(on="2026-01-20")
    )  # fmt: skip
    warehouse = holding(story)
    store_around(warehouse, tmp_path / "a", spend=SPEND)
    for day, customers in ((date(2026, 3, 31), 0), (date(2026, 6, 30), 1)):
        (web,) = (row for row in channel_cost.ask(scope(warehouse, day, source=("Web",))).rows if row.source == "Web")
        assert web.customers == customers


def test_customers_outside_the_days_that_money_is_known_for_are_not_counted(holding: Holding, tmp_path: Path) -> None:
    warehouse = holding(STORY)
    store_around(warehouse, tmp_path / "a", spend=(ToldSpend("Web", FEB, MAR, 2800.0),))
    (row,) = [row for row in channel_cost.ask(scope(warehouse, date(2026, 3, 31))).rows if row.source == "Web"]
    assert (row.deals, row.customers) == (0, 1)


def test_money_without_a_rate_is_in_no_cost_and_counted(holding: Holding, tmp_path: Path) -> None:
    warehouse = holding(STORY)
    store_around(warehouse, tmp_path / "a", spend=(*SPEND, ToldSpend("Fair", JAN, FEB, 9.0, "XAF")))
    answer = channel_cost.ask(scope(warehouse, date(2026, 3, 31)))
    assert answer.excluded == {NO_RATE: 1}
    assert {row.source: row.spend for row in answer.rows}["Fair"] == 500.0


def test_without_money_or_with_a_filter_on_people_there_is_no_answer(holding: Holding, tmp_path: Path) -> None:
    warehouse = holding(STORY)
    assert channel_cost.ask(scope(warehouse, date(2026, 3, 31))).unavailable is not None
    store_around(warehouse, tmp_path / "a", spend=SPEND)
    assert channel_cost.ask(scope(warehouse, date(2026, 3, 31), Period(APR, date(2026, 5, 1)))).unavailable is not None
    assert channel_cost.ask(scope(warehouse, date(2026, 3, 31), deal_type=("Renewal",))).unavailable is not None
    narrowed = channel_cost.ask(scope(warehouse, date(2026, 3, 31), source=("Web",)))
    assert [row.source for row in narrowed.rows] == ["Web"]
    assert narrowed.rows[0].customers == 2
