"""Two quarters of entry on one chart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dashboard.charts.cohorts import Quarter, cohorts_chart, cohorts_info
from dashboard.charts.theme import LIGHT
from dashboard.estimates import newcombe, wilson
from dashboard.metrics.answers import Answer
from dashboard.metrics.trend_rows import CohortStage
from dashboard.periods import Period, end_of_day
from tests.dashboard.charts.answered import EN

NOW, THEN = Quarter(date(2026, 7, 1), "Q3 2026"), Quarter(date(2026, 4, 1), "Q2 2026")


def stage(name: str, now: tuple[int, int], then: tuple[int, int], q: float | None) -> CohortStage:
    """A stage with (went on, decided) in both quarters."""
    rates = [went / decided if decided else None for went, decided in (now, then)]
    change = None if rates[0] is None or rates[1] is None else rates[0] - rates[1]
    return CohortStage(
        "Sales", name, 1, *now, rates[0], *wilson(*now), *then, rates[1], *wilson(*then), change, *newcombe(*now, *then), q
    )  # fmt: skip


def told(*rows: CohortStage) -> Answer[CohortStage]:
    return Answer("cohorts", end_of_day(date(2026, 11, 15)), Period(), 100, rows)


def says(*rows: CohortStage) -> str:
    return cohorts_info(told(*rows), pipeline="Sales", now=NOW, then=THEN, words=EN).says


def test_the_sentence_names_the_largest_clear_difference_and_never_one_that_may_be_chance() -> None:
    clear = stage("Lead", (30, 100), (60, 100), 0.001)
    assert says(clear, stage("Proposal", (1, 40), (30, 40), 0.2)) == (
        "From Lead, 30 % of the decided deals of Q3 2026 went on, of those of Q2 2026 60 %: −30 pts (95 % interval "
        "−42 pts to −16 pts)."
    )
    assert "none differs between Q3 2026 and Q2 2026 by more than chance" in says(replace(clear, difference_q=0.2))
    assert "too few to compare" in says(replace(clear, difference_q=None))


def test_a_rate_of_fewer_than_five_decided_deals_is_not_drawn_and_another_pipeline_neither() -> None:
    few = stage("Lead", (3, 4), (60, 100), None)
    answer = told(few, replace(few, pipeline="Renewals"))
    chart = cohorts_chart(answer, pipeline="Sales", now=NOW, then=THEN, words=EN, theme=LIGHT)
    then, now = chart.figure.to_dict()["data"]
    assert now["x"] == [None]
    assert then["x"] == [0.6]
    assert then["customdata"] == [["Sales", "Lead", "2026-04-01"]]
    assert "100 deals decided" in then["hovertext"][0]
