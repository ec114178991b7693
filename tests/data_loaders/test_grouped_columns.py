"""What stands only in the first row of each group belongs to all of its rows, where nothing else can be meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data_loaders.reading_exports import Read, read_rows

Rows = tuple[tuple[str, ...], ...]


def owners(read: Read) -> list[str | None]:
    return [row["owner_name"] for row in read.rows("deals")]


def test_an_owner_at_the_head_of_a_group_owns_its_deals(tmp_path: Path) -> None:
    rows = (("Ann", "A", "Won"), ("", "B", "Lead"), ("", "C", "Lead"), ("Bob", "D", "Lost"), ("", "E", "Lead"))
    read = read_rows(tmp_path, ("Owner", "Deal", "Stage"), *rows)
    assert owners(read) == ["Ann", "Ann", "Ann", "Bob", "Bob"]
    (said,) = (one.said for one in read.report.findings if one.said.code == "groups_filled")
    assert said.values == {"rows": 3, "column": "Owner"}


def test_groups_within_groups_begin_with_them(tmp_path: Path) -> None:
    rows = (("Lead", "Ann", "A"), ("", "", "B"), ("", "Bob", "C"), ("Won", "Ann", "D"), ("", "", "E"))
    read = read_rows(tmp_path, ("Stage", "Owner", "Deal"), *rows)
    assert owners(read) == ["Ann", "Ann", "Bob", "Ann", "Ann"]
    assert [row["stage"] for row in read.rows("deals")] == ["Lead", "Lead", "Lead", "Won", "Won"]


def test_a_customer_at_the_head_of_a_group_has_its_deals(tmp_path: Path) -> None:
    rows = (("甲公司", "一", "方案"), ("", "二", "赢单"), ("乙公司", "三", "输单"), ("", "四", "方案"))
    read = read_rows(tmp_path, ("客户名称", "商机名称", "阶段"), *rows)
    assert [row["account_name"] for row in read.rows("deals")] == ["甲公司", "甲公司", "乙公司", "乙公司"]


def test_after_a_column_of_numbers_the_pattern_must_be_plain(tmp_path: Path) -> None:
    head = ("No", "Owner", "Deal", "Stage")
    rows = tuple((str(at), "Ann" if at == 0 else "Bob" if at == 4 else "", f"D{at}", "Lead") for at in range(8))
    assert owners(read_rows(tmp_path, head, *rows)) == ["Ann"] * 4 + ["Bob"] * 4


@pytest.mark.parametrize(
    "rows",
    [
        (("Ann", "A"), ("", "B"), ("Bob", "C"), ("", "D"), ("Ann", "E"), ("", "F")),  # Ann stands twice
        (("", "A"), ("Ann", "B"), ("", "C"), ("Bob", "D"), ("", "E")),  # the first is not known
        (("Ann", "A"), ("", "B"), ("", "C"), ("", "D")),  # one group
        (("Ann", "A"), ("Bob", "B"), ("Cleo", "C"), ("", "D")),  # one blank
    ],
)
def test_a_blank_is_not_known_where_the_pattern_leaves_a_doubt(tmp_path: Path, rows: Rows) -> None:
    read = read_rows(tmp_path, ("Owner", "Deal", "Stage"), *((*row, "Lead") for row in rows))
    assert owners(read) == [owner or None for owner, _ in rows]
    assert "groups_filled" not in read.codes()


def test_gaps_behind_full_columns_are_not_filled(tmp_path: Path) -> None:
    rows = (("A", "Ann", "Won"), ("B", "", "Lead"), ("C", "Bob", "Lost"), ("D", "", "Lead"))
    assert owners(read_rows(tmp_path, ("Deal", "Owner", "Stage"), *rows)) == ["Ann", None, "Bob", None]
