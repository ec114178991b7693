"""``backup``, ``rebuild`` and ``check``: keep the warehouse, make it anew, prove it sound."""

from __future__ import annotations

from pathlib import Path

import click

from dashboard.cli.invocation import Invocation, invoked
from dashboard.cli.output import plain, print_json
from dashboard.cli.progress import progress_line
from dashboard.warehouse import imports as warehouse_imports
from dashboard.warehouse.backup import backup as write_backup
from dashboard.warehouse.integrity import examine

NewFile = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("target", type=NewFile)
@invoked
def backup(told: Invocation, *, target: Path) -> None:
    """Copy the warehouse to TARGET.

    The copy is consistent and holds the original files too. TARGET must not exist yet.
    """
    with told.opened() as warehouse:
        written = write_backup(warehouse, target)
    size = written.stat().st_size
    if told.as_json:
        print_json({"backup": written, "size": size})
    else:
        click.echo(told.words("Backed up to {target} ({size} bytes).", target=written, size=told.words.number(size)))


@click.command()
@invoked
def rebuild(told: Invocation) -> None:
    """Make the warehouse anew.

    Reads the original files, which are kept beside it, with the loaders of today.
    """
    with told.opened() as warehouse, progress_line(told.words) as progress:
        files = warehouse_imports.rebuild(warehouse, progress)
    if told.as_json:
        print_json({"rebuilt": files})
    else:
        click.echo(told.words.plural("Rebuilt from {n} file.", "Rebuilt from {n} files.", files))


@click.command()
@invoked
def check(told: Invocation) -> None:
    """Say whether the warehouse is sound.

    Reads every table and every kept original against its checksum.
    """
    with told.opened() as warehouse:
        found = examine(warehouse)
    if told.as_json:
        print_json({"sound": True, "warehouse": told.warehouse, **plain(found)})
        return
    words = told.words
    click.echo(
        words(
            "{path} is sound: {imports} imports, {deals} deals, {visits} stage visits; {tables} tables with {rows} "
            "rows and {originals} original files were read.",
            path=told.warehouse,
            **{name: words.number(count) for name, count in plain(found).items()},
        )
    )
