"""``load``, ``imports`` and ``undo``: files in, what is in, and out again."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from dashboard.cli.asking import Instant
from dashboard.cli.invocation import Invocation, invoked
from dashboard.cli.mapping import SOURCES, read_mapping
from dashboard.cli.output import print_json, print_table
from dashboard.cli.progress import progress_line
from dashboard.cli.report import print_gaps, print_report
from dashboard.warehouse import imports as warehouse_imports
from dashboard.warehouse.imports import ImportRow, LoadResult
from dashboard.warehouse.joins import LISTS, JoinGap, join_gaps, join_spelling
from data_loaders.options import Options
from data_loaders.report import LoadReport

ExistingFile = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("files", nargs=-1, required=True, type=ExistingFile, metavar="FILE…")
@click.option("--source", type=click.Choice(SOURCES), help="The system, instead of recognising it.")
@click.option("--mapping", type=ExistingFile, help="JSON with what you want read otherwise; see the README.")
@click.option("--as-of", type=Instant(), help="When the files were true; a date means the end of that day.")
@click.option("--dry-run", is_flag=True, help="Say what would be understood; change nothing.")
@invoked
def load(
    told: Invocation,
    *,
    files: tuple[Path, ...],
    source: str | None,
    mapping: Path | None,
    as_of: datetime | None,
    dry_run: bool,
) -> None:
    """Load files: all of them or none."""
    options = stated_options(mapping, source, as_of)
    if dry_run:
        reports = preview(told, files, options)
        print_loaded(told, [(path, None, report) for path, report in zip(files, reports, strict=True)])
        return
    with told.opened() as warehouse:
        with progress_line(told.words) as progress:
            results = warehouse_imports.load_files(warehouse, [(path, options) for path in files], progress)
        gaps = join_gaps(warehouse)
    print_loaded(told, [(path, result, result.report) for path, result in zip(files, results, strict=True)], gaps)


def stated_options(mapping: Path | None, source: str | None, as_of: datetime | None) -> Options:
    """The options of the mapping file, overruled by those of the command line."""
    options = Options() if mapping is None else read_mapping(mapping)
    stated: dict[str, Any] = {"source": source, "as_of": as_of}
    return replace(options, **{name: value for name, value in stated.items() if value is not None})


def preview(told: Invocation, files: Sequence[Path], options: Options) -> list[LoadReport]:
    """What each file would give; no warehouse is opened."""
    with progress_line(told.words) as progress:
        return [
            warehouse_imports.preview_file(path, options, _part(progress, place, len(files)))
            for place, path in enumerate(files)
        ]


def _part(progress: Callable[[float, str], None], place: int, parts: int) -> Callable[[float, str], None]:
    return lambda share, stage: progress((place + share) / parts, stage)


def import_line(row: ImportRow) -> dict[str, Any]:
    """One line of the table of imports."""
    return {
        "id": row.import_id,
        "file": row.file_name,
        "system": row.system,
        "holds": ", ".join(row.kinds),
        "as_of": row.as_of.isoformat(sep=" ", timespec="minutes"),
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
) -> None:
    """The load report of every file, then the spellings that do not join; a result of `None` stands for a dry run."""
    if not told.as_json:
        for path, result, report in loaded:
            print_report(path, result, report, told.words)
        print_gaps(gaps, told.words)
        return
    print_json(
        {
            "dry_run": all(result is None for _, result, _ in loaded),
            "files": [
                {
                    "file": path,
                    "import_id": result.import_id if result else None,
                    "already_loaded": result.already if result else False,
                    "replaced_sample": result.replaced_sample if result else False,
                    "rows": {
                        "read": report.rows_read,
                        "loaded": report.rows_loaded,
                        "merged": report.rows_merged,
                        "rejected": report.rows_rejected,
                    },
                    "report": json.loads(report.to_json()),
                }
                for path, result, report in loaded
            ],
            "not_joined": gaps,
        }
    )


@click.command()
@invoked
def imports(told: Invocation) -> None:
    """List what was loaded, newest first."""
    with told.opened() as warehouse:
        rows = warehouse_imports.list_imports(warehouse)
    if told.as_json:
        print_json({"imports": rows})
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
