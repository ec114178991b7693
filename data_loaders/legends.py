"""Workbooks whose stages are codes, and another table that says what each code means: `Legend`, `说明`, `代码表`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import duckdb
from duckdb import ColumnExpression, ConstantExpression

from data_loaders.kinds import DEALS, kind_named, missing
from data_loaders.mapping import map_sheet
from data_loaders.readers.tables import column_names, samples
from data_loaders.report import Said
from data_loaders.scratch import new_table
from data_loaders.shapes import chosen
from data_loaders.sheet import Sheet
from data_loaders.system_scores import scores
from data_loaders.systems import System

MOST: Final = 200
"""Rows of a table of codes."""
WIDEST: Final = 6
LEAST: Final = 2
_CODE: Final = re.compile(r"[A-Za-z]{0,4}[\s._-]?\d{1,4}|[A-Za-z]{1,3}")
"""What no stage is called, but a code may be: 10, S3, A, PRO."""
_OF_STAGES: Final = re.compile(r"stage|status|phase|阶段|状态", re.IGNORECASE)


def with_legend(scratch: duckdb.DuckDBPyConnection, sheets: Sequence[Sheet], *, file_name: str) -> tuple[Sheet, ...]:
    """The sheets, the codes of stages replaced by the names that another table gives all of them.

    That table goes, unless it tells more of the stages.
    """
    small = [sheet for sheet in sheets if 0 < sheet.rows <= MOST and 1 < len(sheet.headers) <= WIDEST]
    if len(sheets) < LEAST or not small:
        return tuple(sheets)
    system = scores(sheets, file_name)[0].system
    found, used = list(sheets), set[str]()
    for place, sheet in enumerate(sheets):
        mapped = map_sheet(sheet, "deals", system, {})
        stage = mapped.taken.get("stage") or mapped.taken.get("status")
        codes = sheet.cells.get(stage.column, ()) if stage and not missing(DEALS, mapped) else ()
        if stage is None or len(codes) < LEAST or not all(map(_CODE.fullmatch, codes)):
            continue
        for legend in small:
            if legend is not sheet and (names := _names(scratch, legend, codes)):
                found[place] = _named(scratch, sheet, stage.column, names, legend)
                used.add(legend.table)
                break
    return tuple(sheet for sheet in found if sheet.table not in used or _tells_more(sheet, system))


def _names(scratch: duckdb.DuckDBPyConnection, legend: Sheet, codes: Sequence[str]) -> dict[str, str]:
    """Code → name of all the codes, from two columns beside each other; empty where none holds them all."""
    rows = [legend.headers, *(row[1:] for row in scratch.table(legend.table).order("row").fetchall())]
    of_stages = [row for row in rows if any(cell and _OF_STAGES.search(cell) for cell in row)]
    for told in (rows, of_stages):
        for at in range(len(legend.headers) - 1):
            pairs = {(row[at], row[at + 1]) for row in told if row[at] in codes and row[at + 1]}
            names = dict(pairs)
            if len(pairs) == len(names) == len(codes) == len(set(names.values())) and not _are_numbers(names):
                return names
    return {}


def _are_numbers(names: Mapping[str, str]) -> bool:
    """Whether any of the names is a number, such as a probability."""
    return any(not any(map(str.isalpha, name)) for name in names.values())


def _named(
    scratch: duckdb.DuckDBPyConnection, sheet: Sheet, column: str, names: Mapping[str, str], legend: Sheet
) -> Sheet:
    columns = column_names(len(sheet.headers))
    cell = ColumnExpression(column)
    meant = chosen([(cell == ConstantExpression(code), ConstantExpression(name)) for code, name in names.items()])
    table = new_table(scratch)
    scratch.table(sheet.table).select(
        ColumnExpression("row"), *(meant.alias(name) if name == column else ColumnExpression(name) for name in columns)
    ).create_view(table)
    code, name = next(iter(sorted(names.items())))
    header = sheet.headers[int(column[1:])]
    said = Said("stage_codes", {"column": header, "sheet": legend.name, "code": code, "name": name})
    return replace(sheet, table=table, notes=(*sheet.notes, said), cells=samples(scratch.table(table), columns))


def _tells_more(legend: Sheet, system: System) -> bool:
    """Whether a table of codes is one of stages with their order or chances as well."""
    mapped = map_sheet(legend, "stages", system, {})
    more = mapped.has("position", "probability", "is_won", "is_closed", "status")
    return more and not missing(kind_named("stages"), mapped)
