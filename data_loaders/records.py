"""Records with the lines of a sub-form: what the deal is, and what is only said of a line of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import duckdb
from duckdb import ColumnExpression

from data_loaders.mapping import Mapped, map_sheet
from data_loaders.readers.tables import column_names, samples
from data_loaders.scratch import new_table
from data_loaders.sheet import Records, Sheet
from data_loaders.systems import System

OF_THE_DEAL: Final = (
    "deal_name", "stage", "status", "owner_name", "account_name", "expected_close", "close_date", "closed_at",
    "created_at", "currency", "is_won", "pipeline",
)  # fmt: skip
"""What the rows of one deal have in common; a list in which they do not is one of something else."""


def has_records(sheet: Sheet) -> bool:
    """Whether all lines of the sheet's records are still at hand, beside the rows that stand for them."""
    return sheet.records is not None and sheet.records.folded == sheet.table


def has_lines(scratch: duckdb.DuckDBPyConnection, sheet: Sheet, column: str) -> bool:
    """Whether lines below the first of any record have a value in a column of theirs."""
    records = sheet.records
    if records is None or not has_records(sheet) or column not in records.lines:
        return False
    below = ColumnExpression("row") != ColumnExpression("record")
    filled = scratch.table(records.table).filter(below & ColumnExpression(column).isnotnull())
    return bool(filled.limit(1).fetchall())


def unfolded(scratch: duckdb.DuckDBPyConnection, sheet: Sheet, records: Records) -> Sheet:
    """The sheet with every line of its records."""
    table = scratch.table(records.table)
    notes = tuple(note for note in sheet.notes if note.code != "rows_folded")
    cells = samples(table, column_names(len(sheet.headers)))
    rows = sheet.rows + sheet.merged_rows
    return replace(sheet, table=records.table, rows=rows, merged_rows=0, notes=notes, cells=cells)


def deals_of(sheet: Sheet, records: Records | None, system: System, chosen: Mapping[str, str]) -> Mapped:
    """The columns of the deals; the lines of a record say what it is worth, not who has it or where it stands."""
    deals = map_sheet(sheet, "deals", system, chosen)
    if records is None:
        return deals
    of_lines = {
        sheet.headers[int(one.column[1:])]: ""
        for name, one in deals.taken.items()
        if name in OF_THE_DEAL and one.column in records.lines
    }
    return map_sheet(sheet, "deals", system, {**of_lines, **chosen}) if of_lines else deals


def by_record(scratch: duckdb.DuckDBPyConnection, sheet: Sheet) -> str:
    """The rows with `deal`: the record that they are lines of."""
    name = new_table(scratch)
    names = map(ColumnExpression, column_names(len(sheet.headers)))
    record = ColumnExpression("record").cast("VARCHAR").alias("deal")
    scratch.table(sheet.table).select(ColumnExpression("row"), *names, record).create_view(name)
    return name
