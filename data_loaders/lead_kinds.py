"""The kinds of sheets around the deals: leads, money spent, visits by channel, lines of deals; and what proves them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from data_loaders.aliases import read_header
from data_loaders.sheet import SAMPLES, Sheet
from data_loaders.stage_words import rank_of

if TYPE_CHECKING:
    from data_loaders.mapping import Mapped
    from data_loaders.systems import System

Needs = tuple[frozenset[str], ...]

_WHEN: Final = frozenset({"day", "week", "period", "period_start", "year"})
_WHERE: Final = frozenset({"channel", "source", "medium", "source_medium", "campaign"})

LEAD_KINDS: Final[tuple[tuple[str, Needs, Mapping[str, int]], ...]] = (
    (
        "leads",
        (
            frozenset({"lead_id", "lead_name", "first_name", "last_name", "email"}),
            frozenset({"account_name", "email", "status", "source", "created_at", "converted_at"}),
        ),
        {
            "lead_id": 2,
            "lead_name": 3,
            "first_name": 3,
            "last_name": 3,
            "email": 3,
            "status": 4,
            "source": 2,
            "owner_name": 2,
            "created_at": 3,
            "account_name": 2,
            "converted_at": 6,
            "is_converted": 6,
            "first_response_at": 6,
            "score": 4,
            "title": 2,
        },
    ),
    (
        "spend",
        (frozenset({"amount"}), _WHERE - {"channel", "source_medium"}, _WHEN),
        {
            "amount": 5,
            "source": 4,
            "campaign": 4,
            "day": 3,
            "period": 4,
            "period_start": 3,
            "clicks": 4,
            "impressions": 4,
        },
    ),
    (
        "channel_sessions",
        (frozenset({"sessions"}), _WHERE),
        {"sessions": 6, "channel": 5, "source": 4, "source_medium": 5, "medium": 3, "engaged_sessions": 5, "users": 3},
    ),
    (
        "line_items",
        (
            frozenset({"deal_id", "deal_name"}),
            frozenset({"product", "product_id"}),
            frozenset({"quantity", "unit_price"}),
        ),
        {"deal_id": 3, "deal_name": 3, "product": 5, "product_id": 3, "quantity": 6, "unit_price": 5, "amount": 3},
    ),
)
"""Name, needed fields (one of each group), points a field."""

NAMES: Final = frozenset(name for name, _, _ in LEAD_KINDS)
_SYSTEMS_OF_LEADS: Final = frozenset({"linkedin", "marketo"})
_LEADS: Final = re.compile(
    r"^(lead(id|name|status|owner|score|stage|title|created?(at|date|time|on)?|ownerid|rating|ownername|lifecycle)?"
    r"|lifecyclestage|contactowner|isconverted|converted(date|at|on|opportunity\w*|account\w*|deal\w*)?|conversiondate"
    r"|prospect(id|name)?|personscore|acquisition(program|date)|firstresponse\w*"
    r"|(线索|潜在客户)(?!来源|渠道)\w*|转(化|换|商机|客户)(时间|日期)|是否转\w+"
    r"|首次(响应|跟进|联系)时间|生命周期阶段|联系人负责人)$"
)
_FIRST: Final = 3
"""Columns among which a list of leads names them; whoever leads a deal stands further right."""
_TOLD: Final = 2
_AGAIN: Final = 0.8
_EARLY: Final = 30
"""The rank of the last stage that a lead can be in: its needs are looked into."""
_BECOMES: Final = re.compile(r"convert|nurtur|qualified|recycle|contacted|转化|培育|无效线索", re.IGNORECASE)
"""What a status says of leads alone."""
_PHONE: Final = re.compile(
    r"^(?:手机号?码?|联系电话|电话|手機|電話|联系方式|微信号?|phone|phonenumber|mobile|mobilephone|telephone)$"
)
_ANY_MONEY: Final = re.compile(r"amount|value|revenue|price|budget|金额|金額|报价|预算|总价")
_PEOPLE: Final = ("lead_name", "first_name", "last_name", "email", "lead_id")
_MONEY: Final = re.compile(r"cost|spen[dt]|expense|费|消耗|支出|投入|投放|成本")


def proven(mapped: Mapped, sheet: Sheet, system: System) -> bool:
    """Whether a sheet says itself that it is of the kind: names, companies and amounts also make lists of deals."""
    if mapped.kind == "leads":
        headers = {read_header(text).squashed for text in sheet.headers}
        named = mapped.has("lead_name", "first_name", "last_name", "email")
        if "lead_name" in mapped.taken and _numbers(sheet.cells.get(mapped.taken["lead_name"].column, ())):
            return False
        if system.name in _SYSTEMS_OF_LEADS:
            return named
        said = {text for text in headers if _LEADS.match(text)}
        begins = {read_header(text).squashed for text in sheet.headers[:_FIRST]}
        told = bool(said - {"lead"} or said & begins) or _in_touch(mapped, sheet)
        return mapped.has(*_PEOPLE) and told and not _about(mapped, sheet)
    if mapped.kind == "spend":
        money = mapped.taken["amount"].header.squashed
        return bool(_MONEY.search(money)) or mapped.has("clicks", "impressions")
    return True


def called_so(mapped: Mapped, sheet: Sheet) -> bool:
    """Whether two headers or more call the rows leads (`Lead ID`, `Lead Status`), or their statuses do.

    However many columns are unknown.
    """
    headers = (read_header(text).squashed for text in sheet.headers)
    told = sum(_LEADS.match(text) is not None for text in headers)
    named = told and mapped.has("lead_name") and mapped.has("email", "contact_name", "source")
    return mapped.kind == "leads" and (told >= _TOLD or bool(named) or _in_touch(mapped, sheet))


def _in_touch(mapped: Mapped, sheet: Sheet) -> bool:
    """Whether people have an address of e-mail and a status of which several words are those of leads.

    A first and a last name make people of them by themselves, and so does a telephone: then any status and source do.
    """
    phone = any(_PHONE.search(read_header(text).squashed) for text in sheet.headers)
    if not mapped.has("lead_name", "first_name", "last_name") or not (phone or "email" in mapped.taken):
        return False
    people = {"first_name", "last_name"} <= mapped.taken.keys() or phone
    if people and mapped.has("source") and mapped.has("status", "created_at") and not _worth(sheet):
        return True
    words = sheet.cells.get(mapped.taken["status"].column, ()) if "status" in mapped.taken else ()
    return sum(_is_of_leads(word) for word in words) >= _TOLD


def _worth(sheet: Sheet) -> bool:
    """Whether a column speaks of money, which no lead has yet."""
    return any(_ANY_MONEY.search(read_header(text).squashed) for text in sheet.headers)


def _is_of_leads(word: str) -> bool:
    """Whether a status is an early stage of sales, or what becomes of leads alone."""
    rank = rank_of(word)
    return (rank is not None and rank <= _EARLY) or _BECOMES.search(word) is not None


def _about(mapped: Mapped, sheet: Sheet) -> bool:
    """Whether the rows are something about leads, such as calls: they have ids of their own, and leads come again."""
    lead = mapped.taken.get("lead_id")
    own = next((at for at, text in enumerate(sheet.headers) if read_header(text).key == "id"), None)
    if lead is None or own is None or lead.column == f"c{own}":
        return False
    rows = min(sheet.rows, SAMPLES)
    leads, ids = (len(sheet.cells.get(column, ())) for column in (lead.column, f"c{own}"))
    return ids == rows and leads <= rows * _AGAIN


def _numbers(cells: Sequence[str]) -> bool:
    """Whether a column holds nothing but numbers, as nobody is called."""
    return bool(cells) and all(cell.replace(".", "").replace(",", "").isdigit() for cell in cells)
