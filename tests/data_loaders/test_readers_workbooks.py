"""Workbooks: types, merged cells, sub-forms, broken and hostile ones, and every awkward file in public."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from data_loaders.readers import read_sheets
from data_loaders.readers.second import cell_text, second_grids
from data_loaders.scratch import open_scratch
from data_loaders.sheet import Sheet


@pytest.fixture(scope="module")
def scratch() -> duckdb.DuckDBPyConnection:
    return open_scratch()


def workbook(path: Path, fill: Callable[[xlsxwriter.Workbook, Worksheet], None], **options: object) -> Path:
    book = xlsxwriter.Workbook(path, options)
    fill(book, book.add_worksheet("商机"))
    book.close()
    return path


def only(scratch: duckdb.DuckDBPyConnection, path: Path) -> tuple[Sheet, list[tuple[object, ...]]]:
    (sheet,) = read_sheets(scratch, path, file_name=path.name)
    return sheet, scratch.table(sheet.table).order("row").fetchall()


def typed_cells(book: xlsxwriter.Workbook, page: Worksheet) -> None:
    day, second = (book.add_format({"num_format": form}) for form in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"))
    page.write_row(0, 0, ["name", "amount", "id", "day", "at", "won", "error"])
    page.write_row(1, 0, [" A ", 45000, "0012345678901234567"])
    page.write_datetime(1, 3, dt.datetime(2026, 3, 5), day)
    page.write_datetime(1, 4, dt.datetime(2026, 3, 5, 10, 22, 30), second)
    page.write_boolean(1, 5, boolean=True)
    page.write_formula(1, 6, "=1/0", value="#DIV/0!")
    page.write_row(3, 0, ["B", 1234.5])


@pytest.mark.parametrize("epoch", [False, True])
def test_cells_arrive_as_text_in_the_canonical_form_with_the_rows_of_the_sheet(
    scratch: duckdb.DuckDBPyConnection, tmp_path: Path, epoch: bool
) -> None:
    sheet, rows = only(scratch, workbook(tmp_path / "a.xlsx", typed_cells, date_1904=epoch))
    assert rows == [
        (2, "A", "45000", "0012345678901234567", "2026-03-05", "2026-03-05 10:22:30", "true", None),
        (4, "B", "1234.5", None, None, None, None, None),
    ]
    assert {note.code: note.values for note in sheet.notes} == {
        "cell_errors": {"cells": 1, "example": "#DIV/0!"},
        "blank_rows_skipped": {"rows": 1},
    }


def sub_form(_: xlsxwriter.Workbook, page: Worksheet) -> None:
    for column, header in ((0, "数据ID"), (1, "商机名称"), (2, "负责人"), (6, "提交时间")):
        page.merge_range(0, column, 1, column, header)
    page.merge_range(0, 3, 0, 5, "产品明细")
    page.write_row(1, 3, ["产品", "数量", "金额"])
    top = 2
    for deal, lines in enumerate((3, 1, 2)):
        for column, value in ((0, f"id{deal}"), (1, f"商机{deal}"), (2, "张三"), (6, "2026-03-01 10:00:00")):
            if lines > 1:
                page.merge_range(top, column, top + lines - 1, column, value)
            else:
                page.write(top, column, value)
        for line in range(lines):
            page.write_row(top + line, 3, [f"产品{line}", line + 1, 100])
        top += lines


def test_the_lines_of_a_sub_form_are_folded_into_their_record(
    scratch: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    sheet, rows = only(scratch, workbook(tmp_path / "form.xlsx", sub_form))
    assert sheet.headers == (
        "数据ID",
        "商机名称",
        "负责人",
        "产品明细.产品",
        "产品明细.数量",
        "产品明细.金额",
        "提交时间",
    )
    assert [(row[0], row[1]) for row in rows] == [(3, "id0"), (6, "id1"), (7, "id2")]
    assert (sheet.rows, sheet.merged_rows) == (3, 3)


def grouped(_: xlsxwriter.Workbook, page: Worksheet) -> None:
    page.merge_range(0, 0, 0, 2, "Pipeline by region")
    page.write_row(2, 0, ["Region", "Deal", "Amount"])
    page.merge_range(3, 0, 5, 0, "EMEA")
    for row in range(3, 6):
        page.write_row(row, 1, [f"Deal {row}", row])
    page.write_row(6, 0, ["APAC", "Deal 6", 6])


def test_a_value_merged_over_rows_holds_for_each_of_them(scratch: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    sheet, rows = only(scratch, workbook(tmp_path / "merged.xlsx", grouped))
    assert (sheet.headers, sheet.header_row) == (("Region", "Deal", "Amount"), 3)
    assert [row[1] for row in rows] == ["EMEA", "EMEA", "EMEA", "APAC"]


def test_the_second_reader_gives_the_same_texts(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", typed_cells)
    (grid,) = second_grids(path, file_name="a.xlsx")
    assert [column[1].as_py() for column in grid.columns] == [
        " A ", "45000", "0012345678901234567", "2026-03-05 00:00:00", "2026-03-05 10:22:30", "true", None,
    ]  # fmt: skip
    assert cell_text(1234.5) == "1234.5"


def test_several_sheets_are_read_and_hidden_ones_are_noted(scratch: duckdb.DuckDBPyConnection, tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "two.xlsx")
    book.add_worksheet("Deals").write_column(0, 0, ["Name", "A", "B"])
    hidden = book.add_worksheet("Lists")
    hidden.write_column(0, 0, ["Stage", "Won"])
    hidden.hide()
    book.add_worksheet("Empty")
    book.close()
    sheets = read_sheets(scratch, tmp_path / "two.xlsx", file_name="two.xlsx")
    assert [(sheet.name, sheet.rows, [note.code for note in sheet.notes]) for sheet in sheets] == [
        ("Deals", 2, []),
        ("Lists", 1, ["sheet_hidden"]),
    ]


EVERY_FILE = """
import resource, sys
from pathlib import Path
resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
from data_loaders.problems import Refused
from data_loaders.readers import read_sheets
from data_loaders.scratch import open_scratch
scratch = open_scratch()
for name in sys.stdin.read().splitlines():
    try:
        for sheet in read_sheets(scratch, Path(name), file_name=Path(name).name):
            assert scratch.table(sheet.table).count("*").fetchall() == [(sheet.rows,)], name
            assert all(reject.row > 0 and str(reject.reason.code) for reject in sheet.rejects), name
            assert len(set(sheet.headers)) == len(sheet.headers) == len(sheet.cells), name
        print("read", name)
    except Refused as refusal:
        assert str(refusal).count(Path(name).name) == 1, name
        print("refused", name)
"""


def test_every_awkward_public_file_is_read_or_refused_and_none_hangs_or_crashes(
    shared_data: Path, project: Path
) -> None:
    files = sorted(str(path) for path in (shared_data / "awkward").rglob("*") if path.is_file())
    done = subprocess.run(
        [sys.executable, "-c", EVERY_FILE],
        input="\n".join(files),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        cwd=project,
    )
    answers = done.stdout.splitlines()
    assert done.returncode == 0, done.stderr[-2000:]
    assert len(answers) == len(files)
    assert sum(answer.startswith("read") for answer in answers) > 0.85 * len(files)


@pytest.mark.parametrize(
    ("name", "rows"),
    [("sales_pipeline.csv", 8_800), ("accounts.csv", 85), ("products.csv", 7), ("sales_teams.csv", 35)],
)
def test_the_public_maven_tables_are_read_whole(
    shared_data: Path, scratch: duckdb.DuckDBPyConnection, name: str, rows: int
) -> None:
    (sheet,) = read_sheets(scratch, shared_data / "maven_crm" / name, file_name=name)
    assert (sheet.rows, sheet.rejects) == (rows, ())
