"""A million deals as a CRM exports them, as CSV and as a workbook; written once a folder."""

from __future__ import annotations

import codecs
from pathlib import Path
from typing import Final

import duckdb
import xlsxwriter

HERE: Final = Path(__file__).parent
CHUNK: Final = 4 << 20
NUMBERS: Final = frozenset({5, 7})
"""Columns that a workbook holds as numbers: the amount and the probability."""


def csv_export(folder: Path, deals: int) -> Path:
    """The deals as CSV in UTF-8."""
    path = folder / f"deals-{deals}.csv"
    if not path.exists():
        part = path.with_suffix(".part")
        with _made(deals) as made:
            made.table("export").write_csv(str(part), header=True)
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
            for at, (name, *_) in enumerate(export.description or ()):
                sheet.write_string(0, at, name)
            for line, cells in enumerate(iter(export.fetchone, None), start=1):
                for at, cell in enumerate(cells):
                    if at in NUMBERS:
                        sheet.write_number(line, at, float(cell))
                    elif cell:
                        sheet.write_string(line, at, cell)
        part.rename(path)
    return path


def _made(deals: int) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect()
    connection.execute((HERE / "exports.sql").read_text(encoding="utf-8"), {"deals": deals})
    return connection
