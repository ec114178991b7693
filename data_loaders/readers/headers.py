"""Where the headers of a table stand, and what they are called."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from data_loaders.readers.cells import clean, kind_of
from data_loaders.readers.unit_rows import names_with_units

Row = Sequence[str | None]


LOOK: Final = 50
BODY: Final = 40
WIDE: Final = 400
"""Columns by which a row is judged: thousands tell no more, and take as much longer."""
RAGGED: Final = 0.4
FULL: Final = 0.8
REMARK: Final = re.compile(r"[^:：]{1,20}[:：]\s*\S")
"""A line above a table that says something of it: `制表人：李雷`, `单位：万元`, `Date: 2026-03-01`."""
LATER: Final = 0.03
MOST_POINTS: Final = 8.0
DEEPEST: Final = 8
YEAR: Final = re.compile(r"(19|20)\d\d$")


@dataclass(frozen=True)
class Header:
    """Header rows `first`..`last` (0-based in the sample, `last` = -1 where there are none) and the names."""

    first: int
    last: int
    names: tuple[str, ...]
    above: tuple[str, ...] = ()
    """Lines above the table: a title, the period of a report."""
    units: bool = False
    """Whether the last of the rows names the units of the columns."""

    @property
    def depth(self) -> int:
        """How many rows the headers take."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class Merge:
    """Merged cells, 0-based, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


def find_header(rows: Sequence[Row], *, merges: Sequence[Merge] = ()) -> Header | None:
    """The header among the first 50 rows with the lines above it; None where there is no table at all."""
    header = _best_header(rows, merges)
    if header is None:
        return None
    if header.depth and (names := names_with_units(rows, header.last + 1, header.names)):
        header = replace(header, last=header.last + 1, names=names, units=True)
    return replace(header, above=tuple(" ".join(filter(None, row)) for row in rows[: header.first]))


def _best_header(rows: Sequence[Row], merges: Sequence[Merge]) -> Header | None:
    """Among rows that fill the table's width the best is text, distinct, and unlike the rows below it."""
    width = table_width(rows)
    if width == 0:
        return None
    index = _best_row(rows, width)
    if index is None:
        return None
    if block := _merged_block(rows, index, width, merges):
        return Header(*block, header_names(_filled(rows, *block, width, merges), width))
    if _is_data(rows, index):
        return Header(index, index - 1, header_names([], width))
    first, last = _extent(rows, index, width, merges)
    parts = _filled(rows, first, last, width, merges)
    return Header(first, last, header_names(parts, width))


def _best_row(rows: Sequence[Row], width: int) -> int | None:
    """The first row of the best score; null where no row has any.

    Each full row above costs a row the same, so that no later row can win once what is left to win is too little.
    """
    rows, width = [row[:WIDE] for row in rows[: LOOK + BODY]], min(width, WIDE)
    best, at, fuller = 0.0, None, 0
    for index, row in enumerate(rows[:LOOK]):
        if best >= MOST_POINTS - FULL * fuller - LATER * index:
            break
        score = _score(rows, index, width, fuller)
        if score > best:
            best, at = score, index
        fuller += sum(map(bool, row[:width])) >= FULL * width
    return at


def table_width(rows: Sequence[Row]) -> int:
    """Columns of the table.

    The most frequent extent among rows of two cells or more, a longer row of headers, or the longest row where many
    differ.
    """
    several = [row for row in rows if sum(map(bool, row)) > 1]
    extents = Counter(map(_extent_of, several))
    if not extents:
        return max((_extent_of(row) for row in rows), default=0) and 1
    # sums of groups are short and may outnumber the rows that they sum up
    dense = Counter(_extent_of(row) for row in several if sum(map(bool, row)) * 2 > _extent_of(row)) or extents
    usual = max(dense, key=lambda extent: (dense[extent], extent))
    longer = sum(n for extent, n in extents.items() if extent > usual)
    if longer >= RAGGED * sum(extents.values()):
        return max(extents)
    return max(usual, _widest_text(rows, usual))


def header_names(parts: Sequence[Row], width: int) -> tuple[str, ...]:
    """Names of the columns: rows joined with '.', 'column 4' where empty, ' (2)' where repeated."""
    names: list[str] = []
    seen: set[str] = set()
    for column in range(width):
        pieces: list[str] = []
        for row in parts:
            piece = clean(row[column]) if column < len(row) else ""
            if piece and piece not in pieces:
                pieces.append(piece)
        name = ".".join(pieces) or f"column {column + 1}"
        unique, number = name, 1
        while unique in seen:
            number += 1
            unique = f"{name} ({number})"
        seen.add(unique)
        names.append(unique)
    return tuple(names)


def _extent_of(row: Row) -> int:
    return next((len(row) - place for place, cell in enumerate(reversed(row)) if cell and cell.strip()), 0)


def _widest_text(rows: Sequence[Row], usual: int) -> int:
    """Width of the widest all-text row before the first usual one: headers may be longer than the rows below."""
    widest = usual
    for row in rows[:LOOK]:
        extent = _extent_of(row)
        if extent >= usual and sum(map(bool, row)) >= 0.8 * extent and {kind_of(cell) for cell in row} <= {"text", ""}:
            widest = max(widest, extent)
            break
    return widest


def _score(rows: Sequence[Row], index: int, width: int, fuller: int) -> float:
    """How much a row looks like headers, at most `MOST_POINTS`; `fuller`: rows above that fill the width."""
    cells = [clean(cell) for cell in rows[index][:width]]
    filled = [cell for cell in cells if cell]
    if len(filled) < min(2, width) or len(filled) * 3 < width:
        return 0.0
    kinds = ["text" if YEAR.match(cell) else kind_of(cell) for cell in filled]
    text = kinds.count("text") / len(filled)
    distinct = len(set(filled)) / len(filled)
    short = sum(len(cell) <= 80 for cell in filled) / len(filled)
    return (
        2 * len(filled) / width
        + 2 * text
        + distinct
        + short
        + _contrast(rows, index, cells, width)
        - FULL * fuller
        - LATER * index
    )


def _contrast(rows: Sequence[Row], index: int, cells: Sequence[str], width: int) -> float:
    """+2 where a text header stands over numbers or dates in each column; −2 where each is also a value below it.

    Three words above a table of seven columns cannot have it all, whatever stands below them. Headers that come again
    on every page are no values.
    """
    body = [row for row in rows[index + 1 : index + 1 + BODY] if any(row) and list(row) != list(rows[index])]
    unlike = alike = 0
    for column, cell in enumerate(cells):
        below = [clean(row[column]) for row in body if column < len(row) and row[column]]
        if not cell or not below:
            continue
        other = sum(kind_of(value) in ("number", "date") for value in below) * 2 > len(below)
        unlike += kind_of(cell) == "text" and other
        alike += cell in below
    known = max(1, sum(map(bool, cells)))
    return 2 * unlike / max(known, width) - 2 * alike / known


def _is_data(rows: Sequence[Row], index: int) -> bool:
    """Whether the row is a record: every cell is of the kind usual below it, and not all are text."""
    body = [row for row in rows[index + 1 : index + 1 + BODY] if any(row)]
    compared = typed = 0
    for column, cell in enumerate(rows[index]):
        below = Counter(kind_of(row[column]) for row in body if column < len(row) and kind_of(row[column]))
        kind = kind_of(cell)
        if not kind or not below:
            continue
        if YEAR.match(cell or "") and not any(YEAR.match(row[column] or "") for row in body if column < len(row)):
            return False
        if below.most_common(1)[0][0] != kind:
            return False
        compared += 1
        typed += kind != "text"
    return compared > 0 and typed > 0


def _merged_block(rows: Sequence[Row], index: int, width: int, merges: Sequence[Merge]) -> tuple[int, int] | None:
    """First and last row of merged cells that cover the width with text and end at or just above `index`."""
    for top in sorted({merge.top for merge in merges if merge.top <= index}):
        last = max(merge.bottom for merge in merges if merge.top == top)
        reach = [merge for merge in merges if top <= merge.top <= last]
        last = max(merge.bottom for merge in reach)
        if not index - 1 <= last < min(top + DEEPEST, len(rows)) or last == top:
            continue
        grid = _filled(rows, top, last, width, merges)
        covered = sum(any(row[column] for row in grid) for column in range(width))
        enough = FULL * width if last >= index else width
        if covered >= max(2, enough) and all(_all_text(row) for row in grid):
            return top, last
    return None


def _extent(rows: Sequence[Row], index: int, width: int, merges: Sequence[Merge]) -> tuple[int, int]:
    """First and last header row around `index`."""
    touching = [merge for merge in merges if merge.top <= index <= merge.bottom and merge.bottom - merge.top < 3]
    if touching:
        first = min(merge.top for merge in touching)
        last = min(max([index, *(merge.bottom for merge in touching)]), len(rows) - 1)
        wide = any(merge.right > merge.left and merge.bottom == last for merge in touching)
        if wide and last == index and last + 1 < len(rows) and _all_text(rows[last + 1]):
            last += 1
        return _above(rows, first, merges, width), last
    if index + 1 < len(rows) and _complete(rows, index, index + 1, width):
        return index, index + 1
    if index > 0 and _above(rows, index, merges, width) < index:
        return index - 1, index
    if index > 0 and _complete(rows, index - 1, index, width):
        return index - 1, index
    return index, index


def _above(rows: Sequence[Row], index: int, merges: Sequence[Merge], width: int) -> int:
    """The row above, where it holds groups: several merges side by side, none over the whole width."""
    groups = [m for m in merges if m.top == m.bottom == index - 1 and m.right - m.left + 1 < width]
    remarks = any(REMARK.match(clean(cell)) for cell in rows[index - 1]) if groups else False
    return index - 1 if groups and not remarks and sum(map(bool, rows[index - 1])) > 1 else index


def _complete(rows: Sequence[Row], top: int, bottom: int, width: int) -> bool:
    """Whether two rows without merge marks are one header: text only, each filling the other's gaps."""
    upper = [clean(cell) for cell in rows[top][:width]] + [""] * (width - len(rows[top]))
    lower = [clean(cell) for cell in rows[bottom][:width]] + [""] * (width - len(rows[bottom]))
    if not (_all_text(upper) and _all_text(lower)) or sum(map(bool, lower)) < 2 or sum(map(bool, upper)) < 2:
        return False
    if any(map(REMARK.match, upper)) or (top > 0 and _alike(rows[top - 1], rows[top])):
        return False  # one of several lines above the table
    covered = all(a or b for a, b in zip(upper, lower, strict=True))
    grown = any(b and not a for a, b in zip(upper, lower, strict=True))
    hanging = any(a and not b for a, b in zip(upper, lower, strict=True))
    filled = [place for place, cell in enumerate(upper) if cell]
    if not hanging and filled == list(range(len(filled))) and len(filled) * 2 <= width:
        return False  # `Generated by | Amy`: titles of groups stand apart, or reach to the end
    return covered and grown and (hanging or _contrast(rows, bottom, lower, width) > 0)


def _alike(upper: Row, lower: Row) -> bool:
    """Whether two rows fill the same cells."""
    return [bool(clean(cell)) for cell in upper] == [bool(clean(cell)) for cell in lower]


def _all_text(row: Row) -> bool:
    return {kind_of(cell) for cell in row} <= {"text", ""}


def _filled(rows: Sequence[Row], first: int, last: int, width: int, merges: Sequence[Merge]) -> list[list[str]]:
    """The header rows with merged cells written into each cell they cover."""
    grid = [[clean(cell) for cell in row[:width]] + [""] * (width - len(row)) for row in rows[first : last + 1]]
    if merges:
        for merge in merges:
            if first <= merge.top <= last and merge.left < width:
                text = grid[merge.top - first][merge.left]
                for row in range(merge.top, min(merge.bottom, last) + 1):
                    for column in range(merge.left, min(merge.right + 1, width)):
                        grid[row - first][column] = text
        return grid
    for upper, lower in itertools.pairwise(grid):
        for column in range(1, width):
            if not upper[column] and lower[column]:
                upper[column] = upper[column - 1]
    return grid
