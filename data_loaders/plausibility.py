"""Whether a sheet can be of a kind: the columns of many other tables allow it too."""

from __future__ import annotations

from typing import Final

from data_loaders import lead_kinds, sales_words
from data_loaders.aliases import read_header
from data_loaders.mapping import Mapped, map_sheet
from data_loaders.sheet import SAMPLES, Sheet
from data_loaders.system_scores import ANY_FORM, FALLBACKS
from data_loaders.systems import System
from data_loaders.target_periods import period_of
from data_loaders.target_words import of_sellers, say_targets

_STAGE_ROWS: Final = 300
_FIRST_KINDS: Final = frozenset({"deals", "stage_events"})
_LEAST_EXPLAINED: Final = 0.4
_MOSTLY: Final = 0.5
_PERIODS: Final = 2
_NAMED: Final = {"owners": "owner_name", "accounts": "account_name", "stages": "stage"}
_THERE: Final = frozenset(
    {"active", "inactive", "on leave", "left", "yes", "no", "enabled", "disabled", "true", "false", "在职", "离职",
     "休假", "启用", "停用", "是", "否", "正常"}
)  # fmt: skip
_FEW: Final = 8
"""Rows from which on it tells something that names come back."""
_ONCE: Final = 0.7
"""The least part of the rows that have a name of their own in a list of people, customers or stages."""
_ANY_NAME: Final = frozenset({"name", "fullname", "姓名", "用户名", "名称"})
_ANY_ITEM: Final = _ANY_NAME | {"item", "items", "title", "model", "description", "服务", "项目"}
_PEOPLE_OUTSIDE: Final = frozenset(
    {"company", "companies", "companyname", "accountname", "account", "客户名称", "公司名称"}
)


def plausible(mapped: Mapped, sheet: Sheet, system: System, file_name: str) -> bool:
    """Whether a sheet can be what its columns allow: a few common words in a wide table of something else cannot."""
    explained = sum(column.target is not None for column in mapped.columns) / len(mapped.columns)
    few = mapped.kind not in _FIRST_KINDS and explained < _LEAST_EXPLAINED and not lead_kinds.called_so(mapped, sheet)
    spoken = system.name not in ANY_FORM or sales_words.spoken(mapped, sheet)
    if not spoken or (system.name in FALLBACKS and (few or not _named_once(mapped, sheet))):
        return False
    if mapped.kind in lead_kinds.NAMES:
        return lead_kinds.proven(mapped, sheet, system)
    if mapped.kind == "owners":
        return _owners(mapped, sheet, system, mostly=explained >= _MOSTLY)
    if mapped.kind in {"accounts", "products"}:
        return _named(mapped)
    if mapped.kind == "targets":
        return _targets(mapped, sheet, system, file_name)
    return mapped.kind != "stages" or _stages(mapped, sheet)


def _named_once(mapped: Mapped, sheet: Sheet) -> bool:
    """Whether a list of people, customers or stages names hardly any of them twice, as records of theirs would."""
    named = mapped.taken.get(_NAMED.get(mapped.kind, ""))
    if named is None or sheet.rows < _FEW:
        return True
    names = len(sheet.cells.get(named.column, ()))
    if mapped.kind == "stages" and "pipeline" in mapped.taken:
        pipelines = len(sheet.cells.get(mapped.taken["pipeline"].column, ()))
        names *= pipelines if pipelines * 2 <= sheet.rows else 1
    return names >= _ONCE * min(sheet.rows, SAMPLES)


def _owners(mapped: Mapped, sheet: Sheet, system: System, *, mostly: bool) -> bool:
    """Whether people are colleagues: names and addresses of e-mail alone are also those of a mailing list."""
    if sum(period_of(text) is not None for text in sheet.headers) >= _PERIODS:
        return False  # figures of whoever it is
    headers = {read_header(text).squashed for text in sheet.headers}
    outsiders = bool(headers & _PEOPLE_OUTSIDE) or system.name == "folk"
    seller = "owner_name" in mapped.taken and mapped.taken["owner_name"].header.squashed not in _ANY_NAME
    numbered = "owner_id" in mapped.taken and "owner" in mapped.taken["owner_id"].header.squashed
    told = seller or mapped.has("team") or (mapped.has("email") and (mostly or numbered))
    return mapped.has("manager") or _employed(mapped, sheet) or (not outsiders and told)


def _employed(mapped: Mapped, sheet: Sheet) -> bool:
    """Whether a column says who is still there; a mere status does so in the words for it alone."""
    active = mapped.taken.get("active")
    if active is None or active.header.squashed not in sales_words.ANY_STATUS:
        return active is not None
    return all(value.casefold() in _THERE for value in sheet.cells.get(active.column, ()))


def _named(mapped: Mapped) -> bool:
    """Whether customers or products are called so, or have what only those have."""
    named = mapped.taken.get("account_name") or mapped.taken.get("product_name")
    header = named.header.squashed if named is not None else ""
    if mapped.kind == "products" and not mapped.has("list_price"):
        return header not in _ANY_ITEM
    told = mapped.has("industry", "employees", "revenue", "parent", "segment", "list_price")
    return told or header not in _ANY_NAME


def _targets(mapped: Mapped, sheet: Sheet, system: System, file_name: str) -> bool:
    """Whether figures by period are somebody's and called targets; those of sellers need not, the report says so."""
    if mapped.periods:
        deals = map_sheet(sheet, "deals", system, {})
        forecast = deals.has("stage") and deals.has("deal_name", "account_name")
        if forecast or not mapped.has("owner_name", "team", "level"):
            return False
    chosen = any(column.reason.code == "column_chosen" for column in mapped.columns)
    return system.name not in FALLBACKS or chosen or of_sellers(mapped) or say_targets(sheet, file_name)


def _stages(mapped: Mapped, sheet: Sheet) -> bool:
    """Whether names with a status are those of stages."""
    ordered = mapped.has("position", "probability", "is_won", "is_closed")
    return sheet.rows <= _STAGE_ROWS and (ordered or mapped.taken["stage"].header.squashed not in _ANY_NAME)
