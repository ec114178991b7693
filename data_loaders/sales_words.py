"""Whether a sheet of no known system speaks of sales: tickets and houses have titles, prices and a status too."""

from __future__ import annotations

from typing import Final

from data_loaders.aliases import squash
from data_loaders.column_guess import ACCEPTED
from data_loaders.mapping import Mapped
from data_loaders.other_lists import other_list
from data_loaders.sheet import Sheet
from data_loaders.stage_words import outcome_of, rank_of

_ANY_TITLE: Final = frozenset(
    map(squash, ("title", "subject", "name", "topic", "summary", "标题", "主题", "名称", "题目"))
)
_ANY_PRICE: Final = frozenset(map(squash, ("price", "cost", "total", "价格", "单价", "总价")))
_ANY_STATUS: Final = frozenset(
    map(squash, ("status", "state", "result", "outcome", "phase", "状态", "狀態", "结果", "statut", "estado", "stato"))
)
_ANY_STATE: Final = frozenset(
    map(
        squash,
        (
            "open",
            "new",
            "in progress",
            "pending",
            "active",
            "paid",
            "failed",
            "rejected",
            "approved",
            "declined",
            "denied",
            "live",
            "successful",
            "success",
            "canceled",
            "cancelled",
            "past_due",
            "working",
            "win",
            "loss",
            "lose",
            "failure",
            "offer",
            "进行中",
            "新建",
            "待处理",
            "已付款",
            "交易成功",
            "失败",
        ),
    )
)
_SEVERAL: Final = 2
_WHOM: Final = ("deal_id", "deal_name", "account_name", "contact_name", "owner_name", "owner_id")


def spoken(mapped: Mapped, sheet: Sheet) -> bool:
    """Whether the columns and words of a sheet make it the list of deals or of activities that its headers allow.

    Of a list of deals two must hold: a header that names a deal, one that names its amount or a stage, words of sales
    in its stages (several of them are enough); a column that a person chose counts for all. An activity is one with
    somebody. What is headed like payments, projects or tickets is neither without several words of sales.
    """
    if any(column.reason.code == "column_chosen" for column in mapped.columns):
        return True
    other = other_list(sheet.headers) if mapped.kind in {"deals", "activities"} else None
    if mapped.kind == "activities":
        return mapped.has(*_WHOM) and other in {None, "projects"}
    if mapped.kind == "stage_events":
        return _moves(mapped, sheet)
    if mapped.kind != "deals" or mapped.stage_columns.entered or mapped.has("is_won", "won_at", "pipeline"):
        return True
    if other and _stages(mapped, sheet) < _SEVERAL:
        return False
    named = _headed(mapped, ("deal_name", "account_name"), _ANY_TITLE) or _headed(
        mapped, ("deal_id",), frozenset({"id"})
    )
    priced = _headed(mapped, ("amount", "won_amount", "probability", "expected_close", "close_date"), _ANY_PRICE)
    staged = _headed(mapped, ("stage",), _ANY_STATUS)
    return named + priced + staged + _stages(mapped, sheet) >= _SEVERAL


def _moves(mapped: Mapped, sheet: Sheet) -> bool:
    """Whether a log is one of deals: it tells of moves, its headers name deals, or its stages are those of sales."""
    told = mapped.has("from_stage", "moved_to", "field_name", "old_value")
    named = _headed(mapped, ("deal_name",), _ANY_TITLE) or _headed(mapped, ("deal_id",), frozenset({"id"}))
    return told or named or _stages(mapped, sheet, ("to_stage", "new_value")) > 0


def _headed(mapped: Mapped, fields: tuple[str, ...], anything: frozenset[str]) -> bool:
    """Whether a column of these was found under a header that does not head just anything, and does not stand in."""
    found = [mapped.taken[name] for name in fields if name in mapped.taken]
    return any(one.header.squashed not in anything and one.confidence >= ACCEPTED for one in found)


def _stages(mapped: Mapped, sheet: Sheet, fields: tuple[str, ...] = ("stage", "status")) -> int:
    """How many different words of sales the stages and outcomes use, at most `_SEVERAL`."""
    words = {
        squash(value)
        for name in fields
        if name in mapped.taken
        for value in sheet.cells.get(mapped.taken[name].column, ())
        if outcome_of(value) in {"won", "lost"} or rank_of(value) is not None
    }
    return min(_SEVERAL, len(words - _ANY_STATE))
