"""The second reader of XLSX workbooks: slower than the first, and more forgiving."""

from __future__ import annotations

import datetime as dt
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import ParseError

import openpyxl
import pyarrow as pa
from openpyxl.utils.exceptions import InvalidFileException

from data_loaders.problems import refused
from data_loaders.readers.grids import Grid
from data_loaders.report import Said

BROKEN: Final = (
    InvalidFileException,
    zipfile.BadZipFile,
    ParseError,
    OSError,
    EOFError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    AssertionError,
    NotImplementedError,
    RecursionError,
    RuntimeError,
    zlib.error,
)


def second_grids(path: Path, *, file_name: str) -> Iterator[Grid]:
    """The grids of an XLSX, read by openpyxl. Raises Refused where it cannot."""
    try:
        with path.open("rb") as file:
            workbook = openpyxl.load_workbook(file, read_only=True, data_only=True)
            for sheet in workbook.worksheets:
                sheet.reset_dimensions()
                yield _grid(sheet.title, [list(row) for row in sheet.iter_rows(values_only=True)])
    except BROKEN as error:
        raise refused("workbook_damaged", file_name=file_name) from error


def _grid(name: str, rows: Sequence[Sequence[object]]) -> Grid:
    width = max((len(row) for row in rows), default=0)
    errors = sum(isinstance(cell, str) and cell in ERRORS for row in rows for cell in row)
    columns = tuple(
        pa.array([cell_text(row[number]) if number < len(row) else None for row in rows], pa.string())
        for number in range(width)
    )
    notes = (Said("cell_errors", {"cells": errors, "example": "#REF!"}),) if errors else ()
    return Grid(name, columns, notes=notes)


ERRORS: Final = frozenset({"#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!"})


def cell_text(cell: object) -> str | None:
    """A cell in the canonical text form: `1234.5`, `2026-03-05`, `2026-03-05 10:22:00`, `true`; null for errors."""
    match cell:
        case None:
            return None
        case bool():
            return str(cell).lower()
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e21 else repr(cell)
        case dt.datetime():
            return cell.isoformat(sep=" ", timespec="seconds")
        case str() if cell in ERRORS:
            return None
        case _:
            return str(cell)
