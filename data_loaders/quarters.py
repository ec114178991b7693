"""Quarters as an expected close: `Q3 2026`, `2026Q3`, `3Q26`, `2026年第3季度`. Those of fiscal years are none.

`Q3 FY26` names no day to whoever does not know the company's calendar.
"""

from __future__ import annotations

import re
from typing import Final

from duckdb import ConstantExpression, Expression, FunctionExpression

_YEAR: Final = r"(?:20|['’])?(\d\d)"
_LONG_YEAR: Final = r"20(\d\d)"
_BLANKS: Final = r"[\s\-_/.,]*"
_WORD: Final = "(?:quarter|quartal|trimestre|kwartaal|kvartal)"
_ORDINAL: Final = "(?:[.º°]|st|nd|rd|th|er|e|ème)?"
_FORMS: Final = (
    rf"(?:q|qtr\.?|quarter)\s*NUMBER{_BLANKS}{_YEAR}",
    rf"{_LONG_YEAR}{_BLANKS}(?:q|qtr)\s*NUMBER",
    rf"NUMBER\s*q{_BLANKS}{_YEAR}",
    rf"{_LONG_YEAR}\s*年?\s*第?\s*NUMBER\s*季度?",
    rf"NUMBER{_ORDINAL}\s*{_WORD}[\s,]*(?:de\s|del\s)?{_YEAR}",
)
_ANY: Final = "^(?:" + "|".join(_FORMS) + ")$"
_OF: Final = {month: _ANY.replace("NUMBER", number) for month, number in zip(
    ("03", "06", "09", "12"), ("[1一]", "[2二]", "[3三]", "[4四]"), strict=True
)}  # fmt: skip
"""The last month of a quarter → what its texts look like, the last two digits of the year in one of the groups."""
_SHAPE: Final = re.compile(_ANY.replace("NUMBER", "[9一二三四]").replace("20", r"\d\d"))
QUARTER: Final = re.compile(_ANY.replace("NUMBER", "[1-4一二三四]"), re.IGNORECASE)


def is_quarter_shape(shape: str) -> bool:
    """Whether texts of a shape (small letters, half-width, digits as 0 or 9) may be quarters."""
    return _SHAPE.match(shape) is not None


def last_months(text: Expression) -> Expression:
    """The first day of the last month of the quarter in each cell; null where it is none."""
    text = FunctionExpression("trim", text)
    year = "20" + "".join(rf"\{group}" for group in range(1, len(_FORMS) + 1))
    for month, form in _OF.items():
        said = map(ConstantExpression, (f"(?i){form}", f"{year}-{month}"))
        text = FunctionExpression("regexp_replace", text, *said)
    return FunctionExpression("try_strptime", text, ConstantExpression("%Y-%m"))
