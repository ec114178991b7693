"""Will the quarter be made, and who needs help: the sentences, and what they do not claim."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dashboard.metrics.coverage import Coverage
from dashboard.metrics.rows import StuckDeal
from dashboard.views.overview_figures import coverage_figure
from dashboard.views.overview_outlook import left_out, pace, verdict
from dashboard.views.overview_people import says, waiting
from tests.dashboard.charts.answered import EN, answered, spaced

SHORT = Coverage(
    value=None,
    period_start=date(2026, 10, 1),
    period_end=date(2027, 1, 1),
    target=20e6,
    won=48,
    won_value=8e6,
    remaining=12e6,
    reached=False,
    due=130,
    due_value=36e6,
    weighted_value=12e6,
    coverage=3.0,
    needed_coverage=5.0,
    needed_value=60e6,
    yield_share=0.2,
    overdue=3,
    overdue_value=1e6,
    undated=1,
    undated_value=0.5e6,
    no_value=0,
    elapsed_share=0.5,
    won_share=0.4,
    usual_share=0.53,
    past_periods=4,
)
ENOUGH = replace(SHORT, due_value=72e6)
REACHED = replace(SHORT, won_value=21e6, remaining=0.0, reached=True, coverage=None)
UNKNOWN = replace(SHORT, yield_share=None, needed_coverage=None, usual_share=None)


def test_too_little_is_said_with_what_is_missing() -> None:
    assert spaced(verdict(SHORT, "CNY", EN)) == (
        "What is open is not enough: ¥ 8M of ¥ 20M is won, ¥ 36M is open and due, and at the yield of earlier periods "
        "(20 %) that brings ¥ 7.2M. ¥ 4.8M is missing without new deals."
    )


def test_enough_and_reached_are_said_without_anything_missing() -> None:
    assert spaced(verdict(ENOUGH, "CNY", EN)).startswith("What is open is enough: ¥ 8M of ¥ 20M is won")
    assert spaced(verdict(REACHED, "CNY", EN)) == "The target is reached: ¥ 21M of ¥ 20M is won."
    assert not pace(REACHED, EN)


def test_without_earlier_periods_nothing_is_foretold() -> None:
    told = spaced(verdict(UNKNOWN, "CNY", EN))
    assert "3.0 × what is missing" in told
    assert "enough" not in told
    assert spaced(pace(UNKNOWN, EN)) == "40 % of the target is won with 50 % of the days gone."


def test_the_pace_is_held_against_earlier_periods() -> None:
    assert spaced(pace(SHORT, EN)).endswith("in the 4 periods before, 53 % of their wins were in by the same day.")


def test_what_the_coverage_leaves_out_is_counted() -> None:
    assert spaced(left_out(SHORT, "CNY", EN)) == (
        "Not counted: 4 open deals worth ¥ 1.5M that are overdue or have no date."
    )
    assert not left_out(replace(SHORT, overdue=0, undated=0), "CNY", EN)


def test_coverage_has_no_figure_without_a_target() -> None:
    assert coverage_figure(answered("coverage", ()), EN) is None
    figure = coverage_figure(answered("coverage", (SHORT,)), EN)
    assert figure is not None
    assert (spaced(figure.value), spaced(figure.beside)) == ("3.0 ×", "needs 5.0 ×")


def stuck(deal_id: str, owner: str, value: float | None, age: float, stage: str = "Lead") -> StuckDeal:
    return StuckDeal(deal_id, "Deal", owner, "Sales", stage, age, 20.0, 30, value, "", None, "", 0)


def test_help_goes_where_most_money_waits_longest_and_to_nobody_for_a_single_deal() -> None:
    deals = (
        stuck("1", "Ana", 10.0, 30.0),
        stuck("2", "Ana", None, 90.0, "Demo"),
        stuck("3", "Bo", 100.0, 30.0),
        stuck("4", "Bo", 100.0, 40.0),
        stuck("5", "Cy", 1e6, 500.0),
        stuck("6", "", 1e6, 500.0),
        stuck("7", "", 1e6, 500.0),
    )
    found = waiting(deals)
    assert [row.owner for row in found] == ["Bo", "Ana"]
    assert found[0].value_days == 100.0 * 10 + 100.0 * 20
    assert spaced(says(found[0], "CNY", EN)) == (
        "2 deals with Bo wait, worth ¥ 200, the longest for 40 d; 2 of them are in Lead."
    )
    assert spaced(says(found[1], "CNY", EN)) == "2 deals with Ana wait, worth ¥ 10, the longest for 90 d."
