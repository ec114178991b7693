"""What every command is told: which warehouse, in which form to answer, in which language."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click

from dashboard.language import LANGUAGES, Language, Words
from dashboard.settings import WAREHOUSE_VARIABLE, read_settings
from dashboard.warehouse.connection import Warehouse, open_warehouse

Command = Callable[..., None]

SHARED: Final = ("warehouse", "as_json", "lang")


@dataclass(frozen=True)
class Invocation:
    """`warehouse`: the database file; `as_json`: one JSON document on standard output instead of words."""

    warehouse: Path
    as_json: bool
    words: Words

    @contextmanager
    def opened(self) -> Iterator[Warehouse]:
        """The warehouse, held by this process alone. Raises DashboardError when busy or damaged."""
        with open_warehouse(self.warehouse) as warehouse:
            yield warehouse


def shared_options(command: Command) -> Command:
    """Give a command the options that all commands have."""
    for option in (
        click.option("--lang", type=click.Choice(list(LANGUAGES)), help="Language of sentences: en (default) or zh."),
        click.option("--json", "as_json", is_flag=True, default=None, help="Answer with one JSON document."),
        click.option(
            "--warehouse",
            type=click.Path(dir_okay=False, path_type=Path),
            help=f"The database file. Default: ${WAREHOUSE_VARIABLE}, else data/warehouse.duckdb.",
        ),
    ):
        command = option(command)
    return command


def invoked(command: Command) -> Command:
    """Call a command with an Invocation first; its own options win over those given before its name."""

    @shared_options
    @click.pass_context
    @functools.wraps(command)
    def wrapped(context: click.Context, /, **options: Any) -> None:  # noqa: ANN401 - as the command takes
        before_name: dict[str, Any] = context.find_object(dict) or {}
        own = {name: options.pop(name) for name in SHARED}
        told = {name: before_name.get(name) if value is None else value for name, value in own.items()}
        command(invocation(**told), **options)

    return wrapped


def invocation(*, warehouse: Path | None, as_json: bool | None, lang: Language | None) -> Invocation:
    """The invocation that these options describe."""
    path = warehouse.expanduser().absolute() if warehouse else read_settings().warehouse
    return Invocation(warehouse=path, as_json=bool(as_json), words=Words(lang or "en"))
