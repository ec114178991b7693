"""Kinds of customers in words: which is most, and how many of the new ones nobody can be sure of."""

from __future__ import annotations

from dashboard.charts.customers import customers_say
from dashboard.language import Words
from dashboard.metrics.people_rows import CustomerKind
from tests.dashboard.charts.answered import answered


def kind(name: str, deals: int, uncertain: int = 0) -> CustomerKind:
    return CustomerKind(name, deals, deals, uncertain, 3, 2, 0.6, 0.2, 0.9, 30.0, 10.0)


def test_new_customers_of_the_first_year_are_counted_as_unsure() -> None:
    answer = answered("customers", (kind("new", 30, uncertain=12), kind("repeat", 10)))
    assert "12 deals are called new in the first year of the files" in customers_say(answer, Words("en"))
    assert "12 个在文件的第一年被算作新客户" in customers_say(answer, Words("zh"))
    sure = answered("customers", (kind("new", 30), kind("repeat", 10)))
    assert "first year" not in customers_say(sure, Words("en"))
