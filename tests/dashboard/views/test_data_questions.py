"""A question shows what its samples become under each answer."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.language import Words
from dashboard.views.data_questions import _amount, read_as, stating
from data_loaders.options import Options


@pytest.mark.parametrize(
    ("sample", "day_first", "month_first"),
    [
        ("03/04/2026", datetime(2026, 4, 3), datetime(2026, 3, 4)),
        ("3.4.2026", datetime(2026, 4, 3), datetime(2026, 3, 4)),
        ("03/04/2026 09:30", datetime(2026, 4, 3, 9, 30), datetime(2026, 3, 4, 9, 30)),
        ("25/04/2026", datetime(2026, 4, 25), None),
        ("next week", None, None),
    ],
)
def test_a_date_is_read_both_ways(sample: str, day_first: datetime | None, month_first: datetime | None) -> None:
    assert read_as(sample, "DMY") == day_first
    assert read_as(sample, "MDY") == month_first


@given(st.text(max_size=30))
def test_no_sample_brings_the_question_down(sample: str) -> None:
    read_as(sample, "DMY")
    _amount(sample, ",", Words("en"))


@pytest.mark.parametrize(
    ("sample", "dot", "comma"), [("1.234", "1.234", "1,234"), ("€ 2.900", "2.900", "2,900"), ("none", "", "")]
)
def test_an_amount_is_read_with_either_mark(sample: str, dot: str, comma: str) -> None:
    assert _amount(sample, ".", Words("en")) == dot
    assert _amount(sample, ",", Words("en")) == comma


def test_an_answer_states_its_part_of_the_options_and_nothing_else() -> None:
    assert stating("date_order", "DMY")(Options(currency="CNY")) == Options(currency="CNY", date_order="DMY")
