"""Tables whose lines are quoted as a whole, as a spreadsheet saves a CSV that it had opened in one column.

`"Deal,""Acme, Inc."",Won"` holds three cells, not one.
"""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from data_loaders.readers.characters import Text
from data_loaders.readers.dialects import dialect_of
from data_loaders.report import Said

_LOOK: Final = 50
_CELLS: Final = 3


def unwrapped(text: Text, folder: Path) -> Text:
    """The text with its lines taken out of their quotation marks; itself where they are no such lines."""
    with text.path.open(encoding="utf-8", errors="replace", newline="") as file:
        if not _is_wrapped(file.readline()):
            return text
        file.seek(0)
        start = list(itertools.islice(file, _LOOK))
    lines = [line for line in start if line.strip()]
    if len(lines) < 2 or not all(map(_is_wrapped, lines)):
        return text
    inside = list(_inside(iter(lines)))
    delimiter = dialect_of("\n".join(inside)).delimiter
    if len({len(cells) for cells in csv.reader(inside, delimiter=delimiter)} - {0}) != 1:
        return text
    if len(next(csv.reader(inside, delimiter=delimiter))) < _CELLS:
        return text
    path = folder / "unwrapped.csv"
    with (
        text.path.open(encoding="utf-8", errors="replace", newline="") as file,
        path.open("w", encoding="utf-8") as out,
    ):
        out.writelines(f"{line}\n" for line in _inside(file))
    return replace(text, path=path, notes=(*text.notes, Said("lines_unwrapped")))


def _is_wrapped(line: str) -> bool:
    """Whether a line is one quoted cell."""
    line = line.strip().removeprefix("\ufeff")
    return len(line) > _CELLS and line[0] == line[-1] == '"' and len(next(csv.reader([line]))) == 1


def _inside(lines: Iterator[str]) -> Iterator[str]:
    """What stands in the quotation marks of each line; a line without them as it is."""
    for line in lines:
        cells = next(csv.reader([line.strip().removeprefix("\ufeff")]), [])
        yield cells[0] if len(cells) == 1 else line.rstrip("\r\n")
