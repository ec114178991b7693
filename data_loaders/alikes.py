"""Values that look like another one: `в1` with a Cyrillic letter and `B1`, `Closed won` and `ＣＬＯＳＥＤ ＷＯＮ`.

They are proposed to a person, never merged: what looks alike may be two things.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from rapidfuzz import fuzz

from data_loaders.aliases import clean
from data_loaders.stage_words import outcome_of

_LOOKS_LIKE: Final = str.maketrans(
    "авсеёнкмортухіїјѕԁԛԝαβεικνορτυχ",
    "abceehkmoptyxiijsdqwabeikvoptyx",
)
"""Cyrillic and Greek letters, in small, and the Latin ones they look like."""
_KEPT: Final = re.compile(r"[^\w+%#]|_")
_TYPO: Final = 85
_LONG: Final = 5
_MOST: Final = 300


def skeleton(text: str) -> str:
    """What is left of a text when width, case, accents, blanks, punctuation and look-alike letters are left aside."""
    bare = unicodedata.normalize("NFKD", clean(text).casefold())
    letters = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return _KEPT.sub("", letters.translate(_LOOKS_LIKE))


def alikes(counts: Mapping[str, int], *, typos: bool) -> dict[str, str]:
    """Value → the more frequent value that it looks like; `counts` are rows. With `typos`, also one misspelt word."""
    found: dict[str, str] = {}
    groups = defaultdict(list)
    for value in counts:
        groups[skeleton(value)].append(value)
    for key, values in groups.items():
        if key and len(values) > 1:
            first = max(values, key=lambda value: (counts[value], value == clean(value), value.isascii(), value))
            found.update({value: first for value in values if value != first})
    if typos and len(counts) <= _MOST:
        for value, other in _typos([value for value in counts if value not in found]):
            rare, frequent = sorted((value, other), key=lambda one: (counts[one], one))
            found.setdefault(rare, frequent)
    return found


def _typos(values: list[str]) -> Iterator[tuple[str, str]]:
    told = [(value, re.findall(r"[^\W_]+", clean(value).casefold())) for value in values]
    for at, (value, words) in enumerate(told):
        for other, others in told[at + 1 :]:
            if len(words) == len(others) and _one_misspelt(words, others) and outcome_of(value) == outcome_of(other):
                yield value, other


def _one_misspelt(words: list[str], others: list[str]) -> bool:
    apart = [(word, other) for word, other in zip(words, others, strict=True) if word != other]
    if len(apart) != 1:
        return False
    ((word, other),) = apart
    short = min(len(word), len(other)) < _LONG
    digits = re.sub(r"\D", "", word) != re.sub(r"\D", "", other)
    opposite = word.endswith(other) or other.endswith(word)  # qualified and unqualified
    return not (short or digits or opposite) and fuzz.ratio(word, other) >= _TYPO
