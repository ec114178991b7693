"""Sheets of deals that tell the stage or the outcome by their names: `Open`, `Won`, `Lost`, or a sheet a stage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import duckdb

from data_loaders.kinds import ENOUGH, OUTCOME
from data_loaders.mapping import map_sheet
from data_loaders.more_columns import with_text
from data_loaders.report import Said
from data_loaders.sheet import Sheet
from data_loaders.stage_words import outcome_of, rank_of
from data_loaders.system_scores import scores

HEADER: Final = "Stage"
LEAST: Final = 2


def named_by_stage(scratch: duckdb.DuckDBPyConnection, sheets: Sequence[Sheet], *, file_name: str) -> tuple[Sheet, ...]:
    """The sheets; those of deals without a stage, called like one, with their names as the stage."""
    if len(sheets) < LEAST or not any(_stage_of(sheet) for sheet in sheets):
        return tuple(sheets)
    system = scores(sheets, file_name)[0].system
    found = []
    for sheet in sheets:
        stage = _stage_of(sheet)
        mapped = map_sheet(sheet, "deals", system, {}) if stage and sheet.rows else None
        keyed = mapped is not None and mapped.has("deal_id", "deal_name") and not mapped.has(*OUTCOME)
        listed = mapped is not None and sum(name in mapped.taken for name in ENOUGH) >= LEAST
        found.append(_with_stage(scratch, sheet, stage) if keyed and listed else sheet)
    return tuple(found)


def _stage_of(sheet: Sheet) -> str:
    """The name of a sheet where it is a stage or an outcome, else ''."""
    name = sheet.name.rpartition(" / ")[2].strip()
    return name if outcome_of(name) or rank_of(name) is not None else ""


def _with_stage(scratch: duckdb.DuckDBPyConnection, sheet: Sheet, stage: str) -> Sheet:
    return with_text(scratch, sheet, Said("sheet_stage", {"sheet": sheet.name}), HEADER, stage)
