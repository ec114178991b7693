"""A million deals as a CRM exports them, as CSV and as a workbook; written once a folder."""

from __future__ import annotations

import codecs
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import duckdb
import xlsxwriter
from duckdb import ColumnExpression

HERE: Final = Path(__file__).parent
CHUNK: Final = 4 << 20
HEADERS: Final = (
    "Opportunity ID",
    "Opportunity Name",
    "Account Name",
    "Opportunity Owner",
    "Stage",
    "Amount",
    "Amount Currency",
    "Probability (%)",
    "Created Date",
    "Close Date",
    "Last Modified Date",
    "Lead Source",
    "Industry",
    "Remarks",
    "Campaign Code",
)
NUMBERS: Final = frozenset({5, 7})
"""Columns that a workbook holds as numbers: the amount and the probability."""


def csv_export(folder: Path, deals: int) -> Path:
    """The deals as CSV in UTF-8."""
    path = folder / f"deals-{deals}.csv"
    if not path.exists():
        part = path.with_suffix(".part")
        with _made(deals) as made:
            renamed = [ColumnExpression(name).alias(header) for name, header in _headers(made)]
            made.table("export").select(*renamed).write_csv(str(part), header=True)
        part.rename(path)
    return path


def gb18030_export(folder: Path, deals: int) -> Path:
    """The same CSV in GB18030."""
    path = folder / f"deals-{deals}-gb18030.csv"
    if not path.exists():
        part = path.with_suffix(".part")
        read = codecs.getreader("utf-8")
        with csv_export(folder, deals).open("rb") as source, part.open("wb") as target:
            text = read(source)
            while piece := text.read(CHUNK):
                target.write(piece.encode("gb18030"))
        part.rename(path)
    return path


def workbook_export(folder: Path, deals: int) -> Path:
    """The same deals as a workbook: numbers as numbers, everything else as text."""
    path = folder / f"deals-{deals}.xlsx"
    if not path.exists():
        part = path.with_suffix(".part")
        with _made(deals) as made, xlsxwriter.Workbook(part, {"constant_memory": True}) as workbook:
            sheet = workbook.add_worksheet("Deals")
            export = made.execute("FROM export")
            for at, header in enumerate(HEADERS):
                sheet.write_string(0, at, header)
            for line, cells in enumerate(iter(export.fetchone, None), start=1):
                for at, cell in enumerate(cells):
                    if at in NUMBERS:
                        sheet.write_number(line, at, float(cell))
                    elif cell:
                        sheet.write_string(line, at, cell)
        part.rename(path)
    return path


def _headers(made: duckdb.DuckDBPyConnection) -> Iterable[tuple[str, str]]:
    return zip(made.table("export").columns, HEADERS, strict=True)


def _made(deals: int) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false")
    connection.execute((HERE / "exports.sql").read_text(encoding="utf-8"), {"deals": deals})
    return connection
