"""A row below the headers that names units or kinds of values (`(USD)`, `dd/mm/yyyy`, `万元`, `文本`): no record."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from data_loaders.money import unit_of
from data_loaders.readers.cells import clean, kind_of

_BRACKETED: Final = re.compile(r"[(（\[【]\s*([^()（）\[\]【】]{1,30}?)\s*[)）\]】]$")
_FORMAT: Final = re.compile(r"(?=.*(yy|年))[dmyhs年月日时分\-/. :]{4,20}$", re.IGNORECASE)
_WORDS: Final = (
    "text string varchar number numeric integer int float date datetime timestamp currency boolean bool dropdown "
    "required optional mandatory auto formula select percent % 文本 单行文本 多行文本 数字 数值 金额 日期 时间 "
    "日期时间 选项 下拉 下拉框 单选 多选 必填 选填 可选 自动 公式 成员 部门 编号 流水号 字符"
)
_KINDS: Final = frozenset(_WORDS.split())


def names_with_units(rows: Sequence[Sequence[str | None]], at: int, names: Sequence[str]) -> tuple[str, ...] | None:
    """The headers with the units of money in row `at` in brackets; None where the row is a record.

    Every cell must tell a unit or a kind, and one of them must stand above numbers or days.
    """
    if at + 1 >= len(rows):
        return None
    cells = [clean(cell) for cell in rows[at][: len(names)]]
    below = [clean(cell) for cell in rows[at + 1]]
    told = {place: cell for place, cell in enumerate(cells) if cell}
    if not told or not all(map(_tells, told.values())):
        return None
    if not any(place < len(below) and kind_of(below[place]) in ("number", "date") for place in told):
        return None
    return tuple(_with_unit(name, told.get(place, "")) for place, name in enumerate(names))


def _tells(cell: str) -> bool:
    if cell.casefold() in _KINDS or _FORMAT.match(cell) or _BRACKETED.match(cell):
        return True
    return kind_of(cell) == "text" and unit_of(cell) is not None


def _with_unit(name: str, cell: str) -> str:
    """`Amount` over `(USD k)` is `Amount (USD k)`; other rows say nothing that a header needs."""
    found = _BRACKETED.match(cell)
    inside = found[1] if found else cell
    unit = unit_of(inside) if inside else None
    return f"{name} ({inside})" if unit is not None and (unit.currency or unit.factor != 1.0) else name
