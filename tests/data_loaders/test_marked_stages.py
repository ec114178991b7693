"""Lists of deals with a column a stage and a mark for each stage that a deal has come to."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_loaders.problems import Refused
from tests.data_loaders.reading_exports import read_rows

HEAD = ("Deal", "Owner", "Amount", "Lead", "Proposal", "Negotiation", "Won", "Lost")


def told(mark: str, blank: str = "") -> list[tuple[str, ...]]:
    m, b = mark, blank
    return [
        ("A", "Ann", "10", m, b, b, b, b),
        ("B", "Bob", "20", m, m, b, b, b),
        ("C", "Ann", "30", m, b, m, b, b),
        ("D", "Bob", "40", m, m, m, m, b),
        ("E", "Ann", "50", m, m, b, b, m),
        ("F", "Bob", "60", b, b, b, b, b),
    ]


@pytest.mark.parametrize(
    ("mark", "blank"), [("x", ""), ("✓", ""), ("√", "×"), ("Y", "N"), ("1", "0"), ("TRUE", "FALSE"), ("✔️", "-")]
)
def test_the_last_stage_marked_is_the_stage_of_the_deal(tmp_path: Path, mark: str, blank: str) -> None:
    read = read_rows(tmp_path, HEAD, *told(mark, blank))
    assert [(row["stage"], row["status"]) for row in read.rows("deals")] == [
        ("Lead", "open"),
        ("Proposal", "open"),
        ("Negotiation", "open"),
        ("Won", "won"),
        ("Lost", "lost"),
        (None, "open"),
    ]
    assert read.codes()["stage_marked"] == 1
    assert read.codes()["stage_missing"] == 1
    assert read.rows("stage_events") == []


def test_columns_that_run_from_the_last_stage_to_the_first_are_read_so(tmp_path: Path) -> None:
    head = ("Deal", "Company", "Amount", "Won", "Negotiation", "Proposal", "Lead")
    read = read_rows(tmp_path, head, ("A", "Acme", "10", "", "", "x", "x"), ("B", "Beta", "20", "x", "x", "x", "x"))
    assert [row["stage"] for row in read.rows("deals")] == ["Proposal", "Won"]


def test_chinese_marks_below_chinese_stages_are_read(tmp_path: Path) -> None:
    head = ("商机名称", "客户名称", "金额", "初步接触", "需求分析", "方案报价", "赢单")
    read = read_rows(tmp_path, head, ("甲", "一", "10", "√", "√", "", ""), ("乙", "二", "20", "√", "√", "√", "√"))
    assert [(row["stage"], row["status"]) for row in read.rows("deals")] == [("需求分析", "open"), ("赢单", "won")]


def test_a_column_of_stages_goes_before_the_marks(tmp_path: Path) -> None:
    head = ("Deal", "Stage", "Amount", "Lead", "Proposal", "Negotiation")
    read = read_rows(tmp_path, head, ("A", "Proposal", "10", "x", "", ""), ("B", "Lead", "20", "x", "x", ""))
    assert [row["stage"] for row in read.rows("deals")] == ["Proposal", "Lead"]
    assert "stage_marked" not in read.codes()


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (("Deal", "Owner", "Amount", "Lead", "Proposal", "Demo"), ("A", "Ann", "10", "x", "soon", "")),
        (("Deal", "Owner", "Amount", "Lead", "Proposal", "Demo"), ("A", "Ann", "10", "○", "x", "")),
        (("Deal", "Owner", "Amount", "Lead", "Proposal"), ("A", "Ann", "10", "x", "")),
        (("Name", "Lead", "Proposal", "Demo"), ("A", "x", "x", "")),
    ],
)
def test_marks_that_may_mean_something_else_give_no_stage(
    tmp_path: Path, head: tuple[str, ...], row: tuple[str, ...]
) -> None:
    with pytest.raises(Refused):
        read_rows(tmp_path, head, row, row)


def test_a_number_in_the_column_of_a_stage_is_the_amount_of_a_deal_in_it(tmp_path: Path) -> None:
    head = ("Deal", "Owner", "Open", "Won", "Lost")
    read = read_rows(
        tmp_path, head, ("A", "Ann", "100", "", ""), ("B", "Bob", "", "200", ""), ("C", "Bob", "", "", "30")
    )
    told = [(row["stage"], row["status"], row["amount"]) for row in read.rows("deals")]
    assert told == [("Open", "open", 100), ("Won", "won", 200), ("Lost", "lost", 30)]
    assert read.codes()["stage_sized"] == 1


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (("Deal", "Owner", "Lead", "Demo", "Won"), ("A", "Ann", "100", "200", "")),
        (("Deal", "Owner", "Amount", "Lead", "Demo", "Won"), ("A", "Ann", "5", "", "200", "")),
        (("Company", "Owner", "Lead", "Proposal", "Won"), ("A", "Ann", "", "200", "")),
    ],
)
def test_numbers_below_stages_that_may_be_something_else_give_no_amount(
    tmp_path: Path, head: tuple[str, ...], row: tuple[str, ...]
) -> None:
    try:
        read = read_rows(tmp_path, head, row, row)
    except Refused:
        return
    assert "stage_sized" not in read.codes()
