"""Whether a table of figures by month, quarter or year says that they are targets: results look just the same."""

from __future__ import annotations

import re
from typing import Final

from data_loaders.aliases import squash
from data_loaders.mapping import Mapped
from data_loaders.sheet import Sheet

_WORDS: Final = re.compile(
    r"quota|target|(?<![a-z])goal(?![a-z])|(?:sales|revenue|bookings?)[\s_-]*(?:goals|plan|budget)|(?<![a-z])ziel|(?<![a-z])soll"
    r"|vorgabe|objecti[fv]|objetivo|(?<![a-z])metas?(?![a-z])|cuota|obiettiv|doelstelling|目标|目標|指标|指標|任务|配额|考核",
    re.IGNORECASE,
)
_ANYBODY: Final = frozenset(map(squash, ("name", "full name", "user", "employee", "姓名", "名称", "对象")))


def say_targets(sheet: Sheet, file_name: str) -> bool:
    """Whether the file, its sheet, a line above the table or a header calls the figures targets."""
    return any(map(_WORDS.search, (file_name, sheet.name, *sheet.preamble, *sheet.headers)))


def of_sellers(mapped: Mapped) -> bool:
    """Whether the figures are those of people who sell."""
    return mapped.has("owner_name") and mapped.taken["owner_name"].header.squashed not in _ANYBODY
