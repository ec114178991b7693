"""Imports: put what the loaders read into the warehouse, list it, take it out again.

An import is one transaction: all of it or none. Files of one call go in together or not at all. The same content is
recognised by its SHA-256 and changes nothing. Originals are kept beside the warehouse, named by their hash.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from dashboard.errors import USAGE, DashboardError, Term
from dashboard.language import mark
from dashboard.warehouse import layout, mappings
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.originals import Kept, kept
from dashboard.warehouse.stored import (
    Past,
    Reading,
    delete,
    forget,
    insert,
    keep,
    rows,
    sample_ids,
    workplace,
)
from data_loaders import sandbox
from data_loaders.options import Options, Remembered
from data_loaders.problems import SENTENCES, Refused, terms_in
from data_loaders.report import LoadReport
from data_loaders.workfolders import prefix

Progress = Callable[[float, str], None]
Cancelled = Callable[[], bool]
STORING: Final = mark("storing")
"""The stage from which on a load can no longer be cancelled."""
READING_SHARE: Final = 0.6
"""How much of the progress of a load is reading; the rest is storing."""
NO_SUCH_IMPORT: Final = mark("There is no import {number}.")
SEE_IMPORTS: Final = mark("The list of imports shows the numbers.")
LISTS_KEPT: Final = 4
"""Versions of the data for which the list of imports is kept."""
OPTIONS_OF_IMPORTS: Final = "SELECT sha256, import_id, options FROM imports"


@dataclass(frozen=True)
class LoadResult:
    """What one file came to. `already`: this content was loaded before, as `import_id`; nothing was changed.

    `read_anew`: this content was loaded before, but read otherwise; the new reading took its place. `options`: what was
    stated and remembered of the file, as it was applied.
    """

    import_id: int
    already: bool
    report: LoadReport
    replaced_sample: bool = False
    read_anew: bool = False
    options: Options = field(default_factory=Options)


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


def preview_file(
    path: Path,
    options: Options,
    progress: Progress | None = None,
    warehouse: Warehouse | None = None,
    *,
    cancelled: Cancelled | None = None,
) -> LoadReport:
    """What loading a file would do, without writing anything. Raises DashboardError when it is refused.

    With a warehouse, the mapping remembered there for files with these headers applies where `options` say nothing.
    """
    known = mappings.remembered(warehouse) if warehouse else {}
    with tempfile.TemporaryDirectory(prefix=prefix("preview")) as out:
        return _read(path, Path(out), options, progress, known, cancelled=cancelled).report


def load_files(
    warehouse: Warehouse,
    files: Sequence[tuple[Path, Options]],
    progress: Progress | None = None,
    *,
    sample: bool = False,
    use_mappings: bool = True,
    cancelled: Cancelled | None = None,
    on_refused: Callable[[Path, DashboardError], None] | None = None,
) -> tuple[LoadResult, ...]:
    """Read and store files together: all of them or none. Loading one's own file removes the sample.

    With `use_mappings`, a remembered mapping applies where the options of its file say nothing. Content that was
    loaded before changes nothing, unless it is now to be read otherwise: then the new reading takes the place of the
    old one.
    `cancelled` is asked while files are read; True ends it. Raises DashboardError with one sentence then, and when any
    of them is refused; the warehouse is then as before.
    `on_refused` is told instead, and the file left out, unless it raises.
    """
    known = mappings.remembered(warehouse) if use_mappings and not sample else {}
    with workplace(warehouse) as place:
        read = []
        for number, (path, options) in enumerate(files):
            out = place / str(number)
            out.mkdir()
            part = _part(progress, number, len(files))
            try:
                read.append(_read(path, out, options, part, known, cancelled=cancelled))
            except DashboardError as refusal:
                if on_refused is None:
                    raise
                on_refused(path, refusal)
        if progress:
            progress(READING_SHARE, STORING)
        results = _store(warehouse, read, sample=sample, progress=progress)
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
    """Store canonical tables that somebody else made (see `data_loaders.schema` and `data_loaders.table_files`)."""
    with workplace(warehouse) as place:
        inside = place / "tables"
        shutil.copytree(out_dir, inside)
        return _store(warehouse, [Reading(report, inside, original, options)], sample=sample)[0]


def list_imports(warehouse: Warehouse) -> tuple[ImportRow, ...]:
    """Every import, newest first."""
    return _list_imports(warehouse, warehouse.version)


@lru_cache(maxsize=LISTS_KEPT)
def _list_imports(warehouse: Warehouse, _version: int) -> tuple[ImportRow, ...]:
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
        forget(warehouse, delete(cursor, [import_id]))
        layout.build(cursor)
    return found[0]


def rebuild(warehouse: Warehouse, progress: Progress | None = None) -> int:
    """Read every kept original again with today's loaders and rebuild; gives the number of files.

    Works from the kept files alone, so also into a new database beside them. All of it or none: when one original is
    refused, the warehouse stays as it was.
    """
    originals = kept(warehouse.files)
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


def _read(
    path: Path,
    out: Path,
    options: Options,
    progress: Progress | None,
    known: Mapping[str, Remembered] = MappingProxyType({}),
    *,
    cancelled: Cancelled | None = None,
) -> Reading:
    named = options if options.file_name else replace(options, file_name=path.name)
    try:
        report = sandbox.read_in_child(path, out, named, progress=progress, remembered=known, cancelled=cancelled)
    except Refused as refused:
        sentence = SENTENCES[refused.said.code]
        values: dict[str, Any] = {**refused.said.values, **{name: Term(term) for name, term in terms_in(refused.said)}}
        raise DashboardError(sentence.what, sentence.remedy, **values) from refused
    # kept with the original as they were applied: a mapping changed later must not change what is loaded
    applied = known.get(report.fingerprint)
    return Reading(report, out, path, named.over(applied.options) if applied else named)


def _store(
    warehouse: Warehouse, read: Sequence[Reading], *, sample: bool, progress: Progress | None = None
) -> tuple[LoadResult, ...]:
    originals: list[str] = []
    stored: dict[str, Reading] = {}
    anew: set[str] = set()
    with warehouse.writing:
        before = {sha256: (number, text) for sha256, number, text in rows(warehouse, OPTIONS_OF_IMPORTS)}
        known = {sha256: number for sha256, (number, _) in before.items()}
        for one in read:
            sha256 = one.report.sha256
            if sha256 not in known or (sha256 in before and _reads_otherwise(one.options, before[sha256][1])):
                stored.setdefault(sha256, one)
        anew = stored.keys() & known.keys()
        if stored:
            with warehouse.transaction() as cursor:
                originals = delete(cursor, [] if sample else sample_ids(cursor))
                forget(warehouse, originals)
                for sha256, one in stored.items():
                    delete(cursor, [known[sha256]] if sha256 in anew else [])
                    past = Past(known[sha256], None) if sha256 in anew else None
                    known[sha256] = insert(cursor, one, sample=sample, past=past)
                    keep(warehouse, one, known[sha256], sample=sample)
                    mappings.count_use(cursor, one.report.fingerprint)
                layout.build(cursor, _storing(progress))
    return tuple(_result(one, known, stored, anew, replaced_sample=bool(originals)) for one in read)


def _result(
    one: Reading,
    known: Mapping[str, int],
    stored: Mapping[str, Reading],
    anew: AbstractSet[str],
    *,
    replaced_sample: bool,
) -> LoadResult:
    sha256 = one.report.sha256
    new = stored.get(sha256) is one
    return LoadResult(known[sha256], not new, one.report, replaced_sample and new, new and sha256 in anew, one.options)


def _reads_otherwise(options: Options, before: str) -> bool:
    """Whether these options were stated, or remembered, and say something else than those a file was loaded with."""
    stated = options.of_any_file()
    return stated not in (Options(), Options.from_json(before).of_any_file())


def _storing(progress: Progress | None) -> Callable[[float], None] | None:
    if progress is None:
        return None
    return lambda share: progress(READING_SHARE + (0.99 - READING_SHARE) * share, STORING)


def _part(progress: Progress | None, number: int, count: int) -> Progress | None:
    if progress is None:
        return None
    return lambda share, stage: progress(READING_SHARE * (number + share) / count, stage)
