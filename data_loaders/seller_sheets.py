"""Sheets of deals called after their sellers: `Ann`, `Bob's deals`, `张三商机`, with the same headers on all."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

import duckdb

from data_loaders.kinds import DEALS, missing
from data_loaders.mapping import map_sheet
from data_loaders.more_columns import with_text
from data_loaders.person_names import is_person, may_be_person
from data_loaders.report import Said
from data_loaders.sheet import Sheet
from data_loaders.system_scores import scores
from data_loaders.systems import System

HEADER: Final = "Owner"
LEAST: Final = 2
OWNERS: Final = ("owner_name", "owner_id")
_AROUND: Final = re.compile(
    r"(?<=\w)['’]s\b|\b(?:deals?|pipeline|opps?|opportunities|accounts|forecast|sales|rep)\b|\(.*?\)|（.*?）"
    r"|(?:的?(?:商机|客户|销售|业绩|项目|漏斗|管道)(?:表|清单|列表)?)+$|さん$|[_|:：–—]|(?:^|\s)-|-(?:\s|$)",
    re.IGNORECASE,
)
"""What stands around a name: `Ann - Pipeline`, `Bob's deals`, `张三的客户`."""


def named_by_owner(scratch: duckdb.DuckDBPyConnection, sheets: Sequence[Sheet], *, file_name: str) -> tuple[Sheet, ...]:
    """The sheets; those of deals without an owner, called like persons and alike in their headers, with the owner.

    All sheets of a list have to be called so, at least half of them by usual names: a team or a region among them may
    be what the others are as well.
    """
    lists: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, sheet in enumerate(sheets):
        if sheet.rows:
            lists[sheet.headers].append(place)
    found = list(sheets)
    system = scores(sheets, file_name)[0].system
    for places in lists.values():
        owners = [owner_of(sheets[place].name) for place in places]
        usual = sum(map(is_person, owners)) * 2 >= len(owners) >= LEAST
        if usual and all(owners) and _lacks_owners(sheets[places[0]], system):
            for place, owner in zip(places, owners, strict=True):
                found[place] = _with_owner(scratch, sheets[place], owner)
    return tuple(found)


def owner_of(name: str) -> str:
    """The person that a sheet is called after, or may be, else ''."""
    last = re.sub(r"\.\w{2,7}$", "", name.rpartition(" / ")[2])
    person = " ".join(_AROUND.sub(" ", last).split())
    return person if is_person(person) or may_be_person(person) else ""


def _lacks_owners(sheet: Sheet, system: System) -> bool:
    mapped = map_sheet(sheet, "deals", system, {})
    return not missing(DEALS, mapped) and not mapped.has(*OWNERS)


def _with_owner(scratch: duckdb.DuckDBPyConnection, sheet: Sheet, owner: str) -> Sheet:
    return with_text(scratch, sheet, Said("sheet_owner", {"sheet": sheet.name, "owner": owner}), HEADER, owner)
