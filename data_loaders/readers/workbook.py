"""Workbooks (XLSX, XLS, XLSB, ODS): the fast reader first; openpyxl where it gives up on an XLSX."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import duckdb
import fastexcel
import pyarrow as pa
import python_calamine

from data_loaders.problems import Refused, refused
from data_loaders.readers.grids import Grid, read_grid
from data_loaders.readers.headers import Merge
from data_loaders.report import Said
from data_loaders.sheet import Sheet

MERGES_BELOW: Final = 16 << 20
MAX_COLUMNS: Final = 4_000
ERRORS: Final = {
    "Div0": "#DIV/0!",
    "NA": "#N/A",
    "Name": "#NAME?",
    "Null": "#NULL!",
    "Num": "#NUM!",
    "Value": "#VALUE!",
}
BROKEN: Final = (
    fastexcel.FastExcelError,
    python_calamine.CalamineError,
    zipfile.BadZipFile,
    pa.ArrowException,
    OSError,
    ValueError,
    TypeError,
    KeyError,
)


def read_workbook(scratch: duckdb.DuckDBPyConnection, path: Path, *, file_name: str) -> tuple[Sheet, ...]:
    """The sheets that hold a table. Raises Refused where no reader can open the workbook or none holds one."""
    try:
        return _sheets(scratch, _grids(path), file_name=file_name)
    except Refused:
        raise
    except BaseException as error:  # a panic of the Rust reader is no Exception
        if not isinstance(error, BROKEN) and not is_panic(error):
            raise
        if "password" in str(error).casefold() or "encrypt" in str(error).casefold():
            raise refused("workbook_password", file_name=file_name) from error
    from data_loaders.readers.second import second_grids  # noqa: PLC0415 - openpyxl takes as long as a small workbook

    return _sheets(scratch, second_grids(path, file_name=file_name), file_name=file_name)


def is_panic(error: BaseException) -> bool:
    """Whether a Rust library lost its head: the class cannot be imported by name."""
    return type(error).__name__ == "PanicException"


def _sheets(scratch: duckdb.DuckDBPyConnection, grids: Iterator[Grid], *, file_name: str) -> tuple[Sheet, ...]:
    sheets: list[Sheet] = []
    for grid in grids:
        if len(grid.columns) > MAX_COLUMNS:
            raise refused("too_many_columns", file_name=file_name, columns=len(grid.columns), limit=MAX_COLUMNS)
        sheet = read_grid(scratch, grid)
        if sheet is not None:
            sheets.append(sheet)
    if not sheets:
        raise refused("file_no_table", file_name=file_name)
    return tuple(sheets)


def _grids(path: Path) -> Iterator[Grid]:
    workbook = fastexcel.read_excel(path)
    details = _details(path)
    skipped: list[Said] = []
    for name in workbook.sheet_names:
        try:
            loaded = workbook.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        except fastexcel.CalamineError:  # a sheet of charts or macros, or a damaged one
            skipped.append(Said("sheet_skipped", {"sheet": name}))
            continue
        grid = _grid(loaded, name, _merges(details, name), tuple(skipped))
        del loaded  # the reader's own cells: of a large sheet five times what the columns take
        yield grid
        skipped.clear()
    if len(skipped) == len(workbook.sheet_names):
        raise fastexcel.FastExcelError(f"none of {len(skipped)} sheets can be read")


def _grid(loaded: fastexcel.ExcelSheet, name: str, merges: tuple[Merge, ...], notes: tuple[Said, ...]) -> Grid:
    batch, errors = loaded.to_arrow_with_errors()
    if loaded.visible != "visible":
        notes = (*notes, Said("sheet_hidden"))
    if errors is not None and errors.errors:
        example = errors.errors[0].detail.partition("Error(")[2].rstrip(")'")
        notes = (*notes, Said("cell_errors", {"cells": len(errors.errors), "example": ERRORS.get(example, "#REF!")}))
    return Grid(name, tuple(batch.columns), merges=merges, notes=notes)


def _details(path: Path) -> python_calamine.CalamineWorkbook | None:
    """The second look that tells merged cells; not worth its time for very large files."""
    return python_calamine.CalamineWorkbook.from_path(str(path)) if path.stat().st_size < MERGES_BELOW else None


def _merges(details: python_calamine.CalamineWorkbook | None, name: str) -> tuple[Merge, ...]:
    """Merged cells, counted from the first used column, as the grid is."""
    if details is None:
        return ()
    try:
        sheet = details.get_sheet_by_name(name)
    except python_calamine.CalamineError:
        return ()
    left = sheet.start[1] if sheet.start else 0
    return tuple(
        Merge(top, first - left, bottom, last - left)
        for (top, first), (bottom, last) in sheet.merged_cell_ranges or ()
        if first >= left
    )
