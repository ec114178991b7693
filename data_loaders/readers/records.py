"""The careful way through a text table: record by record, each one accounted for."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from data_loaders.readers.characters import Text
from data_loaders.readers.dialects import Dialect, settings
from data_loaders.readers.footers import footer_reason
from data_loaders.readers.headers import Header
from data_loaders.readers.parted_numbers import Kinds, put_together
from data_loaders.readers.stray_marks import is_several
from data_loaders.readers.tables import column_names, store
from data_loaders.report import Reject, Said

BATCH: Final = 50_000
RUNAWAY_LINES: Final = 500
SHOWN: Final = 120


@dataclass(frozen=True)
class Layout:
    """How the file is laid out: data begin after physical line `line` with the record `following`.

    `headed`: cells in the last row of headers, 0 where there is none or it does not matter. `formats`: of the columns
    that look like dates and times. `kinds`: what the columns hold, where a number may have been parted into cells;
    `parted`: the one that holds such numbers in every row.
    """

    dialect: Dialect
    header: Header
    line: int
    header_line: int
    following: tuple[str, ...]
    headed: int = 0
    formats: Mapping[str, str] = field(default_factory=dict)
    kinds: Kinds = ()
    parted: int | None = None


@dataclass(frozen=True)
class Loaded:
    """A raw table in the scratch, and what happened on the way."""

    table: str
    rejects: tuple[Reject, ...] = ()
    notes: tuple[Said, ...] = ()


@dataclass
class Account:
    """Running account of rows that were not taken as they are."""

    sheet: str
    padded: int = 0
    put_together: int = 0
    rejects: list[Reject] = field(default_factory=list)

    def reject(
        self, row: int, cells: Sequence[str], code: str, values: dict[str, str | int | float] | None = None
    ) -> None:
        """Put a row aside, with a reason."""
        text = " | ".join(cell for cell in cells if cell)[:SHOWN]
        self.rejects.append(Reject(self.sheet, row, "", text, Said(code, values or {})))


def careful_rows(scratch: duckdb.DuckDBPyConnection, text: Text, layout: Layout, *, sheet: str) -> Loaded:
    """All records: short ones padded, long ones put together or rejected, blank ones kept for who looks for gaps."""
    account = Account(sheet)
    width = len(layout.header.names)
    table = store(scratch, _batches(_rows(text.path, layout, account), width), width)
    counts = {"rows_padded": account.padded, "rows_put_together": account.put_together}
    notes = tuple(Said(code, {"rows": rows}) for code, rows in counts.items() if rows)
    return Loaded(table, tuple(account.rejects), notes)


def _rows(path: Path, layout: Layout, account: Account) -> Iterator[tuple[int, list[str]]]:
    width = len(layout.header.names)
    with path.open(encoding="utf-8", errors="replace", newline="") as file:
        lines = itertools.islice(file, layout.line, None)
        for row, cells, whole in records(lines, layout):
            if not whole:
                account.reject(row, cells, "row_broken_quote")
            elif any(cell.strip() for cell in cells[width:]):
                if (together := put_together(cells, layout.kinds, layout.parted)) is not None:
                    account.put_together += 1
                    yield row, together
                else:
                    account.reject(row, cells, "row_too_long", {"cells": len(cells), "columns": width})
            else:
                padded = [*cells[:width], *[""] * (width - len(cells))]
                blank = not any(cell.strip() for cell in cells)
                account.padded += len(cells) < width and not blank and footer_reason(padded, below=True) is None
                yield row, padded


def _batches(rows: Iterator[tuple[int, list[str]]], width: int) -> Iterator[pa.Table]:
    names = column_names(width)
    for batch in iter(lambda: list(itertools.islice(rows, BATCH)), []):
        columns = zip(*(cells for _, cells in batch), strict=True)
        numbers = pa.array([row for row, _ in batch], pa.int64())
        yield pa.table(
            [numbers, *(pa.array([cell or None for cell in cells], pa.string()) for cells in columns)],
            names=["row", *names],
        )


def records(lines: Iterator[str], layout: Layout) -> Iterator[tuple[int, list[str], bool]]:
    """Physical line and cells of each record, and whether it is whole.

    Not whole is a line whose quotation mark is never closed; it comes as one cell.

    A record that runs over 500 lines, or to the end of the file, or holds other records began with a stray mark: its
    first line is given up and reading starts again on the line below.
    """
    taken: list[str] = []
    waiting: list[str] = []
    row = layout.line + 1
    while True:
        reader = csv.reader(_feed(waiting, lines, taken), **settings(layout.dialect))
        while True:
            taken.clear()
            try:
                cells = next(reader, None)
            except (_Runaway, csv.Error):
                cells = None
            if cells is None or (len(taken) > 1 and _astray(taken, cells, layout)):
                break
            yield row, cells, True
            row += len(taken)
        if not taken:
            return
        yield row, [taken[0].strip()], False
        row += 1
        waiting[:0] = taken[1:]


class _Runaway(Exception):  # noqa: N818 - a signal to the function above
    """A record that never ends."""


def _feed(waiting: list[str], lines: Iterator[str], taken: list[str]) -> Iterator[str]:
    while True:
        line = waiting.pop(0) if waiting else next(lines, None)
        if line is None:
            return
        taken.append(line)
        if len(taken) > RUNAWAY_LINES:
            raise _Runaway
        yield line


def _astray(taken: Sequence[str], cells: Sequence[str], layout: Layout) -> bool:
    """Whether a record of several lines is none."""
    return _unclosed(taken, cells) or is_several(taken, layout.dialect, layout.following)


def _unclosed(taken: Sequence[str], cells: Sequence[str]) -> bool:
    """Whether the last cell swallowed the end of the file: it still holds the last line's end."""
    return bool(cells) and cells[-1].endswith(taken[-1]) and taken[-1] != ""
