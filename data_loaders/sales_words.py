"""Whether a sheet of no known system speaks of sales: tickets and houses have titles, prices and a status too."""

from __future__ import annotations

import re
from typing import Final

from data_loaders.aliases import read_header, squash
from data_loaders.column_guess import ACCEPTED
from data_loaders.mapping import Mapped
from data_loaders.other_lists import other_list, speaks_of_sales
from data_loaders.other_stages import of_another_process
from data_loaders.quotes import of_quotes
from data_loaders.sheet import Sheet
from data_loaders.stage_words import outcome_of, rank_of

_ANY_TITLE: Final = frozenset(
    map(squash, ("title", "subject", "name", "topic", "summary", "标题", "主题", "名称", "题目"))
)
_ANY_PRICE: Final = frozenset(map(squash, ("price", "cost", "total", "价格", "单价", "总价")))
ANY_STATUS: Final = frozenset(
    map(squash, ("status", "state", "result", "outcome", "phase", "状态", "狀態", "结果", "statut", "estado", "stato"))
)
_ANY_STATE: Final = frozenset(
    map(squash, (
        "open", "new", "in progress", "pending", "active", "paid", "failed", "rejected", "approved", "declined",
        "denied", "live", "successful", "success", "canceled", "cancelled", "past_due", "working", "win", "loss",
        "lose", "failure", "offer", "进行中", "新建", "待处理", "已付款", "交易成功", "失败", "новая", "новый",
        "в работе", "взято в работу", "заявка", "новая заявка", "подготовка", "встреча", "отказ", "отменена",
        "отменено", "успешно", "успех", "оплата", "оплачено", "ожидание оплаты", "novo", "nuevo", "nouveau", "neu",
        "nuovo", "nieuw", "nowy", "nowa", "yeni",
    ))
)  # fmt: skip
_ANY_PROJECT: Final = frozenset(
    map(squash, (
        "project", "project name", "projekt", "projet", "proyecto", "progetto", "projeto", "job", "item", "no",
        "项目", "项目名称",
    ))
)  # fmt: skip
"""Headers of names that say no more than that there is something to be done."""
_SELLER: Final = re.compile(r"sales|seller|account executive|vertrieb|vendeur|vendedor|commercial|销售|业务员|客户经理")
"""Headers of owners who sell."""
_OF_SALES: Final = ("probability", "lost_reason", "competitor", "next_step")
_OF_RECORDS: Final = ("amount", "account_name", "owner_name", "expected_close", "close_date", "created_at")
"""What lists of deals have beside a name and an outcome; matches and elections are won and lost as well."""
_WON_ELSEWHERE: Final = frozenset({"cases"})
"""Lists in which things are won and lost that are no deals."""
_PEOPLE: Final = frozenset(map(squash, ("name", "full name", "contact name", "姓名", "nombre", "nome", "nom", "имя")))
_EMAILS: Final = frozenset(map(squash, ("email", "e-mail", "email address", "邮箱", "电子邮件", "correo", "почта")))
_MONEY_AND_DAYS: Final = (
    "amount", "won_amount", "probability", "expected_close", "close_date", "closed_at", "pipeline",
)  # fmt: skip
_SEVERAL: Final = 2
_WITH: Final = ("deal_id", "deal_name", "account_name", "contact_name")
_WHOM: Final = ("owner_name", "owner_id")
_MONEY: Final = frozenset(map(squash, ("amount", "balance", "debit", "credit", "cost", "金额", "余额", "费用")))
"""What rows of a statement or of expenses have, and activities have not."""


def spoken(mapped: Mapped, sheet: Sheet) -> bool:
    """Whether the columns and words of a sheet make it the list of deals or of activities that its headers allow.

    Of a list of deals two must hold: a header that names a deal, one that names its amount or a stage, words of sales
    in its stages (several of them are enough); a column that a person chose counts for all. An activity is one with
    somebody. What is headed like payments, projects or tickets is neither without several words of sales.
    """
    if any(column.reason.code == "column_chosen" for column in mapped.columns):
        return True
    other = (
        other_list(sheet.headers) if mapped.kind in {"deals", "activities"} and not of_quotes(sheet.headers) else None
    )
    if mapped.kind == "activities":
        told = mapped.has(*_WITH) or (mapped.has(*_WHOM) and mapped.has("type"))
        return told and other in {None, "projects"} and not _of_money(mapped)
    if mapped.kind == "stage_events":
        return _moves(mapped, sheet)
    if mapped.kind != "deals" or mapped.stage_columns.entered or mapped.has("is_won", "won_at", "pipeline"):
        return True
    elsewhere = other and (other in _WON_ELSEWHERE or _stages(mapped, sheet) < _SEVERAL)
    if elsewhere or of_people(mapped, sheet):
        return False
    return _headed_like_deals(mapped, sheet) and not doubtful(mapped, sheet)


def doubtful(mapped: Mapped, sheet: Sheet) -> bool:
    """Whether a list headed like one of deals may be one of anything with a name and a stage.

    Its stages are no more words of sales than of something else, and no header speaks of deals.
    """
    if not _headed_like_deals(mapped, sheet):
        return False
    words = _words(mapped, sheet, ("stage", "status"))
    sales = {word for word in words if _of_sales(word) and squash(word) not in _ANY_STATE}
    others = {word for word in words - sales if of_another_process(word)}
    named = _headed(mapped, ("deal_name",), _ANY_TITLE | _ANY_PROJECT | _customers(mapped)) or _headed(
        mapped, ("deal_id",), frozenset({"id"})
    )
    sold = "owner_name" in mapped.taken and _SELLER.search(mapped.taken["owner_name"].header.key) is not None
    told = named or sold or mapped.has(*_OF_SALES) or speaks_of_sales((*sheet.headers, *words))
    alone = all(rank_of(word) is None for word in sales) and not mapped.has(*_OF_RECORDS)
    return not told and (alone or len(others) >= len(sales))


def _of_money(mapped: Mapped) -> bool:
    """Whether a list without deals tells of money: one of payments or expenses, not of activities."""
    headers = {squash(column.header) for column in mapped.columns}
    return not mapped.has("deal_id", "deal_name") and bool(headers & _MONEY)


def _customers(mapped: Mapped) -> frozenset[str]:
    """The header of the customers, which stands in for the name of a deal."""
    customer = mapped.taken.get("account_name")
    return frozenset({customer.header.squashed} if customer else ())


def _headed_like_deals(mapped: Mapped, sheet: Sheet) -> bool:
    if of_quotes(sheet.headers) and mapped.has("account_name", "contact_name"):
        return True
    named = _headed(mapped, ("deal_name", "account_name"), _ANY_TITLE) or _headed(
        mapped, ("deal_id",), frozenset({"id"})
    )
    priced = _headed(mapped, ("amount", "won_amount", "probability", "expected_close", "close_date"), _ANY_PRICE)
    staged = _headed(mapped, ("stage",), ANY_STATUS)
    return named + priced + staged + _stages(mapped, sheet) >= _SEVERAL


def of_people(mapped: Mapped, sheet: Sheet) -> bool:
    """Whether the rows are people with addresses of e-mail: no deal is called Ann and has no money.

    Only where a header such as `Name` is the name of the deals.
    """
    if not mapped.has("deal_name") or mapped.has("deal_id", *_MONEY_AND_DAYS):
        return False
    emails = any(read_header(text).squashed in _EMAILS for text in sheet.headers)
    return emails and mapped.taken["deal_name"].header.squashed in _PEOPLE


def staged(mapped: Mapped, sheet: Sheet) -> bool:
    """Whether a column of stages uses several words of sales."""
    return mapped.has("stage") and _stages(mapped, sheet) >= _SEVERAL


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
    words = {squash(value) for value in _words(mapped, sheet, fields) if _of_sales(value)}
    return min(_SEVERAL, len(words - _ANY_STATE))


def _words(mapped: Mapped, sheet: Sheet, fields: tuple[str, ...]) -> set[str]:
    """The different values of these columns."""
    columns = [mapped.taken[name].column for name in fields if name in mapped.taken]
    return {value for column in columns for value in sheet.cells.get(column, ())}


def _of_sales(word: str) -> bool:
    return outcome_of(word) in {"won", "lost"} or rank_of(word) is not None
