"""Parquet files: every column becomes text in the canonical form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from data_loaders.problems import refused
from data_loaders.readers.headers import header_names
from data_loaders.readers.tables import Raw, column_names, sheet_of, store
from data_loaders.sheet import Sheet

BATCH: Final = 65_536
MAX_COLUMNS: Final = 4_000


def read_parquet(scratch: duckdb.DuckDBPyConnection, path: Path, *, file_name: str) -> Sheet:
    """The one sheet of a Parquet file; rows are numbered from 1. Raises Refused where it is damaged."""
    try:
        with pq.ParquetFile(path) as file:
            names = header_names([file.schema_arrow.names], len(file.schema_arrow.names))
            if not names:
                raise refused("file_no_table", file_name=file_name)
            if len(names) > MAX_COLUMNS:
                raise refused("too_many_columns", file_name=file_name, columns=len(names), limit=MAX_COLUMNS)
            table = store(scratch, _batches(file), len(names))
    except (pa.ArrowException, OSError) as error:
        raise refused("parquet_damaged", file_name=file_name) from error
    return sheet_of(scratch, Raw("", table, names, 0))


def _batches(file: pq.ParquetFile) -> Iterator[pa.Table]:
    row = 1
    for batch in file.iter_batches(BATCH):
        columns = [as_text(column) for column in batch.columns]
        rows = pa.array(range(row, row + batch.num_rows), pa.int64())
        yield pa.table([rows, *columns], names=["row", *column_names(len(columns))])
        row += batch.num_rows


def as_text(column: pa.Array) -> pa.Array:
    """An Arrow column as text: timestamps without a zone (UTC) and trailing fractions, whole floats without `.0`."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return as_text(column.dictionary_decode())
    if pa.types.is_timestamp(kind):
        seconds = pc.strftime(column.cast(pa.timestamp("s", kind.tz), safe=False), "%Y-%m-%d %H:%M:%S")
        return pc.replace_substring_regex(seconds, r" 00:00:00$", "")
    if pa.types.is_floating(kind):
        text = column.cast(pa.float64()).cast(pa.string())
        text = pc.if_else(pc.is_finite(column), text, pa.scalar(None, pa.string()))
        return pc.replace_substring_regex(text, r"\.0$", "")
    if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return pa.array([None if item is None else str(item) for item in column.to_pylist()], pa.string())
    return column.cast(pa.string())
