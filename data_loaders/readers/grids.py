"""A grid of cells, as workbook readers give it: header, merged cells and rows found in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_loaders.beside import side_by_side
from data_loaders.readers.headers import Header, Merge, find_header, header_names
from data_loaders.readers.sub_forms import SubForm, form_of_rows
from data_loaders.readers.tables import Raw, column_names, header_notes, sheet_of, store
from data_loaders.report import Said
from data_loaders.sheet import Sheet

LOOK: Final = 300
BATCH: Final = 122_880
"""Rows of a piece: as many as the database keeps together, so that none are copied once more."""
MIDNIGHT: Final = " 00:00:00"
MOMENT: Final = r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$"
ISO: Final = r"^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})$"


@dataclass(frozen=True)
class Grid:
    """Text columns of equal length; the first row is row `first_row` (1-based) of the sheet."""

    name: str
    columns: tuple[pa.Array, ...]
    first_row: int = 1
    merges: tuple[Merge, ...] = ()
    notes: tuple[Said, ...] = ()

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.columns[0]) if self.columns else 0


def read_grid(scratch: duckdb.DuckDBPyConnection, grid: Grid) -> Sheet | None:
    """The sheet in a grid; None where no table is in it."""
    grid = replace(grid, columns=tuple(side_by_side(_without_nulls, grid.columns)))
    top = zip(*(column[:LOOK].to_pylist() for column in grid.columns), strict=True)
    header = find_header([list(row) for row in top], merges=grid.merges)
    if header is None:
        return None
    start = header.last + 1
    header, columns = _used(header, [column[start:] for column in grid.columns])
    gaps = [place for place in range(1, len(columns)) if columns[place][0] > columns[place - 1][0] + 1]
    records = _records(grid.merges, start, len(grid.columns))
    sub_rows = _below_first(records)
    cells = [_filled_down(column, number, grid.merges, start, sub_rows) for number, column in columns]
    table = store(scratch, iter([_table(cells, grid.first_row + start)]), len(columns))
    raw = Raw(
        name=grid.name,
        table=table,
        headers=header.names,
        header_row=0 if header.depth == 0 else grid.first_row + header.first,
        notes=(*grid.notes, *header_notes(header)),
        gaps=tuple(gaps),
        sub_form=_sub_form(grid, records, [number for number, _ in columns]) if records else None,
        preamble=header.above,
    )
    return sheet_of(scratch, raw)


def _used(header: Header, columns: Sequence[pa.Array]) -> tuple[Header, list[tuple[int, pa.Array]]]:
    """The columns that have a header or a value, numbered as in the grid, and their names."""
    names = header.names + header_names([], len(columns))[len(header.names) :]
    kept = [
        number
        for number, column in enumerate(columns)
        if names[number] != f"column {number + 1}" or column.null_count < len(column)
    ]
    return replace(header, names=tuple(names[number] for number in kept)), [
        (number, columns[number]) for number in kept
    ]


def _records(merges: Sequence[Merge], start: int, width: int) -> list[tuple[int, int]]:
    """First and last row of each record whose main cells are merged over them: the rest are lines of a sub-form."""
    spans = Counter((merge.top, merge.bottom) for merge in merges if merge.top >= start and _is_down(merge))
    firsts = {(merge.top, merge.bottom) for merge in merges if merge.left == 0}
    return [span for span, count in spans.items() if span in firsts and count >= max(2, width // 4)]


def _sub_form(grid: Grid, records: Sequence[tuple[int, int]], columns: Sequence[int]) -> SubForm:
    """The sub-form of these records: what is merged over most of them is the record's own. `columns`: the kept ones."""
    spans = set(records)
    merged = Counter(merge.left for merge in grid.merges if _is_down(merge) and (merge.top, merge.bottom) in spans)
    own = (place for place, number in enumerate(columns) if merged[number] * 2 > len(records))
    return form_of_rows(sorted(grid.first_row + row for row in _below_first(records)), own)


def _is_down(merge: Merge) -> bool:
    """Whether cells of one column are merged."""
    return merge.bottom > merge.top and merge.left == merge.right


def _below_first(records: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The rows of these records but for the first of each."""
    return frozenset(row for top, bottom in records for row in range(top + 1, bottom + 1))


def _filled_down(
    column: pa.Array, number: int, merges: Sequence[Merge], start: int, sub_rows: frozenset[int]
) -> pa.Array:
    """The column with cells merged downwards written into each row they cover, but for sub-rows."""
    own = [
        m
        for m in merges
        if m.left <= number <= m.right and m.top >= start and m.top + 1 not in sub_rows and m.bottom > m.top
    ]
    if not own or not len(column):
        return column
    cells = column.to_pylist()
    for merge in own:
        if merge.left == number and merge.top - start < len(cells):
            for row in range(merge.top - start + 1, min(merge.bottom - start + 1, len(cells))):
                cells[row] = cells[merge.top - start] if cells[row] is None else cells[row]
    return pa.array(cells, pa.string())


def _table(columns: Sequence[pa.Array], first_row: int) -> pa.Table:
    """`row` and the columns, in pieces that the database takes in side by side."""
    height = len(columns[0]) if columns else 0
    rows = pa.array(np.arange(first_row, first_row + height))
    whole = [_in_pieces(rows), *side_by_side(_days, map(_in_pieces, columns))]
    return pa.table(whole, names=["row", *column_names(len(columns))])


def _in_pieces(column: pa.Array) -> pa.ChunkedArray:
    return pa.chunked_array(_pieces(column))


def _pieces(column: pa.Array) -> list[pa.Array]:
    return [column[offset : offset + BATCH] for offset in range(0, max(1, len(column)), BATCH)]


def _without_nulls(column: pa.Array) -> pa.Array:
    """Some old workbooks keep a null character after every letter."""
    spoilt = pc.any(pc.match_substring(column[:LOOK], "\x00")).as_py()
    return pc.replace_substring(column, "\x00", "") if spoilt else column


def _days(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """The column with `T` in times as a blank, and midnights as mere dates where it has no other times."""
    pieces = [_without_t(piece) for piece in column.chunks]
    column = pa.chunked_array(pieces, pa.string())
    if _has_times(column[:LOOK]) or not pc.any(pc.ends_with(column, MIDNIGHT)).as_py() or _has_times(column):
        return column
    return pc.replace_substring_regex(column, r"^(\d{4}-\d{2}-\d{2}) 00:00:00$", r"\1")


def _has_times(column: pa.ChunkedArray) -> bool:
    """Whether any moment is no midnight."""
    times = pc.and_not(pc.match_substring_regex(column, MOMENT), pc.ends_with(column, MIDNIGHT))
    return bool(pc.any(times).as_py())


def _without_t(piece: pa.Array) -> pa.Array:
    if not pc.any(pc.match_substring_regex(piece[:LOOK], ISO)).as_py():
        return piece
    return pc.replace_substring_regex(piece, ISO, r"\1 \2")
