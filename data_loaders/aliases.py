"""Headers as keys: how a column title is compared, whatever its width, case, blanks, star or unit.

`Opportunity Name *`, `opportunity_name` and `OpportunityName__c` meet in one squashed form; a unit in
brackets (`预计金额（万元）`) leaves the key but is kept, since it changes what the numbers mean.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

Aliases = Mapping[str, tuple[str, ...]]
"""Field → the headers it goes by, the preferred one first."""

KNOWN: Final = "-"
"""The field of a header that is known and has no place of its own: a duration, an age, an audit column."""

_TWICE: Final = re.compile(
    "([\u3040-\u9fff]+)[\\s/|·-]*([A-Za-z][^\u3040-\u9fff]*)|([A-Za-z][^\u3040-\u9fff]*?)[\\s/|·-]*([\u3040-\u9fff]+)"
)
_INVISIBLE: Final = re.compile(r"[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad]")
_ACCENTED: Final = re.compile("[\u00e0-\u017e\u01a1\u01b0\u1ea1-\u1ef9]")
"""Latin letters with accents: in other scripts a mark makes another letter."""
_CURRENCIES: Final = (
    "usd", "eur", "gbp", "cny", "rmb", "jpy", "hkd", "twd", "sgd", "aud", "cad", "chf", "inr", "krw", "brl",
)  # fmt: skip
_SCALES: Final = ("k", "m", "mm", "mn", "mio", "mln", "bn", "000", "000s")
_ENDS_OF_UNITS: Final = (*")]%$€£¥", *_CURRENCIES, *_SCALES, "thousands", "millions", "руб", "руб.")
"""How a header with a unit ends: nearly all of them are told apart without the pattern."""
_MONEY: Final = rf"(?:(?:us|hk|nt|r|a|c|s|nz|mx)?\$|[€£¥₩₹₽₺]|{'|'.join(_CURRENCIES)})"
_SCALE: Final = rf"(?:['’]?(?:{'|'.join(_SCALES)})|thousands?|millions?)"
_UNIT: Final = re.compile(
    rf"\s*[\(\[]\s*({_MONEY}[\s,]*{_SCALE}|{_SCALE}[\s,]*{_MONEY}|['’]?000s?|thousands|millions)\s*[\)\]]$"
    r"|\s+in\s+(thousands|millions)$"
    rf"|[\s_,/-]+(?:in\s+)?((?:(?:us|hk|nt|r|a|c|s|nz|mx)?\$|[€£¥])\s?['’]?(?:{'|'.join(_SCALES)}))$"
    r"|\s*[\(\[]\s*(%|‰|[$€£¥₩₹₽₺]|(?:us|hk|nt|r|a|c|s|nz|mx)\$|zł|kč|[a-z]{3}|rmb|teur|k|m|mn|bn|[kt]?[$€£¥]|"
    r"[百千万亿]?[人民币]*[美欧港日]?元|[百千]?万|千|亿|w|[仟佰百千萬億]+元?|[백천만억]*원|tys\.? ?zł|(?:bin )?tl|"
    r"(?:r\$ ?)?mil|miles(?: de)? ?€?|(?:тыс\.? ?)?руб\.?|days?|hours?|hrs?|mins?|minutes?|seconds?|calendar days|"
    r"天|日|小时|分钟|秒|个|次|[0-9]{1,2}-[0-9]{1,3}|in\s+.{1,12}|单位[::].{1,8})\s*[\)\]]$"
    rf"|\s*,\s*(%|[$€£¥]|(?:тыс\.? ?)?руб\.?)$|[\s_,/-]+({'|'.join(_CURRENCIES)})$"
)
_NOT_A_UNIT: Final = frozenset(
    {"(new)", "(old)", "(all)", "(ids)", "(won)", "(mrr)", "(arr)", "(acv)", "(tcv)", "(am)"}
)


@dataclass(frozen=True)
class Header:
    """One header: as shown, as compared, squashed to letters and digits, and the unit it names ('' for none)."""

    text: str
    key: str
    squashed: str
    unit: str


def clean(text: str) -> str:
    """Text in one width without invisible characters and with single blanks; the case is kept."""
    folded = text if text.isascii() else unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return " ".join(folded.split())


def squash(text: str) -> str:
    """Letters and digits only, casefolded: `Close_Value` and `CloseValue` are one; `__c` of Salesforce goes.

    Accents go too, as in names that programs give: `ultima_actividad`.
    """
    return _squashed(clean(text).casefold())


def _squashed(key: str) -> str:
    if key.endswith(("__c", "__r")):
        key = key[:-3]
    if not key.isascii():
        key = _ACCENTED.sub(lambda found: unicodedata.normalize("NFKD", found[0])[0], key).replace("ı", "i")
    return key if key.isalnum() else "".join(filter(str.isalnum, key))


@cache
def read_header(text: str) -> Header:
    """A header taken apart."""
    shown = clean(text)
    key = shown.casefold().rstrip("*↑↓▲▼ ")
    if not key.isascii():  # an emoji before a word
        key = key.lstrip("".join({sign for sign in key if unicodedata.category(sign) in {"So", "Mn"}}) + " ") or key
    unit = ""
    found = _UNIT.search(key) if key.endswith(_ENDS_OF_UNITS) else None
    if found and found.group().strip() not in _NOT_A_UNIT:
        unit = next(filter(None, found.groups()))
        key = key[: found.start()].strip()
    return Header(shown, key, _squashed(key), unit)


@dataclass(frozen=True)
class Hit:
    """What an alias table says of a header: the field, how far down its list, and whether letter by letter."""

    field: str
    rank: int
    exact: bool


@dataclass(frozen=True)
class Index:
    """An alias table by its headers: key → hit, and squashed header → hit."""

    exact: Mapping[str, Hit]
    loose: Mapping[str, Hit]

    def look_up(self, header: Header) -> Hit | None:
        """The field of a header, or None."""
        return self.exact.get(header.key) or (self.loose.get(header.squashed) if header.squashed else None)


def index_of(aliases: Aliases) -> Index:
    """An alias table made ready for looking up; of two fields with one alias the first has it."""
    exact: dict[str, Hit] = {}
    loose: dict[str, Hit] = {}
    for field, names in aliases.items():
        for rank, name in enumerate(names):
            header = read_header(name)
            exact.setdefault(header.key, Hit(field, rank, exact=True))
            loose.setdefault(header.squashed, Hit(field, rank, exact=False))
    return Index(exact, loose)


def merged(*tables: Aliases) -> Aliases:
    """One table of several; the names of the first come first."""
    fields = dict.fromkeys(name for table in tables for name in table)
    return {name: tuple(dict.fromkeys(word for table in tables for word in table.get(name, ()))) for name in fields}


def names_of(index: Index) -> dict[str, str]:
    """Squashed alias → field, for proposals by likeness."""
    return {name: hit.field for name, hit in index.loose.items() if hit.field != KNOWN}


def in_each_language(text: str) -> tuple[str, ...]:
    """The parts of a header in two languages: `客户 Account` is 客户 and Account; none of another header."""
    found = _TWICE.fullmatch(text)
    return tuple(part for part in found.groups() if part) if found else ()
