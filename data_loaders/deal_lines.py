"""Lists of deals with their products: one row a product line, the columns of the deal repeated in each.

Such a sheet states deals and lines. Every deal is read once, from the first of its rows; its amount is the one that all
its rows repeat, else the sum of its lines.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

import duckdb
from duckdb import CaseExpression, ColumnExpression, ConstantExpression, FunctionExpression

from data_loaders.found import found
from data_loaders.kinds import DEALS, kind_named, missing
from data_loaders.lead_tables import read_around
from data_loaders.ledger import Ledger
from data_loaders.mapping import Mapped, map_sheet
from data_loaders.plausibility import plausible
from data_loaders.readers.tables import column_names, row_count, samples
from data_loaders.records import OF_THE_DEAL, by_record, deals_of, has_records, unfolded
from data_loaders.report import Column, Said
from data_loaders.scratch import new_table
from data_loaders.sheet import Sheet
from data_loaders.statements import sql
from data_loaders.systems import System
from data_loaders.typed import Hints

LOOK: Final = 50_000
"""Rows in which deals must come back, for all of them to be gone through."""
_PRODUCTS: Final = ("product", "product_id")
_MOST: Final = 0.5
"""The part of the deals that must come back where neither quantity nor price says that the rows are lines."""

_CODES: Final = {
    (False, False): "rows_are_lines",
    (False, True): "rows_are_summed_lines",
    (True, False): "sub_form_are_lines",
    (True, True): "sub_form_are_summed_lines",
}
"""Whether the lines are those of a sub-form, and summed → what is said of them."""


@dataclass(frozen=True)
class DealLines:
    """A sheet of lines: `sheet` with all its rows, `mapped` as such, `summed` where a deal's amount is their sum.

    `of_deal` is a table of the scratch: the `row` of each line and the `deal_row` of its deal.
    """

    sheet: Sheet
    mapped: Mapped
    of_deal: str
    summed: bool


def deal_lines(
    scratch: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    kind: str,
    system: System,
    chosen: Mapping[str, str],
    file_name: str,
) -> tuple[Sheet, Mapped, DealLines] | None:
    """The deals of a sheet taken for one of `kind`, and its lines; None where its rows are not the lines of deals."""
    if kind not in {"deals", "line_items"}:
        return None
    records = sheet.records if has_records(sheet) else None
    sheet = unfolded(scratch, sheet, records) if records else sheet
    deals = deals_of(sheet, records, system, chosen)
    lines = _lines_of(sheet, deals, system, chosen)
    if missing(DEALS, deals) or deals.has("snapshot_at") or not lines.has(*_PRODUCTS):
        return None
    if records is None and _named_by_customer(deals):
        return None
    keyed = by_record(scratch, sheet) if records else _keyed(scratch, sheet, deals)
    part = _part_coming_back(scratch.table(keyed).limit(LOOK))
    listed = not missing(kind_named("line_items"), lines)
    lined = records is not None or part >= _MOST or (listed and (part > 0 or kind == "line_items"))
    if not lined or not plausible(deals, sheet, system, file_name):
        return None
    varying = _varying(scratch.table(keyed), len(sheet.headers))
    common = {deals.taken[name].column for name in OF_THE_DEAL if name in deals.taken}
    products = {lines.taken[name].column for name in _PRODUCTS if name in lines.taken}
    if common & varying or not (listed or products & varying):
        return None
    lines, summed = _with_amounts(sheet, deals, lines, system, chosen, varying)
    of_deal, first = _first_rows(scratch, keyed, len(sheet.headers))
    deals_once = _listed(scratch, sheet, first)
    said = _said(row_count(scratch.table(keyed)), deals_once.rows, summed=summed, sub_form=records is not None)
    deals_once = replace(deals_once, notes=(*sheet.notes, said))
    return deals_once, _of_deals(deals, lines, varying, summed=summed), DealLines(sheet, lines, of_deal, summed)


def _listed(scratch: duckdb.DuckDBPyConnection, sheet: Sheet, first: str) -> Sheet:
    """The sheet with each deal once, as the table `first` has it."""
    table = scratch.table(first)
    rows = row_count(table)
    merged = sheet.merged_rows + sheet.rows - rows
    cells = samples(table, column_names(len(sheet.headers)))
    return replace(sheet, table=first, rows=rows, merged_rows=merged, records=None, cells=cells)


def _said(lines: int, deals: int, *, summed: bool, sub_form: bool) -> Said:
    code = _CODES[sub_form, summed]
    return Said(code, {"rows": lines, "deals": deals})


def found_deals(
    scratch: duckdb.DuckDBPyConnection,
    sheet: Sheet,
    mapped: Mapped,
    lines: DealLines | None,
    *,
    hints: Hints,
    ledger: Ledger,
    now: datetime,
) -> duckdb.DuckDBPyRelation:
    """The deals of a sheet as they were found; where it has lines, these are read before."""
    if lines is None:
        return found(scratch, sheet, mapped, hints=hints, ledger=ledger, extra=True)
    read_around(scratch, lines.sheet, lines.mapped, hints=hints, ledger=ledger, now=now)
    deals = found(scratch, sheet, mapped, hints=hints, ledger=ledger, extra=True)
    return _with_sums(scratch, deals, lines)


def _with_sums(
    scratch: duckdb.DuckDBPyConnection, deals: duckdb.DuckDBPyRelation, told: DealLines
) -> duckdb.DuckDBPyRelation:
    """The deals with the product that makes most of each, and the sum of its lines where that is its amount.

    The lines of the sheet are those of `found_line_items`.
    """
    deals.create_view("listed_deals", replace=True)
    scratch.table(told.of_deal).create_view("deal_of_line", replace=True)
    name = new_table(scratch)
    scratch.sql(sql("deal_lines"), params={"summed": told.summed}).create(name)
    return scratch.table(name)


def _named_by_customer(deals: Mapped) -> bool:
    """Whether a row bears its customer's name: one customer may have several deals."""
    named, customer = deals.taken.get("deal_name"), deals.taken.get("account_name")
    return not deals.has("deal_id") and (named is None or (customer is not None and named.column == customer.column))


def _lines_of(sheet: Sheet, deals: Mapped, system: System, chosen: Mapping[str, str]) -> Mapped:
    """The columns of the lines; the deal that they belong to goes by what names it in the list."""
    lines = map_sheet(sheet, "line_items", system, chosen)
    if lines.has("deal_id", "deal_name"):
        return lines
    name = next((one for one in ("deal_id", "deal_name") if one in deals.taken), None)
    if name is None:
        return lines
    header = sheet.headers[int(deals.taken[name].column[1:])]
    return map_sheet(sheet, "line_items", system, {**chosen, header: name})


def _keyed(scratch: duckdb.DuckDBPyConnection, sheet: Sheet, deals: Mapped) -> str:
    """The rows with `deal`: the id, else the name with the customer's; rows without either are deals of their own."""
    key = deals.taken.get("deal_id") or deals.taken["deal_name"]
    parts = [ColumnExpression(key.column)]
    if not deals.has("deal_id") and "account_name" in deals.taken:
        parts.append(ColumnExpression(deals.taken["account_name"].column))
    known = FunctionExpression("concat_ws", ConstantExpression("\x1f"), ConstantExpression("deal"), *parts)
    row = ColumnExpression("row").cast("VARCHAR")
    whole = CaseExpression(ColumnExpression(key.column).isnotnull(), known).otherwise(row)
    name = new_table(scratch)
    names = map(ColumnExpression, column_names(len(sheet.headers)))
    scratch.table(sheet.table).select(ColumnExpression("row"), *names, whole.alias("deal")).create_view(name)
    return name


def _part_coming_back(keyed: duckdb.DuckDBPyRelation) -> float:
    """The part of the rows that stand in a deal with others."""
    counted = keyed.aggregate([ColumnExpression("deal"), FunctionExpression("count_star").alias("rows")], "deal")
    several = CaseExpression(ColumnExpression("rows") > ConstantExpression(1), ColumnExpression("rows"))
    sums = (FunctionExpression("sum", one) for one in (several, ColumnExpression("rows")))
    back, rows = counted.aggregate([*sums]).fetchall()[0]
    return float(back or 0) / float(rows or 1)


def _varying(keyed: duckdb.DuckDBPyRelation, width: int) -> set[str]:
    """The columns that hold different values within any deal."""
    names = column_names(width)
    least = [FunctionExpression("min", ColumnExpression(name)).alias(name) for name in names]
    most = [FunctionExpression("max", ColumnExpression(name)).alias(f"most_{name}") for name in names]
    ranges = keyed.aggregate([*least, *most], "deal")
    differ = [
        FunctionExpression("bool_or", ColumnExpression(name) != ColumnExpression(f"most_{name}")) for name in names
    ]
    flags = ranges.aggregate(differ).fetchall()[0]
    return {name for name, flag in zip(names, flags, strict=True) if flag}


def _first_rows(scratch: duckdb.DuckDBPyConnection, keyed: str, width: int) -> tuple[str, str]:
    """A table of `row` and `deal_row`, and one of the deals, each with its first row's number and first values."""
    row = ColumnExpression("row")
    whole, of_deal, first = (new_table(scratch) for _ in range(3))
    firsts = [FunctionExpression("arg_min", ColumnExpression(name), row).alias(name) for name in column_names(width)]
    table = scratch.table(keyed)
    table.aggregate(
        [ColumnExpression("deal"), FunctionExpression("min", row).alias("deal_row"), *firsts], "deal"
    ).create(whole)
    deals = scratch.table(whole)
    listed = table.select("row", "deal").join(deals.select("deal", "deal_row"), "deal")
    listed.select("row", "deal_row").distinct().create(of_deal)  # lines side by side have one row
    deals.select(ColumnExpression("deal_row").alias("row"), *map(ColumnExpression, column_names(width))).order(
        "row"
    ).create(first)
    return of_deal, first


def _with_amounts(
    sheet: Sheet, deals: Mapped, lines: Mapped, system: System, chosen: Mapping[str, str], varying: Collection[str]
) -> tuple[Mapped, bool]:
    """The lines with the column of their own sums, and whether those make the amounts of the deals."""
    amount = deals.taken.get("amount")
    if amount is None:
        return lines, lines.has("amount", "unit_price")
    summed = amount.column in varying
    own = lines.taken.get("amount")
    if summed == (own is not None and own.column == amount.column) or (summed and own is not None):
        return lines, summed
    header = sheet.headers[int(amount.column[1:])]
    return map_sheet(sheet, "line_items", system, {**chosen, header: "amount" if summed else ""}), summed


def _of_deals(deals: Mapped, lines: Mapped, varying: Collection[str], *, summed: bool) -> Mapped:
    """The columns of the deals, without those of the lines; the report tells of both."""
    of_line = {one.column for one in lines.taken.values()} | set(varying)
    taken = {name: one for name, one in deals.taken.items() if not (summed and name == "amount")}
    kept = {one.column for one in taken.values()}
    columns = [
        _told(number, of_deal, of_line_item, kept)
        for number, (of_deal, of_line_item) in enumerate(zip(deals.columns, lines.columns, strict=True))
    ]
    left = tuple(column for column in deals.left if column not in of_line)
    return replace(deals, taken=taken, columns=tuple(columns), left=left)


def _told(number: int, of_deal: Column, of_line_item: Column, kept: Collection[str]) -> Column:
    return of_deal if f"c{number}" in kept or of_line_item.target is None else of_line_item
