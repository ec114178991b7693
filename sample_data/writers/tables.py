"""Rows to bytes: delimited text and workbooks, the same bytes for the same rows on every run.

A cell is text, a number, a day, an instant or None. Text stays text: what begins with = + - @ is never a formula.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Literal

import xlsxwriter

Cell = str | float | int | date | datetime | None
Row = Sequence[Cell]

_MADE: Final = datetime(2026, 11, 15, 20, 0, 0)
"""Creation time stated in every workbook; the zip members carry XlsxWriter's own constant time."""


@dataclass(frozen=True)
class Grid:
    """One sheet: rows from the top, and merged blocks as (first row, first column, last row, last column), 0-based."""

    name: str
    rows: tuple[Row, ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    widths: tuple[int, ...] = ()


def plain(value: float | None) -> str:
    """A number without exponent or needless decimals; '' for None."""
    return "" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def text_bytes(
    headers: Sequence[str],
    rows: Iterable[Row],
    *,
    quoting: Literal["all", "minimal"] = "minimal",
    encoding: str = "utf-8",
    line_end: str = "\r\n",
    footer: Sequence[str] = (),
) -> bytes:
    """Comma-separated text. Days and instants are written in ISO form; `footer` lines follow as they are."""
    out = io.StringIO(newline="")
    style: Literal[0, 1] = csv.QUOTE_ALL if quoting == "all" else csv.QUOTE_MINIMAL
    writer = csv.writer(out, quoting=style, lineterminator=line_end)
    writer.writerow(headers)
    writer.writerows([_text(cell) for cell in row] for row in rows)
    for line in footer:
        out.write(f'"{line}"{line_end}' if line else line_end)
    return out.getvalue().encode(encoding)


def _text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float | int):
        return plain(cell)
    return cell or ""


def workbook_bytes(*grids: Grid) -> bytes:
    """An .xlsx workbook with typed cells, one sheet a grid."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False},
    )
    book.set_properties({"created": _MADE, "author": "", "title": grids[0].name})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    centred = book.add_format({"valign": "vcenter"})
    for grid in grids:
        sheet = book.add_worksheet(grid.name)
        for column, width in enumerate(grid.widths):
            sheet.set_column(column, column, width)
        for top, left, bottom, right in grid.merged:
            sheet.merge_range(top, left, bottom, right, "", centred)
        for number, row in enumerate(grid.rows):
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                elif isinstance(cell, datetime):
                    sheet.write_datetime(number, column, cell, instant)
                elif isinstance(cell, date):
                    sheet.write_datetime(number, column, datetime(cell.year, cell.month, cell.day), day)
                elif cell is not None:
                    sheet.write_number(number, column, cell)
    book.close()
    return out.getvalue()
