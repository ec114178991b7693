"""HubSpot's old property-history export: `id, name, value1, timestamp1, value2, timestamp2 …`, one row a deal."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import duckdb
from duckdb import ColumnExpression, ConstantExpression, FunctionExpression

from data_loaders.aliases import clean, squash
from data_loaders.scratch import new_table
from data_loaders.sheet import Sheet

_PAIR: Final = re.compile(r"^(value|timestamp)[ _]?(\d+)$", re.IGNORECASE)
_UNNAMED: Final = re.compile(r"^column \d+$")
_PROPERTIES: Final = frozenset({"dealstage", "amount", "closedate", "hubspotownerid", "dealname", "pipeline"})
_LEAST: Final = 2


def is_ragged(headers: Sequence[str]) -> bool:
    """Whether the headers are pairs of values and timestamps."""
    return len(_pairs(headers)) >= _LEAST


def as_long(scratch: duckdb.DuckDBPyConnection, sheet: Sheet) -> Sheet:
    """The same history with one row a value: Record ID, Property or Deal Name, Value, Timestamp."""
    pairs = _pairs(sheet.headers)
    name = next(
        (at for at, text in enumerate(sheet.headers) if squash(text) in {"name", "property", "propertyname"}), 1
    )
    names = {squash(value) for value in sheet.cells.get(f"c{name}", ())}
    by_property = bool(names & _PROPERTIES)
    table = scratch.table(sheet.table)
    parts = [
        table.filter(ColumnExpression(f"c{value}").isnotnull()).select(
            ColumnExpression("row"),
            ColumnExpression("c0"),
            (ColumnExpression(f"c{name}") if by_property else ConstantExpression("dealstage"))
            .cast("VARCHAR")
            .alias("c1"),
            ColumnExpression(f"c{value}").alias("c2"),
            ColumnExpression(f"c{stamp}").alias("c3"),
        )
        for value, stamp in pairs
    ]
    whole = parts[0]
    for part in parts[1:]:
        whole = whole.union(part)
    long = new_table(scratch)
    whole.create(long)
    return replace(
        sheet,
        table=long,
        headers=("Record ID", "Property", "Value", "Timestamp"),
        rows=int(scratch.table(long).aggregate([FunctionExpression("count_star")]).fetchall()[0][0]),
        cells=samples_of(scratch, long, 4),
    )


def samples_of(
    scratch: duckdb.DuckDBPyConnection, table: str, width: int, *, most: int = 200
) -> dict[str, tuple[str, ...]]:
    """Distinct non-empty samples of each column, as a reader gives them."""
    found = {}
    for at in range(width):
        column = ColumnExpression(f"c{at}")
        values = scratch.table(table).filter(column.isnotnull()).select(column).limit(5_000).fetchall()
        found[f"c{at}"] = tuple(dict.fromkeys(str(value) for (value,) in values))[:most]
    return found


def _pairs(headers: Sequence[str]) -> list[tuple[int, int]]:
    places: dict[tuple[str, int], int] = {}
    for at, text in enumerate(headers):
        if found := _PAIR.match(clean(text)):
            places[found.group(1).casefold(), int(found.group(2))] = at
    named = [
        (at, places["timestamp", number])
        for (what, number), at in sorted(places.items(), key=lambda item: item[0][1])
        if what == "value" and ("timestamp", number) in places
    ]
    if len(named) < _LEAST:
        return named
    # the headers may end before the longest row does
    after = max(map(max, named)) + 1
    unnamed = [at for at in range(after, len(headers)) if _UNNAMED.match(headers[at])]
    return [*named, *zip(unnamed[::2], unnamed[1::2], strict=False)]
