"""Rows that a name makes look like sums: `Total Energies` may be a deal, `Total won` hardly ever is."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final

import duckdb
from duckdb import ColumnExpression, ConstantExpression, FunctionExpression

from data_loaders.readers.footers import TOTAL

MAY_BE_NAME: Final = re.compile(r"totals? [^\W\d]", re.IGNORECASE)
USUAL: Final = 0.8
"""The part of the other rows in which a cell is filled, where an empty one tells something."""
NEAR: Final = 0.005


def may_be_name(cells: Sequence[str | None]) -> bool:
    """Whether a row of numbers that begins with `Total …` may be a record with such a name."""
    first = next((cell for cell in cells if cell), "")
    return TOTAL.match(first) is None and MAY_BE_NAME.match(first) is not None


def is_sum(
    table: duckdb.DuckDBPyRelation, row: int, cells: Sequence[str | None], *, others: Collection[int], after: int
) -> bool:
    """Whether a row lacks what the other rows have, or its greatest number is the sum of rows above.

    `others`: rows that are no records; `after`: the last of them above. The sum is that of the rows since then, or of
    all above.
    """
    names = [name for name in table.columns if name != "row"]
    rows = table.filter(ColumnExpression("row").isnotin(*map(ConstantExpression, {row, *others})))
    counts = [FunctionExpression("count", ColumnExpression(name)) for name in names]
    total, *filled = rows.aggregate([FunctionExpression("count_star"), *counts]).fetchall()[0]
    if any(cell is None and count >= total * USUAL for cell, count in zip(cells, filled, strict=True)):
        return True
    number, name = max(((_number(cell) or 0, name) for name, cell in zip(names, cells, strict=True)))
    above = rows.filter(ColumnExpression("row") < ConstantExpression(row)).select("row", name).fetchall()
    parts = (above, [(at, cell) for at, cell in above if at > after])
    return any(
        len(part) > 1 and abs(sum(_number(cell) or 0 for _, cell in part) - number) <= number * NEAR for part in parts
    )


def _number(cell: str | None) -> float | None:
    """The number in a cell with commas between thousands; None where there is none."""
    digits = re.sub(r"[^\d.-]", "", cell or "")
    try:
        return float(digits)
    except ValueError:
        return None
