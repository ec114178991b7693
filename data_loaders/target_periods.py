"""Months, quarters and years in the headers and cells of target tables: `Jan`, `2026-03`, `Q1 2026`, `一月`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from data_loaders.aliases import clean
from data_loaders.money import unit_of
from data_loaders.month_words import ENGLISH, IN_ENGLISH, in_english

_CHINESE: Final = {
    "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "十一": 11, "十二": 12,
}  # fmt: skip
_YEAR: Final = r"(?:fy\s*)?(?P<year>20\d\d|\d\d(?=\D|$))"
_QUARTER: Final = "(?:quarter|quartal|trimestre|kwartaal|kvartal)"
_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        r"^(?P<year>20\d\d)[-/.年 ]?(?P<month>1[0-2]|0?[1-9])\s*月?(?:[-/.]0?1)?(?: 00:00:00)?$",
        r"^(?P<month>1[0-2]|0?[1-9])[-/.](?P<year>20\d\d)$",
        rf"^(?P<name>[a-z]{{3,9}})[\s\-_.,/']*(?:{_YEAR})?$",
        r"^(?P<year>20\d\d)[\s\-_]*(?P<name>[a-z]{3,9})$",
        r"^(?P<month>1[0-2]|0?[1-9])月(?:份|目标)?$",
        r"^(?:(?P<year>20\d\d)年)?(?P<zh>十[一二]?|[一二三四五六七八九])月(?:份|目标)?$",
        rf"^q(?P<quarter>[1-4])[\s\-_/']*(?:{_YEAR})?$",
        r"^(?:fy)?(?P<year>20\d\d)[\s\-_年]*(?:q|第)(?P<quarter>[1-4])(?:季度)?$",
        rf"^(?P<quarter>[1-4])(?:[.º°]|st|nd|rd|th|er|e|ème)?\s*{_QUARTER}\s*(?:de )?(?:{_YEAR})?$",
        r"^t(?P<quarter>[1-4])[\s\-_/]*(?P<year>20\d\d)$",
        r"^(?:(?P<year>20\d\d)年?)?\s*第?(?P<zhq>[一二三四1-4])季度?(?:目标)?$",
        r"^(?:fy\s*)?(?P<year>20\d\d)年?$",
    )
)

_UNIT: Final = re.compile(r"\s*[(（]([^()（）]+)[)）]$")


@dataclass(frozen=True)
class TargetPeriod:
    """A month, a quarter or a year; `year` is null where the text names none. `months` is 1, 3 or 12."""

    year: int | None
    month: int
    months: int

    def first(self, year: int) -> date:
        """First day, in `year` where the text named none."""
        return date(self.year or year, self.month, 1)

    def before(self, year: int) -> date:
        """The day after the last."""
        index = (self.year or year) * 12 + self.month - 1 + self.months
        return date(index // 12, index % 12 + 1, 1)


def period_of(text: str) -> TargetPeriod | None:
    """The period a header or cell names, or None."""
    plain = in_english(re.sub(r"\s*(quota|target|目标)$", "", _without_unit(clean(text)).casefold()))[0]
    for form in _FORMS:
        found = form.match(plain)
        if found and (period := _read(found.groupdict())) is not None:
            return period
    return None


def _without_unit(text: str) -> str:
    """The text without a unit in brackets at its end (`Jan 2026 (k)`, `一月（万元）`)."""
    found = _UNIT.search(text)
    return text[: found.start()] if found and found[1].strip() and unit_of(found[1]) is not None else text


def _read(parts: dict[str, str | None]) -> TargetPeriod | None:
    texts = {name: text for name, text in parts.items() if text}
    year = int(texts["year"]) if "year" in texts else None
    if year is not None and year < 100:
        year += 2000
    if "month" in texts:
        return TargetPeriod(year, int(texts["month"]), 1)
    if "zh" in texts:
        return TargetPeriod(year, _CHINESE[texts["zh"]], 1)
    if "name" in texts:
        known = texts["name"] in IN_ENGLISH
        return TargetPeriod(year, ENGLISH.index(texts["name"][:3]) + 1, 1) if known else None
    quarter = texts.get("quarter") or texts.get("zhq")
    if quarter:
        number = int(quarter) if quarter.isdigit() else _CHINESE[quarter]
        return TargetPeriod(year, number * 3 - 2, 3)
    return TargetPeriod(year, 1, 12) if year else None
