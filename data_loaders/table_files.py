"""The files in which canonical tables travel from the reading process to the warehouse: `<table>.arrow`.

They live for seconds, on one machine. So the columns lie in them as they lie in memory (Arrow's file format, not
packed): to write them as Parquet, which takes every text apart, costs three times the processor time.
"""

from __future__ import annotations

from collections.abc import Collection
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from data_loaders.schema import arrow_schema

BATCH: Final = 122_880
"""Rows written at a time."""
LEFT_OUT: Final = "left out"
"""Under which name a file says which columns it does not hold because they have no value."""
WIDEST: Final = 8
"""Bytes of a value in the columns of the specification, or of a place in a text, at most."""


def table_file(folder: Path, table: str) -> Path:
    """Where a canonical table lies in a folder of them, if it is there."""
    return folder / f"{table}.arrow"


def write_table(
    relation: duckdb.DuckDBPyRelation, folder: Path, table: str, *, without: Collection[str] = frozenset()
) -> None:
    """A canonical table in the columns of the specification, batch by batch.

    The columns `without` a value are neither asked for nor written: a million nulls cost as much as a million numbers.
    """
    named = {LEFT_OUT: ",".join(sorted(without))}
    schema = pa.schema([field for field in arrow_schema(table) if field.name not in without], metadata=named)
    rows = relation.select(*map(duckdb.ColumnExpression, schema.names)).to_arrow_reader(BATCH)
    with (
        pa.ipc.new_file(table_file(folder, table), schema) as writer,
        ThreadPoolExecutor(max_workers=1) as beside,
    ):
        written: Future[None] | None = None
        for batch in rows:
            whole = pa.record_batch([_as(field.type, batch.column(field.name)) for field in schema], schema=schema)
            if written is not None:
                written.result()
            written = beside.submit(writer.write_batch, whole)  # while the database makes the next batch
        if written is not None:
            written.result()


def _as(kind: pa.DataType, column: pa.Array) -> pa.Array:
    """The column in a type, which it nearly always has: Arrow imports all of its functions to find that out."""
    return column if column.type == kind else column.cast(kind)


def read_table(folder: Path, table: str) -> pa.Table:
    """A canonical table as it was written, not copied: its pages come from the file when they are asked for.

    Columns that were left out are null. Raises ArrowInvalid where others are missing.
    """
    with pa.memory_map(str(table_file(folder, table))) as file:
        found = pa.ipc.open_file(file).read_all()
    schema, written = arrow_schema(table), frozenset(found.schema.names)
    left_out = (found.schema.metadata or {}).get(LEFT_OUT.encode(), b"").decode().split(",")
    if missing := sorted(frozenset(schema.names) - written - frozenset(left_out)):
        raise pa.ArrowInvalid(f"{table} lacks the column {missing[0]}")
    sizes = [len(chunk) for chunk in found.column(0).chunks]
    zeros = pa.py_buffer(bytes(WIDEST * (max(sizes, default=0) + 1)))
    columns = [
        found.column(field.name)
        if field.name in written
        else pa.chunked_array([_nulls(field.type, size, zeros) for size in sizes], type=field.type)
        for field in schema
    ]
    return pa.Table.from_arrays(columns, schema=schema)


def _nulls(kind: pa.DataType, size: int, zeros: pa.Buffer) -> pa.Array:
    """Nulls whose bytes are all the same zeros: Arrow's own wait until all of its functions are registered."""
    return pa.Array.from_buffers(kind, size, [zeros] * kind.num_buffers)


def checked_table(folder: Path, table: str) -> pa.Table:
    """The same, looked through for what no whole file has. Raises ArrowInvalid.

    The process that wrote it reads hostile files; offsets that lead out of a column would be followed.
    """
    found = read_table(folder, table)
    found.validate(full=True)
    return found
