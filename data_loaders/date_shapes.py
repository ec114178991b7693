"""From the shape of a date to the format that reads it, for every order of day and month."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from data_loaders.typed import FieldOrder

Kind = Literal["format", "serial", "epoch_s", "epoch_ms", "quarter"]

MONTHS: Final = (
    "january february march april may june july august september october november december".split()  # noqa: SIM905
)
SHORT: Final = tuple(month[:3] for month in MONTHS)
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
TOKEN: Final = re.compile(r"\d+|[a-z]+\.?|上午|下午|中午|凌晨|早上|晚上|星期.|周.|[^\da-z]")
CLOCK: Final = ("%H", "%M", "%S")
ZONE: Final = re.compile(r"\d:\d\d(?::\d\d(?:\.\d+)?)? ?(z|utc|gmt|[+-]\d\d:?\d\d|[+-]\d\d)$")
SEPARATORS: Final = frozenset("-/. '’年月년월")
ORDERS: Final = (
    ("4 [12]", "%Y %m"),
    ("[bB] 4", "{month} %Y"),
    ("[bB] 2", "{month} %y"),
    ("4 [12] [12]", "%Y %m %d"),
    ("4 [bB]", "%Y {month}"),
    ("4 [bB] [12]", "%Y {month} %d"),
    ("[12] [bB] [24]", "%d {month} {year}"),
    ("[bB] [12] [24]", "{month} %d {year}"),
    ("[12] [12] [24]", "{{A}} {{B}} {year}"),
    ("[12] [12] 1", "{{A}} {{B}} %y"),
)
"""Fields by their digits (b, B: short and long names of months) and what they are called."""
HOURS: Final = {"上午": "AM", "凌晨": "AM", "早上": "AM", "下午": "PM", "晚上": "PM", "中午": "PM"}
"""Chinese words for the halves of the day and what they are to strptime."""


@dataclass(frozen=True)
class DateShape:
    """How texts of one shape are read. `format` has `{A}` and `{B}` where day and month may be swapped.

    `zoned`: an offset or Z ends the text; `time`: second, minute or day is stated; `foreign`: the format is that of the
    text with its months put into English.
    """

    kind: Kind
    format: str = ""
    ambiguous: bool = False
    zoned: bool = False
    utc: bool = False
    time: Literal["second", "minute", "day"] = "day"
    foreign: bool = False

    @property
    def month(self) -> bool:
        """Whether it states a month and no day."""
        return self.kind == "format" and not any(day in self.format for day in ("%d", "{A}", "{B}"))

    @property
    def short_year(self) -> bool:
        """Whether it states a month and two digits, which are a year or a day."""
        return self.month and "%y" in self.format

    def for_order(self, order: FieldOrder | None) -> str:
        """The strptime format, with day and month, and the year where it stands first, in the order given."""
        if order == "YMD":
            return self.format.replace("%y", "%d").replace("{A}", "%y").replace("{B}", "%m")
        first, second = ("%m", "%d") if order == "MDY" else ("%d", "%m")
        return self.format.replace("{A}", first).replace("{B}", second)


def date_shape(shape: str) -> DateShape | None:
    """How a shape (small letters, half-width, digits as 0 or 9) is read; None where it is no date."""
    text = shape.strip()
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return DateShape("serial", time="second" if "." in text else "day")
    if re.fullmatch(r"\d{8}", text):
        return DateShape("format", "%Y%m%d")
    if re.fullmatch(r"\d{14}", text):
        return DateShape("format", "%Y%m%d%H%M%S", time="second")
    if re.fullmatch(r"\d{13}|\d{10}", text):
        return DateShape("epoch_ms" if len(text) == 13 else "epoch_s", time="second")
    tokens = TOKEN.findall(text)
    day = _day(tokens)
    if day is None:
        return None
    written, used, ambiguous = day
    return _with_time(tokens[used:], written, ambiguous=ambiguous)


def only_format(cells: Iterable[str]) -> str | None:
    """The format of texts that all have the same one, where it says all there is to say: no names, zones or doubts."""
    found = {date_shape(re.sub("[1-9]", "9", cell).casefold()) for cell in cells}
    if len(found) != 1 or (only := found.pop()) is None or only.kind != "format" or only.ambiguous or only.zoned:
        return None
    spelled = "%b" in only.format.casefold() or "%p" in only.format
    return None if spelled or only.month else only.format


def _day(tokens: list[str]) -> tuple[str, int, bool] | None:
    """Format of the day part, how many tokens it takes, and whether day and month may be swapped."""
    skipped = ""
    at = 0
    if tokens and tokens[0].rstrip(".") in {*WEEKDAYS, *(day[:3] for day in WEEKDAYS)}:
        skipped = "%a" if len(tokens[0].rstrip(".")) == 3 else "%A"
        at = 1
        while at < len(tokens) and tokens[at] in (",", " "):
            skipped += tokens[at]
            at += 1
    parts: list[str] = []
    written = skipped
    fields: list[str] = []
    while at < len(tokens) and len(fields) < 3:
        word = tokens[at]
        if word.isdigit() or word.rstrip(".") in (*MONTHS, *SHORT, "sept"):
            fields.append(word)
            written += "\0"
        elif word in SEPARATORS or word == "," or (word in ("st", "nd", "rd", "th") and fields):
            if len(fields) == 0:
                return None
            written += word
        else:
            break
        parts.append(word)
        at += 1
    names = _names(fields, year_first=parts[1:2] in (["年"], ["년"]))
    if names is None:
        return None
    named = tokens[at : at + 1] in (["日"], ["号"], ["일"]) and set("年년") & set(written + "".join(tokens))
    if named or (tokens[at:] == ["."] and written.count(".") > 1):  # `2026. 3. 5.` in Korea
        written += tokens[at]
        at += 1
    written = _trimmed_of_month_only(written, fields)
    for name in names[0]:
        written = written.replace("\0", name, 1)
    return written, at, names[1]


def _trimmed_of_month_only(written: str, fields: list[str]) -> str:
    return written if len(fields) == 3 else written.rstrip(" ,")


def _names(fields: list[str], *, year_first: bool) -> tuple[list[str], bool] | None:
    """Names of the fields for strptime, and whether the first two may be swapped."""
    if year_first and len(fields) == 3 and all(map(str.isdigit, fields)):
        return ["%Y" if len(fields[0]) == 4 else "%y", "%m", "%d"], False
    kinds = " ".join(str(len(field)) if field.isdigit() else _month(field) for field in fields)
    for pattern, names in ORDERS:
        if re.fullmatch(pattern, kinds):
            year = "%y" if kinds.endswith("2") else "%Y"
            month = "%b" if "b" in kinds else "%B"
            return names.format(year=year, month=month).split(), "A" in names
    return None


def _month(word: str) -> str:
    return "b" if word.rstrip(".") in (*SHORT, "sept") else "B"


def _with_time(tokens: list[str], written: str, *, ambiguous: bool) -> DateShape | None:
    """The day's format with that of the time behind it."""
    zone = ""
    if match := ZONE.search("".join(tokens)):
        zone = match.group(1)
        tokens = TOKEN.findall("".join(tokens)[: match.start(1)])
    parts: list[str] = []
    fields = 0
    for word in tokens:
        part = _time_part(word, fields, after_dot=parts[-1:] == ["."])
        if part is None:
            return None
        fields += part in CLOCK
        parts.append(part)
    half = "%p" in parts
    if fields == 1 or (half and not fields):
        return None
    offset = zone[:1] in ("+", "-") and bool(zone)
    out = "".join(parts).replace("%H", "%I" if half else "%H") + ("%z" if offset else zone.upper())
    time: Literal["second", "minute", "day"] = "second" if fields == 3 else "minute" if fields else "day"
    return DateShape("format", written + out, ambiguous, zoned=bool(zone), utc=bool(zone) and not offset, time=time)


def _time_part(word: str, fields: int, *, after_dot: bool) -> str | None:
    """What a token of the time is to strptime, after `fields` of hour, minute and second; None where it is strange."""
    if word.isdigit():
        if after_dot:
            return "%g" if len(word) == 3 else "%f" if len(word) <= 6 else "%n"
        return CLOCK[fields] if fields < 3 and len(word) <= 2 else None
    if word in HOURS or word.rstrip(".") in ("am", "pm"):
        return "%p"
    if word == "." and fields == 3:
        return "."
    if word in (" ", ",", ":", "t", "-", "时", "点", "分", "秒") or word.startswith(("星期", "周")):
        return "T" if word == "t" else word
    return None
