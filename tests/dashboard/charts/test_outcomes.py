"""Win/loss charts: rates, values, causes, months and the cycle."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboard.charts.cycle import cycle_info
from dashboard.charts.rates import rate_chart, rate_info
from dashboard.charts.theme import LIGHT
from dashboard.charts.win_months import month_chart, month_info
from dashboard.charts.won_lost import lost_chart, lost_info, value_info
from tests.dashboard.charts.answered import EN, cycle, decided, spaced, win_loss


def test_rates_are_sorted_and_those_of_few_deals_come_after() -> None:
    answer = win_loss(decided("Few", 9, 10), decided("Low", 20, 80), decided("High", 60, 40), decided("None", 2, 2))
    rows = rate_info(answer, rows=9, words=EN).rows
    assert [row.value for row in rows] == ["High", "Low", "Few", "None"]
    assert [row.ranked for row in rows] == [True, True, False, False]
    assert rows[3].rate is None
    assert spaced(rows[0].label) == "60 % · n 100"


def test_a_difference_within_the_intervals_is_called_chance() -> None:
    near = rate_info(win_loss(decided("A", 50, 50), decided("B", 47, 53)), rows=9, words=EN)
    assert "do not differ more than chance" in near.says
    far = rate_info(win_loss(decided("A", 60, 40), decided("B", 20, 80)), rows=9, words=EN)
    assert far.says == "A wins 60 % of its decided deals, B 20 %; all together 40 %."


def test_the_line_of_all_deals_counts_rows_that_are_not_drawn() -> None:
    info = rate_info(win_loss(decided("A", 80, 20), decided("B", 0, 100)), rows=1, words=EN)
    assert len(info.rows) == 1
    assert info.overall == pytest.approx(0.4)


def test_nothing_closed_is_no_rate() -> None:
    info = rate_info(win_loss(decided("A", 0, 0)), rows=9, words=EN)
    assert info.overall is None
    assert info.says == "Nothing was won or lost here."


def test_a_dot_carries_its_interval_and_its_dimension() -> None:
    dots = rate_chart(win_loss(decided("A", 60, 40)), words=EN, theme=LIGHT).figure.to_dict()["data"][0]
    assert dots["error_x"]["array"] == pytest.approx([0.05])
    assert dots["error_x"]["arrayminus"] == pytest.approx([0.05])
    assert dots["customdata"] == [["segment", "A"]]


def test_values_are_won_to_one_side_and_lost_to_the_other() -> None:
    info = value_info(win_loss(decided("A", 10, 1), decided("B", 1, 30)), rows=9, words=EN)
    assert [(row.value, row.won, row.lost) for row in info.rows] == [("B", 1e3, 6e4), ("A", 1e4, 2e3)]
    assert info.says.endswith("15 % of the decided value.")


def test_losses_without_a_reason_are_a_row_of_their_own() -> None:
    answer = win_loss(
        decided("", 0, 40), decided("Price", 0, 35), decided("Rival", 0, 25), decided("X", 3, 0), by="lost_reason"
    )
    info = lost_info(answer, rows=9, words=EN)
    assert [(row.name, row.lost) for row in info.rows] == [("(none)", 40), ("Price", 35), ("Rival", 25)]
    assert info.says == "Price stands behind 35 % of the lost deals. 40 % say nothing."
    figure = lost_chart(answer, words=EN, theme=LIGHT).figure.to_dict()
    assert figure["data"][0]["marker"]["color"] == [LIGHT.void, LIGHT.lost, LIGHT.lost]
    assert figure["data"][0]["customdata"][0] == ["lost_reason", "", "lost"]


def test_months_have_no_holes_and_years_are_never_merged() -> None:
    answer = win_loss(
        decided("2025-11", 9, 9), decided("2026-02", 12, 6), decided("2026-01", 2, 2), decided("", 5, 5), by="month"
    )
    info = month_info(answer, most=24, words=EN)
    assert info.months == (date(2025, 11, 1), date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1))
    assert list(info.rates) == [0.5, None, None, 12 / 18]
    assert info.closed == (18, 0, 4, 18)


def test_the_band_does_not_bridge_a_month_without_a_rate() -> None:
    answer = win_loss(decided("2026-01", 9, 9), decided("2026-02", 9, 9), decided("2026-04", 9, 9), by="month")
    data = month_chart(answer, words=EN, theme=LIGHT).figure.to_dict()["data"]
    assert [trace["x"] for trace in data if trace.get("fill") == "toself"] == [[0, 1, 1, 0], [3, 3]]


def test_a_change_between_two_months_that_may_be_chance_is_called_that() -> None:
    """30 of 100 against 50 of 100 is apart (Newcombe); 3 of 10 against 5 of 10 is not."""
    apart = month_info(win_loss(decided("2026-01", 50, 50), decided("2026-02", 30, 70), by="month"), most=9, words=EN)
    assert spaced(apart.says).startswith("Win rate was 30 % in Feb 2026, −20 pts against Jan 2026.")
    close = month_info(win_loss(decided("2026-01", 5, 5), decided("2026-02", 3, 7), by="month"), most=9, words=EN)
    assert spaced(close.says).startswith(
        "Win rate was 30 % in Feb 2026, −20 pts against Jan 2026, which may be chance."
    )


def test_the_slowest_group_is_on_top_and_few_wins_have_no_median() -> None:
    info = cycle_info(cycle(("SMB", 40, 31.0), ("Enterprise", 20, 88.0), ("Tiny", 4, 300.0)), rows=9, words=EN)
    assert [row.value for row in info.rows] == ["Enterprise", "SMB", "Tiny"]
    assert info.rows[2].median is None
    assert info.says == "Enterprise takes longest to win, 88 d at the median; SMB takes 31 d."


def test_losses_without_any_amount_are_not_worth_zero() -> None:
    unvalued = [replace(decided("A", 10, 5), lost_value=0.0), replace(decided("B", 3, 9), lost_value=0.0)]
    info = value_info(win_loss(*unvalued), rows=9, words=EN)
    assert [row.lost for row in info.rows] == [None, None]
    assert spaced(info.says) == "¥ 13K was won; no lost deal has an amount."
    assert value_info(win_loss(decided("A", 10, 0)), rows=9, words=EN).rows[0].lost == 0.0


def test_it_says_when_not_all_groups_are_shown() -> None:
    info = rate_info(win_loss(*(decided(str(at), 30, 30) for at in range(4))), rows=3, words=EN)
    assert info.says.endswith("The 3 largest of 4 are shown.")


def test_values_apart_from_the_others_by_more_than_chance_are_named() -> None:
    ana = replace(decided("Ana", 60, 40), difference=0.2, difference_q=0.01)
    bo = replace(decided("Bo", 40, 60), difference=-0.05, difference_q=0.3)
    assert rate_info(win_loss(ana, bo), rows=9, words=EN).says.endswith(
        "Apart from all others by more than chance: Ana (+20 pts)."
    )


def test_the_months_show_the_rate_by_value_beside_that_by_count() -> None:
    row = replace(decided("2026-03", 30, 70), win_rate_value=0.2, value_low=0.1, value_high=0.4, no_value=3)
    answer = win_loss(decided("2026-02", 30, 70), row, by="month")
    info = month_info(answer, most=9, words=EN)
    assert info.says.endswith("By value it was 20 % (10–40 %).")
    *_, by_value, by_count = month_chart(answer, words=EN, theme=LIGHT).figure.to_dict()["data"]
    assert (by_value["y"], by_count["y"]) == ([None, 0.2], [0.3, 0.3])
    assert by_value["customdata"] == by_count["customdata"]
    assert "100 deals" in spaced(by_value["hovertext"][1])
    assert "Without an amount: 3" in spaced(by_value["hovertext"][1])
