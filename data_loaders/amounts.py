"""Amounts and shares written as text, in the manners of any country: `€ 2.900,00`, `$45,000`, `12.5万`, `(1,200)`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

import duckdb
from duckdb import CoalesceOperator, ColumnExpression, ConstantExpression, Expression, FunctionExpression

from data_loaders.amount_shapes import CORE, Manner, manner_of
from data_loaders.casts import number_or_null
from data_loaders.money import header_unit
from data_loaders.report import Change, Question, Said
from data_loaders.shapes import (
    MOST,
    Shape,
    asked_about,
    change,
    chosen,
    is_nothing,
    narrow,
    nothings,
    samples_in,
    shape_in,
    shapes_of,
    unreadable,
)
from data_loaders.typed import Hints, Typed, Unit

CASTABLE: Final = re.compile(r"[-+]?([\d_]+\.?[\d_]*|\.[\d_]+)(e[-+]?\d+)?$|[-+]?(nan|inf|infinity)$")
PLAIN: Final = re.compile(r"[+-]?(?![0-9]{1,3}\.[0-9]{3}$)[0-9]{1,15}(\.[0-9]{1,15})?$")
"""What `_all_plain` finds in any case: of a small table it need not be asked."""
MAJORITY: Final = 3
"""How many times as many cells must speak for one reading of a sign as for the other."""
SQL_CORE: Final = r"[0-9](?:[0-9.,'’ \x{a0}\x{202f}_]*[0-9])?|[.,][0-9]+"


def read_amounts(
    table: duckdb.DuckDBPyRelation,
    column: str,
    *,
    header: str,
    hints: Hints,
    share: bool = False,
    values: duckdb.DuckDBPyRelation | None = None,
    known: Sequence[str] | None = None,
) -> Typed:
    """A column of amounts, in plain units; `share`: percentages as shares of 1.

    `values`: each of its cells once; `known`: the same as texts, where they are few and the table is small.
    """
    unit = Unit() if share else _unit(header, hints)
    if (known is not None and all(map(PLAIN.match, known))) or _all_plain(values or table, column):
        number = ColumnExpression(column).cast("DOUBLE")
        return _finished(table, column, Typed(number), unit, header)
    shapes = shapes_of(table, column)
    manners = {item.text: manner for item in shapes if (manner := manner_of(item.text, item.plain)) is not None}
    if not share:  # 10 % of what?
        manners = {text: manner for text, manner in manners.items() if not manner.percent}
    if hints.yen:
        manners = {text: replace(one, currency=_yen(text, one.currency)) for text, one in manners.items()}
    decided = _decided(shapes, manners, replace(hints, small=hints.small or share))
    unclear = [text for text in manners if text not in decided]
    number = _expression(column, shapes, decided)
    understood = all(item.text in manners or is_nothing(item.text, hints) for item in shapes)
    asked = table.filter(~shape_in(ColumnExpression(column), unclear)) if unclear else table
    count, rows = (0, ()) if understood and len(shapes) < MOST else unreadable(asked, column, number, hints)
    changes = _changes(table, column, header, shapes, manners, decided, number)
    changes += nothings(shapes, header, hints)
    codes = {manner.currency for manner in decided.values() if manner.currency}
    unit = replace(unit, currency=unit.currency or (min(codes) if len(codes) == 1 else None))
    questions = (_question(table, column, unclear, header),) if unclear else ()
    typed = Typed(number, None, tuple(changes), rows, count, unit, _currencies(column, decided), questions)
    own = [text for text, manner in decided.items() if manner.factor != 1.0]
    return _finished(table, column, typed, unit, header, own=own)


def _yen(text: str, currency: str | None) -> str | None:
    """The sign of yuan and yen read as yen."""
    return "JPY" if currency == "CNY" and set(text) & set("¥￥") else currency


def _unit(header: str, hints: Hints) -> Unit:
    """The unit of the header, what it does not say being said by the lines above the table."""
    own, above = header_unit(header), hints.unit
    if own.factor != 1.0 or above.factor == 1.0:
        return replace(own, currency=own.currency or above.currency)
    return replace(above, currency=own.currency or above.currency)


def _finished(
    table: duckdb.DuckDBPyRelation, column: str, typed: Typed, unit: Unit, header: str, *, own: Sequence[str] = ()
) -> Typed:
    """The header's unit multiplied out, but for cells of the shapes `own`, which state a unit themselves."""
    typed = replace(typed, unit=unit)
    if unit.factor == 1.0:
        return typed
    value = typed.expression * ConstantExpression(unit.factor)
    code = "unit_beside" if unit.beside else "header_unit" if header_unit(header).factor != 1.0 else "unit_above"
    beside = {"beside": unit.beside} if unit.beside else {}
    said = Said(code, {"column": header, "unit": unit.text, "factor": f"{unit.factor:,.12g}", **beside})
    where = ColumnExpression(column).isnotnull()
    if own:
        where = where & ~shape_in(ColumnExpression(column), own)
        value = chosen([(where, value), (~where, typed.expression)])
    cells = int(table.filter(where).aggregate([FunctionExpression("count", value)]).fetchall()[0][0])
    return replace(
        typed,
        expression=value,
        changes=(*typed.changes, change(table, column, said, cells=cells, where=where, value=value)),
    )


def _all_plain(table: duckdb.DuckDBPyRelation, column: str) -> bool:
    """Whether every cell is a whole number, or a number whose dot can only be a decimal mark."""
    text = ColumnExpression(column)
    number = number_or_null(text)
    odd = FunctionExpression("regexp_matches", text, ConstantExpression(r"[^0-9.+-]|^[+-]?[0-9]{1,3}\.[0-9]{3}$"))
    counts = table.aggregate(
        [FunctionExpression("count", text), FunctionExpression("count", number), FunctionExpression("count_if", odd)]
    )
    cells, numbers, strange = counts.fetchall()[0]
    return bool(cells == numbers and not strange)


def _decided(shapes: Sequence[Shape], manners: dict[str, Manner], hints: Hints) -> dict[str, Manner]:
    """The manners with every '?' decided by the rest of the column; those that it does not decide left out."""
    decimal: Counter[str] = Counter()
    grouping: Counter[str] = Counter()
    cents: dict[str, set[int]] = {".": set(), ",": set()}
    for item in shapes:
        manner = manners.get(item.text)
        if manner and manner.mark in (".", ",") and manner.factor == 1.0:  # 1.5k says nothing of cents
            decimal[manner.mark] += item.cells
            cents[manner.mark].add(len(re.split(r"\D", item.plain.rpartition(manner.mark)[2])[0]))
        if manner and manner.mark != "?":
            for sign in set(item.plain) & {".", ","} - {manner.mark}:
                grouping[sign] += item.cells
    marks = {sign: _mark_of(sign, decimal, grouping, hints) for sign in ".,"}
    for sign in ",.":
        if marks[sign] == sign and cents[sign] == {2} and not hints.small:
            # whoever writes cents as ,50 does not write three digits of them
            marks[sign] = _mark_of(sign, Counter(), Counter(), hints) if hints.decimal else None
    if marks["."] is None:
        marks["."] = _mark_of_dots(shapes, manners)
    manners = {
        text: manner for text, manner in manners.items() if manner.mark != "?" or marks[manner.maybe] is not None
    }
    return {
        text: replace(manner, mark=marks[manner.maybe] or "", plain=manner.plain and marks[manner.maybe] == ".")
        if manner.mark == "?"
        else manner
        for text, manner in manners.items()
    }


def _mark_of(sign: str, decimal: Counter[str], grouping: Counter[str], hints: Hints) -> str | None:
    """What `sign` before three digits is: itself (a decimal mark), '' (between thousands), None: cannot be told."""
    if hints.small:
        return sign
    other = "," if sign == "." else "."
    for_decimal = decimal[sign] + grouping[other]
    for_grouping = decimal[other] + grouping[sign]
    if for_decimal >= MAJORITY * for_grouping and for_decimal:
        return sign
    if for_grouping >= MAJORITY * for_decimal and for_grouping:
        return ""
    if hints.decimal:
        return sign if hints.decimal == sign else ""
    return "" if sign == "," else None


def _mark_of_dots(shapes: Sequence[Shape], manners: dict[str, Manner]) -> str | None:
    """What dots before three digits are in a column with no other evidence: '.', '' or null where it cannot be told.

    A number above 999 without a dot makes them decimal marks, if it was written by the same hand: with a currency as
    they are, or without one as they are. They part thousands where the last digit is often 0, which a number with
    three decimals would not print.
    """
    dotted = [(item, manner) for item in shapes if (manner := manners.get(item.text)) and manner.maybe == "."]
    undotted = [
        (item, manner)
        for item in shapes
        if (manner := manners.get(item.text)) and manner.mark == "" and not set(item.plain) & {".", ","}
    ]
    hands = {manner.currency is not None for _, manner in dotted}
    long = {one.currency is not None for item, one in undotted if len(re.sub(r"\D", "", item.plain)) > 3}
    if hands <= long:
        return "."
    cells = sum(item.cells for item, _ in dotted)
    rounded = sum(item.cells for item, _ in dotted if re.search(r"0\D*$", item.plain))
    return "" if rounded * 2 >= cells and not hands & long else None


def _question(table: duckdb.DuckDBPyRelation, column: str, shapes: Sequence[str], header: str) -> Question:
    """Whether the dot is the decimal mark."""
    return asked_about(
        "decimal_mark_unknown", table, column, shapes, header=header, option="decimal", choices=(".", ",")
    )


def _expression(column: str, shapes: Sequence[Shape], manners: dict[str, Manner]) -> Expression:
    """The value of each cell by the manner of its shape."""
    text = narrow(column, manners)
    groups: dict[tuple[str, float, bool, bool], list[str]] = {}
    for shape, manner in manners.items():
        if not manner.plain:
            groups.setdefault((manner.mark, manner.factor, manner.negative, manner.percent), []).append(shape)
    raw = ColumnExpression(column)
    values = [
        _scaled(_number(text, mark), factor, negative=negative, percent=percent)
        for mark, factor, negative, percent in groups
    ]
    plain = [shape for shape, manner in manners.items() if manner.plain]
    others = [item for item in shapes if item.text not in plain]
    cast = number_or_null(raw)
    if len(groups) == 1 and len(manners) == len(shapes) and not any(map(_castable, others)):
        return CoalesceOperator(cast, values[0]) if plain else values[0]
    cases = [(shape_in(raw, own), value) for own, value in zip(groups.values(), values, strict=True)]
    if any(map(_castable, others)):
        cases = [(shape_in(raw, plain), cast), *cases] if plain else cases
        return chosen(cases) if cases else ConstantExpression(None).cast("DOUBLE")
    return CoalesceOperator(cast, chosen(cases)) if cases else cast


def _castable(shape: Shape) -> bool:
    """Whether the database would cast such a text to a number by itself: a dot of thousands, `nan`, `1_000`."""
    return CASTABLE.match(shape.plain) is not None


def _scaled(value: Expression, factor: float, *, negative: bool, percent: bool) -> Expression:
    value = value * ConstantExpression(factor) if factor != 1.0 else value
    value = value / ConstantExpression(100.0) if percent else value
    value = (
        FunctionExpression("round", value, ConstantExpression(10 if percent else 6))
        if factor != 1.0 or percent
        else value
    )
    return -value if negative else value


def _number(text: Expression, mark: str) -> Expression:
    core = FunctionExpression("regexp_extract", text, ConstantExpression(SQL_CORE))
    digits = FunctionExpression(
        "regexp_replace", core, ConstantExpression(f"[^0-9{mark}]"), ConstantExpression(""), ConstantExpression("g")
    )
    if mark == ",":
        digits = FunctionExpression("replace", digits, ConstantExpression(","), ConstantExpression("."))
    return number_or_null(digits)


def _currencies(column: str, manners: dict[str, Manner]) -> Expression | None:
    codes: dict[str, list[str]] = {}
    for shape, manner in manners.items():
        if manner.currency:
            codes.setdefault(manner.currency, []).append(shape)
    if not codes:
        return None
    raw = ColumnExpression(column)
    return chosen([(shape_in(raw, shapes), ConstantExpression(code)) for code, shapes in codes.items()])


def _changes(
    table: duckdb.DuckDBPyRelation,
    column: str,
    header: str,
    shapes: Sequence[Shape],
    before: dict[str, Manner],
    after: dict[str, Manner],
    number: Expression,
) -> list[Change]:
    """What each rule did; a cell may be counted under several."""
    rules: dict[str, Callable[[str], bool]] = {
        "amount_text_parsed": lambda text: not after[text].plain and not after[text].percent,
        "amount_european": lambda text: after[text].mark == ",",
        "amount_dot_thousands": lambda text: before[text].maybe == "." and after[text].mark == "",
        "amount_scaled": lambda text: after[text].factor != 1.0,
        "amount_negative": lambda text: after[text].bracketed,
    }
    found: list[Change] = []
    for code, applies in rules.items():
        touched = [item for item in shapes if item.text in after and applies(item.text)]
        if touched:
            values: dict[str, str | int | float] = {"column": header}
            values |= {"unit": CORE.sub("", touched[0].sample).strip()} if code == "amount_scaled" else {}
            where = samples_in(column, touched)
            cells = sum(item.cells for item in touched)
            found.append(change(table, column, Said(code, values), cells=cells, where=where, value=number))
    return found
