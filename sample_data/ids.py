"""The id of each thing in each system, derived from its number in the model."""

from __future__ import annotations

from typing import Final

_DIGITS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_CHECK: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"
_START: Final = 62**4 * 11


def salesforce(prefix: str, number: int) -> str:
    """The 15-character id, case-sensitive, as in reports; `prefix` 006 opportunity, 001 account, 005 user, 00T task."""
    left, tail = _START + number, ""
    while left:
        left, digit = divmod(left, 62)
        tail = _DIGITS[digit] + tail
    return f"{prefix}5g{tail.rjust(10, '0')}"


def salesforce_long(prefix: str, number: int) -> str:
    """The 18-character id of the API: the short one and three characters that hold its capitals."""
    short = salesforce(prefix, number)
    check = ""
    for start in (0, 5, 10):
        bits = sum(1 << place for place, letter in enumerate(short[start : start + 5]) if letter.isupper())
        check += _CHECK[bits]
    return short + check


def hubspot(number: int) -> str:
    """Record ID of a deal."""
    return str(31_400_000_000 + 7 * number)


def pipedrive(number: int) -> str:
    """Deal - ID."""
    return str(1000 + number)


def zoho(number: int) -> str:
    """Record Id with its prefix: a 19-digit number that must stay text."""
    return f"zcrm_{5_805_028_000_004_390_000 + 13 * number}"


def bigin(number: int) -> str:
    """Deal Id of Zoho Bigin."""
    return str(5_912_044_000_000_871_000 + 11 * number)


def chinese(number: int) -> str:
    """流水号 / 商机编号."""
    return f"SJ{number:06d}"
