"""From the shape of an amount to the manner in which it is written."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from data_loaders.money import unit_of

CORE: Final = re.compile(r"\d(?:[\d.,'’ \u00a0\u202f_]*\d)?|[.,]\d+")
SCIENTIFIC: Final = re.compile(r"[-+]?\d+(\.\d+)?e[-+]?\d{1,3}$")
GROUPED: Final = {
    mark: re.compile(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{2,3}})*{re.escape(mark)}\d{{3}}$") for mark in ".,"
}
NO_CENTS: Final = re.compile(r"^[.,] ?[-\u2013\u2014]{1,2}")
"""A dash in the place of the cents: `1'200.–`, `1.200,-`."""
SEVERAL: Final = frozenset({"$", "¥", "kr"})
"""Signs that several currencies share: a code behind the number says which."""
SPACED: Final = re.compile(r"[ \u00a0\u202f'’_]")


@dataclass(frozen=True)
class Manner:
    """How the cells of one shape write a number.

    `mark` is the decimal mark, '' for none, '?' for undecided: one `,` or `.` (`maybe`) before three digits.
    """

    mark: str
    maybe: str = ""
    factor: float = 1.0
    negative: bool = False
    bracketed: bool = False
    percent: bool = False
    currency: str | None = None
    plain: bool = False
    scientific: bool = False


def manner_of(text: str, shape: str) -> Manner | None:
    """The manner of a text whose `shape` is in small letters and half-width; None where it is no number.

    Full-width characters cannot be cast as they are, so such a text is never `plain`.
    """
    found = _manner(shape)
    return found if found is None or text.isascii() else replace(found, plain=False)


def _manner(shape: str) -> Manner | None:
    if SCIENTIFIC.match(shape):
        return Manner(".", scientific=True, plain=True)
    cores = list(CORE.finditer(shape))
    if len(cores) != 1:
        return None
    core = cores[0].group()
    mark = _mark(SPACED.sub("", core)) if _well_spaced(core) else None
    around = _around(shape[: cores[0].start()], shape[cores[0].end() :])
    if mark is None or around is None:
        return None
    maybe = next(sign for sign in core if sign in ".,") if mark == "?" else ""
    marks = set(core) - set("0123456789")
    plain = shape.lstrip("+-") == core and mark in ("", ".") and marks <= {mark}
    return replace(around, mark=mark, maybe=maybe, plain=plain or (maybe == "." and shape.lstrip("+-") == core))


def _well_spaced(core: str) -> bool:
    parts = SPACED.split(core)
    return all(len(re.split("[.,]", part)[0]) == 3 for part in parts[1:])


def _mark(core: str) -> str | None:
    """Decimal mark of digits with separators; '' for none; '?' where one separator stands before three digits."""
    signs = [sign for sign in core if sign in ".,"]
    if not signs:
        return ""
    last = signs[-1]
    head, _, tail = core.rpartition(last)
    if len(set(signs)) == 1 and len(signs) > 1:
        return "" if GROUPED[last].match(core) else None
    if len(set(signs)) == 2:
        other = signs[0]
        return last if signs.count(last) == 1 and (GROUPED[other].match(head)) else None
    if len(tail) == 3 and 1 <= len(head) <= 3 and head != "0":
        return "?"
    return last


def _around(before: str, after: str) -> Manner | None:
    """Sign, brackets, percent, currency and factor of what stands around the digits."""
    before, after = before.strip(), NO_CENTS.sub("", after.strip())
    bracketed = after.endswith(")") and (before.startswith("(") or before.endswith("("))
    if bracketed:
        before, after = before.replace("(", "", 1), after[:-1]
    negative = bracketed or "-" in before or after.endswith("-")
    percent = after.endswith("%")
    before = before.replace("-", "").replace("+", "").strip()
    after = after.removesuffix("-").removesuffix("%").strip()
    left, right = unit_of(before), unit_of(after)
    if left is None or right is None or left.factor != 1.0:
        return None
    return Manner(
        "",
        factor=right.factor,
        negative=negative,
        bracketed=bracketed,
        percent=percent,
        currency=right.currency if right.currency and before in SEVERAL else left.currency or right.currency,
    )
