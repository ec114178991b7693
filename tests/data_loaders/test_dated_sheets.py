"""One list copied sheet by sheet is one list at several times, not several times the deals."""

from __future__ import annotations

import csv
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from data_loaders.dated_sheets import day_of_sheet
from data_loaders.week_sheets import newest_week
from tests.data_loaders.reading_exports import Read, read_path

HEAD = ("Opportunity", "Customer", "Owner", "Stage", "Amount")
STAGES = ("Qualified", "Proposal", "Negotiation", "Won")


def workbook(folder: Path, names: tuple[str, ...], *, again: bool = True, file_name: str = "tracker.xlsx") -> Read:
    """A workbook whose deals move on a stage from sheet to sheet; or, not `again`, of other deals in each sheet."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for month, name in enumerate(names):
        sheet = book.create_sheet(name)
        sheet.append(HEAD)
        for deal in range(4):
            key = f"D{deal}" if again else f"D{month}-{deal}"
            sheet.append((key, f"C{deal}", "Amy", STAGES[month], 1_000 * (deal + 1)))
    book.save(folder / file_name)
    return read_path(folder / file_name, folder / "out")


def test_a_list_copied_month_by_month_counts_each_deal_once_and_shows_its_moves(tmp_path: Path) -> None:
    read = workbook(tmp_path, ("2026-01", "2026-02", "2026-03"))
    assert (read.report.preview.deals, read.report.preview.amounts) == (4, {"": 10_000})
    days = {deal["snapshot_at"] for deal in read.rows("deals")}
    assert days == {datetime(2026, 1, 31), datetime(2026, 2, 28), datetime(2026, 3, 31)}
    assert read.codes()["sheet_snapshot"] == 1
    assert (read.report.rows_read, read.report.rows_loaded) == (12, 12)


def test_sheets_of_months_with_deals_of_their_own_are_one_list_in_parts(tmp_path: Path) -> None:
    read = workbook(tmp_path, ("2026-01", "2026-02", "2026-03"), again=False)
    assert (read.report.preview.deals, read.report.preview.amounts) == (12, {"": 30_000})
    assert {deal["snapshot_at"] for deal in read.rows("deals")} == {None}


def test_weekly_exports_in_an_archive_are_one_list(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "weeks.zip", "w") as archive:
        for day, stage in (("2026-03-02", "Proposal"), ("2026-03-09", "Won")):
            rows = "".join(f"{number},D{number},{stage},10\n" for number in range(3))
            archive.writestr(f"deals_{day}.csv", f"Deal ID,Deal Name,Stage,Amount\n{rows}")
    read = read_path(tmp_path / "weeks.zip", tmp_path / "out")
    assert (read.report.preview.deals, read.report.preview.amounts) == (3, {"": 30})


@pytest.mark.parametrize(
    ("name", "file_name", "day"),
    [
        ("2026-03", "x.xlsx", date(2026, 3, 31)),
        ("2026年3月", "x.xlsx", date(2026, 3, 31)),
        ("Mar 2026", "x.xlsx", date(2026, 3, 31)),
        ("3月", "2026年商机.xlsx", date(2026, 3, 31)),
        ("Mar", "x.xlsx", None),
        ("Q1 2026", "x.xlsx", date(2026, 3, 31)),
        ("2026", "x.xlsx", None),
        ("deals_2026-03-09.csv", "x.zip", date(2026, 3, 9)),
        ("2026-11", "x.xlsx", date(2026, 11, 21)),
        ("Sheet1", "2026.xlsx", None),
        ("2026年3月商机", "x.xlsx", date(2026, 3, 31)),
        ("Pipeline Mar 2026", "x.xlsx", date(2026, 3, 31)),
        ("Marketing 2026", "x.xlsx", None),
    ],
)
def test_the_name_of_a_sheet_may_tell_its_day(name: str, file_name: str, day: date | None) -> None:
    assert day_of_sheet(name, file_name, datetime(2026, 11, 21)) == day


@pytest.mark.parametrize(
    ("names", "days"),
    [
        (("1月", "2月", "3月"), [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]),
        (("Nov", "Dec", "Jan"), [date(2025, 11, 30), date(2025, 12, 31), date(2026, 1, 31)]),
        (("March", "February", "January"), [date(2026, 3, 31), date(2026, 2, 28), date(2026, 1, 31)]),
        (("10月商机", "11月商机"), [date(2026, 10, 31), date(2026, 11, 21)]),
        (("Q1", "Q2"), [date(2026, 3, 31), date(2026, 6, 30)]),
        (("May", "Jan", "Mar", "Feb"), []),
    ],
)
def test_months_without_a_year_follow_each_other_up_to_the_last_that_has_begun(
    tmp_path: Path, names: tuple[str, ...], days: list[date]
) -> None:
    read = workbook(tmp_path, names)
    found = sorted({deal["snapshot_at"].date() for deal in read.rows("deals") if deal["snapshot_at"]})
    assert found == sorted(days)
    assert read.codes().get("sheet_snapshot", 0) == bool(days)


def test_the_year_of_a_month_is_not_before_what_its_sheet_knows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for number, name in enumerate(("Dec", "Jan")):
        sheet = book.create_sheet(name)
        sheet.append(("Opportunity", "Stage", "Amount", "Created", "Expected close"))
        for deal in range(4):
            sheet.append((f"D{deal}", STAGES[number], 10, datetime(2024, 12, 3 + deal), datetime(2025, 6, 1)))
    book.save(tmp_path / "tracker.xlsx")
    read = read_path(tmp_path / "tracker.xlsx", tmp_path / "out")
    assert {deal["snapshot_at"] for deal in read.rows("deals")} == {datetime(2024, 12, 31), datetime(2025, 1, 31)}


@pytest.mark.parametrize(
    ("names", "newest"),
    [
        (("Wk 1", "Wk 2", "Wk 3"), "Wk 3"),
        (("W23", "W22"), "W23"),
        (("Week 51", "Week 52", "Week 1"), "Week 1"),
        (("第3周", "第4周"), "第4周"),
        (("KW 12", "KW 13"), "KW 13"),
        (("2025 W52", "2026 W3"), "2026 W3"),
    ],
)
def test_of_weeks_without_a_day_the_newest_is_read_alone_and_says_so(
    tmp_path: Path, names: tuple[str, ...], newest: str
) -> None:
    read = workbook(tmp_path, names)
    assert {deal["sheet"] for deal in read.rows("deals")} == {newest}
    assert read.report.preview.deals == 4
    (said,) = (one.said for one in read.report.findings if one.said.code == "sheets_of_weeks")
    assert said.values == {"sheets": ", ".join(names), "sheet": newest, "rows": 4 * (len(names) - 1)}


def test_rows_of_earlier_weeks_are_rejects_with_their_place_and_reason(tmp_path: Path) -> None:
    read = workbook(tmp_path, ("Week 1", "Week 2", "Week 3"))
    accounts = {one.sheet: (one.kind, one.rows_read, one.rows_loaded, one.rows_rejected) for one in read.report.sheets}
    assert accounts == {"Week 1": ("ignored", 4, 0, 4), "Week 2": ("ignored", 4, 0, 4), "Week 3": ("deals", 4, 4, 0)}
    with (read.out / "rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        rejects = list(csv.DictReader(file))
    assert [(one["sheet"], one["row"]) for one in rejects] == [
        (f"Week {week}", str(row)) for week in (1, 2) for row in (2, 3, 4, 5)
    ]
    assert all("earlier week" in one["reason"] and one["value"] for one in rejects)


def test_weeks_with_deals_of_their_own_are_one_list_in_parts(tmp_path: Path) -> None:
    read = workbook(tmp_path, ("Week 1", "Week 2"), again=False)
    assert (read.report.preview.deals, read.report.preview.amounts) == (8, {"": 20_000})
    assert not {"sheets_of_weeks", "sheets_alike"} & read.codes().keys()


@pytest.mark.parametrize("names", [("first", "final"), ("W3", "W9", "W4", "W1")])
def test_sheets_with_the_same_deals_in_no_order_of_time_say_so(tmp_path: Path, names: tuple[str, ...]) -> None:
    read = workbook(tmp_path, names)
    assert read.report.preview.deals == 4 * len(names)
    assert read.codes()["sheets_alike"] == 1


@pytest.mark.parametrize(
    ("names", "place"),
    [
        (("x.zip / W1.csv", "x.zip / W2.csv"), 1),
        (("2026 week 3", "2026 week 2"), 0),
        (("第3周", "第4周"), 1),
        (("S1", "S2"), None),
        (("W1", "Data"), None),
        (("W60", "W61"), None),
        (("W3", "W9", "W4", "W1"), None),
    ],
)
def test_the_newest_of_weeks_is_the_last_or_the_first_where_they_are_in_order(
    names: tuple[str, ...], place: int | None
) -> None:
    assert newest_week(names) == place
