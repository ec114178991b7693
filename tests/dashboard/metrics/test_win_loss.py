"""Won and lost by a dimension: every closed deal once, blanks in a row of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from itertools import product
from typing import Final

import numpy as np
import pytest
from hypothesis import given, settings

from dashboard.estimates import difference_p, false_discovery, newcombe, wilson
from dashboard.metrics import win_loss, win_rate
from dashboard.periods import end_of_day
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_strategies import PLAIN_RATES, Look, looks, pipelines
from tests.reference.outcomes import Closed, closed, counted, stage_lost_from, values_of

LAST = date(2026, 12, 31)
VALUE_OF: Final[dict[str, Callable[[Closed, datetime], str]]] = {
    "owner": lambda one, _: one.deal.text("owner"),
    "source": lambda one, _: one.deal.text("source"),
    "segment": lambda one, _: one.deal.text("segment"),
    "pipeline": lambda one, _: one.pipeline.name,
    "lost_reason": lambda one, _: one.deal.text("lost_reason"),
    "competitor": lambda one, _: one.deal.text("competitor"),
    "month": lambda one, _: f"{one.at:%Y-%m}",
}


@given(found=pipelines(), seen=looks())
@settings(max_examples=12)
def test_each_row_counts_its_own_deals(holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]) -> None:
    warehouse = holding(*found)
    for (day, period), by in product(seen, VALUE_OF):
        answer = win_loss.ask(scope(warehouse, day, period), by=by)
        told: dict[str, list[Closed]] = defaultdict(list)
        for one in closed(found, period, end_of_day(day), PLAIN_RATES):
            if one.status != "void":
                told[VALUE_OF[by](one, end_of_day(day))].append(one)
        assert {row.value: (row.won, row.lost) for row in answer.rows} == {
            key: (len(counted(ones, "won")), len(counted(ones, "lost"))) for key, ones in told.items()
        }, by
        for row in answer.rows:
            assert row.won_value == pytest.approx(values_of(counted(told[row.value], "won")))
            assert row.lost_value == pytest.approx(values_of(counted(told[row.value], "lost")))


@given(found=pipelines(levels=("A", "B")), seen=looks())
@settings(max_examples=10)
def test_the_stage_lost_from_is_the_one_the_deal_was_in(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found)
    for day, period in seen:
        answer = win_loss.ask(scope(warehouse, day, period), by="stage_lost_from")
        told: dict[str, int] = defaultdict(int)
        for one in counted(closed(found, period, end_of_day(day), PLAIN_RATES), "lost"):
            stage = stage_lost_from(one, end_of_day(day))
            told[stage if len(found) == 1 or not stage else f"{one.pipeline.name}: {stage}"] += 1
        shown: dict[str, int] = defaultdict(int)
        for row in answer.rows:
            shown[row.value] += row.lost
        assert {value: lost for value, lost in shown.items() if lost} == dict(told)


@given(found=pipelines(), seen=looks())
@settings(max_examples=6)
def test_the_rows_add_up_to_the_total(holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]) -> None:
    warehouse = holding(*found)
    for (day, period), by in product(seen, (*VALUE_OF, "stage_lost_from", "team", "product", "size_band")):
        asked = scope(warehouse, day, period)
        rows = win_loss.ask(asked, by=by).rows
        (total,) = win_rate.ask(asked).rows
        assert (sum(row.won for row in rows), sum(row.lost for row in rows)) == (total.won, total.lost)
        assert sum(row.won_value for row in rows) == pytest.approx(total.won_value)
        assert sum(row.lost_value for row in rows) == pytest.approx(total.lost_value)
        if total.lost:
            assert sum(row.share_of_lost or 0 for row in rows) == pytest.approx(1)


def test_a_blank_reason_is_a_row_of_its_own(holding: Holding) -> None:
    story = (
        a_pipeline()
        .deal("D1").enters("Lead", on="2026-01-02").loses(on="2026-01-10", reason="Price")
        .deal("D2").enters("Lead", on="2026-01-02").loses(on="2026-01-10")
    )  # fmt: skip
    rows = win_loss.ask(scope(holding(story), LAST), by="lost_reason").rows
    assert {row.value: row.share_of_lost for row in rows} == {"Price": 0.5, "": 0.5}


def test_the_same_month_of_two_years_is_two_rows(holding: Holding) -> None:
    story = (
        a_pipeline()
        .deal("D1").enters("Lead", on="2025-01-02").loses(on="2025-03-10")
        .deal("D2").enters("Lead", on="2026-01-02").loses(on="2026-03-10")
    )  # fmt: skip
    rows = win_loss.ask(scope(holding(story), LAST), by="month").rows
    assert [row.value for row in rows] == ["2025-03", "2026-03"]


def test_a_value_is_held_against_all_others_together_and_the_tests_are_adjusted(holding: Holding) -> None:
    story = a_pipeline()
    for owner, won, lost in (("Ana", 24, 6), ("Bo", 9, 21), ("Li", 15, 15), ("New", 3, 1)):
        for number in range(won + lost):
            story = story.deal(f"{owner}{number}", owner=owner, amount=1).enters("Lead", on="2026-01-05")
            story = story.wins(on="2026-02-01") if number < won else story.loses(on="2026-02-01")
    rows = {row.value: row for row in win_loss.ask(scope(holding(story), LAST), by="owner").rows}
    ana, young = rows["Ana"], rows["New"]
    assert ana.difference == pytest.approx(24 / 30 - 27 / 64)
    assert (ana.difference_low, ana.difference_high) == newcombe(24, 30, 27, 64)
    told = [difference_p(24, 30, 27, 64), difference_p(9, 30, 42, 64), difference_p(15, 30, 36, 64)]
    adjusted = false_discovery(np.array(told, dtype=np.float64))
    assert [rows[owner].difference_q for owner in ("Ana", "Bo", "Li")] == pytest.approx(adjusted.tolist())
    assert [q < 0.05 for q in adjusted] == [True, True, False]
    assert young.difference is not None
    assert young.difference_q is None, "four closed deals are not tested"
    assert all(row.difference is None for row in win_loss.ask(scope(holding(story), LAST), by="lost_reason").rows)


def test_a_rate_by_value_needs_a_lost_deal_with_an_amount(holding: Holding) -> None:
    story = (
        a_pipeline()
        .deal("D1", amount=300).enters("Lead", on="2026-01-02").wins(on="2026-02-10")
        .deal("D2", amount=100).enters("Lead", on="2026-01-02").loses(on="2026-02-11")
        .deal("D3", amount=0).enters("Lead", on="2026-01-02").loses(on="2026-02-12")
        .deal("D4", amount=50).enters("Lead", on="2026-01-02").wins(on="2026-03-12")
        .deal("D5").enters("Lead", on="2026-01-02").loses(on="2026-03-13")
    )  # fmt: skip
    february, march = win_loss.ask(scope(holding(story), LAST), by="month").rows
    assert (february.win_rate_value, february.no_value) == (0.75, 1)
    assert (february.value_low, february.value_high) == pytest.approx(wilson(0.75 * 1.6, 1.6))
    assert (march.win_rate_value, march.value_low, march.no_value) == (None, None, 1)
