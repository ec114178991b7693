"""What a cell of raw text looks like, long before anybody knows its column."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal

Kind = Literal["", "number", "date", "text"]

REMEMBERED: Final = 4_096
"""Cells whose look is kept: each of the first rows is compared with those below it, again and again."""
NUMBER: Final = re.compile(r"[-+(]*\s*[^\w\s,.()-]{0,3}\s*\d[\d,.\s']*\s*[%‰万亿kKmM元]{0,2}\)?$")
DATE: Final = re.compile(r"\d{1,4}[-/.年]\d{1,2}([-/.月]\d{1,4}日?)?([ T,].*)?$")
INVISIBLE: Final = re.compile("[\ufeff\u200b-\u200d\u2060]")
SPACES: Final = re.compile(r"\s+")


@lru_cache(REMEMBERED)
def clean(text: str | None) -> str:
    """A header without invisible characters, line breaks and outer blanks."""
    return SPACES.sub(" ", INVISIBLE.sub("", text or "")).strip()


@lru_cache(REMEMBERED)
def kind_of(cell: str | None) -> Kind:
    """What a cell looks like."""
    text = (cell or "").strip()
    if not text:
        return ""
    if not any(character.isdigit() for character in text):
        return "text"
    if DATE.match(text):
        return "date"
    return "number" if NUMBER.match(text) else "text"
