"""Numbers whose thousands are parted by the comma that parts the cells: `1,200` without quotation marks is two cells.

Such a row has more cells than there are columns. It is read where there is but one way to put its numbers together
that gives every column what it holds in other rows; where all rows are too long, where one column alone can hold them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from data_loaders.readers.cells import Kind, kind_of

COMMA: Final = ","
FIRST: Final = re.compile(r"[-+(]?\s*(?:[^\w\s,]{1,3}|[A-Z]{1,3})?\s*\d{1,3}")
NEXT: Final = re.compile(r"\d{3}")
LAST: Final = re.compile(r"\d{3}(?:\.\d+)?\)?")
MOST_PARTED: Final = 4
"""Cells too many in a row up to which it is put together."""
LOOK: Final = 200
"""Rows that tell what the columns hold."""

Kinds = tuple[frozenset[Kind], ...]
"""What each column holds beside blanks."""


def kinds_of(rows: Sequence[Sequence[str]], columns: int) -> Kinds:
    """Of the first rows that have as many cells as there are columns; empty without any."""
    fitting = list(islice((row for row in rows if len(row) == columns), LOOK))
    return tuple(frozenset(map(kind_of, cells)) - {""} for cells in zip(*fitting, strict=True))


def always_at(rows: Sequence[Sequence[str]], columns: int) -> int | None:
    """The column whose number is parted in each of the rows, all too long; None where none is, or it may be several."""
    if not rows or not all(0 < len(row) - columns <= MOST_PARTED for row in rows):
        return None
    if not any(cell.strip() for row in rows for cell in row[columns:]):
        return None  # each line merely ends with a comma
    # not the first: lists begin with names and numbers of rows, and a header may be missing at their end
    places = [at for at in range(1, columns) if all(_are_one(_parts(row, at, len(row) - columns)) for row in rows)]
    return places[0] if len(places) == 1 else None


def joined_at(cells: Sequence[str], at: int, columns: int) -> list[str] | None:
    """The cells with the parts of the number in the column `at` as one; None where they are no parts of one."""
    parts = _parts(cells, at, len(cells) - columns)
    return [*cells[:at], "".join(parts), *cells[at + len(parts) :]] if _are_one(parts) else None


def _parts(cells: Sequence[str], at: int, more: int) -> list[str]:
    return [cell.strip() for cell in cells[at : at + more + 1]]


def put_together(cells: Sequence[str], kinds: Kinds, at: int | None = None) -> list[str] | None:
    """The cells, as many as columns; None where no way to put numbers together fits them, or several do.

    `at`: the column whose numbers are parted in every row, where that is known.
    """
    if at is not None:
        return joined_at(cells, at, len(kinds))
    filled = list(cells)
    while filled and not filled[-1].strip():
        filled.pop()
    too_many = len(filled) - len(kinds)
    if not kinds or not 0 < too_many <= MOST_PARTED:
        return None
    ways = [way for way in _ways(filled, too_many) if _fits(way, kinds)]
    return ways[0] if len(ways) == 1 else None


def _ways(cells: list[str], too_many: int, start: int = 0) -> Iterator[list[str]]:
    """Every way to have so many cells less, its first number at `start` or after."""
    if not too_many:
        yield cells
        return
    for at in range(start, len(cells) - 1):
        for more in range(1, too_many + 1):
            parts = _parts(cells, at, more)
            if len(parts) == more + 1 and _are_one(parts):
                whole = [*cells[:at], "".join(parts), *cells[at + more + 1 :]]
                yield from _ways(whole, too_many - more, at + 1)


def _are_one(parts: Sequence[str]) -> bool:
    if len(parts) <= 1:
        return False
    first, *within, last = parts
    return bool(FIRST.fullmatch(first) and LAST.fullmatch(last)) and all(map(NEXT.fullmatch, within))


def _fits(cells: Sequence[str], kinds: Kinds) -> bool:
    return all(kind_of(cell) in seen | {""} for cell, seen in zip(cells, kinds, strict=True))
