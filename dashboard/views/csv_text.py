"""Tables as CSV text that a spreadsheet opens without running anything."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Final

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK: Final = "\ufeff"
"""Without it Excel reads UTF-8 as the machine's own encoding and Chinese turns to noise."""


def safe_cell(value: object) -> object:
    """The value, or for a text that a spreadsheet would run, the text behind an apostrophe (CWE-1236)."""
    if isinstance(value, str) and value.lstrip(" ").startswith(FORMULA_STARTS):
        return "'" + value
    return value


def csv_of(records: Iterable[Mapping[str, object]]) -> bytes:
    """Records as CSV bytes (UTF-8 with mark, RFC 4180 quoting), header from the first record; empty for none."""
    text = io.StringIO(newline="")
    rows = list(records)
    if not rows:
        return b""
    writer = csv.writer(text)
    writer.writerow([safe_cell(name) for name in rows[0]])
    writer.writerows([safe_cell(value) for value in row.values()] for row in rows)
    return (BYTE_ORDER_MARK + text.getvalue()).encode("utf-8")
