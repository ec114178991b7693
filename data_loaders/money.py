"""The words and signs of money: currencies, and units such as 万, K or million."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Final

from babel.numbers import list_currencies

from data_loaders.typed import Unit

SIGNS: Final[dict[str, str]] = {
    "us$": "USD", "$us": "USD", "hk$": "HKD", "nt$": "TWD", "a$": "AUD", "au$": "AUD", "c$": "CAD", "ca$": "CAD",
    "s$": "SGD", "sg$": "SGD", "nz$": "NZD", "r$": "BRL", "mx$": "MXN", "$": "USD", "€": "EUR", "£": "GBP",
    "¥": "CNY", "￥": "CNY", "cn¥": "CNY", "jp¥": "JPY", "\\": "JPY", "₩": "KRW", "₹": "INR", "rs": "INR", "₽": "RUB",
    "₺": "TRY", "zł": "PLN", "kč": "CZK", "fr": "CHF", "sfr": "CHF", "฿": "THB", "₫": "VND", "₱": "PHP", "₪": "ILS",
    "₴": "UAH", "rmb": "CNY", "元": "CNY", "人民币": "CNY", "人民幣": "CNY", "圆": "CNY", "块": "CNY",
    "美元": "USD", "美金": "USD", "欧元": "EUR", "歐元": "EUR", "英镑": "GBP", "日元": "JPY", "円": "JPY",
    "港元": "HKD", "港币": "HKD", "新台币": "TWD", "台币": "TWD", "新加坡元": "SGD", "euro": "EUR", "euros": "EUR",
    "kr": "", "руб": "RUB", "рублей": "RUB", "грн": "UAH", "лв": "BGN", "lei": "RON", "ft": "HUF",
    "원": "KRW", "российский рубль": "RUB", "рубль": "RUB", "доллар сша": "USD", "евро": "EUR",
    "tl": "TRY", "dollar": "USD", "dollars": "USD", "us dollar": "USD", "us dollars": "USD",
    "yuan": "CNY", "pounds": "GBP",
}  # fmt: skip
UNITS: Final[dict[str, float]] = {
    "k": 1e3, "t€": 1e3, "teur": 1e3, "тыс": 1e3, "млн": 1e6, "млрд": 1e9, "mil": 1e6,
    "x1000": 1e3, "tsd": 1e3, "thousand": 1e3, "thousands": 1e3, "'000": 1e3, "000s": 1e3, "000": 1e3, "千": 1e3,
    "m": 1e6, "mm": 1e6, "mn": 1e6, "mio": 1e6, "mln": 1e6, "million": 1e6, "millions": 1e6, "百万": 1e6, "b": 1e9,
    "bn": 1e9, "mrd": 1e9, "billion": 1e9, "billions": 1e9, "百": 1e2, "万": 1e4, "萬": 1e4, "w": 1e4, "十万": 1e5,
    "千万": 1e7, "亿": 1e8, "億": 1e8, "lakh": 1e5, "lakhs": 1e5, "crore": 1e7, "crores": 1e7, "cr": 1e7,
    "miles": 1e3, "milhares": 1e3, "milliers": 1e3, "tausend": 1e3, "millionen": 1e6, "millones": 1e6, "milhões": 1e6,
    "cents": 0.01, "pence": 0.01, "tys": 1e3, "bin": 1e3, "milyon": 1e6, "仟": 1e3, "佰萬": 1e6, "佰万": 1e6,
    "百萬": 1e6,
    "천": 1e3, "만": 1e4, "백만": 1e6, "억": 1e8,
}  # fmt: skip
MIL: Final = re.compile(r"\bmil\b")
"""A million in English, a thousand in Spanish and Portuguese."""
OF_BRAZIL: Final = re.compile(r"r\$|\bbrl\b|\breais\b")
OF_IBERIA: Final = re.compile(r"\b(?:valor|importe|monto|montante|ingresos?|receita|faturamento)\b", re.IGNORECASE)
"""Currencies and words of a header that tell these languages."""
TRADITIONAL: Final = re.compile("[額價預計簽業萬億仟佰](?!.*(?:人民|rmb|cny))", re.IGNORECASE)
"""What only headers in traditional Chinese hold, where nothing says that the money is the mainland's."""
EUROS: Final = frozenset({"t€", "teur"})
"""Thousands of euros in one word."""
TRAILING: Final = re.compile(
    r"(?:[\s_/:：,，、|-]\s*(?:(?:in|en|em)\s+)?(?P<loose>[^\s_/:：,，、|()（）-]+(?:\s+[^\s_/:：,，、|()（）-]+)?)"
    r"|(?P<tight>[十百千]?[万萬亿億]元?|千元|百万元?))$",
    re.IGNORECASE,
)
"""A unit at the end of a header, without brackets."""
LEADING: Final = re.compile(r"((?:US|A|AU|C|CA|HK|NZ|R|S)?\$|[€£₹₩₽₺])\s?[^\W\d_]", re.IGNORECASE)
"""A sign of money before the first word of a header."""
WRITTEN_OUT: Final = re.compile(r"\b(?:in|em|en)\s+|\b(?:of|de)\b|\bd'|单位[:：]?", re.IGNORECASE)
BRACKETS: Final = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]")
ABOVE: Final = re.compile(
    r"单位\s*[:：]?\s*[（(]?\s*((?:人民币)?[^\s，,;；。）)]{1,6})"
    r"|\b(?:amounts?|values?|figures|currency|units?)\b(?: are)?(?: in|\s*[:：])\s*([^,;.()]{1,24}?)\s*(?:$|[,;.()])"
    r"|\(\s*in ([^,;.()]{1,24})\)",
    re.IGNORECASE,
)
"""A unit in a line above a table."""
NO_WORDS: Final = frozenset(
    {"usd", "eur", "gbp", "cny", "rmb", "jpy", "hkd", "twd", "sgd", "aud", "chf", "inr", "krw", "brl"}
)
"""Codes that are no words of English: `deal_value_usd`."""
LOOSE: Final = frozenset("$€£¥￥%")
PRESENT_DAY: Final = 2000


@cache
def _codes() -> frozenset[str]:
    return frozenset(code.casefold() for code in list_currencies())


def unit_of(text: str, *, iberian: bool = False) -> Unit | None:
    """Currency and factor that a text such as `万元`, `k usd` or `$` stands for; None where a part is unknown.

    `iberian`: it is Spanish or Portuguese, in which `mil` is a thousand; elsewhere it is short for a million.
    """
    rest = unicodedata.normalize("NFKC", text).replace("¥", "¥").replace("’", "'").casefold().strip(" .,:/\u00a0_-")
    rest = WRITTEN_OUT.sub(" ", rest).strip(" :") if len(rest) > 2 else rest
    rest = MIL.sub("milhares", rest) if iberian or OF_BRAZIL.search(rest) else rest
    currency: str | None = None
    factor = 1.0
    for _ in range(4):
        if not rest:
            return Unit(currency or None, factor, text.strip())
        match = _currency(rest)
        if match and currency in (None, match[0]):
            currency, rest = match
        elif factor == 1.0 and (scaled := _scale(rest)):
            factor, rest = scaled
        else:
            return None
        rest = rest.strip(" .,:/\u00a0_-")  # what stands between currency and unit
    return None if rest else Unit(currency or None, factor, text.strip())


def header_unit(header: str) -> Unit:
    """Unit that a header states: `预计金额（万元）`, `Amount (K USD)`, `金额/万元`, `£ Value (k)`, `in thousands`.

    Without brackets a letter alone is no unit, and a word is one only after `in` or beside a currency.
    """
    unit, sign = _unit_behind(header), LEADING.match(header.strip())
    if unit.currency == "CNY" and TRADITIONAL.search(header):  # 元 is the dollar of Taiwan as well
        unit = replace(unit, currency=None)
    if sign is None or unit.currency is not None:
        return unit
    return replace(unit, currency=SIGNS[sign[1].casefold()], text=unit.text or sign[1])


def _unit_behind(header: str) -> Unit:
    """Unit in brackets or at the end of a header."""
    iberian = OF_IBERIA.search(header) is not None
    for inside in reversed(BRACKETS.findall(header)):
        unit = unit_of(inside, iberian=iberian)
        if unit is not None and inside.strip() and not _mere_letter(inside, header):
            return unit
    header = header.strip().replace("_", " ")
    found = TRAILING.search(header)
    if found is None:
        return Unit()
    inside = found["tight"] or found["loose"]
    unit = unit_of(inside, iberian=iberian)
    if unit is None and " " in inside:
        inside = inside.rpartition(" ")[2]
        unit = unit_of(inside, iberian=iberian)
    if unit is None:
        return Unit()
    said = not inside.isascii() or not {"in", "en", "em"}.isdisjoint(found[0].casefold().split())
    written_out = found["tight"] or (said and unit.factor != 1.0) or unit.factor < 1.0
    return unit if written_out or (unit.currency and _stands_out(inside, header)) else Unit()


def named_by_code(header: str) -> bool:
    """Whether a header names its currency by the code (`amount_usd`, `Amount (EUR)`), which no other money bears."""
    unit = header_unit(header)
    return unit.currency is not None and unit.currency.casefold() in unit.text.casefold()


def unit_above(lines: Iterable[str]) -> Unit:
    """Unit that the lines above a table state for its money: `单位：万元`, `(in USD thousands)`, `Currency: EUR`.

    None of them, where they state several.
    """
    found = {
        unit
        for line in lines
        for match in ABOVE.finditer(line)
        if (text := next(filter(None, match.groups()), "")) and not _mere_letter(text, line) and (unit := unit_of(text))
    }
    return found.pop() if len(found) == 1 else Unit()


def _stands_out(unit: str, header: str) -> bool:
    """Whether a word at the end of a header can be a currency: `ALL` and `TOP` are codes, and words as well."""
    if not unit.isascii() or bool(set(unit) & LOOSE) or (unit.isupper() and not header.isupper()):
        return True
    return not NO_WORDS.isdisjoint(unit.casefold().split()) and header.endswith(f" {unit}")


def _mere_letter(text: str, header: str) -> bool:
    """`Amount (B)` names a column rather than billions; `(K)` and `(M)` are units, and `（w）` is 万 in Chinese."""
    return text.strip() in {"b", "B", "m", "cr"} or (text.strip() == "w" and header.isascii())


def _currency(text: str) -> tuple[str, str] | None:
    for sign in sorted(SIGNS, key=len, reverse=True):
        if text.startswith(sign) and not _cuts_word(text, sign):
            return SIGNS[sign], text[len(sign) :]
    if text[:3] in _codes() and not _cuts_word(text, text[:3]):
        return text[:3].upper(), text[3:]
    return None


def _scale(text: str) -> tuple[float, str] | None:
    for unit in sorted(UNITS, key=len, reverse=True):
        if text.startswith(unit) and not _cuts_word(text, unit):
            return UNITS[unit], text[1:] if unit in EUROS else text[len(unit) :]
    return None


def _cuts_word(text: str, part: str) -> bool:
    """Whether `part` ends amid Latin letters of `text`."""
    after = text[len(part) : len(part) + 1]
    return part[-1:].isascii() and part[-1:].isalpha() and after.isascii() and after.isalpha()
