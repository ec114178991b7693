"""Imports: put what the loaders read into the warehouse, list it, take it out again.

An import is one transaction: all of it or none. Files of one call go in together or not at all. The same content is
recognised by its SHA-256 and changes nothing. Originals are kept beside the warehouse, named by their hash.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

import duckdb

from dashboard.errors import DashboardError, USAGE
from dashboard.language import mark
from dashboard.warehouse import layout
from dashboard.warehouse.connection import Warehouse
from data_loaders import sandbox
from data_loaders.options import Options
from data_loaders.problems import SENTENCES, Refused
from data_loaders.report import LoadReport
from data_loaders.schema import TABLES

Progress = Callable[[float, str], None]
NO_SUCH_IMPORT: Final = mark("There is no import {number}.")
SEE_IMPORTS: Final = mark("The list of imports shows the numbers.")
NO_DATE: Final = mark("{file} holds no date, so it is not known when it was true.")
GIVE_AS_OF: Final = mark("State the day of the export (as-of).")


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


@dataclass(frozen=True)
class _Read:
    """One file, read into canonical tables in `out`."""

    report: LoadReport
    out: Path
    original: Path | None
    options: Options


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
    with _workplace(warehouse) as place:
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
    with _workplace(warehouse) as place:
        inside = place / "tables"
        shutil.copytree(out_dir, inside)
        return _store(warehouse, [_Read(report, inside, original, options)], sample=sample)[0]


def list_imports(warehouse: Warehouse) -> tuple[ImportRow, ...]:
    """Every import, newest first."""
    rows = _rows(
        warehouse,
        """SELECT import_id, file_name, system, kinds, as_of, loaded_at, is_sample, rows_read, rows_loaded, rows_merged,
        rows_rejected FROM imports ORDER BY import_id DESC""",
    )
    return tuple(ImportRow(row[0], row[1], row[2], tuple(row[3]), *row[4:]) for row in rows)


def report_of(warehouse: Warehouse, import_id: int) -> LoadReport:
    """The load report of one import."""
    rows = _rows(warehouse, "SELECT report FROM imports WHERE import_id = $number", number=import_id)
    if not rows:
        raise DashboardError(NO_SUCH_IMPORT, SEE_IMPORTS, exit_code=USAGE, number=import_id)
    return LoadReport.from_json(rows[0][0])


def undo_import(warehouse: Warehouse, import_id: int) -> ImportRow:
    """Take one import out again, as if it had never been loaded; gives what it was."""
    found = [row for row in list_imports(warehouse) if row.import_id == import_id]
    if not found:
        raise DashboardError(NO_SUCH_IMPORT, SEE_IMPORTS, exit_code=USAGE, number=import_id)
    with warehouse.transaction() as cursor:
        originals = _delete(cursor, [import_id])
        layout.build(cursor)
    _forget(warehouse, originals)
    return found[0]


def has_sample(warehouse: Warehouse) -> bool:
    """Whether the sample company is loaded."""
    return bool(_rows(warehouse, "SELECT 1 FROM imports WHERE is_sample LIMIT 1"))


def remove_sample(warehouse: Warehouse) -> int:
    """Take the sample company out; gives how many of its files went."""
    with warehouse.transaction() as cursor:
        sample = _sample_ids(cursor)
        originals = _delete(cursor, sample)
        layout.build(cursor)
    _forget(warehouse, originals)
    return len(sample)


def rebuild(warehouse: Warehouse, progress: Progress | None = None) -> int:
    """Read every kept original again with today's loaders and rebuild; gives the number of files.

    All of it or none: when one original is refused, the warehouse stays as it was.
    """
    kept = _rows(warehouse, "SELECT import_id, sha256, options, is_sample, file_name FROM imports ORDER BY import_id")
    with _workplace(warehouse) as place:
        read: list[tuple[_Read, int, bool]] = []
        for number, (import_id, sha256, options, is_sample, _name) in enumerate(kept):
            original = warehouse.files / sha256
            if not original.exists():
                continue
            out = place / str(number)
            out.mkdir()
            read.append(
                (_read(original, out, Options.from_json(options), _part(progress, number, len(kept))), import_id, is_sample)
            )
        with warehouse.transaction() as cursor:
            for one, import_id, is_sample in read:
                loaded_at = cursor.execute(
                    "SELECT loaded_at FROM imports WHERE import_id = $number", {"number": import_id}
                ).fetchall()[0][0]
                _delete(cursor, [import_id])
                _insert(cursor, one, import_id=import_id, sample=is_sample, loaded_at=loaded_at)
            layout.build(cursor)
    return len(read)


def _read(path: Path, out: Path, options: Options, progress: Progress | None) -> _Read:
    named = options if options.file_name else Options(**{**options.__dict__, "file_name": path.name})
    try:
        report = sandbox.read_in_child(path, out, named, progress=progress)
    except Refused as refused:
        sentence = SENTENCES[refused.said.code]
        raise DashboardError(sentence.what, sentence.remedy, **refused.said.values) from refused
    return _Read(report, out, path, named)


def _store(warehouse: Warehouse, read: Sequence[_Read], *, sample: bool) -> tuple[LoadResult, ...]:
    originals: list[str] = []
    results: list[LoadResult] = []
    new: list[_Read] = []
    with warehouse.writing:
        known = dict(_rows(warehouse, "SELECT sha256, import_id FROM imports"))
        fresh = {one.report.sha256 for one in read} - known.keys()
        if fresh:
            with warehouse.transaction() as cursor:
                replaced = [] if sample else _sample_ids(cursor)
                originals = _delete(cursor, replaced)
                for one in read:
                    if one.report.sha256 in known:
                        continue
                    known[one.report.sha256] = _insert(cursor, one, sample=sample)
                    new.append(one)
                layout.build(cursor)
        _forget(warehouse, originals)
        for one in new:
            _keep(warehouse, one)
    for one in read:
        already = all(one is not other for other in new)
        results.append(
            LoadResult(known[one.report.sha256], already, one.report, replaced_sample=bool(originals) and not already)
        )
    return tuple(results)


def _insert(
    cursor: duckdb.DuckDBPyConnection,
    read: _Read,
    *,
    sample: bool,
    import_id: int | None = None,
    loaded_at: datetime | None = None,
) -> int:
    report = read.report
    as_of = read.options.as_of or (datetime.fromisoformat(report.as_of) if report.as_of else None)
    tables = [table for table in TABLES if (read.out / f"{table}.parquet").exists()]
    if as_of is None:
        if "deals" in tables or "stage_events" in tables:
            raise DashboardError(NO_DATE, GIVE_AS_OF, file=report.file_name)
        as_of = datetime(1970, 1, 1)  # noqa: DTZ001 - a list without dates never moves the as-of
    if import_id is None:
        import_id = int(cursor.execute("SELECT nextval('import_ids')").fetchall()[0][0])
    cursor.execute(
        """INSERT INTO imports VALUES ($import_id, $sha256, $file_name, $size, $system, $kinds, $fields, $as_of,
        coalesce($loaded_at, now()::TIMESTAMP), $is_sample, $read, $loaded, $merged, $rejected, $options, $report)""",
        {
            "import_id": import_id,
            "sha256": report.sha256,
            "file_name": report.file_name,
            "size": report.size,
            "system": report.recognition.system,
            "kinds": [table for table in tables if table != "stages"],
            "fields": sorted(
                {column.target for column in report.columns if column.target and column.table == "deals"}
            ),
            "as_of": as_of,
            "loaded_at": loaded_at,
            "is_sample": sample,
            "read": report.rows_read,
            "loaded": report.rows_loaded,
            "merged": report.rows_merged,
            "rejected": report.rows_rejected,
            "options": read.options.to_json(),
            "report": report.to_json(),
        },
    )
    for table in tables:
        relation = cursor.read_parquet(str(read.out / f"{table}.parquet"))
        relation.select(duckdb.ConstantExpression(import_id).alias("import_id"), duckdb.StarExpression()).insert_into(
            f"loaded.{table}"
        )
    return import_id


def _delete(cursor: duckdb.DuckDBPyConnection, import_ids: Sequence[int]) -> list[str]:
    """Delete imports; gives the hashes of their originals."""
    if not import_ids:
        return []
    numbers = {"numbers": list(import_ids)}
    gone = cursor.execute("SELECT sha256 FROM imports WHERE list_contains($numbers, import_id)", numbers).fetchall()
    for table in TABLES:
        cursor.execute(f"DELETE FROM loaded.{table} WHERE list_contains($numbers, import_id)", numbers)  # noqa: S608
    cursor.execute("DELETE FROM imports WHERE list_contains($numbers, import_id)", numbers)
    return [sha256 for (sha256,) in gone]


def _sample_ids(cursor: duckdb.DuckDBPyConnection) -> list[int]:
    return [number for (number,) in cursor.execute("SELECT import_id FROM imports WHERE is_sample").fetchall()]


def _keep(warehouse: Warehouse, read: _Read) -> None:
    if read.original is None:
        return
    warehouse.files.mkdir(exist_ok=True)
    target = warehouse.files / read.report.sha256
    if target.exists():
        return
    part = target.with_name(target.name + ".part")
    shutil.copyfile(read.original, part)
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.rename(target)


def _forget(warehouse: Warehouse, hashes: Sequence[str]) -> None:
    for sha256 in hashes:
        (warehouse.files / sha256).unlink(missing_ok=True)


@contextmanager
def _workplace(warehouse: Warehouse) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="import-", dir=warehouse.spool) as place:
        yield Path(place)


def _part(progress: Progress | None, number: int, count: int) -> Progress | None:
    if progress is None:
        return None
    return lambda share, stage: progress(0.9 * (number + share) / count, stage)


def _rows(warehouse: Warehouse, sql: str, **parameters: object) -> list[tuple]:  # type: ignore[type-arg]
    cursor = warehouse.cursor()
    try:
        return cursor.execute(sql, parameters or None).fetchall()
    finally:
        cursor.close()
