"""The sheets beside the deals: activities, owners, accounts, products, rates, stages."""

from __future__ import annotations

import re
from typing import Final

import duckdb
from duckdb import ConstantExpression

from data_loaders.aliases import clean
from data_loaders.found import currency_codes, found, read_column
from data_loaders.ledger import Ledger
from data_loaders.mapping import Mapped
from data_loaders.sheet import Sheet
from data_loaders.stage_facts import Facts
from data_loaders.stage_order import StageFact
from data_loaders.stage_words import outcome_of
from data_loaders.statements import distinct, run, store_pairs
from data_loaders.systems import System
from data_loaders.typed import Hints

_TYPES: Final[tuple[tuple[str, str], ...]] = (
    ("call", r"\bcall|phone|电话|通话|来电|去电|呼叫"),
    ("email", r"\be-?mail|邮件"),
    ("wechat", r"wechat|微信|企微"),
    ("visit", r"visit|on-?site|拜访|上门|面访|外勤|现场"),
    ("meeting", r"meeting|event|demo|lunch|会议|面谈|演示|约见|会面"),
    ("task", r"task|deadline|to-?do|任务|待办"),
    ("note", r"note|备注|记录|笔记"),
)
_DONE: Final = frozenset(
    [
        "done",
        "completed",
        "complete",
        "true",
        "1",
        "yes",
        "closed",
        "finished",
        "held",
        "attended",
        "已完成",
        "完成",
        "是",
        "已结束",
    ]
)
_NOT_DONE: Final = frozenset(
    [
        "undone",
        "open",
        "not started",
        "in progress",
        "false",
        "0",
        "no",
        "planned",
        "scheduled",
        "deferred",
        "pending",
        "to do",
        "todo",
        "overdue",
        "canceled",
        "cancelled",
        "waiting on someone else",
        "未完成",
        "进行中",
        "未开始",
        "否",
        "待办",
        "计划中",
        "已取消",
    ]
)


def read_activities(
    scratch: duckdb.DuckDBPyConnection, sheet: Sheet, mapped: Mapped, *, hints: Hints, ledger: Ledger
) -> int:
    """Activities of a sheet; gives the rows loaded. `found_activities` stays for a history of stages in them."""
    view = found(scratch, sheet, mapped, hints=hints, ledger=ledger)
    precision = "second"
    if "done_at" in mapped.taken:
        precision = (
            read_column(
                scratch, sheet, mapped.taken["done_at"].column, "timestamp", hints=hints, ledger=Ledger()
            ).precision
            or "second"
        )
    view.project("* EXCLUDE (precision)").select("*", ConstantExpression(precision).alias("precision")).create_view(
        "found_activities", replace=True
    )
    scratch.execute("DROP TABLE IF EXISTS activity_types; DROP TABLE IF EXISTS done_words")
    types = [(text, _activity_type(text)) for text in distinct(scratch, "found_activities", "type")[:10_000]]
    store_pairs(scratch, "activity_types", {"text": "VARCHAR", "type": "VARCHAR"}, types)
    done = [(text, _is_done(text)) for text in distinct(scratch, "found_activities", "done")[:10_000]]
    store_pairs(scratch, "done_words", {"text": "VARCHAR", "done": "BOOLEAN"}, done)
    return _insert(scratch, "activities")


def _activity_type(text: str) -> str:
    folded = clean(text).casefold()
    return next((name for name, pattern in _TYPES if re.search(pattern, folded)), "other")


def _is_done(text: str) -> bool:
    folded = clean(text).casefold()
    return folded in _DONE or (folded not in _NOT_DONE and outcome_of(text) == "won")


def read_plain(
    scratch: duckdb.DuckDBPyConnection, sheet: Sheet, mapped: Mapped, *, hints: Hints, ledger: Ledger
) -> int:
    """Owners, accounts, products and rates: a sheet whose rows are taken as they are. Gives the rows loaded."""
    view = f"found_{mapped.kind}"
    found(scratch, sheet, mapped, hints=hints, ledger=ledger).create_view(view, replace=True)
    if mapped.kind == "fx_rates":
        texts = {text for column in ("currency", "base") for text in distinct(scratch, view, column)}
        scratch.execute("DROP TABLE IF EXISTS currency_codes")
        store_pairs(scratch, "currency_codes", {"text": "VARCHAR", "code": "VARCHAR"}, currency_codes(sorted(texts)))
    loaded = _insert(scratch, mapped.kind)
    if mapped.kind == "fx_rates":
        baseless = scratch.table("fx_rates").filter(duckdb.ColumnExpression("base").isnull())
        ledger.found("rates_without_base", len(baseless.select("row").fetchall()))
    return loaded


def _insert(scratch: duckdb.DuckDBPyConnection, table: str) -> int:
    before = _count(scratch, table)
    run(scratch, table)
    return _count(scratch, table) - before


def _count(scratch: duckdb.DuckDBPyConnection, table: str) -> int:
    return int(scratch.table(table).count("*").fetchall()[0][0])


def read_stages(
    scratch: duckdb.DuckDBPyConnection, sheet: Sheet, mapped: Mapped, system: System, *, hints: Hints, ledger: Ledger
) -> Facts:
    """A table of stages: position and status as it states them."""
    view = found(scratch, sheet, mapped, hints=hints, ledger=ledger)
    names = ("pipeline", "stage", "position", "probability", "status", "is_won", "is_closed")
    facts: Facts = {}
    for at, (pipeline, stage, position, probability, status, is_won, is_closed) in enumerate(
        view.select(*names).fetchall()
    ):
        if stage is None:
            continue
        word = outcome_of(status, system.outcomes) if status else None
        flag = "won" if is_won else "lost" if is_closed else None
        meaning = flag or (word if word in {"won", "lost", "void"} else None)
        place = at + 1 if position is None else position
        facts[pipeline, stage] = StageFact(stage, probability=probability, position=place, status=meaning, seen=at)
    return facts
