"""Text from files on a chart."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.labels import BREAK, plain, shortened, width, wrapped

ANY_TEXT = st.text(max_size=80)


@given(ANY_TEXT)
def test_plain_text_holds_no_markup(text: str) -> None:
    written = plain(text)
    assert "<" not in written
    assert ">" not in written
    assert not re.search(r"&(?!(amp|lt|gt);)", written)


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=40))
def test_plain_text_reads_as_it_was(text: str) -> None:
    assert html.unescape(plain(text)).split() == text.split()


@given(ANY_TEXT, st.integers(min_value=4, max_value=30), st.integers(min_value=1, max_value=3))
def test_a_label_keeps_to_its_lines_and_columns(text: str, columns: int, lines: int) -> None:
    rows = wrapped(text, columns=columns, lines=lines).split(BREAK)
    assert len(rows) <= lines
    assert all(width(html.unescape(row)) <= columns for row in rows)


def test_words_stay_whole_where_they_fit() -> None:
    assert wrapped("Negotiation / contract review", columns=16) == "Negotiation /<br>contract review"
    assert wrapped("Lead", columns=16) == "Lead"


def test_a_text_without_spaces_breaks_into_lines_of_one_length() -> None:
    assert wrapped("线下活动与行业展会", columns=16) == "线下活动与<br>行业展会"


def test_what_does_not_fit_ends_in_an_ellipsis() -> None:
    assert wrapped("a" * 50, columns=10, lines=2).endswith("…")
    assert shortened("Proposal", 5) == "Prop…"
    assert shortened("方案报价阶段", 7) == "方案报…"


def test_a_chinese_character_is_as_wide_as_two_letters() -> None:
    assert width("方案") == width("abcd") == 4
