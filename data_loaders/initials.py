"""A quick look at the first letter of a text, before it is compared with words in small letters.

To make a million texts small takes ten times as long, and nearly all of them begin with another letter.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from duckdb import CaseExpression, ConstantExpression, Expression, FunctionExpression

SECOND_CAPITALS: Final = {"i": "\u0130", "k": "\u212a", "å": "\u212b", "ω": "\u2126"}
"""Letters with a second capital."""


def begins_like(text: Expression, words: Iterable[str]) -> Expression:
    """Whether a text has the first letter of one of the words, which are in small letters, in either case."""
    initials = {word[:1] for word in words if word}
    letters = {ord(sign) for one in initials for sign in (one, *one.upper(), SECOND_CAPITALS.get(one, one))}
    return FunctionExpression("unicode", text).isin(*map(ConstantExpression, sorted(letters)))


def only_where(likely: Expression, proof: Expression) -> Expression:
    """Both conditions, the dear one asked only where the cheap one holds: a mere AND promises no order."""
    return CaseExpression(likely, proof).otherwise(ConstantExpression(value=False))
