"""Canonical tables as files, from rows in plain Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import pyarrow as pa

from data_loaders.schema import arrow_schema
from data_loaders.table_files import table_file


def write_rows(rows: Sequence[Mapping[str, object]], folder: Path, table: str) -> None:
    """The rows as a canonical table of the folder; a column that none of them has is null."""
    schema = arrow_schema(table)
    with pa.ipc.new_file(table_file(folder, table), schema) as writer:
        writer.write_table(pa.Table.from_pylist(list(rows), schema=schema))
