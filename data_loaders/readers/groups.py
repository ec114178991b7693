"""Formatted reports: what stands once at the head of a group belongs to each of its rows.

A group is known by the subtotals below it. Its name stands in the first column, either beside the first row of the
group or in a row of its own above.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from duckdb import ColumnExpression

from data_loaders.readers.tables import column_names, samples
from data_loaders.report import Reject, Said
from data_loaders.scratch import new_table
from data_loaders.sheet import Sheet

MOST: Final = 200_000
LEAST: Final = 2
"""Groups, each with its sum, and its name nowhere but at its head."""
COUNT: Final = r"\s*[(（]\d+[^()（）]*[)）]$"


def ungrouped(scratch: duckdb.DuckDBPyConnection, sheet: Sheet) -> Sheet:
    """The sheet with the names of groups in each of their rows; the sheet itself where there are no groups."""
    totals = [reject.row for reject in sheet.rejects if reject.reason.code == "row_total"]
    if not totals or not 1 < sheet.rows <= MOST or len(sheet.headers) < 2:
        return sheet
    table = scratch.table(sheet.table).order("row").to_arrow_table()
    names = column_names(len(sheet.headers))
    first = table.column("c0")
    rows = table.column("row").to_numpy()
    begins = np.unique(np.searchsorted(rows, [0, *totals]))
    starts = begins[begins < len(rows)]
    named = first.is_valid().to_numpy()
    if len(starts) < LEAST or named.all() or not np.array_equal(np.flatnonzero(named), starts):
        return sheet
    others = np.logical_or.reduce([table.column(name).is_valid().to_numpy() for name in names[1:]])
    heads = named & ~others
    filled = pc.fill_null_forward(first.combine_chunks())
    if heads.any():
        filled = pc.replace_substring_regex(filled, COUNT, "")
    return _stored(scratch, sheet, table.set_column(1, "c0", pa.chunked_array([filled])), heads)


def _stored(scratch: duckdb.DuckDBPyConnection, sheet: Sheet, table: pa.Table, heads: np.ndarray) -> Sheet:
    """The table in the scratch without the rows that only name a group; these are rejected, with their reason."""
    headings = table.filter(pa.array(heads))
    rejects = tuple(
        Reject(sheet.name, row, "", text, Said("row_group"))
        for row, text in zip(headings.column("row").to_pylist(), headings.column("c0").to_pylist(), strict=True)
    )
    name = new_table(scratch)
    scratch.from_arrow(table.filter(pa.array(~heads))).create(name)
    stored = scratch.table(name)
    filled = int(scratch.table(sheet.table).filter(ColumnExpression("c0").isnull()).count("*").fetchall()[0][0])
    return replace(
        sheet,
        table=name,
        rows=sheet.rows - len(rejects),
        rejects=tuple(sorted((*sheet.rejects, *rejects), key=lambda reject: reject.row)),
        notes=(*sheet.notes, Said("groups_filled", {"rows": filled, "column": sheet.headers[0]})),
        cells=samples(stored, column_names(len(sheet.headers))),
    )
