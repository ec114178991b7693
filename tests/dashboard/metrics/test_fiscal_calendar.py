"""Quarters where nobody chose a period: those of fiscal years that begin with the month people decided on."""

from __future__ import annotations

from datetime import date

from dashboard.metrics import coverage, pushes, sales_velocity, win_curve, win_rate_change
from dashboard.periods import Period
from dashboard.warehouse.decisions import FISCAL_MONTH, decide
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import a_pipeline
from tests.pipeline_files import Target


def test_the_quarters_of_every_metric_follow_the_fiscal_year(holding: Holding) -> None:
    story = (
        a_pipeline()
        .deal("D1", amount=300, expected_close="2026-07-20")
        .enters("Lead", on="2026-05-04")
        .is_due("2026-09-30", since="2026-07-27")
        .is_due("2026-10-30", since="2026-09-28")
        .deal("D2", amount=100)
        .enters("Lead", on="2026-01-30")
        .wins(on="2026-08-03")
        .deal("D3", amount=100)
        .enters("Lead", on="2026-02-02")
        .wins(on="2026-05-06")
    )
    target = Target(1000.0, date(2026, 8, 1), date(2026, 11, 1))
    warehouse = holding(story, targets=[target])
    decide(warehouse, {FISCAL_MONTH: "2"})
    try:
        asked = scope(warehouse, date(2026, 10, 15))
        assert asked.fiscal_month == 2
        covered = coverage.ask(asked)
        assert covered.period == Period(date(2026, 8, 1), date(2026, 11, 1))
        (row,) = covered.rows
        assert (row.target, row.won_value, row.due_value) == (1000, 100, 300)
        assert win_rate_change.days_of(asked) == (date(2026, 2, 1), date(2026, 5, 1), date(2026, 8, 1))
        # 27 July is in the last ten days of May to July; 28 September is no quarter's end, and in the quarter under way.
        (pushed,) = pushes.ask(asked).rows
        assert (pushed.pushes, pushed.late_pushes) == (1, 1)
        cohorts = [row.cohort for row in win_curve.ask(asked).rows]
        assert cohorts == ["FY2026-Q4", "FY2027-Q1", "FY2027-Q2"]
        velocity = sales_velocity.ask(asked, step="quarter", points=3).rows
        assert [row.period_start for row in velocity] == [date(2026, 2, 1), date(2026, 5, 1), date(2026, 8, 1)]
    finally:
        decide(warehouse, {FISCAL_MONTH: None})
    asked = scope(warehouse, date(2026, 10, 15))
    assert coverage.ask(asked).period == Period(date(2026, 10, 1), date(2027, 1, 1))
    assert [row.cohort for row in win_curve.ask(asked).rows] == ["2026-Q1", "2026-Q2"]
    assert pushes.ask(asked).rows[0].late_pushes == 1
