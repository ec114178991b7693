"""Imports: put what the loaders read into the warehouse, list it, take it out again.

An import is one transaction: all of it or none. Files of one call go in together or not at all. The same content is
recognised by its SHA-256 and changes nothing. Originals are kept beside the warehouse, named by their hash.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from dashboard.errors import USAGE, DashboardError
from dashboard.language import mark
from dashboard.warehouse import layout
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.stored import (
    Kept,
    Past,
    Reading,
    delete,
    forget,
    insert,
    keep,
    kept,
    rows,
    sample_ids,
    workplace,
)
from data_loaders import sandbox
from data_loaders.options import Options
from data_loaders.problems import SENTENCES, Refused
from data_loaders.report import LoadReport

Progress = Callable[[float, str], None]
NO_SUCH_IMPORT: Final = mark("There is no import {number}.")
SEE_IMPORTS: Final = mark("The list of imports shows the numbers.")


@dataclass(frozen=True)
class LoadResult:
    """What one file came to. `already`: this content was loaded before, as `import_id`; nothing was changed."""

    import_id: int
    already: bool
    report: LoadReport
    replaced_sample: bool = False


@dataclass(frozen=True)
class ImportRow:
    """One import as the list shows it."""

    import_id: int
    file_name: str
    system: str
    kinds: tuple[str, ...]
    as_of: datetime
    loaded_at: datetime
    is_sample: bool
    rows_read: int
    rows_loaded: int
    rows_merged: int
    rows_rejected: int


def preview_file(path: Path, options: Options, progress: Progress | None = None) -> LoadReport:
    """What loading a file would do, without touching the warehouse. Raises DashboardError when it is refused."""
    with tempfile.TemporaryDirectory(prefix="pipeline-preview-") as out:
        return _read(path, Path(out), options, progress).report


def load_files(
    warehouse: Warehouse,
    files: Sequence[tuple[Path, Options]],
    progress: Progress | None = None,
    *,
    sample: bool = False,
) -> tuple[LoadResult, ...]:
    """Read and store files together: all of them or none. Loading one's own file removes the sample.

    Raises DashboardError with one sentence when any of them is refused; the warehouse is then as before.
    """
    with workplace(warehouse) as place:
        read = []
        for number, (path, options) in enumerate(files):
            out = place / str(number)
            out.mkdir()
            read.append(_read(path, out, options, _part(progress, number, len(files))))
        if progress:
            progress(0.9, mark("storing"))
        results = _store(warehouse, read, sample=sample)
        if progress:
            progress(1.0, mark("done"))
        return results


def store_tables(
    warehouse: Warehouse,
    out_dir: Path,
    report: LoadReport,
    *,
    original: Path | None = None,
    options: Options = Options(),  # noqa: B008 - frozen
    sample: bool = False,
) -> LoadResult:
    """Store canonical Parquet tables that somebody else made (see `data_loaders.schema`)."""
    with workplace(warehouse) as place:
        inside = place / "tables"
        shutil.copytree(out_dir, inside)
        return _store(warehouse, [Reading(report, inside, original, options)], sample=sample)[0]


def list_imports(warehouse: Warehouse) -> tuple[ImportRow, ...]:
    """Every import, newest first."""
    found = rows(
        warehouse,
        """SELECT import_id, file_name, system, kinds, as_of, loaded_at, is_sample, rows_read, rows_loaded, rows_merged,
        rows_rejected FROM imports ORDER BY import_id DESC""",
    )
    return tuple(ImportRow(row[0], row[1], row[2], tuple(row[3]), *row[4:]) for row in found)


def report_of(warehouse: Warehouse, import_id: int) -> LoadReport:
    """The load report of one import."""
    found = rows(warehouse, "SELECT report FROM imports WHERE import_id = $number", number=import_id)
    if not found:
        raise DashboardError(NO_SUCH_IMPORT, SEE_IMPORTS, exit_code=USAGE, number=import_id)
    return LoadReport.from_json(found[0][0])


def undo_import(warehouse: Warehouse, import_id: int) -> ImportRow:
    """Take one import out again, as if it had never been loaded; gives what it was."""
    found = [row for row in list_imports(warehouse) if row.import_id == import_id]
    if not found:
        raise DashboardError(NO_SUCH_IMPORT, SEE_IMPORTS, exit_code=USAGE, number=import_id)
    with warehouse.transaction() as cursor:
        originals = delete(cursor, [import_id])
        layout.build(cursor)
    forget(warehouse, originals)
    return found[0]


def rebuild(warehouse: Warehouse, progress: Progress | None = None) -> int:
    """Read every kept original again with today's loaders and rebuild; gives the number of files.

    Works from the kept files alone, so also into a new database beside them. All of it or none: when one original is
    refused, the warehouse stays as it was.
    """
    originals = kept(warehouse)
    loaded_at = dict(rows(warehouse, "SELECT import_id, loaded_at FROM imports"))
    with workplace(warehouse) as place:
        read: list[tuple[Reading, Kept]] = []
        for number, original in enumerate(originals):
            out = place / str(number)
            out.mkdir()
            part = _part(progress, number, len(originals))
            read.append((_read(original.path, out, original.options, part), original))
        with warehouse.transaction() as cursor:
            for reading, original in read:
                delete(cursor, [original.import_id])
                past = Past(original.import_id, loaded_at.get(original.import_id))
                insert(cursor, reading, sample=original.is_sample, past=past)
            layout.build(cursor)
    return len(read)


def _read(path: Path, out: Path, options: Options, progress: Progress | None) -> Reading:
    named = options if options.file_name else replace(options, file_name=path.name)
    try:
        report = sandbox.read_in_child(path, out, named, progress=progress)
    except Refused as refused:
        sentence = SENTENCES[refused.said.code]
        values: dict[str, Any] = dict(refused.said.values)
        raise DashboardError(sentence.what, sentence.remedy, **values) from refused
    return Reading(report, out, path, named)


def _store(warehouse: Warehouse, read: Sequence[Reading], *, sample: bool) -> tuple[LoadResult, ...]:
    originals: list[str] = []
    results: list[LoadResult] = []
    new: list[Reading] = []
    with warehouse.writing:
        known = dict(rows(warehouse, "SELECT sha256, import_id FROM imports"))
        fresh = {one.report.sha256 for one in read} - known.keys()
        if fresh:
            with warehouse.transaction() as cursor:
                replaced = [] if sample else sample_ids(cursor)
                originals = delete(cursor, replaced)
                for one in read:
                    if one.report.sha256 in known:
                        continue
                    known[one.report.sha256] = insert(cursor, one, sample=sample)
                    new.append(one)
                layout.build(cursor)
        forget(warehouse, originals)
        for one in new:
            keep(warehouse, one, known[one.report.sha256], sample=sample)
    for one in read:
        already = all(one is not other for other in new)
        results.append(
            LoadResult(known[one.report.sha256], already, one.report, replaced_sample=bool(originals) and not already)
        )
    return tuple(results)


def _part(progress: Progress | None, number: int, count: int) -> Progress | None:
    if progress is None:
        return None
    return lambda share, stage: progress(0.9 * (number + share) / count, stage)
