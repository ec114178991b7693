"""Leads, money spent, visits by channel and lines of deals: one row of the sheet, one row of the table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

import duckdb

from data_loaders.aliases import clean
from data_loaders.found import currency_codes, found
from data_loaders.ledger import Ledger
from data_loaders.mapping import Mapped
from data_loaders.sheet import Sheet
from data_loaders.statements import distinct, run, store_anew
from data_loaders.target_periods import period_of
from data_loaders.typed import Hints

_CONVERTED: Final = re.compile(
    r"^(closed ?-? ?)?(converted|opportunity|customer|evangelist|won|enrolled|qualified ?-? ?converted)$"
    r"|^已(转化|转换|转商机|转客户|成交)$|^(转化|成交|已转化为商机|已转为客户)$"
)
_DISQUALIFIED: Final = re.compile(
    r"^(closed ?-? ?not converted|unqualified|disqualified|not qualified|junk( lead)?|lost( lead)?|bad (data|fit)"
    r"|bad timing|not interested|dead|rejected|recycled?|archived|invalid|spam)$"
    r"|^(已?关闭|无效|已?无效线索|无效线索|不合格|垃圾线索|已放弃|放弃|已?作废|战败|未转化|已?退回)$"
)
_DAY: Final = r"(20\d\d)[-/.年]?(\d\d?)[-/.月]?(\d\d?)日?"
_SPAN: Final = re.compile(rf"{_DAY}\s*(?:-|–|—|~|to|至|到)\s*{_DAY}")
_START: Final = re.compile(rf"(?:start date|开始日期)\s*[:：]?\s*{_DAY}", re.IGNORECASE)
_END: Final = re.compile(rf"(?:end date|结束日期)\s*[:：]?\s*{_DAY}", re.IGNORECASE)
_WORDS: Final = 10_000
_DATED: Final = ("period", "year")


def read_around(
    scratch: duckdb.DuckDBPyConnection, sheet: Sheet, mapped: Mapped, *, hints: Hints, ledger: Ledger, now: datetime
) -> int:
    """The rows of one sheet of these kinds; gives how many were loaded."""
    view = f"found_{mapped.kind}"
    relation = found(scratch, sheet, mapped, hints=hints, ledger=ledger, extra=mapped.kind == "leads")
    relation.create_view(view, replace=True)
    _words(scratch, view, mapped.kind, now)
    if mapped.kind == "channel_sessions":
        span = span_of(sheet.preamble)
        store_anew(scratch, "span_above", {"first_day": "DATE", "before_day": "DATE"}, [span or (None, None)])
        undated = not mapped.has("day", "week", "period", "period_start", "year") and span is None
        ledger.found("sessions_without_period", sheet.rows if undated else 0)
    before = _count(scratch, mapped.kind)
    run(scratch, mapped.kind)
    return _count(scratch, mapped.kind) - before


def outcome_of_status(text: str) -> str | None:
    """What a status of a lead says: converted, disqualified, or None where it is still open."""
    folded = clean(text).casefold()
    if _CONVERTED.match(folded):
        return "converted"
    return "disqualified" if _DISQUALIFIED.match(folded) else None


def span_of(lines: Sequence[str]) -> tuple[date, date] | None:
    """First day and the day after the last, from the lines above a table (`# 20260101-20260131`); None without."""
    text = "\n".join(lines)
    whole = _SPAN.search(text)
    days = [whole.groups()[:3], whole.groups()[3:]] if whole else _stated_ends(text)
    try:
        first, last = (date(*map(int, parts)) for parts in days)
    except (TypeError, ValueError):
        return None
    return (first, last + timedelta(days=1)) if first <= last else None


def _stated_ends(text: str) -> list[tuple[str, ...]]:
    ends = (_START.search(text), _END.search(text))
    return [found_at.groups() for found_at in ends if found_at]


def _words(scratch: duckdb.DuckDBPyConnection, view: str, kind: str, now: datetime) -> None:
    """What the words of the view mean: statuses of leads, months, currencies."""
    if kind == "leads":
        meant = [(text, outcome_of_status(text)) for text in distinct(scratch, view, "status")[:_WORDS]]
        store_anew(scratch, "lead_words", {"text": "VARCHAR", "outcome": "VARCHAR"}, meant)
        return
    if kind != "channel_sessions":
        codes = currency_codes(distinct(scratch, view, "currency")[:_WORDS])
        store_anew(scratch, "currency_codes", {"text": "VARCHAR", "code": "VARCHAR"}, codes)
    if kind != "line_items":
        pairs = scratch.view(view).select(*map(duckdb.ColumnExpression, _DATED)).distinct().limit(_WORDS).fetchall()
        spans = [(period, year, *_month(period, year, now)) for period, year in pairs]
        types = {"period": "VARCHAR", "year": "VARCHAR", "first_day": "DATE", "before_day": "DATE"}
        store_anew(scratch, "period_words", types, spans)


def _month(period: str | None, year: str | None, now: datetime) -> tuple[date | None, date | None]:
    """The days of a month, quarter or year as the cells name it; a month without a year is one of the stated year."""
    stated = period_of(year) if year else None
    named = period_of(period) if period else stated
    if named is None:
        return None, None
    of_year = stated.year if stated and stated.year else now.year
    return named.first(of_year), named.before(of_year)


def _count(scratch: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(scratch.table(table).count("*").fetchall()[0][0])
