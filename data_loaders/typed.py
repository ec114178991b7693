"""What reading a column of text as values gives, and what a caller may say beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from duckdb import Expression

from data_loaders.report import Change, Question

Precision = Literal["second", "minute", "day"]
DateOrder = Literal["DMY", "MDY"]
FieldOrder = Literal["DMY", "MDY", "YMD"]
"""The last is that of days whose year has two digits and stands first."""

NOTHING: Final = frozenset(
    {
        "-", "--", "---", "—", "–", "――", "n/a", "#n/a", "n.a.", "#ref!", "#value!", "#div/0!", "#name?", "#null!",
        "#num!", "null", "(null)", "<null>", "nil", "nan", "nat", "--none--", "-none-", "(none)", "(blank)",
        "(empty)", "(no value)", "无", "無", "空", "（空）", "(空)", "无数据", "暂无", "未填写", "未填",
        "000000000000000", "000000000000000aaa", "none", "n.a", "[null]", "\\n", "undefined", "(not set)", "--无--",
        "#spill!", "#calc!", "#getting_data", "0000-00-00", "0000-00-00 00:00:00", "$-", "$ -", "€-", "- €", "¥-",
        "¥ -",
    }
)  # fmt: skip
"""Words that stand for an empty cell in every system, casefolded."""


@dataclass(frozen=True)
class Unit:
    """Unit found in a header or in cells: ISO 4217 code or null, and the factor already multiplied out.

    `beside`: the header of another column that states it.
    """

    currency: str | None = None
    factor: float = 1.0
    text: str = ""
    beside: str = ""


@dataclass(frozen=True)
class Hints:
    """What is known about a column before it is read.

    `share`: how the system writes percentages, needed only where a column holds nothing but 0 and 1.
    `decimal`: the decimal mark, where one separator before three digits could be either; `small`: it is a decimal mark,
    as in a rate of exchange.
    `zone`: the reporting time zone that times with a zone are converted to.
    `null_words`: words of the system for an empty cell, beside those of every system.
    `names`: what values mean, as `data_loaders.names` has it. `unit`: of money whose header and cells name none.
    `yen`: ¥ is a yen, as in a sheet in Japanese. `month_end`: a month without a day means its last one.
    """

    date_order: DateOrder | None = None
    null_words: frozenset[str] = frozenset()
    currency: str | None = None
    share: Literal["unit", "percent"] | None = None
    decimal: Literal[".", ","] | None = None
    small: bool = False
    zone: str = "UTC"
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    unit: Unit = Unit()
    yen: bool = False
    month_end: bool = False


@dataclass(frozen=True)
class Typed:
    """A column read as values: `expression` over the raw scratch table, null where a cell is empty or unreadable.

    `unreadable` lists (row, text) of at most `UNREADABLE` cells in file order; `currency` gives the ISO code a
    cell itself carries, where any does. `questions`: what the column does not tell; the cells they are about are empty
    and not counted as unreadable.
    """

    expression: Expression
    precision: Precision | None = None
    changes: tuple[Change, ...] = ()
    unreadable: tuple[tuple[int, str], ...] = ()
    unreadable_count: int = 0
    unit: Unit = Unit()
    currency: Expression | None = None
    questions: tuple[Question, ...] = ()


UNREADABLE: Final = 1_000
EXAMPLES: Final = 3
