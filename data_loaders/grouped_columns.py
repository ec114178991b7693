"""Lists in groups without merged cells: the owner, stage or customer stands in the first row of each group only.

Written down to the rows below only where the pattern leaves no doubt: the column is the first, or one of the first
after such columns, every value stands once, and blanks follow it. A blank elsewhere is simply not known.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import duckdb
import numpy as np
import pyarrow as pa

from data_loaders import arrow_functions as pc
from data_loaders.mapping import Mapped, map_sheet
from data_loaders.readers.tables import column_names, samples
from data_loaders.report import Said
from data_loaders.scratch import new_table
from data_loaders.sheet import SAMPLES, Sheet
from data_loaders.system_scores import scores

OF_GROUPS: Final = (
    "owner_name", "stage", "account_name", "team", "region", "pipeline", "segment", "industry", "source",
)  # fmt: skip
LEAST: Final = 2
"""Groups, and rows that only they name."""
WIDELY: Final = 2
"""Rows below each head, on average, where full columns stand before the column of the groups."""
MOST: Final = 200_000


def with_groups(scratch: duckdb.DuckDBPyConnection, sheet: Sheet, *, file_name: str) -> Sheet:
    """The sheet, the names of its groups in each of their rows; a note counts the cells that were filled."""
    if not LEAST < sheet.rows <= MOST or not _has_gaps(sheet):
        return sheet
    mapped = map_sheet(sheet, "deals", scores([sheet], file_name)[0].system, {})
    columns = {mapped.taken[name].column for name in OF_GROUPS if name in mapped.taken} - _keys(mapped)
    if not columns or not mapped.has("deal_id", "deal_name"):
        return sheet
    table = scratch.table(sheet.table).order("row").to_arrow_table()
    if any(table.column(column).null_count for column in _keys(mapped)):
        return sheet
    return _filled(scratch, sheet, table, columns)


def _has_gaps(sheet: Sheet) -> bool:
    """Whether one of the first columns has few values for so many rows, which is seldom so."""
    return any(len(sheet.cells.get(name, ())) * LEAST <= min(sheet.rows, SAMPLES) for name in column_names(4))


def _keys(mapped: Mapped) -> set[str]:
    return {mapped.taken[name].column for name in ("deal_id", "deal_name") if name in mapped.taken}


def _filled(scratch: duckdb.DuckDBPyConnection, sheet: Sheet, table: pa.Table, columns: set[str]) -> Sheet:
    heads = np.zeros(table.num_rows, dtype=bool)
    notes: list[Said] = []
    first = True
    for at, name in enumerate(column_names(len(sheet.headers))):
        cells = table.column(name).combine_chunks()
        if not cells.null_count:
            first = False
            continue
        if name not in columns:
            break
        valid = cells.is_valid().to_numpy(zero_copy_only=False)
        if not _are_heads(cells, valid, heads, leading=first or bool(heads.any())):
            break
        heads |= valid
        filled = pc.fill_null_forward(cells)
        table = table.set_column(table.column_names.index(name), name, filled)
        notes.append(Said("groups_filled", {"rows": int((~valid).sum()), "column": sheet.headers[at]}))
    if not notes:
        return sheet
    stored = new_table(scratch)
    scratch.from_arrow(table).create(stored)
    names = column_names(len(sheet.headers))
    return replace(sheet, table=stored, notes=(*sheet.notes, *notes), cells=samples(scratch.table(stored), names))


def _are_heads(cells: pa.Array, valid: np.ndarray, outer: np.ndarray, *, leading: bool) -> bool:
    """Whether the values of a column head groups within those that begin at `outer`: none stands twice in one."""
    if not valid[0] or not valid[outer].all():
        return False
    groups, blanks = int(valid.sum()), int((~valid).sum())
    if groups < LEAST or blanks < LEAST or (not leading and blanks < WIDELY * groups):
        return False
    within = np.cumsum(outer)[valid].tolist()
    named = list(zip(within, cells.drop_null().to_pylist(), strict=True))
    return len(set(named)) == len(named)
