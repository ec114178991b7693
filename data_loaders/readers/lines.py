"""Physical line numbers of records, for files whose cells hold line breaks or that have blank lines."""

from __future__ import annotations

import mmap
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import duckdb
import numpy as np
import pyarrow as pa
from duckdb import ColumnExpression, ConstantExpression
from numpy.typing import NDArray

from data_loaders.readers.records import Layout
from data_loaders.readers.tables import cleaned, column_names
from data_loaders.scratch import new_table

PIECE: Final = 32 << 20


@dataclass(frozen=True)
class Lines:
    """1-based physical lines after the header: of each record, and of each blank line between records."""

    records: NDArray[np.int64]
    blanks: NDArray[np.int64]


def record_lines(path: Path, layout: Layout) -> Lines | None:
    """Where the records and the blank lines of a file are.

    A line end is a record's end where the quotation marks up to it are even; None for backslash escapes, where
    that does not hold.
    """
    if layout.dialect.escape != layout.dialect.quote or path.stat().st_size == 0:
        return None
    quote = ord(layout.dialect.quote)
    ends: list[NDArray[np.int64]] = []
    quotes_before = 0
    line_ends: list[NDArray[np.int64]] = []
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as view:
        size = len(view)
        blank: list[NDArray[np.bool_]] = []
        previous = np.frombuffer(b"\n", dtype=np.uint8)
        for offset in range(0, size, PIECE):
            piece = np.frombuffer(view[offset : offset + PIECE], dtype=np.uint8)
            breaks = np.flatnonzero(piece == 10)
            marks = np.flatnonzero(piece == quote)
            ends.append((np.searchsorted(marks, breaks) + quotes_before) % 2 == 0)
            line_ends.append(breaks + offset)
            blank.append(_blank(piece, breaks, previous))
            quotes_before += len(marks)
            previous = piece[-2:]
        last = view[size - 1] == 10
    return _lines(np.concatenate(ends), np.concatenate(blank), layout.line, open_end=not last)


def _blank(piece: NDArray[np.uint8], breaks: NDArray[Any], previous: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Whether each line that ends in this piece is empty but for a carriage return."""
    joined = np.concatenate((np.array([0, 0], dtype=np.uint8)[len(previous) :], previous, piece))
    at = breaks + 2
    before, two_before = joined[at - 1], joined[at - 2]
    return np.asarray((before == 10) | ((before == 13) & (two_before == 10)))


def _lines(closed: NDArray[Any], blank: NDArray[Any], skip: int, *, open_end: bool) -> Lines:
    lines = np.arange(1, len(closed) + 1, dtype=np.int64)
    begins = np.concatenate(([True], closed[:-1])) & (lines > skip)
    records = lines[begins & ~(blank & closed)]
    if open_end and (len(closed) == 0 or closed[-1]):
        records = np.append(records, np.int64(len(closed) + 1))
    return Lines(records, lines[begins & blank & closed])


def renumbered(scratch: duckdb.DuckDBPyConnection, table: str, lines: Lines, *, offset: int, width: int) -> str:
    """The table with `row` (offset + 1, offset + 2, …) replaced by the lines of its records, and with its blank lines.

    Cells are trimmed once more, of the line breaks that only such a file has.
    """
    places = np.arange(1, len(lines.records) + 1) + offset
    numbers = pa.table({"place": places, "line": lines.records})
    name = new_table(scratch)
    rows = scratch.table(table).set_alias("rows")
    numbered = scratch.from_arrow(numbers).set_alias("lines")
    joined = rows.join(numbered, ColumnExpression("rows", "row") == ColumnExpression("lines", "place"))
    cells = map(cleaned, column_names(width))
    whole = joined.select(ColumnExpression("line").alias("row"), *cells)
    if len(lines.blanks):
        empty = [ConstantExpression(None).cast("VARCHAR").alias(column) for column in column_names(width)]
        blanks = scratch.from_arrow(pa.table({"line": lines.blanks}))
        whole = whole.union(blanks.select(ColumnExpression("line").alias("row"), *empty))
    whole.order("row").create(name)
    return name
