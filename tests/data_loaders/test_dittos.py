"""A ditto mark means what stands above it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data_loaders.reading_exports import read_rows


@pytest.mark.parametrize("mark", ['"', "〃", "同上", "ditto"])
def test_a_mark_means_the_value_above_it(tmp_path: Path, mark: str) -> None:
    rows = (("Ann", "A", "Lead"), (mark, "B", mark), (mark, "C", "Won"), ("Bob", "D", "Lost"), (mark, "E", mark))
    read = read_rows(tmp_path, ("Owner", "Deal", "Stage"), *rows)
    told = [(row["owner_name"], row["stage"]) for row in read.rows("deals")]
    assert told == [("Ann", "Lead"), ("Ann", "Lead"), ("Ann", "Won"), ("Bob", "Lost"), ("Bob", "Lost")]
    said = [one.said.values for one in read.report.findings if one.said.code == "dittos_read"]
    assert said == [{"rows": 3, "column": "Owner"}, {"rows": 2, "column": "Stage"}]


def test_a_mark_below_a_blank_or_nothing_means_nothing(tmp_path: Path) -> None:
    rows = (("同上", "A", "Lead"), ("Ann", "B", "Lead"), ("", "C", "Won"), ("同上", "D", "Lost"))
    read = read_rows(tmp_path, ("Owner", "Deal", "Stage"), *rows)
    assert [row["owner_name"] for row in read.rows("deals")] == ["同上", "Ann", None, "同上"]
