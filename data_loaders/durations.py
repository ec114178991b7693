"""A log's own column of durations, held against its dates: a check, and nothing else is made of it.

Salesforce writes the days in the stage that was left, other exports those in the stage that was entered: the reading
that more rows agree with is the one that counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import duckdb
from duckdb import ColumnExpression, ConstantExpression

from data_loaders.aliases import Header, read_header
from data_loaders.ledger import Ledger
from data_loaders.mapping import Mapped
from data_loaders.sheet import Sheet
from data_loaders.statements import run
from data_loaders.typed import Hints
from data_loaders.values import typed

_HEADERS: Final = frozenset(
    {"stageduration", "duration", "durationdays", "daysinstage", "timeinstage", "stagedurationcalendardays",
     "阶段持续时间", "阶段停留时间", "阶段停留天数", "停留时间", "停留天数", "停留时长"}
)  # fmt: skip
_DAYS: Final[Mapping[str, float]] = {
    **dict.fromkeys(("hour", "hours", "hr", "hrs", "小时"), 1 / 24),
    **dict.fromkeys(("min", "mins", "minute", "minutes", "分钟"), 1 / 1_440),
    **dict.fromkeys(("second", "seconds", "秒"), 1 / 86_400),
}
"""Units of a header other than days, in days."""


def days_of_unit(header: Header) -> float:
    """The unit of a header, in days; a day where it names none."""
    return _DAYS.get(header.unit, 1.0)


def check_durations(
    scratch: duckdb.DuckDBPyConnection, sheet: Sheet, mapped: Mapped, *, hints: Hints, ledger: Ledger
) -> None:
    """Count the rows of the log in `logged` whose duration is more than a day from what their dates say."""
    headers = {f"c{at}": text for at, text in enumerate(sheet.headers)}
    column = next((one for one in mapped.left if read_header(headers[one]).squashed in _HEADERS), None)
    if column is None:
        return
    days = typed(scratch, sheet, column, "number", hints=hints).expression
    unit = days_of_unit(read_header(headers[column]))
    stated = scratch.table(sheet.table).select(
        ColumnExpression("row"), (days * ConstantExpression(unit)).cast("DOUBLE").alias("days")
    )
    stated.create_view("stated_durations", replace=True)
    count, rows = run(scratch, "durations")[0]
    ledger.found("durations_disagree", int(count), tuple(rows or ()), column=headers[column])
