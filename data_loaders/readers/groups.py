"""Formatted reports and lists in sections: what stands once at the head of a group belongs to each of its rows.

Where sums stand below the groups, their names stand in the first columns: beside the first row of the group, or in a
row of its own above. Without sums a group is known by a row above it that holds nothing but its name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import duckdb
import numpy as np
import pyarrow as pa

from data_loaders import arrow_functions as pc
from data_loaders.readers.tables import column_names, samples
from data_loaders.report import Reject, Said
from data_loaders.scratch import new_table
from data_loaders.sheet import Sheet
from data_loaders.stage_words import outcome_of, rank_of

MOST: Final = 200_000
LEAST: Final = 2
"""Groups, each with its name nowhere but at its head."""
LEVELS: Final = 4
COUNT: Final = r"\s*[(（]\d+[^()（）]*[)）]$"
NAMED: Final = re.compile(r"([^:：]{1,30})[:：]\s*(\S.*)$")
"""`Stage: Prospecting`: the heads of groups may say of what they are."""
ARROWS: Final = ("↑", "↓")
STAGE: Final = "Stage"
SECTION: Final = "Section"


def ungrouped(scratch: duckdb.DuckDBPyConnection, sheet: Sheet) -> Sheet:
    """The sheet with the names of groups in each of their rows; the sheet itself where there are no groups."""
    if not 1 < sheet.rows <= MOST or len(sheet.headers) < 2:
        return sheet
    if sheet.headers[0].endswith(ARROWS) and sheet.preamble:
        sheet = _under_arrows(scratch, sheet)
    totals = [reject.row for reject in sheet.rejects if reject.reason.code == "row_total"]
    repeated = [reject.row for reject in sheet.rejects if reject.reason.code == "row_repeated_header"]
    if not totals and not repeated and not _begins_alone(scratch, sheet):
        return sheet
    table = scratch.table(sheet.table).order("row").to_arrow_table()
    if repeated and (titled := _titled(scratch, sheet, table, repeated)):
        return titled
    return (_filled(scratch, sheet, table, totals) if totals else None) or _sections(scratch, sheet, table) or sheet


def _under_arrows(scratch: duckdb.DuckDBPyConnection, sheet: Sheet) -> Sheet:
    """The names of groups written down in the columns that Salesforce marks as those of its groups."""
    table = scratch.table(sheet.table).order("row").to_arrow_table()
    for at, header in enumerate(sheet.headers[:LEVELS]):
        column = table.column(f"c{at}").combine_chunks()
        if not header.endswith(ARROWS):
            break
        if column.null_count and column[0].is_valid:
            filled = pc.fill_null_forward(column)
            table = table.set_column(at + 1, f"c{at}", filled)
            said = Said("groups_filled", {"rows": column.null_count, "column": header})
            sheet = replace(sheet, notes=(*sheet.notes, said))
    name = new_table(scratch)
    scratch.from_arrow(table).create(name)
    return replace(sheet, table=name, cells=samples(scratch.table(name), column_names(len(sheet.headers))))


def _begins_alone(scratch: duckdb.DuckDBPyConnection, sheet: Sheet) -> bool:
    """Whether the first row holds nothing but its first cell."""
    row = scratch.table(sheet.table).limit(1).fetchall()[0]
    return row[1] is not None and all(cell is None for cell in row[2:])


def _filled(scratch: duckdb.DuckDBPyConnection, sheet: Sheet, table: pa.Table, totals: Sequence[int]) -> Sheet | None:
    """The names of groups written down to the sum of each; outer groups begin where inner ones do."""
    rows = table.column("row").to_numpy()
    begins = np.unique(np.searchsorted(rows, [0, *totals]))
    starts = set(begins[begins < len(rows)].tolist())
    groups: list[str] = []
    for name in column_names(len(sheet.headers))[:LEVELS]:
        valid = table.column(name).is_valid().to_numpy()
        named = set(np.flatnonzero(valid).tolist())
        if valid.all() or not named <= starts:
            break
        if named:
            groups.append(name)
    named_at = [set(np.flatnonzero(table.column(name).is_valid().to_numpy()).tolist()) for name in groups]
    if len(starts) < LEAST or not groups or 0 not in named_at[0] or set.union(*named_at) != starts:
        return None
    rest = [name for name in table.column_names[1:] if name not in groups]
    heads = ~np.logical_or.reduce([table.column(name).is_valid().to_numpy() for name in rest])
    missing = 0
    for name in groups:
        column = table.column(name)
        missing = missing or column.null_count
        filled = pc.fill_null_forward(column.combine_chunks())
        filled = pc.replace_substring_regex(filled, COUNT, "") if heads.any() else filled
        table = table.set_column(table.column_names.index(name), name, pa.chunked_array([filled]))
    return _stored(scratch, sheet, table, heads, missing, sheet.headers[int(groups[0][1:])])


def _titled(scratch: duckdb.DuckDBPyConnection, sheet: Sheet, table: pa.Table, repeated: Sequence[int]) -> Sheet | None:
    """A column more with the title of each row's part, where a title stands above the headers each time they come."""
    heads = (_filled_cells(table) == 1) & table.column("c0").is_valid().to_numpy()
    heads &= np.isin(table.column("row").to_numpy() + 1, repeated)
    if heads.sum() != len(repeated) or not sheet.preamble:
        return None
    titles = table.column("c0").filter(pa.array(heads)).to_pylist()
    return _with_section(scratch, sheet, table, heads, [sheet.preamble[-1], *titles], first=0)


def _filled_cells(table: pa.Table) -> np.ndarray:
    """How many cells of each row are filled."""
    filled: np.ndarray = np.add.reduce([column.is_valid().to_numpy().astype(int) for column in table.columns[1:]])
    return filled


def _with_section(
    scratch: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    table: pa.Table,
    heads: np.ndarray,
    titles: Sequence[str],
    *,
    first: int,
) -> Sheet:
    """The rows with the title of their section in a column more; `first`: heads above the rows of the first title."""
    texts = pc.replace_substring_regex(pa.array(titles, pa.string()), COUNT, "").to_pylist()
    header, texts = _heading(texts, sheet.headers)
    section = pa.array([texts[place] for place in np.cumsum(heads) - first], pa.string())
    wider = replace(sheet, headers=(*sheet.headers, header))
    rows = int((~heads).sum())
    return _stored(scratch, wider, table.append_column(f"c{len(sheet.headers)}", section), heads, rows, header)


def _sections(scratch: duckdb.DuckDBPyConnection, sheet: Sheet, table: pa.Table) -> Sheet | None:
    """A column more with the name of each row's section, where rows with nothing but a name stand above full rows."""
    names = column_names(len(sheet.headers))
    filled = _filled_cells(table)
    heads = (filled == 1) & table.column("c0").is_valid().to_numpy()
    full = filled >= max(LEAST + 1, len(names) / 2)
    at = np.flatnonzero(heads)
    if (
        len(at) < LEAST
        or at[0] != 0
        or at[-1] == len(heads) - 1
        or (np.diff(at) == 1).any()
        or not (heads | full).all()
    ):
        return None
    titles = table.column("c0").filter(pa.array(heads)).to_pylist()
    return _with_section(scratch, sheet, table, heads, titles, first=1)


def _heading(texts: Sequence[str], headers: Sequence[str]) -> tuple[str, list[str]]:
    """What the sections are called together, and each by itself: stages, where all are such words or one ends deals."""
    parts = [NAMED.match(text) for text in texts]
    if all(parts) and len({part[1] for part in parts if part}) == 1:
        header, texts = str(parts[0][1] if parts[0] else ""), [part[2] for part in parts if part]
    else:
        ends = any(outcome_of(text) in {"won", "lost"} for text in texts)
        known = all(rank_of(text) is not None or outcome_of(text) is not None for text in texts)
        header = STAGE if known or ends else SECTION
    while header in headers:
        header = f"{header} ({SECTION})"
    return header, list(texts)


def _stored(
    scratch: duckdb.DuckDBPyConnection, sheet: Sheet, table: pa.Table, heads: np.ndarray, filled: int, column: str
) -> Sheet:
    """The table in the scratch without the rows that only name a group; these are rejected, with their reason."""
    headings = table.filter(pa.array(heads))
    rejects = tuple(
        Reject(sheet.name, row, "", text, Said("row_group"))
        for row, text in zip(headings.column("row").to_pylist(), headings.column("c0").to_pylist(), strict=True)
    )
    name = new_table(scratch)
    scratch.from_arrow(table.filter(pa.array(~heads))).create(name)
    return replace(
        sheet,
        table=name,
        rows=sheet.rows - len(rejects),
        rejects=tuple(sorted((*sheet.rejects, *rejects), key=lambda reject: reject.row)),
        notes=(*sheet.notes, Said("groups_filled", {"rows": filled, "column": column})),
        cells=samples(scratch.table(name), column_names(len(sheet.headers))),
    )
