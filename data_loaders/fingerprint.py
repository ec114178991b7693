"""The fingerprint of a file: which headers its main sheets have, whatever their order, case, width or unit.

The same list exported next week has the same fingerprint, so that what a person confirmed once is found again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

import duckdb

from data_loaders.aliases import read_header
from data_loaders.options import Options
from data_loaders.recognition import kinds_of
from data_loaders.sheet import Sheet

_MAIN = frozenset({"deals", "stage_events"})


def main_sheets(scratch: duckdb.DuckDBPyConnection, sheets: Sequence[Sheet], *, file_name: str) -> tuple[Sheet, ...]:
    """The sheets that a mapping is about: deals and stage events, else whatever can be used, else all.

    What a person chose for the file has no say here: the same file must be found again whatever was chosen.
    """
    if len({_keys(sheet) for sheet in sheets}) <= 1:
        return tuple(sheets)
    kinds = kinds_of(scratch, sheets, Options(), file_name=file_name)
    main = [sheet for sheet, kind in zip(sheets, kinds, strict=True) if kind in _MAIN]
    used = [sheet for sheet, kind in zip(sheets, kinds, strict=True) if kind != "ignored"]
    return tuple(main or used or sheets)


def fingerprint_of(sheets: Sequence[Sheet]) -> str:
    """Hash of the sorted normalised headers of these sheets; sheets with the same headers count once."""
    told = json.dumps(sorted({_keys(sheet) for sheet in sheets}), ensure_ascii=False)
    return hashlib.sha256(told.encode()).hexdigest()


def _keys(sheet: Sheet) -> tuple[str, ...]:
    return tuple(sorted(read_header(text).key for text in sheet.headers))
