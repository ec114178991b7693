"""Leads and channels: what became of them and what they cost, never more than the numbers bear."""

from __future__ import annotations

from datetime import datetime

from dashboard.charts.leads import costs_say, lead_chart, leads_say
from dashboard.charts.theme import LIGHT
from dashboard.estimates import wilson
from dashboard.metrics.answers import Answer
from dashboard.metrics.lead_rows import ChannelCost, LeadConversion
from dashboard.periods import ALWAYS
from tests.dashboard.charts.answered import EN, spaced

AS_OF = datetime(2026, 11, 15)


def leads(value: str, converted: int, disqualified: int, still_open: int) -> LeadConversion:
    n = converted + disqualified + still_open
    low, high = wilson(converted, n)
    rate = converted / n if n else None
    return LeadConversion(
        value, n, converted, disqualified, still_open, rate, low, high, None, 0, None, None, None, 0, 0
    )


def asked(*rows: LeadConversion) -> Answer[LeadConversion]:
    return Answer("lead_conversion", AS_OF, ALWAYS, sum(row.leads for row in rows), rows, by="source")


def cost(source: str, spend: float | None, customers: int) -> ChannelCost:
    return ChannelCost(source, spend, 0, 0, customers, None, None, None, None, None, 0, None)


def test_sources_are_ranked_only_where_they_differ_by_more_than_chance() -> None:
    apart = asked(leads("Referral", 70, 30, 0), leads("Ads", 20, 80, 0), leads("Fair", 2, 0, 0))
    assert spaced(leads_say(apart, EN)) == (
        "46 % of 202 leads became deals. Referral converts best, 70 %; Ads least, 20 %."
    )
    alike = asked(leads("Referral", 12, 18, 0), leads("Ads", 11, 19, 0))
    assert "do not differ more than chance" in leads_say(alike, EN)
    assert spaced(leads_say(asked(), EN)) == "– of 0 leads became deals."


def test_the_parts_of_a_bar_are_all_leads_of_its_row() -> None:
    data = lead_chart(asked(leads("Referral", 7, 3, 2), leads("Ads", 0, 4, 1)), words=EN, theme=LIGHT).figure.to_dict()
    total: dict[int, float] = {}
    for trace in data["data"]:
        for y, x in zip(trace["y"], trace["x"], strict=True):
            total[y] = total.get(y, 0) + x
    assert total == {0: 12, 1: 5}


def test_what_a_customer_cost_is_of_the_sources_that_money_was_spent_on() -> None:
    answer = Answer(
        "channel_cost", AS_OF, ALWAYS, 9, (cost("Ads", 600.0, 6), cost("Fair", 400.0, 2), cost("Known", None, 9))
    )
    assert spaced(costs_say(answer, EN)).endswith("8 customers were won for the first time: 125 each.")
    nobody = Answer("channel_cost", AS_OF, ALWAYS, 0, (cost("Ads", 600.0, 0),))
    assert "nobody was won for the first time" in costs_say(nobody, EN)
