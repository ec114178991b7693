"""Money, days, shares and counts as a reader of each language writes them, rounded to what the numbers support.

English shortens by K, M and B, Chinese by 万 and 亿. An undefined value (None) is a dash, never 0. A minus is the minus
sign "−", so that it lines up with the plus.
"""

from __future__ import annotations

import math
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final

from babel import numbers

from dashboard.language import Words

DASH: Final = "–"
MINUS: Final = "−"
UNIT_SPACE: Final = "\u00a0"
"""No-break space: a number never parts from its unit at the end of a line."""
_STEPS_EN: Final = ((1e9, "B"), (1e6, "M"), (1e3, "K"))
_STEPS_ZH: Final = ((1e8, "亿"), (1e4, "万"))
_WRITTEN: Final = 16_384
"""Texts kept for the next time: a page that is shown again writes the same numbers."""
_FIGURES: Final = 3
"""Significant figures of a shortened amount."""


def symbol(currency: str, words: Words) -> str:
    """How a currency is written before an amount: ¥, $, €, else its code; '' for an unknown currency."""
    if not currency:
        return ""
    if currency in ("CNY", "JPY"):
        return "¥" if currency == "CNY" else "JP¥"
    return str(numbers.get_currency_symbol(currency, locale=words.locale))


def money(value: float | None, currency: str, words: Words, *, decimals: int = 0) -> str:
    """An amount in full: ¥ 1,234,568 · ¥1,234,568."""
    if value is None or not math.isfinite(value):
        return DASH
    return _signed_money(value, words.number(_rounded(abs(value), decimals), decimals), currency, words)


def short_money(value: float | None, currency: str, words: Words) -> str:
    """An amount in three figures: ¥ 48.2M · ¥4,820万. Below 1,000 (below 10,000 in Chinese) in full."""
    if value is None or not math.isfinite(value):
        return DASH
    return _signed_money(value, short_number(abs(value), words), currency, words)


def short_number(value: float, words: Words) -> str:
    """A number in three figures: 48.2M · 4,820万; 999,999 is 1M, never 1000K."""
    return _short_number(value, words)


@lru_cache(maxsize=_WRITTEN)
def _short_number(value: float, words: Words) -> str:
    steps = _STEPS_EN if words.language == "en" else _STEPS_ZH
    sign = MINUS if value < 0 else ""
    size = abs(value)
    in_full = _rounded(size, 0) if size >= 100 else size
    if in_full < steps[-1][0]:
        return f"{sign}{words.number(in_full) if size >= 100 else _three_figures(size, words)}"
    rounded = _rounded(size, _FIGURES - 1 - _magnitude(size))
    step, letter = next(known for known in steps if rounded >= known[0])
    return f"{sign}{_three_figures(rounded / step, words)}{letter}"


def count(value: int, words: Words) -> str:
    """A count with grouping: 1,284."""
    return words.number(value)


def days(value: float | None, words: Words) -> str:
    """A length in days: 46 d · 46 天; below ten days with one decimal, 4.5 d."""
    if value is None or not math.isfinite(value):
        return DASH
    size = _rounded(abs(value), 0 if abs(value) >= 9.95 else 1)
    shown = words.number(size, 0 if size >= 10 or size == int(size) else 1)
    return _unit(words("{days} d", days=f"{MINUS if value < 0 and size else ''}{shown}"))


def working_days(value: float | None, words: Words) -> str:
    """A length in working days: 24 working days · 24 个工作日; rounded as days are."""
    shown = bare_days(value, words)
    if shown == DASH:
        return DASH
    return _unit(words("1 working day") if shown == "1" else words("{days} working days", days=shown))


def bare_days(value: float | None, words: Words) -> str:
    """A length rounded as days are, without its unit: 24 · 4.5."""
    if value is None or not math.isfinite(value):
        return DASH
    size = _rounded(value, 0 if value >= 9.95 else 1)
    return words.number(size, 0 if size >= 10 or size == int(size) else 1)


def bare_interval(low: float | None, high: float | None, words: Words) -> str:
    """An interval of lengths without its unit, rounded outwards: 38–52; an open upper end is "> 38"."""
    if low is None:
        return DASH
    first = words.number(math.floor(low))
    return words("> {days}", days=first) if high is None else f"{first}–{words.number(math.ceil(high))}"


def share(value: float | None, words: Words, *, n: int | None = None) -> str:
    """A share 0 to 1 in percent: 27 % · 27%. One decimal from n = 1,000 on, where it can be seen, or below 1 %."""
    if value is None or not math.isfinite(value):
        return DASH
    return _share(value, words, is_large=n is not None and n >= 1000)


@lru_cache(maxsize=_WRITTEN)
def _share(value: float, words: Words, *, is_large: bool) -> str:
    percent = float(abs(Decimal(repr(value))) * 100)
    fine = is_large or 0 < percent < 0.95
    size = _rounded(percent, 1 if fine else 0)
    shown = words.number(size, 1 if fine else 0)
    if percent and not size:
        return _unit(words("< {share} %", share="0.1"))
    if size >= 100 and percent < 100:
        return _unit(words("> {share} %", share="99.9" if fine else "99"))
    return _unit(words("{share} %", share=f"{MINUS if value < 0 and size else ''}{shown}"))


def interval(low: float | None, high: float | None, words: Words) -> str:
    """An interval of shares in percent, rounded outwards so that it never promises more: 24–31 % · 24–31%."""
    if low is None or high is None:
        return DASH
    first = math.floor(low * 100 + 1e-9)
    last = math.ceil(high * 100 - 1e-9)
    return _unit(words("{share} %", share=f"{words.number(first)}–{words.number(last)}"))


def days_interval(low: float | None, high: float | None, words: Words) -> str:
    """An interval of days, rounded outwards: 38–52 d; an open upper end is "> 38 d"."""
    if low is None:
        return DASH
    if high is None:
        return _unit(words("> {days} d", days=words.number(math.floor(low))))
    return _unit(words("{days} d", days=f"{words.number(math.floor(low))}–{words.number(math.ceil(high))}"))


def more_than_days(value: float | None, words: Words) -> str:
    """A length that is only known to be longer: > 120 d · > 120 天."""
    return DASH if value is None else _unit(words("> {days} d", days=words.number(math.floor(value))))


def signed(value: float, words: Words, *, decimals: int = 0) -> str:
    """A change with its sign: +5 · −6 · ±0."""
    size = _rounded(abs(value), decimals)
    return f"{_sign(value, size)}{words.number(size, decimals)}"


def signed_money(value: float | None, currency: str, words: Words) -> str:
    """A change of an amount with its sign: +¥ 5.1M · −¥ 2.9M."""
    if value is None or not math.isfinite(value):
        return DASH
    return f"{_sign(value, abs(value))}{short_money(abs(value), currency, words)}"


def signed_share(value: float | None, words: Words) -> str:
    """A relative change with its sign: +4 % · −6 %; undefined (from zero) is a dash."""
    if value is None or not math.isfinite(value):
        return DASH
    size = _rounded(abs(value) * 100, 0)
    return _unit(words("{share} %", share=f"{_sign(value, size)}{words.number(size)}"))


def signed_days(value: float | None, words: Words) -> str:
    """A change of a length with its sign: +5 d · −3 天."""
    if value is None or not math.isfinite(value):
        return DASH
    return f"{_sign(value, _rounded(abs(value), 1))}{days(abs(value), words)}"


def points(value: float | None, words: Words) -> str:
    """A difference of two shares, in percentage points with its sign: +3 pts · +3 个百分点."""
    if value is None or not math.isfinite(value):
        return DASH
    size = _rounded(abs(value) * 100, 0)
    return _unit(words("{points} pts", points=f"{_sign(value, size)}{words.number(size)}"))


def times(value: float | None, words: Words) -> str:
    """A multiple: 2.6 × · 2.6 倍."""
    if value is None or not math.isfinite(value):
        return DASH
    return _unit(words("{times} ×", times=words.number(_rounded(value, 1), 1)))


def moment(instant: datetime, words: Words) -> str:
    """A day and time of day: 21 Nov 2026, 14:05 · 2026年11月21日 14:05."""
    return words("{day}, {time}", day=words.day(instant), time=f"{instant:%H:%M}")


def day(value: date | None, words: Words) -> str:
    """A day, or a dash where there is none."""
    return DASH if value is None else words.day(value)


def file_size(size: int, words: Words) -> str:
    """Bytes in kB or MB: 412 kB · 3.2 MB."""
    if size < 1_000_000:
        return f"{words.number(max(1, round(size / 1000)) if size else 0)}{UNIT_SPACE}kB"
    return f"{words.number(_rounded(size / 1_000_000, 1), 1)}{UNIT_SPACE}MB"


def _unit(text: str) -> str:
    """The text with its spaces made no-break."""
    return text.replace(" ", UNIT_SPACE)


def _signed_money(value: float, shown: str, currency: str, words: Words) -> str:
    mark = symbol(currency, words)
    space = UNIT_SPACE if mark and words.language == "en" else ""
    negative = value < 0 and any(digit in shown for digit in "123456789")
    return f"{MINUS if negative else ''}{mark}{space}{shown}"


def _three_figures(value: float, words: Words) -> str:
    decimals = max(0, min(2, _FIGURES - 1 - _magnitude(value)))
    size = _rounded(value, decimals)
    while decimals and _rounded(size, decimals - 1) == size:
        decimals -= 1
    return words.number(size, decimals)


def _magnitude(value: float) -> int:
    return 0 if value == 0 else max(0, math.floor(math.log10(abs(value)) + 1e-12))


def _rounded(value: float, decimals: int) -> float:
    """Half away from zero, in decimal, as people round: 0.5 → 1, 2.675 → 2.68."""
    return float(Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))


def _sign(value: float, size: float) -> str:
    if size == 0:
        return "±"
    return "+" if value > 0 else MINUS
