"""Sheets called like stages or outcomes tell those of their deals; lists below each other are lists of their own."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.data_loaders.reading_exports import Read, read_path

Rows = list[tuple[object, ...]]
HEAD = ("Deal", "Account", "Amount", "Created")


def workbook(folder: Path, sheets: dict[str, Rows]) -> Read:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "deals.xlsx")
    return read_path(folder / "deals.xlsx", folder / "out")


def deals(prefix: str, count: int) -> Rows:
    return [(f"{prefix}{number}", "Acme", 100, "2026-01-05") for number in range(count)]


def outcomes(read: Read) -> dict[str, int]:
    told = [row["status"] for row in read.rows("deals")]
    return {status: told.count(status) for status in sorted(set(told))}


def test_a_sheet_an_outcome_gives_its_deals_that_outcome_and_says_so(tmp_path: Path) -> None:
    staged = [(*row, stage) for row, stage in zip(deals("O", 3), ("Lead", "Demo", "Demo"), strict=True)]
    read = workbook(
        tmp_path, {"Open": [(*HEAD, "Stage"), *staged], "Won": [HEAD, *deals("W", 3)], "Lost": [HEAD, *deals("L", 2)]}
    )
    assert outcomes(read) == {"lost": 2, "open": 3, "won": 3}
    assert read.codes()["sheet_stage"] == 1
    assert read.report.rows_read == read.report.rows_loaded == 8


def test_a_sheet_a_stage_gives_its_deals_that_stage(tmp_path: Path) -> None:
    read = workbook(tmp_path, {name: [HEAD, *deals(name, 2)] for name in ("方案报价", "商务谈判", "赢单")})
    assert [(one.value, one.status, one.deals) for one in read.report.values if one.field == "stage"] == [
        ("方案报价", "open", 2),
        ("商务谈判", "open", 2),
        ("赢单", "won", 2),
    ]


def test_a_sheet_with_stages_of_its_own_keeps_them(tmp_path: Path) -> None:
    rows = [(*row, "Demo") for row in deals("P", 2)]
    read = workbook(
        tmp_path, {"Proposal": [(*HEAD, "Stage"), *rows], "Notes": [("Remember", "to call"), ("Ana", "Bo")]}
    )
    assert {row["stage"] for row in read.rows("deals")} == {"Demo"}
    assert "sheet_stage" not in read.codes()


def test_a_list_below_with_some_headers_of_its_own_is_no_more_rows_of_the_first(tmp_path: Path) -> None:
    upper: Rows = [("Open deals",), ("Deal", "Stage", "Amount", "Created")]
    upper += [(f"O{number}", "Demo", 100, "2026-01-05") for number in range(6)]
    lower: Rows = [(), ("Closed deals",), ("Deal", "Outcome", "Amount", "Closed")]
    lower += [(f"X{number}", ("Won", "Lost")[number % 2], 100, "2026-02-05") for number in range(6)]
    read = workbook(tmp_path, {"Deals": [*upper, *lower]})
    assert outcomes(read) == {"lost": 3, "open": 6, "won": 3}
    assert "Outcome" not in {row["stage"] for row in read.rows("deals")}
