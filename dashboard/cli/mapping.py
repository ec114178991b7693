"""The mapping file: what a person wants read otherwise, checked before any file is opened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from data_loaders.options import Options
from data_loaders.schema import STATUSES, TABLES
from data_loaders.systems import SYSTEMS

FIELDS: Final = frozenset(field.name for fields in TABLES.values() for field in fields)
SOURCES: Final = tuple(system.name for system in SYSTEMS)


def read_mapping(path: Path) -> Options:
    """The options that a JSON file states. Raises click.UsageError with one sentence when it states anything else."""
    try:
        options = Options.from_json(path.read_text(encoding="utf-8-sig"))
        wrong = next(problems(options), None)
    except (ValueError, TypeError, AttributeError) as problem:
        raise click.UsageError(f"{path} is not a mapping: {problem}.") from problem
    if wrong:
        raise click.UsageError(f"{path} is not a mapping: {wrong}.")
    return options


def problems(options: Options) -> Iterator[str]:
    """What is wrong with options that somebody wrote by hand."""
    if options.source is not None and options.source not in SOURCES:
        yield f"source “{options.source}” is none of {', '.join(SOURCES)}"
    for header, field in options.columns.items():
        if field != "" and field not in FIELDS:
            yield f"column “{header}” cannot be read as “{field}”"
    for stage, (position, status) in options.stages.items():
        if status not in STATUSES or not (position is None or isinstance(position, int)):
            yield f"stage “{stage}” needs a position or null, and one of {', '.join(STATUSES)}"
    if options.date_order not in {None, "DMY", "MDY"}:
        yield f"date_order “{options.date_order}” is neither DMY nor MDY"
    if options.as_of is not None and options.as_of.tzinfo is not None:
        yield "as_of must be a time without a zone, such as 2026-03-31T23:59:59"
