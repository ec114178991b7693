"""The loaders' statements: one `.sql` file each, with fixed names of their own; nothing of a file is ever in them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from data_loaders.schema import arrow_schema

STATEMENTS: Final = Path(__file__).parent / "sql"
ROWS_OF_PARQUET: Final = 122_880
_REPEATED: Final = frozenset(
    {"sheet", "account_name", "owner_name", "team", "pipeline", "stage", "from_stage", "to_stage", "status", "currency",
     "source", "industry", "region", "segment", "product", "deal_type", "evidence", "precision", "field", "changed_by",
     "lost_reason", "forecast_category", "type", "measure"}
)  # fmt: skip
"""Columns whose values come again and again."""


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


def write_table(
    relation: duckdb.DuckDBPyRelation, folder: Path, table: str, *, without: Collection[str] = frozenset()
) -> None:
    """A canonical table as `<table>.parquet`, in the columns of the specification, batch by batch.

    Arrow writes it: the database's own writer takes twice the time over the same rows. The columns `without` a value
    are never asked for: to hand a million nulls over takes as long as a million numbers.
    """
    schema = arrow_schema(table)
    asked = [name for name in schema.names if name not in without]
    rows = relation.select(*map(duckdb.ColumnExpression, asked)).to_arrow_reader(ROWS_OF_PARQUET)
    repeated = [name for name in asked if name in _REPEATED]
    nulls = {name: pa.nulls(ROWS_OF_PARQUET, schema.field(name).type) for name in schema.names if name in without}
    # Read once or twice on this machine, by a database that looks at no statistics: not packed. Ids hardly repeat.
    with (
        pq.ParquetWriter(
            folder / f"{table}.parquet", schema, use_dictionary=repeated, write_statistics=False, compression="none"
        ) as writer,
        ThreadPoolExecutor(max_workers=1) as beside,
    ):
        written: Future[None] | None = None
        for batch in rows:
            cells = [
                nulls[field.name][: len(batch)] if field.name in nulls else batch.column(field.name).cast(field.type)
                for field in schema
            ]
            whole = pa.record_batch(cells, schema=schema)
            if written is not None:
                written.result()
            # beside the database, which makes the next batch meanwhile
            written = beside.submit(writer.write_batch, whole, row_group_size=ROWS_OF_PARQUET)
        if written is not None:
            written.result()
