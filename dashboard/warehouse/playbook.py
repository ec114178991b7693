"""The playbook as people wrote it: causes to check and measures of the kinds of stages whose defaults they changed."""

from __future__ import annotations

import json
from typing import Any, Final

from dashboard.errors import USAGE, DashboardError
from dashboard.language import mark
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.decisions import decided

NAME: Final = "playbook"
"""Setting with the plays that people changed: JSON, name of the play → [causes, measures]."""
MOST_LINES, LONGEST_LINE = 12, 300
TOO_MUCH: Final = mark("A play may have {lines} lines of {letters} letters on each side.")
SHORTEN: Final = mark("Shorten it and save again.")
EMPTY: Final = mark("A play needs a cause to check and a measure.")
WRITE_ONE: Final = mark("Write one a line, or take the play back to its default.")
Lines = tuple[str, ...]
Playbook = dict[str, tuple[Lines, Lines]]


def playbook(warehouse: Warehouse) -> Playbook:
    """The plays that people changed, by name: causes to check, and measures."""
    try:
        told: Any = json.loads(decided(warehouse).get(NAME, "{}"))
    except ValueError:
        return {}
    return {name: (tuple(sides[0]), tuple(sides[1])) for name, sides in told.items()}


def write_play(warehouse: Warehouse, name: str, check: str, measures: str) -> None:
    """Keep the lines of one play, one a line. Raises DashboardError for a side that is empty or too long."""
    sides = (_lines(check), _lines(measures))
    if not all(sides):
        raise DashboardError(EMPTY, WRITE_ONE, exit_code=USAGE)
    if max(map(len, sides)) > MOST_LINES or max(len(line) for side in sides for line in side) > LONGEST_LINE:
        raise DashboardError(TOO_MUCH, SHORTEN, exit_code=USAGE, lines=MOST_LINES, letters=LONGEST_LINE)
    _write(warehouse, {**playbook(warehouse), name: sides})


def reset_play(warehouse: Warehouse, name: str) -> None:
    """Take one play back to the lines it came with."""
    _write(warehouse, {other: sides for other, sides in playbook(warehouse).items() if other != name})


def _lines(text: str) -> Lines:
    return tuple(line.strip().removeprefix("- ") for line in text.splitlines() if line.strip())


def _write(warehouse: Warehouse, plays: Playbook) -> None:
    with warehouse.transaction() as cursor:
        cursor.execute("DELETE FROM settings WHERE name = $name", {"name": NAME})
        if plays:
            value = json.dumps(plays, ensure_ascii=False)
            cursor.execute("INSERT INTO settings VALUES ($name, $value)", {"name": NAME, "value": value})
        cursor.execute("UPDATE data_version SET version = version + 1")
