"""Several tables on one sheet: below each other after a gap, or side by side with an empty column between them.

A table is taken apart only on evidence. Below: a row of words stands where numbers or dates were, over a table of
its own. Beside: the tables are of different length.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

import duckdb
import numpy as np
from duckdb import CoalesceOperator, ColumnExpression, ConstantExpression, Expression, FunctionExpression

from data_loaders.readers.cells import kind_of
from data_loaders.readers.headers import Header, find_header
from data_loaders.readers.tables import column_names, row_count, samples
from data_loaders.report import Said
from data_loaders.scratch import new_table
from data_loaders.sheet import Sheet

MOST: Final = 20
"""Gaps that are looked at, and tables on one sheet."""
LOOK: Final = 60
NARROW: Final = 400
TYPED: Final = 0.8
LEAST: Final = 2
TYPES: Final = ("number", "date")
Rows = list[tuple[Any, ...]]


def tables_in(scratch: duckdb.DuckDBPyConnection, sheet: Sheet) -> tuple[Sheet, ...]:
    """The tables of a sheet: itself, unless there is evidence for more."""
    found: list[Sheet] = []
    for beside in _side_by_side(scratch, sheet):
        left = beside
        while len(found) < MOST and (at := _next_table(scratch, left)) is not None:
            upper, left = _cut_below(scratch, left, *at)
            found.append(upper)
        found.append(left)
    return tuple(replace(one, name=_name(sheet.name, number)) for number, one in enumerate(found))


def _name(name: str, number: int) -> str:
    return name if number == 0 else f"{name} ({number + 1})".strip()


def _next_table(scratch: duckdb.DuckDBPyConnection, sheet: Sheet) -> tuple[Header, int, Rows] | None:
    """The header of the first table below the first one, the row before which it begins, and the rows looked at."""
    width = len(sheet.headers)
    if sheet.rows <= LEAST or width > NARROW:
        return None
    table = scratch.table(sheet.table)
    firsts = _after_gaps(table, sheet)
    if not firsts:
        return None
    kinds = _kinds([row[1:] for row in table.limit(LOOK).fetchall() if row[0] < firsts[0]], width)
    for first in firsts:
        rows = table.filter(ColumnExpression("row") >= ConstantExpression(first)).limit(LOOK).fetchall()
        header = find_header([list(row[1:]) for row in rows])
        if header is not None and _is_other(header, rows, kinds, sheet.headers):
            return header, first, rows
    return None


def _after_gaps(table: duckdb.DuckDBPyRelation, sheet: Sheet) -> list[int]:
    """The rows that stand right below empty ones, but for those above the table."""
    if not sheet.blank_rows:
        return []
    rows = table.select("row").order("row").fetchnumpy()["row"]
    places = np.unique(np.searchsorted(rows, np.array(sheet.blank_rows)))
    return [int(rows[place]) for place in places if 0 < place < len(rows)][:MOST]


def _kinds(rows: Iterable[Sequence[str | None]], width: int) -> list[str]:
    """The kind of each column of the table above, '' where it has none: number, date or text."""
    columns = list(zip(*rows, strict=True)) or [()] * width
    found: list[str] = []
    for cells in columns:
        counts = Counter(kind for cell in cells if (kind := kind_of(cell)))
        kind, count = counts.most_common(1)[0] if counts else ("", 0)
        found.append(kind if count >= TYPED * sum(counts.values()) else "")
    return found


def _is_other(header: Header, rows: Rows, kinds: Sequence[str], above: Sequence[str]) -> bool:
    """Whether the rows are a table of their own, with a header of words where the table above has numbers or dates.

    Either its columns are of other kinds, or it has some of the headers `above` and some of its own: with the same
    headers it is the same table on another page.
    """
    if header.depth < 1 or header.last + 1 >= len(rows):
        return False
    words = rows[header.last][1:]
    if sum(map(bool, words)) < LEAST or any(kind_of(word) in TYPES for word in words):
        return False
    below = _kinds([row[1:] for row in rows[header.last + 1 :]], len(kinds))
    columns = [(a, b) for a, b, word in zip(kinds, below, words, strict=True) if word]
    against = any(a in TYPES or (a == "text" and b in TYPES) for a, b in columns)
    known = sum(word in above for word in words if word)
    own = LEAST <= known < sum(map(bool, words))
    return against and (own or [a for a, _ in columns] != [b for _, b in columns])


def _cut_below(
    scratch: duckdb.DuckDBPyConnection, sheet: Sheet, header: Header, first: int, rows: Rows
) -> tuple[Sheet, Sheet]:
    """The sheet above row `first`, and the table below with its own header."""
    row = ColumnExpression("row")
    begins = rows[header.last][0]
    used = [place for place, name in enumerate(header.names) if name != f"column {place + 1}" or _filled(rows, place)]
    title = tuple(" ".join(filter(None, one[1:])) for one in rows[: header.first])
    columns = {place: header.names[place] for place in used}
    noted = (*sheet.notes, Said("table_below", {"row": int(rows[header.first][0])}))
    upper = _part(scratch, sheet, row < ConstantExpression(first))
    lower = _part(scratch, sheet, row > ConstantExpression(begins), columns)
    notes = (Said("preamble_skipped", {"rows": header.first}),) if header.first else ()
    return (
        replace(upper, notes=noted, rejects=tuple(one for one in sheet.rejects if one.row < first)),
        replace(
            lower,
            header_row=int(rows[header.first][0]),
            rejects=tuple(one for one in sheet.rejects if one.row > begins),
            notes=notes,
            preamble=title,
            merged_rows=0,
        ),
    )


def _filled(rows: Rows, place: int) -> bool:
    return any(place + 1 < len(row) and row[place + 1] is not None for row in rows)


def _side_by_side(scratch: duckdb.DuckDBPyConnection, sheet: Sheet) -> tuple[Sheet, ...]:
    """The tables left and right of an empty column, where one of them ends above the other."""
    width = len(sheet.headers)
    if width > NARROW or width < 2 * LEAST:
        return (sheet,)
    empty = [
        place
        for place in range(width)
        if sheet.headers[place] == f"column {place + 1}" and not sheet.cells[f"c{place}"]
    ]
    table = scratch.table(sheet.table)
    for gap in sorted({*sheet.gaps, *empty}):
        left = [place for place in range(gap) if place not in empty]
        right = [place for place in range(gap, width) if place not in empty]
        if len(left) < LEAST or len(right) < LEAST or not all(_named(sheet, place) for place in (*left, *right)):
            continue
        heights = _height(table, left), _height(table, right)
        if 0 not in heights and heights[0] != heights[1] and max(heights) == sheet.rows:
            return _cut_beside(scratch, sheet, left, right)
    return (sheet,)


def _named(sheet: Sheet, place: int) -> bool:
    return sheet.headers[place] != f"column {place + 1}"


def _height(table: duckdb.DuckDBPyRelation, columns: Sequence[int]) -> int:
    """How many rows these columns fill, from the first on without a gap; 0 where they have gaps."""
    any_of = CoalesceOperator(*(ColumnExpression(f"c{column}") for column in columns)).isnotnull()
    filled = row_count(table.filter(any_of))
    last = table.filter(any_of).aggregate([FunctionExpression("max", ColumnExpression("row"))]).fetchall()[0][0]
    return (
        filled
        if filled and row_count(table.filter(ColumnExpression("row") <= ConstantExpression(last))) == filled
        else 0
    )


def _cut_beside(
    scratch: duckdb.DuckDBPyConnection, sheet: Sheet, left: Sequence[int], right: Sequence[int]
) -> tuple[Sheet, Sheet]:
    both = [
        _part(scratch, sheet, _any_of(places), {place: sheet.headers[place] for place in places})
        for places in (left, right)
    ]
    note = Said("table_beside", {"column": sheet.headers[right[0]]})
    return replace(both[0], notes=(*sheet.notes, note)), replace(both[1], notes=(), rejects=(), merged_rows=0)


def _any_of(columns: Sequence[int]) -> Expression:
    return CoalesceOperator(*(ColumnExpression(f"c{column}") for column in columns)).isnotnull()


def _part(
    scratch: duckdb.DuckDBPyConnection, sheet: Sheet, where: Expression, columns: dict[int, str] | None = None
) -> Sheet:
    """The rows of a sheet that fulfil a condition, with some of its columns under other names."""
    columns = columns or dict(enumerate(sheet.headers))
    names = column_names(len(columns))
    chosen = [ColumnExpression(f"c{place}").alias(name) for place, name in zip(columns, names, strict=True)]
    name = new_table(scratch)
    scratch.table(sheet.table).filter(where).select(ColumnExpression("row"), *chosen).create(name)
    table = scratch.table(name)
    gone = [place for place in range(len(sheet.headers)) if place not in columns]
    gaps = tuple(new for new, place in enumerate(columns) if new and (place - 1 in gone or place in sheet.gaps))
    return replace(
        sheet,
        table=name,
        headers=tuple(columns.values()),
        rows=row_count(table),
        cells=samples(table, names),
        gaps=gaps,
    )
