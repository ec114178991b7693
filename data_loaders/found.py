"""A mapped sheet as a view with one typed column a field: the border between a file's names and ours.

Nothing is copied: the view reads the raw text when it is asked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

import duckdb
from duckdb import (
    CaseExpression,
    CoalesceOperator,
    ColumnExpression,
    ConstantExpression,
    Expression,
    FunctionExpression,
)

from data_loaders.fields import FIELDS
from data_loaders.ledger import Ledger
from data_loaders.mapping import Mapped
from data_loaders.moments import with_moments
from data_loaders.money import unit_above, unit_of
from data_loaders.names import meant, names_of
from data_loaders.options import Options
from data_loaders.schema import ARROW_TYPES, FieldType
from data_loaders.shapes import chosen
from data_loaders.sheet import Sheet
from data_loaders.systems import System
from data_loaders.typed import Hints, Typed
from data_loaders.values import typed

SQL_TYPES: dict[FieldType, str] = {
    "text": "VARCHAR",
    "number": "DOUBLE",
    "share": "DOUBLE",
    "timestamp": "TIMESTAMP",
    "date": "DATE",
    "flag": "BOOLEAN",
    "integer": "BIGINT",
    "json": "VARCHAR",
}
if SQL_TYPES.keys() != ARROW_TYPES.keys():
    raise AssertionError(SQL_TYPES)
MONEY: Final = frozenset({"amount", "won_amount"})
CLOSES: Final = frozenset({"expected_close", "close_date"})
"""Days that are a month's last where only the month is stated."""
FEW_COLUMNS: Final = 3
"""Columns without a field up to which every way in which some of them may be empty has a case of its own."""
JAPANESE: Final = re.compile("[\u3041-\u30ff]|取引|案件|顧客|担当|受注|商談")
"""What only headers in Japanese hold."""


def hints_of(system: System, options: Options) -> Hints:
    """What is known of a file's values before they are read."""
    return Hints(
        date_order=options.date_order,
        null_words=frozenset(word.casefold() for word in system.nulls),
        currency=options.currency,
        share=options.share or system.probability,
        decimal=options.decimal,
        names=names_of(options),
    )


def read_column(
    scratch: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    column: str,
    kind: FieldType,
    *,
    hints: Hints,
    ledger: Ledger,
    rows: duckdb.DuckDBPyRelation | None = None,
) -> Typed:
    """One column as values; what was changed and what could not be read goes to the ledger. `rows` as in `typed`."""
    header = sheet.headers[int(column[1:])]
    read = typed(scratch, sheet, column, kind, header=header, hints=hints, rows=rows)
    ledger.changes.extend(read.changes)
    ledger.questions.extend(one for one in read.questions if one not in ledger.questions)
    lost = tuple(row for row, _ in read.unreadable)
    ledger.found("unreadable_values", read.unreadable_count, lost, column=header, kind=kind)
    return read


def found(
    scratch: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    mapped: Mapped,
    *,
    hints: Hints,
    ledger: Ledger,
    extra: bool = False,
    more: dict[str, Expression] | None = None,
) -> duckdb.DuckDBPyRelation:
    """`sheet`, `row`, every field of the kind (null where the file has none), `cell_currency` and `precision`.

    `precision` is that of the column `at`. With `extra`, the columns without a field as JSON.
    """
    hints = replace(hints, small=mapped.kind == "fx_rates", yen=any(map(JAPANESE.search, sheet.headers)))
    rows = with_moments(scratch, sheet.table)
    precision = "second"
    currency: Expression = ConstantExpression(None).cast("VARCHAR")
    selected = [ConstantExpression(sheet.name).alias("sheet"), ColumnExpression("row")]
    for name, kind in FIELDS[mapped.kind].items():
        one = mapped.taken.get(name)
        if one is None:
            selected.append(ConstantExpression(None).cast(SQL_TYPES[kind]).alias(name))
            continue
        told = replace(hints, unit=unit_above(sheet.preamble)) if name in MONEY else hints
        told = replace(told, month_end=True) if name in CLOSES else told
        read = read_column(scratch, sheet, one.column, kind, hints=told, ledger=ledger, rows=rows)
        values = read.expression if kind != "text" else _meant(read.expression, name, mapped, hints)
        selected.append(values.cast(SQL_TYPES[kind]).alias(name))
        if name == "amount":
            currency = meant(_currency(read), "currency", hints.names)
        if name == "at":
            precision = read.precision or "second"
    selected += [currency.alias("cell_currency"), ConstantExpression(precision).alias("precision")]
    selected += [expression.alias(name) for name, expression in (more or {}).items()]
    if extra:
        selected.append(_extra(sheet, mapped.left).alias("extra"))
    return rows.select(*selected)


def _meant(text: Expression, name: str, mapped: Mapped, hints: Hints) -> Expression:
    """The texts of a field as they are meant; a sub-pipeline goes with its pipeline."""
    sub_pipeline = mapped.taken.get("sub_pipeline")
    if name == "sub_pipeline":
        return ConstantExpression(None)
    if name == "pipeline" and sub_pipeline is not None:
        text = _with_sub_pipeline(text, ColumnExpression(sub_pipeline.column))
    return meant(text, name, hints.names)


def _with_sub_pipeline(pipeline: Expression, sub_pipeline: Expression) -> Expression:
    """Stages belong to the sub-pipeline: its name with that of its pipeline; null where neither is there."""
    joined = FunctionExpression("concat_ws", ConstantExpression(" / "), pipeline, sub_pipeline)
    return FunctionExpression("nullif", joined, ConstantExpression(""))


def _currency(read: Typed) -> Expression:
    """The currency that the amount itself names: in its cell, else in its header."""
    stated = ConstantExpression(read.unit.currency).cast("VARCHAR")
    if read.currency is None:
        return stated
    return CoalesceOperator(read.currency.cast("VARCHAR"), stated)


def _extra(sheet: Sheet, columns: Sequence[str]) -> Expression:
    """Unmapped columns as {header: text}, without the empty ones; null where nothing is left."""
    if not columns:
        return ConstantExpression(None).cast("VARCHAR")
    cells = [(sheet.headers[int(column[1:])], ColumnExpression(column)) for column in columns]
    if len(cells) <= FEW_COLUMNS:
        return _object((), cells)
    members = FunctionExpression("concat_ws", ConstantExpression(","), *(_pair(*cell) for cell in cells))
    packed = FunctionExpression("concat", ConstantExpression("{"), members, ConstantExpression("}"))
    return chosen([(CoalesceOperator(*(cell for _, cell in cells)).isnotnull(), packed)])


def _object(filled: Sequence[tuple[str, Expression]], others: Sequence[tuple[str, Expression]]) -> Expression:
    """The object of cells that are filled and of those others that are: a case for each way in which they may be."""
    if others:
        cell, *after = others
        return CaseExpression(cell[1].isnull(), _object(filled, after)).otherwise(_object((*filled, cell), after))
    if not filled:
        return ConstantExpression(None).cast("VARCHAR")
    members = (part for header, cell in filled for part in (ConstantExpression(header), cell))
    return FunctionExpression("json_object", *members).cast("VARCHAR")


def _pair(header: str, cell: Expression) -> Expression:
    """`"header":"cell"`, null for an empty cell: half the work of an object made of all cells and rid of its nulls."""
    name = ConstantExpression(json.dumps(header, ensure_ascii=False) + ":")
    return FunctionExpression("||", name, FunctionExpression("to_json", cell).cast("VARCHAR"))


def currency_codes(texts: list[str]) -> list[tuple[str, str]]:
    """Texts of a currency column (`USD - U.S. Dollar`, 人民币, ¥) with their ISO 4217 codes, where known."""
    found_codes = []
    for text in texts:
        for part in (text, text.split(" - ")[0], text.split("(")[-1].rstrip(")"), text.split(" ")[0]):
            unit = unit_of(part)
            if unit is not None and unit.currency and unit.factor == 1.0:
                found_codes.append((text, unit.currency))
                break
    return found_codes
