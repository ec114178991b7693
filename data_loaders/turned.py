"""Tables that stand on their side: the first column holds what heads the columns elsewhere, each other one a deal."""

from __future__ import annotations

from typing import Final

from data_loaders.alias_tables import tables_of
from data_loaders.aliases import KNOWN, read_header
from data_loaders.sheet import SAMPLES, Sheet
from data_loaders.systems import System

_LEAST: Final = 0.6
_FIELDS: Final = 3
_ONCE: Final = 0.8
"""The least part of the rows with a heading of their own: stages come again from deal to deal, headings do not."""


def stands_on_its_side(sheet: Sheet, system: System) -> bool:
    """Whether the first column names the fields of a list of deals, the stage or the outcome among them."""
    texts = first_column(sheet)
    if len(texts) < sheet.rows * _ONCE and sheet.rows < SAMPLES:
        return False
    tables = tables_of(system.name, "deals")
    hits = [next(filter(None, (table.look_up(read_header(text)) for _, table in tables)), None) for text in texts]
    fields = {hit.field for hit in hits if hit is not None} - {KNOWN}
    told = len(fields) >= _FIELDS and bool(fields & {"stage", "status"})
    return told and sum(hit is not None for hit in hits) >= len(texts) * _LEAST


def first_column(sheet: Sheet) -> tuple[str, ...]:
    """The header and the values of the first column, from above."""
    return (sheet.headers[0], *sheet.cells.get("c0", ()))
