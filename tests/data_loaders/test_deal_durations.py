"""Durations that a list of deals states of itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data_loaders.reading_exports import read_rows

HEAD = ("Opportunity Name", "Stage", "Amount", "Created Date", "Close Date", "Last Stage Change Date")
OPEN = [("Prospecting", 1, f"2026-01-{day:02d}", "2026-12-01", f"2026-01-{day + 5:02d}") for day in (1, 4, 8, 11)]
CLOSED = [("Closed Won", 1, "2026-01-01", "2026-01-31", "2026-01-31")]
"""All exported on 1 February: open for 31, 28, 24 and 21 days, in the stage for five less; closed after 30."""


def disagreeing(tmp_path: Path, header: str, stated: tuple[object, ...]) -> list[tuple[int, ...]]:
    rows = [(f"D{at}", *row, days) for at, (row, days) in enumerate(zip(OPEN + CLOSED, stated, strict=True))]
    read = read_rows(tmp_path, (*HEAD, header), *rows)
    assert read.targets()[header] is None
    return [one.rows for one in read.report.findings if one.said.code == "durations_disagree"]


@pytest.mark.parametrize(
    ("header", "stated"),
    [
        ("Age", (31, 28, 24, 21, 30)),
        ("Age", (131, 128, 124, 121, 30)),  # exported later than any date tells
        ("Age", (31, 28, "", "a while", 31)),
        ("Days open", (31, 28, 24, 21, 30)),
        ("Age (hours)", (744, 672, 576, 504, 720)),
        ("Stage Duration", (26, 23, 19, 16, 400)),  # of a closed deal nobody knows what it means
        ("Days to close", (300, 1, 7, 90, 30)),  # of an open deal it looks ahead
        ("Recency", (1, 2, 3, 4, 5)),
    ],
)
def test_durations_that_agree_are_no_finding(tmp_path: Path, header: str, stated: tuple[object, ...]) -> None:
    assert disagreeing(tmp_path, header, stated) == []


@pytest.mark.parametrize(
    ("header", "stated", "rows"),
    [
        ("Age", (31, 28, 24, 60, 30), (5,)),
        ("Age", (31, 28, 24, 21, 12), (6,)),
        ("Stage Duration", (26, 3, 19, 16, 0), (3,)),
        ("账龄", (31, 28, 24, 21, 12), (6,)),
        ("Sales cycle", (0, 0, 0, 0, 12), (6,)),
    ],
)
def test_durations_are_held_against_the_dates_of_their_deal(
    tmp_path: Path, header: str, stated: tuple[object, ...], rows: tuple[int, ...]
) -> None:
    assert disagreeing(tmp_path, header, stated) == [rows]
