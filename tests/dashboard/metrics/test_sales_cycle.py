"""Days from creation to the close."""

from __future__ import annotations

from datetime import date
from statistics import mean

import pytest
from hypothesis import given, settings

from dashboard.metrics import cycle_points, sales_cycle
from dashboard.periods import end_of_day
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_strategies import PLAIN_RATES, Look, looks, pipelines
from tests.reference.dwell import linear_quantile
from tests.reference.outcomes import closed, counted, days_to_close


@given(found=pipelines(), seen=looks())
@settings(max_examples=10)
def test_the_cycle_is_that_of_the_won_and_apart_from_it_that_of_the_lost(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found)
    for day, period in seen:
        (row,) = sales_cycle.ask(scope(warehouse, day, period)).rows
        told = closed(found, period, end_of_day(day), PLAIN_RATES)
        won = [days for one in counted(told, "won") if (days := days_to_close(one)) is not None]
        lost = [days for one in counted(told, "lost") if (days := days_to_close(one)) is not None]
        assert (row.won, row.lost) == (len(won), len(lost))
        assert row.mean_days == (pytest.approx(mean(won)) if won else None)
        assert (row.p25_days, row.median_days, row.p75_days) == tuple(_at(won, share) for share in (0.25, 0.5, 0.75))
        assert row.median_days_to_lose == _at(lost, 0.5)
        points = cycle_points.ask(scope(warehouse, day, period), most=3)
        dated = sorted(
            (
                (-one.at.toordinal(), one.deal.deal_id, days_to_close(one))
                for one in counted(told, "won")
                if days_to_close(one) is not None
            ),
        )
        assert points.n == len(dated)
        newest = [(-point.won_on.toordinal(), point.deal_id) for point in points.rows]
        assert newest == [(at, deal_id) for at, deal_id, _ in dated[:3]]
        assert [point.cycle_days for point in points.rows] == pytest.approx([days for *_, days in dated[:3]])
        for point in points.rows:
            assert (point.p50_days, point.p90_days) == (_at(won, 0.5), _at(won, 0.9))


def _at(values: list[float], share: float) -> object:
    quantile = linear_quantile(values, share)
    return None if quantile is None else pytest.approx(quantile)


def test_a_deal_closed_before_its_creation_is_left_out_and_counted(holding: Holding) -> None:
    story = (
        a_pipeline()
        .deal("D1", created="2026-01-02").enters("Lead", on="2026-01-02").wins(on="2026-01-12")
        .deal("D2", created="2026-02-01").enters("Lead", on="2026-01-02").wins(on="2026-01-12")
    )  # fmt: skip
    answer = sales_cycle.ask(scope(holding(story), date(2026, 3, 1)))
    assert (answer.rows[0].won, answer.rows[0].median_days) == (1, 10)
    assert sum(answer.excluded.values()) == 1
