"""The values of a large sheet's columns, counted beside the work that makes sense of its headers.

That work keeps one processor busy and waits for nobody. What was not begun when its column is read is given up: whoever
reads the column then counts for himself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from typing import Final

import duckdb
from duckdb import ColumnExpression, FunctionExpression

from data_loaders.amounts import PLAIN
from data_loaders.moments import columns_of_moments, with_moments
from data_loaders.shapes import nothing
from data_loaders.sheet import SAMPLES, Sheet
from data_loaders.systems import SYSTEMS
from data_loaders.typed import Hints

LARGE: Final = 50_000
"""Rows from which on it is worth the while."""


@dataclass(frozen=True)
class Tally:
    """How often the values of a column stand in it: all of them, or only those that may stand for an empty cell."""

    rows: Mapping[str, int]
    is_whole: bool


class Tallies:
    """The tallies of one table of the scratch, begun column by column in their order."""

    def __init__(
        self, scratch: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, bool], words: Iterable[str]
    ) -> None:
        """`columns` → whether all values count, as they come again and again, else only `words` for nothing."""
        self.table = table
        self._hints = Hints(null_words=frozenset(words))
        self._pool = ThreadPoolExecutor(max_workers=1)
        self._begun = {
            column: self._pool.submit(self._count, scratch, column, is_whole=is_whole)
            for column, is_whole in columns.items()
        }

    def of(self, table: str, column: str) -> Tally | None:
        """The tally of a column; null for another table, where it was not asked for, or not begun before now."""
        counting = self._begun.get(column) if table == self.table else None
        if counting is None or counting.cancel():
            return None
        return None if counting.exception() else counting.result()

    def keep(self, columns: Collection[str]) -> None:
        """Count no others from now on."""
        for column, counting in self._begun.items():
            if column not in columns:
                counting.cancel()

    def close(self) -> None:
        """Begin no more, and wait for what goes on."""
        self._pool.shutdown(cancel_futures=True)

    def _count(self, scratch: duckdb.DuckDBPyConnection, column: str, *, is_whole: bool) -> Tally:
        text = ColumnExpression(column)
        with closing(scratch.cursor()) as beside:
            rows = beside.table(self.table)
            asked = rows.filter(text.isnotnull() if is_whole else nothing(column, self._hints))
            counted = asked.aggregate([text, FunctionExpression("count", text).alias("cells")], column)
            return Tally(dict(counted.fetchall()), is_whole)


def tallied(scratch: duckdb.DuckDBPyConnection, sheets: Iterable[Sheet], owned: ExitStack) -> tuple[Sheet, ...]:
    """The sheets, the values of large ones being counted from now on; `owned` ends that."""
    return tuple(_tallied(scratch, sheet, owned) if sheet.rows >= LARGE else sheet for sheet in sheets)


def _tallied(scratch: duckdb.DuckDBPyConnection, sheet: Sheet, owned: ExitStack) -> Sheet:
    moments = columns_of_moments(with_moments(scratch, sheet.table))
    columns = {
        column: len(cells) < SAMPLES
        for column, cells in sheet.cells.items()
        if column not in moments and (len(cells) < SAMPLES or not all(map(PLAIN.match, cells)))
    }
    tallies = Tallies(scratch, sheet.table, columns, (word for system in SYSTEMS for word in system.nulls))
    owned.callback(tallies.close)
    return replace(sheet, tallies=tallies)
