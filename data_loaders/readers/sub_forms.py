"""Sub-forms: records of several rows, the first with the cells of the record, each with a line of its own.

Forms export them so (简道云, 支道): the cells of the record are merged over its lines, or blank in all but the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import duckdb
import numpy as np
import pyarrow as pa
from duckdb import CoalesceOperator, ColumnExpression, ConstantExpression, Expression, FunctionExpression

from data_loaders.scratch import new_table
from data_loaders.sheet import Records


@dataclass(frozen=True)
class SubForm:
    """Which rows are lines below the first of their record, and which columns (0-based) are the record's own."""

    is_line: Expression
    own: frozenset[int]


def form_of_rows(rows: Iterable[int], own: Iterable[int]) -> SubForm:
    """The sub-form whose lines are known by the numbers of their rows."""
    return SubForm(ColumnExpression("row").isin(*map(ConstantExpression, rows)), frozenset(own))


def sub_form_of(table: duckdb.DuckDBPyRelation, headers: Sequence[str]) -> SubForm | None:
    """The sub-form that joined headers (`title.field`) name: its lines fill the columns of the title alone."""
    groups = [header.split(".", 1)[0] if "." in header else "" for header in headers]
    lines = [column for column, group in enumerate(groups) if group and groups.count(group) > 1]
    own = [column for column in range(len(headers)) if column not in lines]
    if not lines or len(own) < 2:
        return None
    starts = table.filter(_any(own)).aggregate([FunctionExpression("min", ColumnExpression("row"))]).fetchall()[0][0]
    if starts is None:
        return None
    is_line = ~_any(own) & _any(lines) & (ColumnExpression("row") > ConstantExpression(starts))
    return SubForm(is_line, frozenset(own))


def _any(columns: Sequence[int]) -> Expression:
    return CoalesceOperator(*(ColumnExpression(f"c{column}") for column in columns)).isnotnull()


def records_of(
    scratch: duckdb.DuckDBPyConnection, rows: duckdb.DuckDBPyRelation, form: SubForm, *, folded: str
) -> Records:
    """All rows of a table (`row`, `c0`, …), with the cells of its record in each line; `folded` as in `Records`."""
    ordered = rows.select("*", form.is_line.alias("is_line")).order("row").to_arrow_table()
    is_line = np.array(ordered.column("is_line").to_pylist())
    first = pa.array(np.maximum.accumulate(np.where(is_line, 0, np.arange(len(is_line)))))
    table = ordered.drop_columns(["is_line"])
    for column in form.own:
        cells = table.column(f"c{column}").take(first)
        table = table.set_column(table.column_names.index(f"c{column}"), f"c{column}", cells)
    table = table.append_column("record", table.column("row").take(first))
    name = new_table(scratch)
    scratch.from_arrow(table).create(name)
    lines = {column for column in table.column_names if column[:1] == "c" and int(column[1:]) not in form.own}
    return Records(name, folded, frozenset(lines))
