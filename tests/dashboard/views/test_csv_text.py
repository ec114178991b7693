"""A downloaded table runs nothing in a spreadsheet and loses nothing."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.views.csv_text import csv_of


def read(data: bytes) -> list[list[str]]:
    """The cells of CSV bytes."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1+2", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1+1", '=HYPERLINK("x")'])
def test_a_text_that_a_spreadsheet_would_run_is_put_behind_an_apostrophe(text: str) -> None:
    assert read(csv_of([{"name": text}]))[1] == ["'" + text]


def test_a_header_is_text_too() -> None:
    assert read(csv_of([{"=cmd": 1}]))[0] == ["'=cmd"]


def test_negative_numbers_stay_numbers() -> None:
    assert read(csv_of([{"value": -5.5, "n": None}]))[1] == ["-5.5", ""]


def test_chinese_opens_in_excel() -> None:
    assert csv_of([{"阶段": "方案/报价"}]).startswith(b"\xef\xbb\xbf")


def test_no_rows_no_file() -> None:
    assert csv_of([]) == b""


@given(st.lists(st.text().filter(lambda text: "\0" not in text), min_size=1, max_size=5))
def test_every_text_comes_back(texts: list[str]) -> None:
    rows = read(csv_of([{"text": text} for text in texts]))[1:]
    assert [row[0].removeprefix("'") if row else "" for row in rows] == [text.removeprefix("'") for text in texts]
