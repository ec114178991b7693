"""Sub-forms written side by side: `产品明细[0].金额`, `产品明细[1].金额`, a group of columns a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from typing import Final

import duckdb
from duckdb import CoalesceOperator, ColumnExpression, ConstantExpression, Expression

from data_loaders.readers.tables import column_names
from data_loaders.scratch import new_table
from data_loaders.sheet import Records, Sheet

NUMBERED: Final = re.compile(r"(?P<title>[^\[\]]+)\[(?P<number>\d{1,3})\]\s*[.．·_-]?\s*(?P<field>[^\[\]]+)")


def as_records(scratch: duckdb.DuckDBPyConnection, sheet: Sheet) -> Sheet | None:
    """The sheet with a row a line, as `Records` beside its rows; null where no columns are numbered.

    Of several sub-forms the one with the most columns counts. The rows keep their numbers, each line that of its deal.
    """
    title = _title(sheet.headers)
    if title is None:
        return None
    own, lines = _columns(sheet.headers, title)
    fields = list(dict.fromkeys(field for places in lines.values() for field in places))
    names = column_names(len(own) + len(fields))
    cells = [ColumnExpression(f"c{at}") for at in own]
    table = scratch.table(sheet.table)
    parts = []
    for number, places in lines.items():
        values = [ColumnExpression(f"c{places[field]}") if field in places else _nothing() for field in fields]
        filled = CoalesceOperator(*(ColumnExpression(f"c{at}") for at in places.values())).isnotnull()
        parts.append(_named(table.filter(filled), [*cells, *values], names, line=number))
    every = [ColumnExpression(f"c{at}") for places in lines.values() for at in places.values()]
    without = _named(
        table.filter(CoalesceOperator(*every).isnull()), [*cells, *(_nothing() for _ in fields)], names, line=0
    )
    whole = new_table(scratch)
    reduce(lambda one, other: one.union(other), parts, without).order("row, line").create(whole)
    headers = (*(sheet.headers[at] for at in own), *(f"{title}.{field}" for field in fields))
    records = Records(whole, sheet.table, frozenset(names[len(own) :]))
    return replace(sheet, headers=headers, records=records)


def _columns(headers: Sequence[str], title: str) -> tuple[list[int], dict[int, dict[str, int]]]:
    """The columns of the record, and of each number its field → column."""
    lines: dict[int, dict[str, int]] = {}
    for at, header in enumerate(headers):
        found = NUMBERED.fullmatch(header.strip())
        if found and found["title"] == title:
            lines.setdefault(int(found["number"]), {}).setdefault(found["field"], at)
    used = {at for places in lines.values() for at in places.values()}
    return [at for at in range(len(headers)) if at not in used], dict(sorted(lines.items()))


def _title(headers: Sequence[str]) -> str | None:
    """The title with the most numbered columns, of which there are two at least."""
    found = Counter(match["title"] for header in headers if (match := NUMBERED.fullmatch(header.strip())))
    title, columns = found.most_common(1)[0] if found else ("", 0)
    return title if columns > 1 else None


def _nothing() -> Expression:
    return ConstantExpression(None).cast("VARCHAR")


def _named(
    rows: duckdb.DuckDBPyRelation, cells: Sequence[Expression], names: Sequence[str], *, line: int
) -> duckdb.DuckDBPyRelation:
    """`row`, the cells under their names, `record` and the number of the `line`."""
    row = ColumnExpression("row")
    named = (cell.alias(name) for cell, name in zip(cells, names, strict=True))
    return rows.select(row, *named, row.alias("record"), ConstantExpression(line).alias("line"))
