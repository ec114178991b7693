"""Win curves: the share won by each day, losing beside it, open deals counted as long as they were watched."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, datetime

import pytest
from hypothesis import given, settings

from dashboard.metrics import win_curve
from dashboard.periods import end_of_day
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_strategies import Look, looks, pipelines
from tests.reference.paths import outcomes_by_day, share_by

LAST = date(2026, 12, 31)


def quarter(at: datetime) -> str:
    return f"{at.year}-Q{(at.month - 1) // 3 + 1}"


@given(found=pipelines(levels=("A", "A", "B"), whole_histories=True), seen=looks())
@settings(max_examples=10)
def test_each_cohort_is_the_plain_competing_risk_curve(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found)
    for day, period in seen:
        told: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for entry, kind, days in outcomes_by_day(found, period, end_of_day(day)):
            told[quarter(entry)].append((kind, days))
        rows = win_curve.ask(scope(warehouse, day, period)).rows
        assert [row.cohort for row in rows] == sorted(told)
        for row in rows:
            ends = Counter(kind for kind, _ in told[row.cohort])
            assert (row.won, row.lost, row.void, row.open) == tuple(
                ends[kind] for kind in ("won", "lost", "void", "open")
            )
            for at, won, lost in row.curve:
                assert won == pytest.approx(share_by(told[row.cohort], "won", int(at)))
                assert lost == pytest.approx(share_by(told[row.cohort], "lost", int(at)))
            if row.won_90 is not None:
                assert row.won_90 == pytest.approx(share_by(told[row.cohort], "won", 90))


def test_a_young_cohort_is_marked_and_its_far_future_not_told(holding: Holding) -> None:
    story = a_pipeline()
    for number in range(5):
        story = story.deal(f"O{number}").enters("Lead", on="2026-01-02").wins(on=f"2026-03-0{number + 1}")
    for number in range(3):
        story = story.deal(f"N{number}").enters("Lead", on="2026-05-20")
    story = story.deal("W").enters("Lead", on="2026-05-20").wins(on="2026-05-30")
    old, young = win_curve.ask(scope(holding(story), date(2026, 6, 10))).rows
    assert (old.cohort, old.mature, old.win_rate, old.won_30, old.won_90, old.won_365) == ("2026-Q1", True, 1, 0, 1, 1)
    assert (young.cohort, young.mature, young.win_rate) == ("2026-Q2", False, 1)
    assert (young.won_30, young.won_60, young.open) == (None, None, 3)
    assert young.curve[-1] == (10.0, 0.25, 0.0)
    whole = win_curve.ask(scope(holding(story), date(2026, 6, 10)), "all").rows
    assert [(row.cohort, row.deals, row.mature) for row in whole] == [("", 9, False)]
    months = win_curve.ask(scope(holding(story), date(2026, 6, 10)), "month").rows
    assert [row.cohort for row in months] == ["2026-01", "2026-05"]


def test_what_cannot_be_placed_is_left_out_and_counted(holding: Holding) -> None:
    story = a_pipeline().deal("A", level="D").enters("Lead", on="2026-01-02")
    story = story.deal("B", level="D", created="2026-02-01").enters("Won", on="2026-03-01")
    told = win_curve.ask(scope(holding(story), LAST))
    assert [(row.won, row.won_30) for row in told.rows] == [(1, 1.0)]
    assert told.excluded == {win_curve.NO_ENTRY: 1}
