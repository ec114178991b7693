"""One line on the terminal that says how far a long task is; nothing where nobody watches."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import click

from dashboard.cli.output import harmless, width
from dashboard.language import Words

Progress = Callable[[float, str], None]
CELLS: Final = 24
COLUMNS: Final = 78


@contextmanager
def progress_line(words: Words) -> Iterator[Progress]:
    """A progress callback (share 0 to 1, stage in English words) that redraws one line of standard error."""
    if not sys.stderr.isatty():
        yield lambda _share, _stage: None
        return

    def draw(share: float, stage: str) -> None:
        full = round(CELLS * min(max(share, 0.0), 1.0))
        text = f"{'█' * full}{'░' * (CELLS - full)} {share:4.0%} {harmless(words(stage))}"
        click.echo("\r" + fitted(text, COLUMNS), nl=False, err=True)

    try:
        yield draw
    finally:
        click.echo("\r" + " " * COLUMNS + "\r", nl=False, err=True)


def fitted(text: str, columns: int) -> str:
    """A text cut or filled to so many terminal columns."""
    while width(text) > columns:
        text = text[:-1]
    return text + " " * (columns - width(text))
