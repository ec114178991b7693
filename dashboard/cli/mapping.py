"""The mapping of a load: a file that somebody wrote, one that was exported, or the name of one that is remembered."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from dashboard.errors import DashboardError
from dashboard.warehouse.mappings import KIND, from_file
from data_loaders.option_faults import faults
from data_loaders.options import Options
from data_loaders.problems import say
from data_loaders.systems import SYSTEMS

SOURCES: Final = tuple(system.name for system in SYSTEMS)


def stated_mapping(told: str, named: Callable[[str], Options]) -> Options:
    """The options of `--mapping`: those of a file where there is one, else what `named` gives for the name.

    Raises click.UsageError with one sentence for a file that is no mapping, DashboardError for an unknown name.
    """
    path = Path(told)
    if path.is_file():
        return read_mapping(path)
    if path.suffix == ".json":
        raise click.UsageError(f"The mapping file {told} is not there.")
    return named(told)


def read_mapping(path: Path) -> Options:
    """The options that a JSON file states. Raises click.UsageError with one sentence when it states anything else."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        if _is_exported(text):
            return from_file(text).options
        options = Options.from_json(text)
        wrong = next(faults(options), None)
    except (ValueError, TypeError, AttributeError, DashboardError) as problem:
        raise click.UsageError(f"{path} is not a mapping: {problem}") from problem
    if wrong:
        said = say(wrong, lambda template, **values: template.format(**values))
        raise click.UsageError(f"{path} is not a mapping: {said}.")
    return options


def _is_exported(text: str) -> bool:
    raw = json.loads(text)
    return isinstance(raw, dict) and raw.get("kind") == KIND
