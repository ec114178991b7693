"""Tables of targets in every usual shape give one row a period, and levels are told apart."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data_loaders.problems import Refused
from tests.data_loaders.reading_exports import Read, read_rows

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
MONTHS_ZH = ("一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月")
ISO = tuple(f"2026-{month:02d}" for month in range(1, 13))


def amounts(read: Read) -> list[tuple[str, date, date, float]]:
    return sorted(
        (row["name"] or "", row["period_start"], row["period_end"], row["amount"]) for row in read.rows("targets")
    )


@pytest.mark.parametrize(
    "headers",
    [
        ("Sales Rep", *MONTHS, "Total"),
        ("Sales Rep", *(f"{month} 2026" for month in MONTHS), "Total"),
        ("Owner", *ISO, "Year total"),
        ("员工", *MONTHS_ZH, "年目标"),
        ("姓名", *(f"{month}月" for month in range(1, 13)), "合计"),
        ("姓名", *(f"2026年{month}月" for month in range(1, 13)), "合计"),
    ],
)
def test_a_column_a_month_is_twelve_targets_and_the_total_none(tmp_path: Path, headers: tuple[str, ...]) -> None:
    read = read_rows(tmp_path, headers, ("Ana", *range(1, 13), 78), ("Bo", *([5] * 12), 60), name="销售目标.csv")
    found = amounts(read)
    assert len(found) == 24
    assert found[0] == ("Ana", date(2026, 1, 1), date(2026, 2, 1), 1)
    assert found[11] == ("Ana", date(2026, 12, 1), date(2027, 1, 1), 12)


def test_a_column_a_quarter_is_four_targets(tmp_path: Path) -> None:
    read = read_rows(tmp_path, ("Team", "Q1", "Q2", "Q3", "Q4"), ("East", 10, 20, 30, 40), name="quotas.csv")
    assert [row[1:] for row in amounts(read)] == [
        (date(2026, 1, 1), date(2026, 4, 1), 10),
        (date(2026, 4, 1), date(2026, 7, 1), 20),
        (date(2026, 7, 1), date(2026, 10, 1), 30),
        (date(2026, 10, 1), date(2027, 1, 1), 40),
    ]
    assert {row["level"] for row in read.rows("targets")} == {"team"}


def test_company_teams_and_people_keep_their_level(tmp_path: Path) -> None:
    read = read_rows(
        tmp_path,
        ("类型", "名称", "年", *MONTHS_ZH, "年目标"),
        ("公司", "港湾软件", 2026, *([300] * 12), 3600),
        ("部门", "东区", 2026, *([200] * 12), 2400),
        ("员工", "陈伟", 2026, *([100] * 12), 1200),
    )
    january = [row for row in read.rows("targets") if row["period_start"] == date(2026, 1, 1)]
    assert [(row["level"], row["name"], row["amount"]) for row in january] == [
        ("company", None, 300),
        ("team", "东区", 200),
        ("owner", "陈伟", 100),
    ]


@pytest.mark.parametrize(
    ("kind", "measure"),
    [("1销售目标", "bookings"), ("2回款目标", "cash"), ("Bookings", "bookings"), ("Cash collected", "cash")],
)
def test_what_a_target_measures_is_kept_apart(tmp_path: Path, kind: str, measure: str) -> None:
    read = read_rows(tmp_path, ("员工", "目标类型", *MONTHS_ZH), ("陈伟", kind, *([100] * 12)))
    assert {row["measure"] for row in read.rows("targets")} == {measure}


def test_a_header_that_names_cash_makes_targets_of_cash(tmp_path: Path) -> None:
    read = read_rows(tmp_path, ("负责人", "月份", "回款目标"), ("陈伟", "2026年3月", "100000"))
    assert [(row["measure"], row["amount"]) for row in read.rows("targets")] == [("cash", 100_000)]


def test_a_row_a_period_keeps_its_own_days(tmp_path: Path) -> None:
    read = read_rows(
        tmp_path,
        ("Owner", "Start Date", "End Date", "Quota Amount", "Currency"),
        ("Ana", "2026-01-01", "2026-03-31", "90,000", "USD"),
        ("Ana", "2026-04-01", "2026-06-30", "95,000", "USD"),
    )
    assert [row[1:3] for row in amounts(read)] == [
        (date(2026, 1, 1), date(2026, 4, 1)),
        (date(2026, 4, 1), date(2026, 7, 1)),
    ]
    assert {row["currency"] for row in read.rows("targets")} == {"USD"}


@pytest.mark.parametrize(
    ("headers", "row", "month", "beside"),
    [
        (("Rep", "£ Target (k)", *MONTHS), ("Ana", 120, *([10] * 12)), 10_000, "£ Target (k)"),
        (("Rep", "£ Target (k)", *MONTHS), ("Ana", "", *([10] * 12)), 10_000, "£ Target (k)"),
        (("Rep", "£ Target (k)", *MONTHS), ("Ana", 120, *(["10,000"] * 12)), 10_000, None),  # whole pounds
        (("Rep", "Target", *MONTHS), ("Ana", 120, *([10] * 12)), 10, None),
        (("Rep", *(f"{month} 2026 (k)" for month in MONTHS)), ("Ana", *([10] * 12)), 10_000, None),
        (("员工", *MONTHS_ZH, "年目标（万元）"), ("王芳", *([10] * 12), 120), 100_000, "年目标（万元）"),
    ],
)
def test_months_are_counted_in_the_unit_of_the_header_of_their_sum(
    tmp_path: Path, headers: tuple[str, ...], row: tuple[object, ...], month: float, beside: str | None
) -> None:
    read = read_rows(tmp_path, headers, row)
    assert [found[3] for found in amounts(read)] == [month] * 12
    told = [change.rule.values["beside"] for change in read.report.changes if change.rule.code == "unit_beside"]
    assert told == ([beside] * 12 if beside else [])


@pytest.mark.parametrize(
    ("header", "row"),
    [
        (("Region", "2024", "2025"), ("North", 100, 120)),
        (("Team", *MONTHS), ("Lions", *range(12))),
        (("Department", "Q1", "Q2"), ("HR", 1, 2)),
        (("姓名", *MONTHS_ZH), ("陈伟", *range(12))),
        (("Region", "Year", "Amount"), ("North", 2024, 3)),
        (("Country", "Year", "Amount"), ("Chad", 2024, 3)),
    ],
)
def test_figures_by_period_are_no_targets_unless_something_says_so(
    tmp_path: Path, header: tuple[str, ...], row: tuple[object, ...]
) -> None:
    with pytest.raises(Refused) as refusal:
        read_rows(tmp_path, header, row, row, name="2025.csv")
    assert refusal.value.said.code == ("file_not_sales" if header[0] == "Country" else "figures_by_period")
    for said in ("Sales targets 2025.csv", "2025 目标.csv", "Ziele.csv"):
        read = read_rows(tmp_path, header, row, name=said)
        assert [sheet.kind for sheet in read.report.sheets] == ["targets"]
        assert "targets_assumed" not in read.codes()


def test_figures_of_sellers_are_taken_for_targets_and_the_report_says_so(tmp_path: Path) -> None:
    read = read_rows(tmp_path, ("Sales rep", "2026-01", "2026-02"), ("Ana", 10, 20), ("Bo", 5, 6))
    assert len(read.rows("targets")) == 4
    assert read.codes()["targets_assumed"] == 2
