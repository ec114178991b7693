"""Whether the values of a column deny what its header says."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

from data_loaders.fields import FIELDS
from data_loaders.month_words import in_english
from data_loaders.quarters import QUARTER
from data_loaders.stage_words import merely_closed, outcome_of
from data_loaders.systems import System

TOO_MANY_STAGES: Final = 100
_HALF: Final = 0.5
_LONGEST: Final = 40
"""Letters of a date with the day of the week and the time."""
DATE: Final = re.compile(
    r"\d{1,4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]?|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|^[2-5]\d{4}(?:\.\d+)?$|^1\d{9}(?:\d{3})?$|^20\d{6}$",
    re.IGNORECASE,
)
_DECIMAL: Final = re.compile(r"-?(?!(?:19|20)\d\d\.)\d{1,4}\.\d{1,2}$")
"""A price such as 12.34: as a day it would have no year."""
_WHOLE_DATE: Final = re.compile(
    r"^\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}|^\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|^\d{1,2}[-/. ][A-Za-z]{3,9}[-/. ,]+\d{2,4}"
)
_NUMBER: Final = re.compile(r"^[^\d\n]{0,12}\d[\d\s.,'’]*[^\d\n]{0,8}$")
_SHARE: Final = re.compile(r"^-?\d{1,3}(?:[.,]\d+)?\s*%?$")
_FLAG: Final = re.compile(
    r"^(?:0|1|0\.0|1\.0|true|false|yes|no|y|n|t|f|won|lost|是|否|√|×|x|✓|checked|unchecked|赢单|输单|open|closed)$",
    re.IGNORECASE,
)
_CHECKS: Final[Mapping[str, re.Pattern[str]]] = {
    "number": _NUMBER, "share": _SHARE, "timestamp": DATE, "date": DATE, "flag": _FLAG, "integer": _NUMBER,
}  # fmt: skip
_STAGES: Final = frozenset({"stage", "to_stage", "from_stage"})
_MONEY: Final = frozenset({"amount", "won_amount", "amount_base"})
_IDS: Final = frozenset({"deal_id", "account_id", "owner_id", "activity_id", "product_id"})
_FREE: Final = frozenset({"old_value", "new_value", "period", "year", "subject", "extra"})

DATED: Final[Mapping[str, str]] = {"is_won": "won_at", "is_lost": "lost_at", "is_closed": "closed_at"}
"""`Won` and `Closed` head flags in one file and days in another."""


def are_dates(samples: Sequence[str]) -> bool:
    """Whether at least half of the sample values are days."""
    return bool(samples) and sum(map(_is_date, samples)) >= len(samples) * _HALF


def _is_date(text: str) -> bool:
    if _DECIMAL.match(text):
        return False
    if DATE.search(text):
        return True
    if len(text) > _LONGEST or not any(map(str.isdigit, text)):
        return False
    english, swaps = in_english(text.casefold())
    return bool(swaps) and DATE.search(english) is not None


def contradicted(name: str, kind: str, samples: Sequence[str], system: System) -> bool:
    """Whether at least half of the sample values deny the field's type."""
    if not samples or name in _FREE:
        return False
    kind_of_value = FIELDS[kind][name]
    if kind == "deals" and name == "status":
        known = sum(bool(outcome_of(value, system.outcomes)) or merely_closed(value) for value in samples)
        return known < len(samples) * _HALF
    if name in _STAGES:
        return (
            len(samples) >= TOO_MANY_STAGES
            or sum(bool(_WHOLE_DATE.match(value)) for value in samples) > len(samples) * _HALF
        )
    if kind_of_value == "text":
        dates = sum(bool(_WHOLE_DATE.match(value)) for value in samples)
        return name not in _IDS and dates > len(samples) * _HALF
    check, samples = _CHECKS[kind_of_value], [unicodedata.normalize("NFKC", value) for value in samples]
    fits = sum(_is_date(value) if check is DATE else bool(check.search(value)) for value in samples)
    if name == "expected_close":
        fits += sum(QUARTER.match(value) is not None and not _is_date(value) for value in samples)
    if kind_of_value in {"number", "share"}:
        fits -= sum(bool(_WHOLE_DATE.match(value)) for value in samples)
    if name in _MONEY:
        fits -= sum(value.endswith("%") for value in samples)
    return fits < len(samples) * _HALF
