"""A deal list's own columns of durations, held against its dates: a check, and nothing else is made of them.

What only measures a visit to one named stage (HubSpot's `Time in "Demo (Sales)"`) is left alone: it adds up all visits,
and the dates tell the last one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import duckdb
from duckdb import ColumnExpression, ConstantExpression

from data_loaders.aliases import read_header
from data_loaders.durations import days_of_unit
from data_loaders.ledger import Ledger
from data_loaders.mapping import Mapped
from data_loaders.sheet import Sheet
from data_loaders.statements import run
from data_loaders.typed import Hints
from data_loaders.values import typed


@dataclass(frozen=True)
class _Span:
    """What a column measures: from the stage's entry or the deal's creation on, in open deals, closed ones or both."""

    of_stage: bool
    open: bool
    closed: bool


_AGE: Final = _Span(of_stage=False, open=True, closed=True)
_CYCLE: Final = _Span(of_stage=False, open=False, closed=True)
_STAGE: Final = _Span(of_stage=True, open=True, closed=False)
_HEADERS: Final = {
    **dict.fromkeys(("age", "dealage", "opportunityage", "daysopen", "账龄"), _AGE),
    **dict.fromkeys(
        ("daystoclose", "salescycle", "salescycledays", "salescycleduration", "销售周期", "成交周期", "赢单周期"),
        _CYCLE,
    ),
    **dict.fromkeys(
        ("stageduration", "daysinstage", "timeinstage", "daysincurrentstage", "timeincurrentstage", "阶段持续时间",
         "阶段停留时间", "阶段停留天数", "停留天数", "当前阶段停留天数"),
        _STAGE,
    ),
}  # fmt: skip


def check_deal_durations(
    scratch: duckdb.DuckDBPyConnection, sheet: Sheet, mapped: Mapped, *, hints: Hints, ledger: Ledger
) -> None:
    """Count the deals of the sheet in `deals` whose durations are more than a day from what their dates say."""
    for column in mapped.left:
        text = sheet.headers[int(column[1:])]
        header = read_header(text)
        span = _HEADERS.get(header.squashed)
        if span is None:
            continue
        days = typed(scratch, sheet, column, "number", hints=hints).expression * ConstantExpression(
            days_of_unit(header)
        )
        name = ConstantExpression(sheet.name).alias("sheet")
        stated = scratch.table(sheet.table).select(name, ColumnExpression("row"), days.cast("DOUBLE").alias("days"))
        stated.create_view("stated_durations", replace=True)
        count, rows = run(
            scratch, "deal_durations", of_stage=span.of_stage, judge_open=span.open, judge_closed=span.closed
        )[0]
        ledger.found("durations_disagree", int(count), tuple(rows or ()), column=text)
