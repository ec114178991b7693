"""From raw rows in the scratch to a `Sheet`: what every reader does last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

import duckdb
import pyarrow as pa
from duckdb import (
    CoalesceOperator,
    ColumnExpression,
    ConstantExpression,
    Expression,
    FunctionExpression,
    StarExpression,
)

from data_loaders import arrow_functions as pc
from data_loaders.beside import side_by_side
from data_loaders.initials import begins_like, only_where
from data_loaders.moments import view_of_texts, with_moments
from data_loaders.readers.edges import BLANKS, needs_trimming
from data_loaders.readers.footers import ENDINGS, TOTAL_WORDS, below_marker, footer_reason
from data_loaders.readers.headers import Header
from data_loaders.readers.sub_forms import SubForm, records_of, sub_form_of
from data_loaders.readers.sums import is_sum, may_be_name
from data_loaders.report import Reject, Said
from data_loaders.scratch import new_table
from data_loaders.sheet import LOOK, SAMPLES, Records, Sheet

TAIL: Final = 12
FEW: Final = 200
"""Rows up to which a table is looked through row by row."""
GAPS: Final = 1_000
WORDS_AT: Final = 4
FIRST_WORDS: Final = ("total", "grand total", "subtotal", "合计", "总计", "小计", "copyright", "page ", "第")


@dataclass(frozen=True)
class Raw:
    """A table in the scratch with `row`, `c0`, `c1`, … and what its reader knows of it."""

    name: str
    table: str
    headers: tuple[str, ...]
    header_row: int
    rejects: tuple[Reject, ...] = ()
    notes: tuple[Said, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    gaps: tuple[int, ...] = ()
    sub_form: SubForm | None = None
    """The lines of a sub-form, where merged cells tell them."""
    preamble: tuple[str, ...] = ()


def column_names(width: int) -> tuple[str, ...]:
    """Names of the columns in the scratch: c0, c1 and so on."""
    return tuple(f"c{number}" for number in range(width))


def cleaned(name: str, blanks: str = BLANKS) -> Expression:
    """The cell without outer blanks; null where nothing is left. Spaces alone are trimmed three times as fast."""
    column = ColumnExpression(name)
    text = FunctionExpression("trim", column, *([ConstantExpression(blanks)] if blanks != " " else []))
    return FunctionExpression("nullif", text, ConstantExpression("")).alias(name)


def numbered(scratch: duckdb.DuckDBPyConnection, table: str, offset: int, width: int) -> str:
    """A view of a table's texts with `row`: its rows' places in the order of insertion, from `offset` + 1."""
    row = ColumnExpression("rowid") + ConstantExpression(offset + 1)
    name = new_table(scratch)
    rows = scratch.table(table).select(row.cast("BIGINT").alias("row"), StarExpression())
    view_of_texts(rows, name, width)
    return name


def sheet_of(scratch: duckdb.DuckDBPyConnection, raw: Raw) -> Sheet:
    """The sheet: blank rows and lines below the table left out and noted, totals and repeated headers rejected."""
    names = column_names(len(raw.headers))
    table = scratch.table(raw.table)
    some = table.limit(FEW + 1).fetchall()
    dropped = _no_records(scratch, raw, names, some)
    blank = CoalesceOperator(*map(ColumnExpression, names)).isnull()
    blanks, gaps = _blank_rows(table, blank, some)
    keep = ~blank
    keep = keep & ColumnExpression("row").isnotin(*map(ConstantExpression, dropped)) if dropped else keep
    form = raw.sub_form or sub_form_of(table, raw.headers)
    sub_rows = row_count(table.filter(keep & form.is_line)) if form else 0
    name, records = raw.table, None
    if form and sub_rows:
        name, records = _folded(scratch, raw, keep, form)
    elif dropped or blanks:
        name = _stored(scratch, with_moments(scratch, raw.table).filter(keep), len(names))
    table = scratch.table(name)
    rows = row_count(table)
    below = _below(table, dropped) if dropped else []
    notes = [Said("blank_rows_skipped", {"rows": blanks})] if blanks else []
    notes += [Said("rows_folded", {"rows": sub_rows, "records": rows})] if sub_rows else []
    notes += [Said("footer_skipped", {"rows": len(below), "text": dropped[below[0]].value})] if below else []
    return Sheet(
        name=raw.name,
        table=name,
        headers=raw.headers,
        header_row=raw.header_row,
        rows=rows,
        rejects=(*raw.rejects, *(reject for row, reject in dropped.items() if row not in below)),
        notes=(*raw.notes, *notes),
        encoding=raw.encoding,
        delimiter=raw.delimiter,
        merged_rows=sub_rows,
        records=records,
        gaps=raw.gaps,
        blank_rows=gaps,
        preamble=raw.preamble,
        cells=samples(table, names),
    )


def _folded(scratch: duckdb.DuckDBPyConnection, raw: Raw, keep: Expression, form: SubForm) -> tuple[str, Records]:
    """A table of the records alone, and what is kept of their lines."""
    kept = with_moments(scratch, raw.table).filter(keep)
    name = _stored(scratch, kept.filter(~form.is_line), len(raw.headers))
    return name, records_of(scratch, scratch.table(raw.table).filter(keep), form, folded=name)


def _stored(scratch: duckdb.DuckDBPyConnection, rows: duckdb.DuckDBPyRelation, width: int) -> str:
    """The rows as a table, behind a view where they have more than their texts."""
    name = new_table(scratch)
    rows.create(name)
    if len(rows.columns) == width + 1:
        return name
    view = new_table(scratch)
    view_of_texts(scratch.table(name), view, width)
    return view


def _below(table: duckdb.DuckDBPyRelation, dropped: dict[int, Reject]) -> list[int]:
    """The dropped lines that stand below the last record: remarks of whoever wrote the file, not rows of its table."""
    last = table.aggregate([FunctionExpression("max", ColumnExpression("row"))]).fetchall()[0][0] or 0
    return [row for row, reject in dropped.items() if row > last and reject.reason.code == "row_footer"]


def store(scratch: duckdb.DuckDBPyConnection, batches: Iterator[pa.Table], width: int) -> str:
    """A new raw table from Arrow tables with `row` and text columns, cleaned on the way."""
    name = new_table(scratch)
    names = column_names(width)
    empty = pa.schema([("row", pa.int64()), *((column, pa.string()) for column in names)]).empty_table()
    scratch.from_arrow(empty).create(name)
    for batch in batches:
        scratch.from_arrow(_trimmed(batch, names)).insert_into(name)
    return name


def _trimmed(batch: pa.Table, names: Sequence[str]) -> pa.Table:
    """The batch without outer blanks, empty cells null."""
    columns = side_by_side(_trimmed_column, map(batch.column, names))
    return pa.table([batch.column("row"), *columns], names=["row", *names])


def _trimmed_column(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if not needs_trimming(column):
        return column
    text = pc.utf8_trim(column.cast(pa.string()), characters=BLANKS)
    return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.string()), text)


def row_count(relation: duckdb.DuckDBPyRelation) -> int:
    """How many rows."""
    return int(relation.aggregate([FunctionExpression("count_star")]).fetchall()[0][0])


def _blank_rows(
    table: duckdb.DuckDBPyRelation, blank: Expression, some: Sequence[tuple[Any, ...]]
) -> tuple[int, tuple[int, ...]]:
    """How many rows are empty, and the numbers of the first thousand; `some`: the first rows of the table."""
    if len(some) <= FEW:
        rows = sorted(int(row) for row, *cells in some if not any(cell is not None for cell in cells))
        return len(rows), tuple(rows[:GAPS])
    blanks = row_count(table.filter(blank))
    empty = table.filter(blank).select("row").order("row").limit(GAPS) if blanks else None
    return blanks, tuple(int(row) for (row,) in empty.fetchall()) if empty else ()


def _no_records(
    scratch: duckdb.DuckDBPyConnection, raw: Raw, names: Sequence[str], some: Sequence[tuple[Any, ...]]
) -> dict[int, Reject]:
    """Rows to reject, by row number: candidates are found in the database and judged one by one."""
    table = scratch.table(raw.table)
    few = len(some) <= FEW  # to ask the database takes longer than to look at all of them
    remarks = _remarks(
        sorted(some, key=lambda row: int(row[0]))[-TAIL:]
        if few
        else table.order("row DESC").limit(TAIL).fetchall()[::-1]
    )
    dropped: dict[int, Reject] = {}
    found: dict[int, list[str | None]] = {}
    for row, *cells in [*(some if few else _candidates(table, names, raw.headers)), *remarks.values()]:
        code = footer_reason(cells, below=row in remarks)
        if code is None and _repeats(cells, raw.headers):
            code = "row_repeated_header"
        if code and row not in dropped:
            text = next(cell for cell in cells if cell)
            dropped[row] = Reject(raw.name, row, "", text, Said(code))
            found[row] = cells
    for row in below_marker(remarks, dropped):
        dropped[row] = Reject(raw.name, row, "", str(remarks[row][1]), Said("row_footer"))
    doubtful = [row for row, one in dropped.items() if one.reason.code == "row_total" and may_be_name(found[row])]
    for row in sorted(doubtful):
        if not is_sum(
            table, row, found[row], others=dropped, after=max((one for one in dropped if one < row), default=0)
        ):
            del dropped[row]
    return dict(sorted(dropped.items()))


def _candidates(table: duckdb.DuckDBPyRelation, names: Sequence[str], headers: Sequence[str]) -> list[tuple[Any, ...]]:
    cell = CoalesceOperator(*map(ColumnExpression, names[:WORDS_AT]))
    first = FunctionExpression("lower", cell)
    suspect = first.isin(*map(ConstantExpression, TOTAL_WORDS))
    words = (*FIRST_WORDS, *(header.casefold() for header in headers[:WORDS_AT]))
    for word in words:
        suspect = suspect | FunctionExpression("starts_with", first, ConstantExpression(word))
    suspect = only_where(begins_like(cell, (*TOTAL_WORDS, *words)), suspect)
    found = table.filter(suspect | _sums_of_groups(names, first) if len(names) > 2 else suspect).select("row")
    # Seldom there is one, and then few: only their cells are fetched.
    rows = [row for (row,) in found.fetchall()]
    return table.filter(ColumnExpression("row").isin(*map(ConstantExpression, rows))).fetchall() if rows else []


def _sums_of_groups(names: Sequence[str], first: Expression) -> Expression:
    """`East total` and the like: only where a cell beside it is empty, which is seldom so in a record."""
    ending = ConstantExpression(value=False)
    for word in ENDINGS:
        ending = ending | FunctionExpression("suffix", first, ConstantExpression(word))
    second = FunctionExpression("lower", ColumnExpression(names[1])).isin(*map(ConstantExpression, TOTAL_WORDS))
    empty = [ColumnExpression(name).isnull() for name in names[:3]]
    return only_where(empty[0] | empty[1] | empty[2], ending | (empty[2] & second))


def _remarks(tail: Sequence[tuple[Any, ...]]) -> dict[int, tuple[Any, ...]]:
    """Of the last rows those from the first gap or footer after the last full record on."""
    found: dict[int, tuple[Any, ...]] = {}
    for row, *cells in tail:
        filled = sum(cell is not None for cell in cells)
        if filled * 2 > len(cells) and footer_reason(cells, below=False) is None:
            found.clear()
        elif found or filled == 0 or footer_reason(cells, below=False):
            found[row] = (row, *cells)
    return found


def _repeats(cells: Sequence[str | None], headers: Sequence[str]) -> bool:
    same = sum(cell is not None and cell == header for cell, header in zip(cells, headers, strict=False))
    return same >= 2 and same * 10 >= 8 * sum(cell is not None for cell in cells)


def samples(table: duckdb.DuckDBPyRelation, names: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Distinct values of each column in order of appearance, at most 200, from the first 5,000 rows."""
    look = table.limit(LOOK).to_arrow_table()
    return {name: tuple(islice(_distinct(look.column(name).to_pylist()), SAMPLES)) for name in names}


def _distinct(cells: Sequence[str | None]) -> Iterator[str]:
    """The cells that hold something, each once."""
    return (cell for cell in dict.fromkeys(cells) if cell is not None)


def header_notes(header: Header) -> list[Said]:
    """What is worth saying about how the headers were found."""
    notes = [Said("preamble_skipped", {"rows": header.first})] if header.first else []
    notes += [Said("header_joined")] if header.depth - header.units > 1 else []
    notes += [Said("header_units")] if header.units else []
    return notes + ([Said("header_missing")] if header.depth == 0 else [])
