"""New, existing, repeat and reactivated customers."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import THEN
from dashboard.metrics import customers
from dashboard.metrics.customers import NO_CUSTOMER
from dashboard.periods import Period, end_of_day
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_files import store
from tests.pipeline_strategies import LAST_DAY, PLAIN_RATES, Look, looks, pipelines
from tests.reference.customers import born, kind
from tests.reference.outcomes import closed
from tests.reference.visits import every, within


@st.composite
def _sold(draw: st.DrawFn) -> tuple[Pipeline, ...]:
    """Pipelines whose deals have customers and products, some of them years before the others."""
    found = []
    for pipeline in draw(pipelines(whole_histories=True)):
        deals = []
        for deal in pipeline.deals:
            back = timedelta(days=draw(st.sampled_from([0, 0, 200, 500])))
            named = {
                "account_name": draw(st.sampled_from(["Acme", " acme", "Globex", None])),
                "product": draw(st.sampled_from(["Box", "Lid", None])),
            }
            deals.append(
                replace(
                    deal,
                    created=None if deal.created is None else deal.created - back,
                    events=tuple(replace(event, at=event.at - back) for event in deal.events),
                    changes=(),
                    fields={**deal.fields, **named},
                )
            )
        found.append(replace(pipeline, deals=tuple(deals)))
    return tuple(found)


@given(found=_sold(), seen=looks())
@settings(max_examples=5)
def test_every_deal_is_in_the_row_of_its_kind(holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]) -> None:
    warehouse = holding(*found)
    for day, period in [*seen, (LAST_DAY + timedelta(days=200), Period())]:
        at = end_of_day(day)
        begun = Counter(
            kind(found, pipeline, deal, at)
            for pipeline, deal in every(found)
            if born(pipeline, deal) <= at and within(born(pipeline, deal), period)
        )
        ended = [(kind(found, one.pipeline, one.deal, at), one) for one in closed(found, period, at, PLAIN_RATES)]
        answer = customers.ask(scope(warehouse, day, period))
        if answer.unavailable is not None:
            assert {*begun, *(name for name, _ in ended)} == {""}
            continue
        rows = {row.kind: row for row in answer.rows}
        assert {name: row.deals for name, row in rows.items() if row.deals} == dict(begun)
        for status in ("won", "lost"):
            told = Counter(name for name, one in ended if one.status == status)
            assert {name: getattr(row, status) for name, row in rows.items() if getattr(row, status)} == dict(told)
        for name, row in rows.items():
            worth = [one.value for its, one in ended if its == name and one.status == "won" and one.value]
            assert row.won_value == pytest.approx(sum(one for one in worth if one > 0))


def _story(customer_type: str | None = None) -> Pipeline:
    return (
        a_pipeline()
        .deal("first", amount=100, account="Acme", product="Box").enters("Lead", on="2024-01-02").wins(on="2024-02-01")
        .deal("again", amount=50, account="ACME", product="Box").enters("Lead", on="2024-03-02").wins(on="2024-04-01")
        .deal("other", amount=30, account="Acme", product="Lid", customer_type=customer_type)
        .enters("Lead", on="2024-05-02").loses(on="2024-06-01")
        .deal("back", amount=70, account="Acme", product="Box").enters("Lead", on="2025-06-02")
        .deal("late new", amount=70, account="Globex").enters("Lead", on="2025-06-02")
        .deal("nobody", amount=70).enters("Lead", on="2025-06-02")
    )  # fmt: skip


def test_the_kind_is_what_the_customer_had_bought_before_the_deal_began(holding: Holding) -> None:
    answer = customers.ask(scope(holding(_story()), date(2026, 1, 31)))
    rows = {row.kind: row for row in answer.rows}
    assert {name: row.deals for name, row in rows.items()} == {
        "new": 2, "repeat": 1, "existing": 1, "reactivated": 1, "": 1,
    }  # fmt: skip
    assert (rows["new"].derived, rows["new"].uncertain) == (2, 1), "the first year of the file knows no past"
    assert (rows["repeat"].win_rate, rows["repeat"].mean_won_amount) == (1.0, 50.0)
    assert (rows["existing"].won, rows["existing"].lost, rows["existing"].mean_won_amount) == (0, 1, None)
    assert answer.excluded == {NO_CUSTOMER: 1}


@pytest.mark.parametrize(
    ("text", "shown"), [("老客户", "existing"), ("New Business", "new"), ("复购", "repeat"), ("Partner's", "Partner's")]
)
def test_what_the_file_says_goes_before_what_is_derived(holding: Holding, text: str, shown: str) -> None:
    answer = customers.ask(scope(holding(_story(customer_type=text)), date(2026, 1, 31)))
    (row,) = [row for row in answer.rows if row.lost]
    assert row.kind == shown
    assert row.derived == row.deals - 1


def test_a_period_counts_the_deals_begun_and_those_closed_in_it(holding: Holding) -> None:
    spring = Period(date(2024, 4, 1), date(2024, 6, 1))
    answer = customers.ask(scope(holding(_story()), date(2026, 1, 31), spring))
    assert {row.kind: (row.deals, row.won, row.lost) for row in answer.rows} == {
        "repeat": (0, 1, 0),
        "existing": (1, 0, 0),
    }


def test_a_customer_of_a_colleague_is_not_new_and_a_close_is_of_the_one_who_closed_it(
    holding: Holding, tmp_path: Path
) -> None:
    """Ana sold to Acme; Bo began the next deal with it, and won it; later it became Ana's."""
    first = (
        a_pipeline().deal("first", account="Acme", owner="Ana").enters("Lead", on="2024-01-02").wins(on="2024-02-01")
    )
    bo = first.deal("next", account="ACME", owner="Bo").enters("Lead", on="2024-03-02").wins(on="2024-04-01")
    warehouse = holding(bo, as_of=datetime(2024, 5, 1))
    ana = first.deal("next", account="ACME", owner="Ana").enters("Lead", on="2024-03-02").wins(on="2024-04-01")
    store(warehouse, tmp_path, ana, as_of=datetime(2024, 6, 1))

    def seen(owner: str, owners: str) -> dict[str, tuple[int, int]]:
        asked = scope(warehouse, date(2024, 6, 30), owner=(owner,), owners=owners)
        return {row.kind: (row.deals, row.won) for row in customers.ask(asked).rows}

    assert seen("Bo", THEN) == {"existing": (1, 1)}
    assert seen("Ana", THEN) == {"new": (1, 1)}
    assert seen("Ana", "now") == {"new": (1, 1), "existing": (1, 1)}
    assert seen("Bo", "now") == {}


def test_a_win_that_was_taken_back_later_was_a_purchase_until_then(holding: Holding) -> None:
    story = (
        a_pipeline().deal("first", account="Acme").enters("Lead", on="2024-01-02").wins(on="2024-02-01")
        .reopens_in("Lead", on="2024-09-01")
        .deal("next", account="Acme").enters("Lead", on="2024-03-02")
    )  # fmt: skip
    warehouse = holding(story)
    then, now = (
        {row.kind: row.deals for row in customers.ask(scope(warehouse, day)).rows}
        for day in (date(2024, 6, 30), date(2024, 9, 30))
    )
    assert then == {"new": 1, "existing": 1}
    assert now == {"new": 2}


def test_without_customers_there_is_no_answer(holding: Holding) -> None:
    story = a_pipeline().deal("D").enters("Lead", on="2026-01-02")
    assert customers.ask(scope(holding(story), date(2026, 1, 31))).unavailable is not None
    assert born(story, story.deals[0]).year == 2026
