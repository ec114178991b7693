"""Files of any kind, read into sheets of text: by content first, by extension second."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Final

import duckdb

from data_loaders.bytewise import Seen
from data_loaders.problems import refused
from data_loaders.readers.archives import check_archive, read_archive
from data_loaders.readers.blocks import tables_in
from data_loaders.readers.content import Content, content_of
from data_loaders.readers.groups import ungrouped
from data_loaders.readers.packages import Package, package_of
from data_loaders.readers.text import read_text
from data_loaders.readers.xes import read_xes
from data_loaders.report import Said
from data_loaders.sheet import Sheet

LOOKED_THROUGH: Final = 16 << 20
"""Bytes of a workbook up to which it is looked through for more than its cells."""


def read_sheets(
    scratch: duckdb.DuckDBPyConnection, path: Path, *, file_name: str, begun: Future[Seen] | None = None
) -> tuple[Sheet, ...]:
    """The sheets of a file, in its order, those without a table left out; two tables on one sheet give two.

    `begun`: a look at its bytes that goes on already, for where it is a text. Raises Refused with one sentence where
    nothing can be read.
    """
    if not path.is_file():
        raise refused("file_missing", file_name=file_name)
    if path.stat().st_size == 0:
        raise refused("file_empty", file_name=file_name)
    content = content_of(path, file_name=file_name)
    sheets = _read(scratch, path, content, file_name, begun)
    return tuple(ungrouped(scratch, one) for sheet in sheets for one in tables_in(scratch, sheet))


def _read(
    scratch: duckdb.DuckDBPyConnection, path: Path, content: Content, file_name: str, begun: Future[Seen] | None
) -> tuple[Sheet, ...]:
    if content == "text":
        return (read_text(scratch, path, file_name=file_name, begun=begun),)
    if content == "parquet":
        from data_loaders.readers.parquet import read_parquet  # noqa: PLC0415 - its library takes long to import

        return (read_parquet(scratch, path, file_name=file_name),)
    if content == "xes":
        return (read_xes(scratch, path, file_name=file_name),)
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
    sheets = read_workbook(scratch, path, file_name=file_name)
    package = package_of(path) if zipped and path.stat().st_size < LOOKED_THROUGH else Package()
    return tuple(_told(sheet, package) for sheet in sheets)


def _told(sheet: Sheet, package: Package) -> Sheet:
    """The sheet with what its workbook says beside the cells."""
    hidden = package.hidden.get(sheet.name, 0)
    notes = (*sheet.notes, Said("rows_hidden", {"rows": hidden})) if hidden else sheet.notes
    return replace(sheet, notes=notes, since_1904=package.since_1904)


def _member(scratch: duckdb.DuckDBPyConnection, path: Path, name: str) -> tuple[Sheet, ...]:
    """The sheets of one member of an archive, named after it. Raises Refused for an archive within the archive."""
    if content_of(path, file_name=name) == "archive":
        raise refused("archive_nested", file_name=name)
    sheets = read_sheets(scratch, path, file_name=name)
    return tuple(replace(sheet, name=f"{name} / {sheet.name}" if sheet.name else name) for sheet in sheets)
