"""Files of any kind, read into sheets of text: by content first, by extension second."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb

from data_loaders.problems import refused
from data_loaders.readers.archives import check_archive, read_archive
from data_loaders.readers.content import content_of
from data_loaders.readers.parquet import read_parquet
from data_loaders.readers.text import read_text
from data_loaders.sheet import Sheet


def read_sheets(scratch: duckdb.DuckDBPyConnection, path: Path, *, file_name: str) -> tuple[Sheet, ...]:
    """The sheets of a file, in its order, those without a table left out.

    Raises Refused with one sentence where nothing can be read.
    """
    if not path.is_file():
        raise refused("file_missing", file_name=file_name)
    if path.stat().st_size == 0:
        raise refused("file_empty", file_name=file_name)
    content = content_of(path, file_name=file_name)
    if content == "text":
        return (read_text(scratch, path, file_name=file_name),)
    if content == "parquet":
        return (read_parquet(scratch, path, file_name=file_name),)
    if content == "workbook":
        return _workbook(scratch, path, file_name=file_name)
    check_archive(path, file_name=file_name)
    return read_archive(path, file_name=file_name, read=lambda member, name: _member(scratch, member, name))


def _workbook(scratch: duckdb.DuckDBPyConnection, path: Path, *, file_name: str) -> tuple[Sheet, ...]:
    from data_loaders.readers.workbook import read_workbook  # noqa: PLC0415 - three workbook libraries, for those only

    with path.open("rb") as file:
        zipped = file.read(2) == b"PK"
    if zipped:
        check_archive(path, file_name=file_name)
    return read_workbook(scratch, path, file_name=file_name)


def _member(scratch: duckdb.DuckDBPyConnection, path: Path, name: str) -> tuple[Sheet, ...]:
    """The sheets of one member of an archive, named after it; archives within archives are left out."""
    if content_of(path, file_name=name) == "archive":
        return ()
    sheets = read_sheets(scratch, path, file_name=name)
    return tuple(replace(sheet, name=f"{name} / {sheet.name}" if sheet.name else name) for sheet in sheets)
