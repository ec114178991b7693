"""The loaders' statements: one `.sql` file each, with fixed names of their own; nothing of a file is ever in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from data_loaders.schema import arrow_schema

STATEMENTS: Final = Path(__file__).parent / "sql"


@cache
def sql(name: str) -> str:
    """The statement of `sql/<name>.sql`."""
    return (STATEMENTS / f"{name}.sql").read_text(encoding="utf-8")


def run(scratch: duckdb.DuckDBPyConnection, name: str, **values: object) -> list[tuple[Any, ...]]:
    """Run a statement with its bound values; gives its rows."""
    return scratch.execute(sql(name), values or None).fetchall()


def store_pairs(
    scratch: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, str], rows: Sequence[Sequence[object]]
) -> None:
    """A small table of our own words: column → SQL type, and its rows."""
    kinds = {
        "VARCHAR": pa.string(),
        "BIGINT": pa.int64(),
        "BOOLEAN": pa.bool_(),
        "DOUBLE": pa.float64(),
        "TIMESTAMP": pa.timestamp("us"),
        "DATE": pa.date32(),
    }
    schema = pa.schema([(name, kinds[kind]) for name, kind in columns.items()])
    arrays = [pa.array([row[at] for row in rows], field.type) for at, field in enumerate(schema)]
    scratch.from_arrow(pa.Table.from_arrays(arrays, schema=schema)).to_table(table)


def store_anew(
    scratch: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, str], rows: Sequence[Sequence[object]]
) -> None:
    """The same in the place of an earlier one of this name."""
    scratch.execute(f"DROP TABLE IF EXISTS {table}")
    store_pairs(scratch, table, columns, rows)


def open_table(scratch: duckdb.DuckDBPyConnection, table: str) -> None:
    """An empty canonical table of `data_loaders.schema`."""
    scratch.from_arrow(arrow_schema(table).empty_table()).to_table(table)


def distinct(scratch: duckdb.DuckDBPyConnection, view: str, column: str) -> list[str]:
    """The distinct texts of a column of one of our own views, in order."""
    text = duckdb.ColumnExpression(column)
    return [
        str(value)
        for (value,) in scratch.view(view).select(text).filter(text.isnotnull()).distinct().order(column).fetchall()
    ]
