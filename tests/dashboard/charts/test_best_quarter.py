"""The what-if of the best quarter in words and bars."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dashboard.charts.best_quarter import best_quarter_chart, best_quarter_says, quarter_name
from dashboard.charts.theme import LIGHT
from dashboard.language import Words
from dashboard.metrics.best_quarter import BestQuarter
from tests.dashboard.charts.answered import answered

EN, ZH = Words("en"), Words("zh")
PROPOSAL = BestQuarter("Sales", "Proposal", 2, date(2026, 1, 1), 80, 60, 0.6, 0.4, 9.0, 15.0, 24.0, 20.0, 3800.0)
BEST_NOW = BestQuarter("Sales", "Lead", 1, None, 90, 90, 0.7, 0.7, 4.0, 4.0, 0.0, 0.0, 0.0)


def test_the_sentence_names_the_stage_that_would_bring_most_and_why() -> None:
    says = best_quarter_says(answered("best_quarter", (PROPOSAL, BEST_NOW)), pipeline="Sales", words=EN)
    assert says.startswith("If Proposal ran as in Q1 2026, it would bring about")
    assert "24 wins more a year (then 60% advance" in says.replace("\u00a0", "").replace(" %", "%")
    said = best_quarter_says(answered("best_quarter", (PROPOSAL,)), pipeline="Sales", words=ZH)
    assert said.startswith("若“Proposal”恢复到2026年第1季度的节奏")


def test_without_amounts_wins_are_told_and_without_a_better_quarter_nothing_is_claimed() -> None:
    bare = replace(PROPOSAL, money_a_day=None)
    assert "a day" not in best_quarter_says(answered("best_quarter", (bare,)), pipeline="Sales", words=EN)
    says = best_quarter_says(answered("best_quarter", (BEST_NOW,)), pipeline="Sales", words=EN)
    assert says == "Every stage runs at least as well now as in its best quarter of the last four."
    assert "Too few" in best_quarter_says(answered("best_quarter", ()), pipeline="Other", words=EN)


def test_every_stage_has_a_bar_in_the_order_of_the_stages() -> None:
    chart = best_quarter_chart(answered("best_quarter", (PROPOSAL, BEST_NOW)), pipeline="Sales", words=EN, theme=LIGHT)
    (trace,) = chart.figure.to_dict()["data"]
    assert list(trace["x"]) == [0.0, 3800.0]


def test_a_fiscal_quarter_is_named_by_its_first_day() -> None:
    assert quarter_name(date(2026, 4, 1), EN) == "Q2 2026"
    assert quarter_name(date(2026, 2, 1), EN).startswith("the quarter from")
