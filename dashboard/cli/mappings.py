"""``mappings``: what was confirmed for files with certain headers, moved between warehouses as files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dashboard.cli.invocation import Invocation, invoked
from dashboard.cli.output import plain, print_json, print_table
from dashboard.warehouse.mappings import (
    Mapping,
    adopt,
    forget_mapping,
    from_file,
    list_mappings,
    mapping_named,
    to_file,
)

SHOWN_HEADERS = 6


@click.group(invoke_without_command=True)
@invoked
def mappings(told: Invocation) -> None:
    """List, export, import or forget mappings.

    A mapping is kept with load --save-mapping NAME and then applies by itself to files with the same headers.
    """
    context = click.get_current_context()
    if context.invoked_subcommand is not None:
        context.obj = {"warehouse": told.warehouse, "as_json": told.as_json, "lang": told.words.language}
        return
    with told.opened() as warehouse:
        known = list_mappings(warehouse)
    if told.as_json:
        print_json({"mappings": [document(one) for one in known]})
    elif known:
        print_table([_line(one) for one in known], told.words)
    else:
        click.echo(told.words("No mapping is remembered yet."))


def document(mapping: Mapping) -> dict[str, Any]:
    """A mapping as JSON carries it."""
    keys: dict[str, Any] = plain(mapping)
    return keys


def _line(mapping: Mapping) -> dict[str, Any]:
    headers = ", ".join(mapping.headers[:SHOWN_HEADERS])
    return {
        "name": mapping.name,
        "system": mapping.system,
        "used": mapping.used,
        "saved": mapping.saved_at.isoformat(sep=" ", timespec="minutes"),
        "headers": headers + (" …" if len(mapping.headers) > SHOWN_HEADERS else ""),
    }


@mappings.command("export")
@click.argument("name")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@invoked
def export(told: Invocation, *, name: str, file: Path) -> None:
    """Write the mapping NAME to FILE."""
    with told.opened() as warehouse:
        text = to_file(mapping_named(warehouse, name))
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise click.UsageError(f"{file} cannot be written: {error.strerror}.") from error
    if told.as_json:
        print_json({"exported": name, "file": file})
    else:
        click.echo(told.words("The mapping “{name}” was written to {file}.", name=name, file=file))


@mappings.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@invoked
def import_(told: Invocation, *, file: Path) -> None:
    """Remember the mapping in FILE; it replaces one of the same name or for the same headers."""
    mapping = from_file(file.read_bytes().decode("utf-8-sig", "replace"))
    with told.opened() as warehouse:
        kept = adopt(warehouse, mapping)
    if told.as_json:
        print_json({"imported": document(kept)})
    else:
        click.echo(told.words("The mapping “{name}” is remembered.", name=kept.name))


@mappings.command("forget")
@click.argument("name")
@invoked
def forget(told: Invocation, *, name: str) -> None:
    """Drop the mapping NAME; what was loaded with it stays as it is."""
    with told.opened() as warehouse:
        forget_mapping(warehouse, name)
    if told.as_json:
        print_json({"forgotten": name})
    else:
        click.echo(told.words("The mapping “{name}” is forgotten.", name=name))
