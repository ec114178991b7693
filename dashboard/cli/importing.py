"""``load``, ``imports`` and ``undo``: files in, what is in, and out again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import click

from dashboard.cli.asking import Instant
from dashboard.cli.failures import of_error
from dashboard.cli.files import Files, files_of
from dashboard.cli.invocation import Invocation, invoked
from dashboard.cli.mapping import SOURCES, stated_mapping
from dashboard.cli.output import harmless, plain, print_json, print_table
from dashboard.cli.progress import progress_line
from dashboard.cli.report import print_gaps, print_report
from dashboard.errors import BUSY, USAGE, DashboardError
from dashboard.language import mark
from dashboard.periods import EPOCH
from dashboard.warehouse import imports as warehouse_imports
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.imports import ImportRow, LoadResult
from dashboard.warehouse.joins import LISTS, JoinGap, join_gaps, join_spelling
from dashboard.warehouse.mappings import NO_SUCH_MAPPING, SEE_MAPPINGS, mapping_named, remember
from data_loaders.options import Options
from data_loaders.report import LoadReport

LeftOut = tuple[Path, DashboardError]
ExistingPath = click.Path(exists=True, path_type=Path)
NOT_APPLIED: Final = mark("The warehouse is in use, so that no remembered mapping was applied.")


@click.command()
@click.argument("files", nargs=-1, required=True, type=ExistingPath, metavar="FILE…")
@click.option("--source", type=click.Choice(SOURCES), help="The system, instead of recognising it.")
@click.option("--mapping", metavar="NAME|FILE", help="A remembered mapping, or JSON with what you want read otherwise.")
@click.option("--save-mapping", metavar="NAME", help="Remember what was stated for files with these headers.")
@click.option("--as-of", type=Instant(), help="When the files were true; a date means the end of that day.")
@click.option("--dry-run", is_flag=True, help="Say what would be understood; change nothing.")
@invoked
def load(
    told: Invocation,
    *,
    files: tuple[Path, ...],
    source: str | None,
    mapping: str | None,
    save_mapping: str | None,
    as_of: datetime | None,
    dry_run: bool,
) -> None:
    """Load files: all of them or none.

    A folder stands for every table in it; what is none of ours there is left out. A mapping that is remembered for the
    headers of a file applies by itself.
    """
    taken = files_of(files)
    if dry_run:
        if save_mapping:
            raise click.UsageError("--save-mapping remembers nothing in a dry run.")
        with _remembering(told) as known:
            options = stated_options(mapping, source, as_of, lambda name: _named(told, name, known))
            previews, left_out = preview(told, taken, options, known)
        print_loaded(told, [(path, None, report) for path, report in previews], left_out=left_out)
        return
    with told.opened() as warehouse:
        options = stated_options(mapping, source, as_of, lambda name: mapping_named(warehouse, name).options)
        with progress_line(told.words) as progress:
            loaded, left_out = _load(warehouse, taken, options, progress)
        if save_mapping:
            save(warehouse, save_mapping, [result for _, result in loaded])
        gaps = join_gaps(warehouse)
    print_loaded(told, [(path, result, result.report) for path, result in loaded], gaps, left_out=left_out)


def stated_options(
    mapping: str | None, source: str | None, as_of: datetime | None, named: Callable[[str], Options]
) -> Options:
    """The options of the mapping, overruled by those of the command line; `named` looks a name up."""
    options = Options() if mapping is None else stated_mapping(mapping, named)
    stated: dict[str, Any] = {"source": source, "as_of": as_of}
    return replace(options, **{name: value for name, value in stated.items() if value is not None})


@contextmanager
def _remembering(told: Invocation) -> Iterator[Warehouse | None]:
    """The warehouse with its mappings for a dry run; None where there is none yet or another program has it open."""
    with ExitStack() as stack:
        known = None
        if told.warehouse.exists():
            try:
                known = stack.enter_context(told.opened())
            except DashboardError as problem:
                if problem.exit_code != BUSY:
                    raise
                click.echo(told.words(NOT_APPLIED), err=True)
        yield known


def _named(told: Invocation, name: str, known: Warehouse | None) -> Options:
    """The options of a remembered mapping, for a dry run. Raises DashboardError for one that is not there."""
    if known is not None:
        return mapping_named(known, name).options
    if not told.warehouse.exists():
        raise DashboardError(NO_SUCH_MAPPING, SEE_MAPPINGS, exit_code=USAGE, name=name)
    with told.opened() as warehouse:
        return mapping_named(warehouse, name).options


def _load(
    warehouse: Warehouse, taken: Files, options: Options, progress: warehouse_imports.Progress
) -> tuple[list[tuple[Path, LoadResult]], list[LeftOut]]:
    left_out: list[LeftOut] = []
    files = [(path, options) for path in taken.paths]
    results = warehouse_imports.load_files(warehouse, files, progress, on_refused=_leaving(taken, left_out))
    gone = {path for path, _ in left_out}
    return list(zip((path for path in taken.paths if path not in gone), results, strict=True)), left_out


def _leaving(taken: Files, left_out: list[LeftOut]) -> Callable[[Path, DashboardError], None]:
    """Leave out what merely lay in a folder, unless nothing is left; a file that was named is never left out."""

    def refused(path: Path, refusal: DashboardError) -> None:
        left_out.append((path, refusal))
        if path not in taken.found or len(left_out) == len(taken.paths):
            raise refusal

    return refused


def preview(
    told: Invocation, taken: Files, options: Options, known: Warehouse | None
) -> tuple[list[tuple[Path, LoadReport]], list[LeftOut]]:
    """What each file would give; nothing is written."""
    left_out: list[LeftOut] = []
    refused = _leaving(taken, left_out)
    found = []
    with progress_line(told.words) as progress:
        for place, path in enumerate(taken.paths):
            part = _part(progress, place, len(taken.paths))
            try:
                found.append((path, warehouse_imports.preview_file(path, options, part, known)))
            except DashboardError as refusal:
                refused(path, refusal)
    return found, left_out


def save(warehouse: Warehouse, name: str, results: Sequence[LoadResult]) -> None:
    """Remember what was stated of these files. Raises click.UsageError when their headers differ."""
    if len({result.report.fingerprint for result in results}) > 1:
        raise click.UsageError("--save-mapping needs files with the same headers; the files were loaded all the same.")
    remember(warehouse, name, results[0].report, results[0].options)


def _part(progress: Callable[[float, str], None], place: int, parts: int) -> Callable[[float, str], None]:
    return lambda share, stage: progress((place + share) / parts, stage)


def _dated(row: ImportRow) -> bool:
    """Whether the file tells of any day: a list of customers does not."""
    return row.as_of.date() > EPOCH


def import_line(row: ImportRow) -> dict[str, Any]:
    """One line of the table of imports."""
    return {
        "id": row.import_id,
        "file": row.file_name,
        "system": row.system,
        "holds": ", ".join(row.kinds),
        "as_of": row.as_of.isoformat(sep=" ", timespec="minutes") if _dated(row) else None,
        "rows_read": row.rows_read,
        "loaded": row.rows_loaded,
        "merged": row.rows_merged,
        "rejected": row.rows_rejected,
        "sample": row.is_sample,
    }


def print_loaded(
    told: Invocation,
    loaded: Sequence[tuple[Path, LoadResult | None, LoadReport]],
    gaps: Sequence[JoinGap] = (),
    left_out: Sequence[LeftOut] = (),
) -> None:
    """The load report of every file, then what was left out and the spellings that do not join.

    A result of `None` stands for a dry run.
    """
    if not told.as_json:
        for path, result, report in loaded:
            print_report(path, result, report, told.words)
        for path, refusal in left_out:
            why = of_error(refusal, told.words).sentence
            click.echo(harmless(told.words("{file} was left out: {why}", file=path.name, why=why)))
        print_gaps(gaps, told.words)
        return
    print_json(
        {
            "dry_run": all(result is None for _, result, _ in loaded),
            "files": [_document(path, result, report) for path, result, report in loaded],
            "left_out": [{"file": path, **of_error(refusal, told.words).document} for path, refusal in left_out],
            "not_joined": gaps,
        }
    )


def _document(path: Path, result: LoadResult | None, report: LoadReport) -> dict[str, Any]:
    return {
        "file": path,
        "import_id": result.import_id if result else None,
        "already_loaded": result.already if result else False,
        "replaced_sample": result.replaced_sample if result else False,
        "read_anew": result.read_anew if result else False,
        "rows": {
            "read": report.rows_read,
            "loaded": report.rows_loaded,
            "merged": report.rows_merged,
            "rejected": report.rows_rejected,
        },
        "report": json.loads(report.to_json()),
    }


@click.command()
@invoked
def imports(told: Invocation) -> None:
    """List what was loaded, newest first."""
    with told.opened() as warehouse:
        rows = warehouse_imports.list_imports(warehouse)
    if told.as_json:
        print_json({"imports": [plain(row) | ({} if _dated(row) else {"as_of": None}) for row in rows]})
    elif rows:
        print_table([import_line(row) for row in rows], told.words)
    else:
        click.echo(told.words("Nothing is loaded yet."))


@click.command()
@click.argument("import_id", type=int, metavar="ID")
@invoked
def undo(told: Invocation, *, import_id: int) -> None:
    """Take one import out again.

    ID is the number that the command imports shows.
    """
    with told.opened() as warehouse:
        warehouse_imports.undo_import(warehouse, import_id)
    if told.as_json:
        print_json({"undone": import_id})
    else:
        click.echo(told.words("Import {import_id} was taken out.", import_id=import_id))


@click.command()
@click.argument("field", type=click.Choice(list(LISTS)), metavar="FIELD")
@click.argument("value", metavar="VALUE")
@click.argument("meant", required=False, metavar="MEANT")
@invoked
def join(told: Invocation, *, field: str, value: str, meant: str | None) -> None:
    """Take a spelling for another.

    From now on VALUE in the deals means MEANT of the loaded list; without MEANT the spelling stands for itself again.
    FIELD is product, account_name or owner_name.
    """
    with told.opened() as warehouse:
        join_spelling(warehouse, field, value, meant)
        gaps = join_gaps(warehouse)
    if told.as_json:
        print_json({"joined": {"field": field, "value": value, "meant": meant}, "not_joined": gaps})
    elif meant is None:
        click.echo(told.words("“{value}” stands for itself again.", value=value))
    else:
        click.echo(told.words("“{value}” now means “{meant}”.", value=value, meant=meant))
