"""The SQL files of a folder, read once. Nothing builds SQL from strings."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent


@cache
def statement(path: Path) -> str:
    """Text of one .sql file."""
    return path.read_text(encoding="utf-8")


def in_order(folder: str) -> tuple[tuple[str, str], ...]:
    """Name and text of every .sql file of a folder of this package, sorted by name."""
    return tuple((path.stem, statement(path)) for path in sorted((HERE / folder).glob("*.sql")))
