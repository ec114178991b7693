"""Quotation marks gone astray: `"5 pipe` opens a cell that ends with the next mark, be it forty records below.

What such a cell holds are records, and they look like the others: as many cells, and numbers where those have numbers.
A remark of several lines hardly ever does.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from typing import Final

from data_loaders.readers.dialects import Dialect, settings

TELLING: Final = re.compile(r"[^\W\d_]{0,3}[\W_]*\d[\d\W_]*[^\W\d_]{0,3}")
"""A number or a date, maybe with a unit."""
LEAST_UNTOLD: Final = 2
"""Lines within a cell that have to look like records where records have neither number nor date."""

Cells = Sequence[str]


def is_several(lines: Sequence[str], dialect: Dialect, like: Cells) -> bool:
    """Whether the physical lines of one record are records each; `like`: the cells of a record of the table."""
    first, *within, last = (line.rstrip("\r\n") for line in lines)
    own = next(csv.reader([last], **settings(dialect)), [])
    split = [line.split(dialect.delimiter) for line in (first, *within, last)]
    return are_records(split[0], split[1:-1], own if len(own) == len(like) else split[-1], like=like)


def are_records(first: Cells, within: Sequence[Cells], last: Cells, *, like: Cells) -> bool:
    """Whether the lines of one record are records each: those `within` a cell, else the two that share it."""
    if not any(map(_telling, like)):
        return len(within) >= LEAST_UNTOLD and all(len(cells) == len(like) for cells in within)
    return all(_is_record(cells, like) for cells in within or (first, last))


def _is_record(cells: Cells, like: Cells) -> bool:
    """Whether there are as many cells, with a number or nothing where the other record has a number."""
    if len(cells) != len(like):
        return False
    beside = [cell for cell, other in zip(cells, like, strict=True) if _telling(other) and cell.strip()]
    return bool(beside) and all(map(_telling, beside))


def _telling(cell: str) -> bool:
    return TELLING.fullmatch(cell.strip()) is not None
