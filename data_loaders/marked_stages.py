"""Lists of deals with a column a stage: a mark for each stage that a deal has come to, or its amount below the one.

Marks are `x`, `✓`, `√`, `Y`, `1`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import duckdb
from duckdb import (
    CoalesceOperator,
    ColumnExpression,
    ConstantExpression,
    Expression,
    FunctionExpression,
)

from data_loaders.aliases import clean
from data_loaders.kinds import ENOUGH, OUTCOME
from data_loaders.mapping import Mapped, map_sheet
from data_loaders.more_columns import NewColumn, with_columns
from data_loaders.readers.cells import kind_of
from data_loaders.report import Said
from data_loaders.shapes import chosen
from data_loaders.sheet import Sheet
from data_loaders.stage_words import outcome_of, rank_of, status_of_stage
from data_loaders.stand_ins import LISTED
from data_loaders.system_scores import scores
from data_loaders.values import NO, YES

HEADER: Final = "Stage"
AMOUNT: Final = "Amount"
MARKS: Final = frozenset({*YES, "✔", "✔️", "☑", "☑️", "✅", "●", "■", "○", "◎", "◯"})
NOT_MARKED: Final = frozenset({*NO, "-", "–", "—", "✗", "✘", "☐", "□", "❌"})
ROUND: Final = frozenset("●○◎◯")
"""Beside these an `x` may well be their opposite."""
LEAST: Final = 3
LEAST_OF_DEALS: Final = 2
CLOSED: Final = ("won", "lost")


def with_marked_stage(scratch: duckdb.DuckDBPyConnection, sheet: Sheet, *, file_name: str) -> Sheet:
    """The sheet; a list of deals with marks below stages and no stage, with the last stage marked in a column more.

    A stage that ends a deal comes after all others, wherever its column stands. Where each row has one number below a
    stage and nothing else is an amount, the number is another column.
    """
    if _enough(sheet, marked := _marked(sheet), least_open=2):
        whole = _with_stage(scratch, sheet, marked)
    elif _enough(sheet, sized := _sized(scratch, sheet), least_open=1):
        whole = _with_amount(scratch, sheet, sized)
    else:
        return sheet
    system = scores([sheet], file_name)[0].system
    before, after = (map_sheet(one, "deals", system, {}) for one in (sheet, whole))
    doubled = len(whole.headers) > len(sheet.headers) + 1 and before.has("amount")
    return whole if not before.has("stage") and not doubled and _lists_deals(before, after) else sheet


def _marked(sheet: Sheet) -> list[int]:
    """The columns with the name of a stage above marks and nothing else, from the first stage to the last."""
    found = [at for at, header in enumerate(sheet.headers) if _names_stage(header) and _are_marks(sheet, at)]
    cells = {cell.casefold() for at in found for cell in sheet.cells.get(f"c{at}", ())}
    if not cells & MARKS or ("x" in cells and cells & ROUND):
        return []
    ranks = [rank for at in found if (rank := rank_of(clean(sheet.headers[at]))) is not None]
    ordered = found[::-1] if ranks and ranks[0] > ranks[-1] else found
    return sorted(ordered, key=lambda at: status_of_stage(clean(sheet.headers[at])) in CLOSED)


def _sized(scratch: duckdb.DuckDBPyConnection, sheet: Sheet) -> list[int]:
    """The columns with the name of a stage above numbers, where each row has one of them."""
    named = [at for at, header in enumerate(sheet.headers) if _names_stage(header) or outcome_of(header) == "open"]
    found = [at for at in named if _are_numbers(sheet, at)]
    if len(found) < LEAST:
        return []
    filled = [ColumnExpression(f"c{at}").isnotnull().cast("INTEGER") for at in found]
    odd = scratch.table(sheet.table).filter(sum(filled[1:], filled[0]) != ConstantExpression(1)).limit(1).fetchall()
    return [] if odd else found


def _names_stage(header: str) -> bool:
    return status_of_stage(clean(header)) in CLOSED or rank_of(clean(header)) is not None


def _are_numbers(sheet: Sheet, at: int) -> bool:
    return all(kind_of(cell) == "number" for cell in sheet.cells.get(f"c{at}", ()))


def _are_marks(sheet: Sheet, at: int) -> bool:
    return all(cell.casefold() in MARKS | NOT_MARKED for cell in sheet.cells.get(f"c{at}", ()))


def _enough(sheet: Sheet, found: Sequence[int], *, least_open: int) -> bool:
    """Whether so many columns are those of stages, some open ones among them, that it is no chance."""
    still_open = sum(status_of_stage(clean(sheet.headers[at])) not in CLOSED for at in found)
    return len(found) >= LEAST and still_open >= least_open


def _lists_deals(before: Mapped, after: Mapped) -> bool:
    """Whether the rows are deals: they were without the stage already, or have enough of what deals have."""
    listed = sum(name in after.taken for name in ENOUGH) >= LEAST_OF_DEALS
    return after.has("stage") and _named(after) and (listed or before.has(*OUTCOME))


def _named(mapped: Mapped) -> bool:
    """Whether the deals are named; by their customers alone only where more is known of each."""
    name, customer = mapped.taken.get("deal_name"), mapped.taken.get("account_name")
    if mapped.has("deal_id") or name is None or customer is None or name.column != customer.column:
        return mapped.has("deal_id", "deal_name")
    return sum(one in mapped.taken for one in LISTED) >= LEAST_OF_DEALS


def _with_stage(scratch: duckdb.DuckDBPyConnection, sheet: Sheet, marked: Sequence[int]) -> Sheet:
    names = tuple(_stage(sheet, at) for at in marked)
    stage = chosen([(_is_marked(at), ConstantExpression(_stage(sheet, at))) for at in reversed(marked)])
    said = Said("stage_marked", {"columns": ", ".join(names)})
    return with_columns(scratch, sheet, said, NewColumn(HEADER, stage, names))


def _with_amount(scratch: duckdb.DuckDBPyConnection, sheet: Sheet, sized: Sequence[int]) -> Sheet:
    names = tuple(_stage(sheet, at) for at in sized)
    texts = [ColumnExpression(f"c{at}") for at in sized]
    stage = chosen([(text.isnotnull(), ConstantExpression(stage)) for text, stage in zip(texts, names, strict=True)])
    amounts = tuple(cell for at in sized for cell in sheet.cells.get(f"c{at}", ()))
    said = Said("stage_sized", {"columns": ", ".join(names)})
    columns = NewColumn(HEADER, stage, names), NewColumn(AMOUNT, CoalesceOperator(*texts), amounts)
    return with_columns(scratch, sheet, said, *columns)


def _stage(sheet: Sheet, at: int) -> str:
    """The stage that a column is headed with, without what makes it a question."""
    return sheet.headers[at].rstrip("?？ ")


def _is_marked(at: int) -> Expression:
    text = FunctionExpression("lower", ColumnExpression(f"c{at}"))
    return text.isin(*map(ConstantExpression, sorted(MARKS)))
