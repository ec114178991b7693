"""What commands print: JSON without a NaN, tables that align in any script, text from files made harmless."""

from __future__ import annotations

import dataclasses
import json
import math
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from dashboard.language import Words


def plain(value: Any) -> Any:  # noqa: ANN401 - any value a row may hold
    """A value as JSON can carry it: dates as ISO text, what is not a number as null."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, Path) else value


def print_json(value: Any) -> None:  # noqa: ANN401 - any document
    """Print one JSON document."""
    click.echo(json.dumps(plain(value), ensure_ascii=False, allow_nan=False))


def harmless(text: str) -> str:
    """Text from a file for a terminal: control characters, which could move the cursor or set colours, shown as ·."""
    return "".join("·" if unicodedata.category(letter) in {"Cc", "Cf"} else letter for letter in text)


def width(text: str) -> int:
    """Columns that a text takes in a terminal; Chinese characters take two."""
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in text
    )


def print_table(rows: Sequence[Mapping[str, Any]], words: Words) -> None:
    """Print rows as aligned columns, numbers to the right. The keys of the first row are the headers."""
    if not rows:
        return
    names = list(rows[0])
    cells = [[cell(name, row.get(name), words) for name in names] for row in rows]
    right = [all(isinstance(row.get(name), (int, float, type(None))) for row in rows) for name in names]
    widths = [max(width(name), *(width(line[place]) for line in cells)) for place, name in enumerate(names)]
    for line in (names, *cells):
        padded = (
            " " * (widths[place] - width(text)) + text if right[place] else text + " " * (widths[place] - width(text))
            for place, text in enumerate(line)
        )
        click.echo("  ".join(padded).rstrip())


def cell(name: str, value: Any, words: Words) -> str:  # noqa: ANN401 - any value a row may hold
    """One value of a table: shares as percent, days with one decimal, nothing as –."""
    shown = plain(value)
    if shown is None or shown == "":
        return "–"
    if isinstance(shown, bool):
        return words("yes") if shown else words("no")
    if isinstance(shown, (int, float)):
        return _number(name, shown, words)
    if isinstance(shown, (list, dict)):
        return harmless(json.dumps(shown, ensure_ascii=False))
    return harmless(str(shown))


def _number(name: str, value: float, words: Words) -> str:
    if is_share(name):
        return f"{value * 100:.2f}%"
    if name.endswith(("_days", "days_to_win")):
        return words.number(value, 1)
    return words.number(value, 0 if float(value).is_integer() else 2)


def is_share(name: str) -> bool:
    """Whether a row key holds a share of 0 to 1."""
    return name in {"low", "high"} or name.startswith(("share_", "settled_", "win_rate", "conversion"))
