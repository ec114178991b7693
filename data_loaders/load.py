"""One file in, canonical tables and a load report out."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import Future
from contextlib import ExitStack, closing
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

import duckdb

from data_loaders.aliases import read_header
from data_loaders.as_of import AsOf, Newest, as_of_file, day_of_name, last_instant, newest_in
from data_loaders.begun import Begun, begin_sheets
from data_loaders.copied_sheets import without_copies
from data_loaders.dated_sheets import dated, with_alike_told
from data_loaders.deal_durations import check_deal_durations
from data_loaders.dittos import without_dittos
from data_loaders.file_hash import begin_hash
from data_loaders.fingerprint import fingerprint_of, main_sheets
from data_loaders.grouped_columns import with_groups
from data_loaders.ledger import MOST_REJECTS
from data_loaders.legends import with_legend
from data_loaders.marked_stages import with_marked_stage
from data_loaders.named_sheets import named_by_stage
from data_loaders.options import Options, Remembered
from data_loaders.pace import moving
from data_loaders.previews import preview_of
from data_loaders.problems import mark, refused, said_parts
from data_loaders.ragged_history import as_long, is_ragged
from data_loaders.reading import Progress, Reading
from data_loaders.recognition import Recognised, recognise
from data_loaders.reject_texts import with_texts
from data_loaders.report import Finding, LoadReport, Reject, Said
from data_loaders.seller_sheets import named_by_owner
from data_loaders.sheet import Sheet
from data_loaders.statements import run
from data_loaders.systems import system_named
from data_loaders.tallies import tallied
from data_loaders.target_words import say_targets
from data_loaders.wide_rates import has_wide_rates, long_rates


def read_export(
    path: Path,
    out_dir: Path,
    options: Options | None = None,
    progress: Progress | None = None,
    *,
    now: datetime | None = None,
    remembered: Mapping[str, Remembered] = MappingProxyType({}),
    sha256: Future[str] | None = None,
    begun: Future[Begun] | None = None,
) -> LoadReport:
    """Read one export: writes `<table>.arrow`, `report.json` and `rejects.csv` into `out_dir`, gives the report.

    `now`: the newest moment that is not the future; by default when the file was written, or the day its name states.
    `remembered`: fingerprint → options where `options` say nothing. `sha256`, `begun`: the file's hash and its
    sheets, where the caller began them; it closes their scratch. Raises `Refused` where the file cannot be used.
    """
    options, sha256 = options or Options(), sha256 or begin_hash(path)
    tell = progress or (lambda _share, _stage: None)
    file_name = options.file_name or path.name
    out_dir.mkdir(parents=True, exist_ok=True)
    with ExitStack() as owned:
        scratch, sheets = _read(path, begun, tell, file_name=file_name, owned=owned)
        tell(0.35, mark("recognising"))
        clock = _clock(path, options, file_name, now)
        sheets = tallied(scratch, _shaped(scratch, sheets, file_name=file_name, clock=clock), owned)
        fingerprint = fingerprint_of(main_sheets(scratch, sheets, file_name=file_name))
        options = options.over(known.options) if (known := remembered.get(fingerprint)) else options
        recognised = _tallied_where_mapped(recognise(scratch, sheets, options, file_name=file_name))
        reading = Reading(scratch, recognised, options, out_dir, clock)
        reading.tables(tell)
        tell(0.9, mark("checking"))
        newest = newest_in(scratch, now=reading.now)
        as_of = as_of_file(newest, stated=options.as_of, file_name=file_name)
        reading.ledger.found("mapping_remembered", int(known is not None), name=known.name if known else "")
        report = _report(reading, path, file_name, as_of, newest, fingerprint, sha256=sha256.result())
    report.write(out_dir / "report.json")
    _write_rejects(out_dir / "rejects.csv", reading.ledger.rejects)
    tell(1.0, mark("done"))
    return report


def _read(
    path: Path, begun: Future[Begun] | None, tell: Progress, *, file_name: str, owned: ExitStack
) -> tuple[duckdb.DuckDBPyConnection, tuple[Sheet, ...]]:
    """The sheets of a file and the scratch that holds them, which `owned` closes unless the caller began it."""
    with moving(tell, mark("reading"), begin=0.02, end=0.35, expected_s=_expected_s(path)):
        read = (begun or begin_sheets(path, file_name=file_name)).result()
    return read.scratch if begun else owned.enter_context(closing(read.scratch)), read.sheets


def _shaped(
    scratch: duckdb.DuckDBPyConnection, sheets: Sequence[Sheet], *, file_name: str, clock: datetime
) -> tuple[Sheet, ...]:
    """The sheets with one row for each fact, and with their day where they are one list at several times."""
    sheets = [as_long(scratch, sheet) if is_ragged(sheet.headers) else sheet for sheet in sheets]
    sheets = [long_rates(scratch, sheet) if has_wide_rates(sheet) else sheet for sheet in sheets]
    sheets = [without_dittos(scratch, sheet) for sheet in sheets]
    sheets = [with_groups(scratch, sheet, file_name=file_name) for sheet in sheets]
    sheets = with_legend(scratch, sheets, file_name=file_name)
    sheets = [with_marked_stage(scratch, sheet, file_name=file_name) for sheet in sheets]
    sheets = named_by_stage(scratch, sheets, file_name=file_name)
    if len(sheets) == 1:
        return tuple(sheets)
    sheets = without_copies(scratch, dated(scratch, sheets, file_name=file_name, now=clock))
    return named_by_owner(scratch, with_alike_told(scratch, sheets, file_name=file_name), file_name=file_name)


def _tallied_where_mapped(recognised: Recognised) -> Recognised:
    """The same, and no values of columns that were taken for nothing are counted any more."""
    for one in recognised.sheets:
        if one.sheet.tallies is not None:
            one.sheet.tallies.keep({taken.column for taken in one.mapped.taken.values()} if one.mapped else ())
    return recognised


def _expected_s(path: Path) -> float:
    """About how long reading takes: text a second a hundred megabytes, packed workbooks ten times as long."""
    with path.open("rb") as file:
        packed = file.read(2) == b"PK"
    return 1 + path.stat().st_size / (10e6 if packed else 100e6)


def _clock(path: Path, options: Options, file_name: str, now: datetime | None) -> datetime:
    """The newest moment that is not the future."""
    written = datetime.fromtimestamp(path.stat().st_mtime).replace(microsecond=0)  # noqa: DTZ006 - naive reporting time
    moments = [now or written, *([options.as_of] if options.as_of else [])]
    named = day_of_name(file_name)
    return max([*moments, *([last_instant(named)] if named else [])])


def _report(
    reading: Reading, path: Path, file_name: str, as_of: AsOf, newest: Newest, fingerprint: str, *, sha256: str
) -> LoadReport:
    ledger, sheets = reading.ledger, reading.recognised.sheets
    if not any(sheet.rows_loaded for sheet in ledger.sheets) and not ledger.questions:
        raise refused("file_no_rows", file_name=file_name)
    _odd_deals(reading, as_of)
    for one in sheets:
        if one.kind == "targets" and not say_targets(one.sheet, file_name):
            ledger.found("targets_assumed", one.sheet.rows)
    headers = {read_header(text).key for one in sheets for text in one.sheet.headers}
    for header in reading.options.columns:
        ledger.found("mapping_header_missing", int(read_header(header).key not in headers), column=header)
    seen = reading.recognised.recognition
    if not seen.sure and seen.runner_up:
        ledger.found("recognition_unsure", 1, system=_title(seen.system), other=_title(seen.runner_up))
    first = sheets[0].sheet
    ledger.rejects[:0] = [reject for one in sheets for reject in one.sheet.rejects if one.mapped or one.sheet.set_aside]
    ledger.rejects[:] = with_texts(reading.scratch, [one.sheet for one in sheets], ledger.rejects)
    ledger.findings[:0] = [Finding(note, _size(note)) for one in sheets for note in one.sheet.notes]
    return LoadReport(
        file_name=file_name,
        sha256=sha256,
        size=path.stat().st_size,
        encoding=first.encoding,
        delimiter=first.delimiter,
        recognition=reading.recognised.recognition,
        sheets=tuple(ledger.sheets),
        columns=tuple(column for one in sheets if one.mapped for column in one.mapped.columns),
        changes=tuple(ledger.changes),
        findings=tuple(ledger.findings),
        rejects=tuple(ledger.rejects[:MOST_REJECTS]),
        preview=preview_of(reading.scratch, latest=newest.latest),
        as_of=as_of.instant.isoformat() if as_of.instant else None,
        as_of_reason=as_of.reason,
        fingerprint=fingerprint,
        values=reading.values,
        questions=tuple(ledger.questions),
    )


def _odd_deals(reading: Reading, as_of: AsOf) -> None:
    """What is odd about the deals, and where their own durations disagree with their dates."""
    latest = max(filter(None, (as_of.instant, reading.now)))
    for code, count, rows in run(reading.scratch, "deal_findings", as_of=latest):
        reading.ledger.found(code, int(count), tuple(rows or ()))
    for one in reading.recognised.sheets:
        if one.kind == "deals" and one.mapped is not None:
            check_deal_durations(reading.scratch, one.sheet, one.mapped, hints=reading.hints, ledger=reading.ledger)


def _title(name: str) -> str:
    system = system_named(name)
    return system.title if system else name


def _size(note: Said) -> int:
    """How many cells or rows a reader's note speaks of; 1 where it speaks of the whole table."""
    return next((value for value in note.values.values() if isinstance(value, int)), 1)


def _write_rejects(path: Path, rejects: Sequence[Reject]) -> None:
    """All rejects as CSV; a text that a spreadsheet would run is quoted."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("sheet", "row", "column", "value", "reason", "remedy"))
        for one in rejects:
            said = said_parts(one.reason, lambda template, **values: template.format(**values))
            texts = (one.sheet, str(one.row), one.column, one.value, *said)
            writer.writerow(tuple(re.sub(r"^([=+\-@\t\r])", r"'\1", text) for text in texts))
