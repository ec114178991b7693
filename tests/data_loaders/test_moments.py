"""Dates and times that the reader of a text reads at once: the same values, whatever stands further down."""

from __future__ import annotations

from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from data_loaders.moments import formats_of, with_moments
from data_loaders.readers import read_sheets
from data_loaders.scratch import open_scratch
from data_loaders.sheet import LOOK
from tests.data_loaders.reading_exports import read_rows

HEADERS = ("Deal ID", "Deal Name", "Stage", "Amount", "Created Date", "Close Date")
BEGIN = datetime(2024, 1, 5, 9, 30, 7)


def deals(count: int) -> list[tuple[object, ...]]:
    return [
        (f"D{n}", f"Deal {n}", "Lead", n, BEGIN + timedelta(hours=n), date(2025, 1, 1) + timedelta(days=n % 300))
        for n in range(1, count + 1)
    ]


def test_dates_and_times_in_one_format_are_told_from_numbers_and_from_doubtful_days() -> None:
    rows = [
        ["20240105", "2024-01-05", "05/06/2024", "2024-01-05 09:30:07", "", "2024-01-05"],
        ["20240106", "2024-01-16", "06/06/2024", "2024-01-05 09:30:08", "", "5 Jan 2024"],
        ["too", "short"],
    ]
    assert formats_of(rows, ("c0", "c1", "c2", "c3", "c4", "c5")) == {"c1": "%Y-%m-%d", "c3": "%Y-%m-%d %H:%M:%S"}


def test_moments_stand_beside_the_texts_and_stay_there_when_a_last_line_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text("Name,Stage,Created\nA,Lead, 2024-01-05 \nB,Lead,2024-02-06\nTotal,,\n", encoding="utf-8")
    with closing(open_scratch()) as scratch:
        (sheet,) = read_sheets(scratch, path, file_name=path.name)
        assert scratch.table(sheet.table).fetchall() == [(2, "A", "Lead", "2024-01-05"), (3, "B", "Lead", "2024-02-06")]
        moments = [row[-1] for row in with_moments(scratch, sheet.table).fetchall()]
    assert moments == [datetime(2024, 1, 5), datetime(2024, 2, 6)]


@pytest.mark.parametrize(
    ("written", "created", "unreadable"),
    [
        ("2024-03-04 05:06:07", datetime(2024, 3, 4, 5, 6, 7), 0),
        ("04.03.2024 05:06", datetime(2024, 3, 4, 5, 6), 0),
        ("soon", None, 1),
        ("", None, 0),
    ],
)
def test_a_cell_below_the_first_ones_is_read_as_it_is_written(
    tmp_path: Path, written: str, created: datetime | None, unreadable: int
) -> None:
    rows = deals(LOOK + 10)
    rows[-1] = (*rows[-1][:4], written, rows[-1][5])
    read = read_rows(tmp_path, HEADERS, *rows, date_order="DMY")
    found = read.rows("deals")
    assert [row["created_at"] for row in found[:-1]] == [row[4] for row in rows[:-1]]
    assert [row["expected_close"] for row in found] == [row[5] for row in rows]
    assert found[-1]["created_at"] == created
    assert read.codes().get("unreadable_values", 0) == unreadable
