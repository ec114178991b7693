"""How a text table separates and quotes its cells, found from a sample of its text."""

from __future__ import annotations

import csv
import io
import itertools
import math
import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import Any, Final

DELIMITERS: Final = (",", ";", "\t", "|")
RARE: Final = ("~", "^", " ")
"""Tried only where none of the usual ones separates anything, and then only where every record has as many cells."""
LEAST_RARE: Final = 3
WEAK: Final = 0.3
RECORDS: Final = 300
HINT: Final = re.compile(r"\ufeff?\"?sep=(.)\"?\r?\n?$")
csv.field_size_limit(1 << 30)


@dataclass(frozen=True)
class Dialect:
    """`escape` is the quotation mark itself where it is doubled, else a backslash; `hint` tells of a `sep=` line.

    `spaced`: blanks stand between a delimiter and the quotation mark that follows.
    """

    delimiter: str
    quote: str = '"'
    escape: str = '"'
    hint: bool = False
    spaced: bool = False


def dialect_of(sample: str) -> Dialect:
    """The dialect of a sample that begins at the first line; a comma where nothing separates anything."""
    first = sample.partition("\n")[0]
    quote, escape = _quoting(sample)
    if hinted := HINT.match(first):
        return Dialect(hinted.group(1), quote, escape, hint=True)
    scored = [(_consistency(sample, one), one) for mark in DELIMITERS for one in _spacings(sample, mark, quote, escape)]
    best, dialect = max(scored, key=lambda pair: pair[0])
    if best >= WEAK:
        return dialect
    rare = (Dialect(mark, quote, escape) for mark in RARE)
    return next((one for one in rare if _regular(sample, one)), dialect if best > 0 else Dialect(",", quote, escape))


def _spacings(sample: str, delimiter: str, quote: str, escape: str) -> list[Dialect]:
    """The dialect as it is, and with blanks before quotation marks where there are any."""
    plain = Dialect(delimiter, quote, escape)
    spaced = delimiter != " " and re.search(rf"{re.escape(delimiter)} +{re.escape(quote)}", sample)
    return [replace(plain, spaced=True), plain] if spaced else [plain]


def _regular(sample: str, dialect: Dialect) -> bool:
    """Whether every record has the same number of cells, three or more, and there are three records or more."""
    try:
        widths = [len(record.cells) for record in sample_records(sample, dialect) if any(record.cells)]
    except csv.Error:
        return False
    return len(widths) >= LEAST_RARE and len(set(widths)) == 1 and widths[0] >= LEAST_RARE


@dataclass(frozen=True)
class Record:
    """Cells of one record and the physical line (1-based) it ends on."""

    cells: list[str]
    line: int


def sample_records(sample: str, dialect: Dialect, limit: int = RECORDS) -> list[Record]:
    """The first records of a sample, as `csv` reads them."""
    reader = csv.reader(io.StringIO(sample, newline=""), **settings(dialect))
    return [Record(cells, reader.line_num) for cells in itertools.islice(reader, limit)]


def settings(dialect: Dialect) -> dict[str, Any]:
    """The dialect in the words of the `csv` module."""
    doubled = dialect.escape == dialect.quote
    return {
        "delimiter": dialect.delimiter,
        "quotechar": dialect.quote,
        "doublequote": doubled,
        "escapechar": None if doubled else dialect.escape,
        "skipinitialspace": dialect.spaced,
    }


def _quoting(sample: str) -> tuple[str, str]:
    if '"' not in sample and len(re.findall(r"(?:^|[,;\t|])'[^'\n]*'(?=[,;\t|]|\r?$)", sample, re.MULTILINE)) >= 3:
        return "'", "'"
    return '"', "\\" if '\\"' in sample and '""' not in sample.replace('\\"', "") else '"'


def _consistency(sample: str, dialect: Dialect) -> float:
    """How much of the sample has the same number (above one) of cells; wider tables score a little more."""
    try:
        records = (record.cells for record in sample_records(sample, dialect))
        widths = [len(cells) for cells in records if any(cell.strip() for cell in cells)]
    except csv.Error:
        return 0.0
    wide = Counter(width for width in widths if width > 1)
    if not wide:
        return 0.0
    width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
    near = sum(n for other, n in wide.items() if abs(other - width) <= 1 and other != width)
    share = (count + 0.5 * near) / len(widths)
    return float(share**2 * math.sqrt(width - 1))
