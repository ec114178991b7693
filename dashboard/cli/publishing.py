"""``publish``: the believed tables as a folder of Parquet for Tableau, Power BI and Excel."""

from __future__ import annotations

from pathlib import Path

import click

from dashboard.cli.invocation import Invocation, invoked
from dashboard.cli.output import print_json
from dashboard.warehouse.exchange import publish as write_folder


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--csv", "with_csv", is_flag=True, help="Write each table as CSV too.")
@invoked
def publish(told: Invocation, *, folder: Path, with_csv: bool) -> None:
    """Write the tables as Parquet to FOLDER.

    For Tableau, Power BI and Excel. The folder is read-only and replaced as a whole.
    """
    with told.opened() as warehouse:
        done = write_folder(warehouse, folder, with_csv=with_csv)
    if told.as_json:
        print_json({"folder": done.path, "tables": {table.name: table.rows for table in done.tables}})
        return
    click.echo(
        told.words(
            "Published {tables} tables with {rows} rows to {path}.",
            tables=told.words.number(len(done.tables)),
            rows=told.words.number(sum(table.rows for table in done.tables)),
            path=done.path,
        )
    )
