"""Two quarters of entry on one chart."""

from __future__ import annotations

from dataclasses import replace

from dashboard.charts.cohorts import cohorts_chart, cohorts_info
from dashboard.charts.theme import LIGHT
from dashboard.metrics.trend_rows import CohortStage
from tests.dashboard.charts.answered import EN
from tests.dashboard.charts.answered_over_time import NOW, THEN, cohort_stage, cohorts


def says(*rows: CohortStage) -> str:
    return cohorts_info(cohorts(*rows), pipeline="Sales", now=NOW, then=THEN, words=EN).says


def test_the_sentence_names_the_largest_clear_difference_and_never_one_that_may_be_chance() -> None:
    clear = cohort_stage("Lead", (30, 100), (60, 100), 0.001)
    assert says(clear, cohort_stage("Proposal", (1, 40), (30, 40), 0.2)) == (
        "From Lead, 30 % of the decided deals of Q3 2026 went on, of those of Q2 2026 60 %: −30 pts (95 % interval "
        "−42 pts to −16 pts)."
    )
    assert "none differs between Q3 2026 and Q2 2026 by more than chance" in says(replace(clear, difference_q=0.2))
    assert "too few to compare" in says(replace(clear, difference_q=None))


def test_a_rate_of_fewer_than_five_decided_deals_is_not_drawn_and_another_pipeline_neither() -> None:
    few = cohort_stage("Lead", (3, 4), (60, 100), None)
    answer = cohorts(few, replace(few, pipeline="Renewals"))
    chart = cohorts_chart(answer, pipeline="Sales", now=NOW, then=THEN, words=EN, theme=LIGHT)
    then, now = chart.figure.to_dict()["data"]
    assert now["x"] == [None]
    assert then["x"] == [0.6]
    assert then["customdata"] == [["Sales", "Lead", "2026-04-01"]]
    assert "100 deals decided" in then["hovertext"][0]
