"""Text from files on a chart: never markup, wrapped where it is long, with Chinese characters counted as two."""

from __future__ import annotations

import math
import unicodedata
from typing import Final

from dashboard.language import Words

NONE_SHOWN: Final = "…"
BREAK: Final = "<br>"


def plain(text: str) -> str:
    """The text as Plotly must write it literally: its pseudo-HTML and line breaks taken away, controls dropped."""
    visible = text if text.isprintable() else "".join(mark if mark.isprintable() else " " for mark in text)
    return visible.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def deals_line(n: int, words: Words) -> str:
    """How many deals a mark stands for: a line of every mark that opens a list."""
    return words.plural("{n} deal", "{n} deals", n)


def width(text: str) -> int:
    """Columns a text takes in print: a wide (CJK) character takes two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)


def shortened(text: str, columns: int) -> str:
    """The text within so many columns, its end replaced by … where it is longer."""
    if width(text) <= columns:
        return text
    kept = ""
    for mark in text:
        if width(kept + mark) > columns - 1:
            break
        kept += mark
    return kept.rstrip() + NONE_SHOWN


def wrapped(text: str, *, columns: int = 16, lines: int = 2) -> str:
    """A label of at most so many lines, ready for Plotly: words kept whole where they fit, the rest shortened."""
    text = " ".join(text.split())
    if " " not in text and width(text) > columns:  # such a text may break anywhere: lines of one length
        columns = min(columns, math.ceil(width(text) / lines) + 1)
    rows: list[str] = []
    while text and len(rows) < lines - 1 and width(text) > columns:
        cut = _cut(text, columns)
        rows.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    if text:
        rows.append(shortened(text, columns))
    return BREAK.join(plain(row) for row in rows)


def _cut(text: str, columns: int) -> int:
    """Where to break: after the last space, slash or hyphen that fits, or in the middle of a long word."""
    fitting = 0
    while fitting < len(text) and width(text[: fitting + 1]) <= columns:
        fitting += 1
    for at in range(min(fitting, len(text) - 1), 0, -1):
        if text[at] == " " or text[at - 1] in "/-·、，":
            return at
    return max(fitting, 1)
