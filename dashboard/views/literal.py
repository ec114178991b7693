"""Text from files as Streamlit must show it: letter for letter, never as Markdown, link, emoji, formula or HTML."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import Final

_WRITTEN: Final = 4096
"""Texts kept for the next time: a page says most of them again."""
_BREAKS: Final = re.compile(r"[\t\n\r\f\v\x1c-\x1f\x85\u2028\u2029 ]+")
_CHINESE_STOP: Final = re.compile(r"(?<=[。；！？]) ")
"""Sentences are joined with a space, which Chinese does not have."""
_MARKS: Final = re.compile(r"([\\`*_\[\]<>&$~|])")
_DIRECTIVE: Final = re.compile(r":(?=[A-Za-z0-9_+/\-])")
_LINE_START: Final = re.compile(r"^(\s*)([#+\-=]|\d+(?=[.)]))")
_ADDRESS: Final = re.compile(r"(?<=:)(?=//)|(?<=www)(?=\.)|(?<=@)(?=\S)", re.IGNORECASE)
_FIGURE: Final = re.compile(r"(?<=\d)(?=[万亿])|(?<=[+−±])(?=[¥$€£])")
"""Chinese may break a line anywhere: a number stays with its 万, a sign with its number."""
_JOINER: Final = "\u2060"
"""Word joiner: invisible, no width, no break; keeps addresses from becoming links and :names: from becoming emoji."""


def literal(text: str) -> str:
    """The text on one line, with everything that Markdown would act on made harmless."""
    return _literal(text)


@lru_cache(maxsize=_WRITTEN)
def _literal(text: str) -> str:
    text = _FIGURE.sub(_JOINER, _one_line(text))
    text = _ADDRESS.sub(_JOINER, text)
    text = _MARKS.sub(r"\\\1", text)
    text = _DIRECTIVE.sub(":" + _JOINER, text)
    return _LINE_START.sub(_escaped_start, text)


def written_in_html(text: str) -> str:
    """The text on one line for a place in HTML of ours, with everything that HTML would act on made harmless."""
    return escape(_FIGURE.sub(_JOINER, _one_line(text)))


def _one_line(text: str) -> str:
    return _CHINESE_STOP.sub("", _BREAKS.sub(" ", text).strip())


def _escaped_start(found: re.Match[str]) -> str:
    space, start = found.groups()
    return f"{space}{start}{_JOINER}" if start.isdigit() else f"{space}\\{start}"
