"""What one CRM's exports look like, as a value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from data_loaders.aliases import Aliases


@dataclass(frozen=True)
class Mark:
    """One thing that speaks for a system.

    `headers` are compared as keys (at least `least` of them; all by default); `pattern` must match at least
    `least` headers; `values` must match at least half of the samples of the first column named in `headers`,
    or of any column where no header is named. `weight` is in points of 100.
    """

    weight: int
    says: str
    headers: tuple[str, ...] = ()
    pattern: re.Pattern[str] | None = None
    values: re.Pattern[str] | None = None
    least: int = 0
    file_name: re.Pattern[str] | None = None


@dataclass(frozen=True)
class System:
    """One CRM: how to tell its exports, its headers by kind of sheet, and its habits.

    `aliases` come before the general vocabulary. `status_beside_stage`: a closed deal keeps its last open stage.
    `probability`: the scale of a column that holds only 0 and 1. `nulls`: words that stand for nothing.
    """

    name: str
    title: str
    marks: tuple[Mark, ...]
    aliases: Mapping[str, Aliases] = field(default_factory=dict)
    nulls: tuple[str, ...] = ()
    status_beside_stage: bool = False
    probability: Literal["unit", "percent"] | None = None
    outcomes: Mapping[str, str] = field(default_factory=dict)
    patterns: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    """Field of a deal → headers that carry a word of the user's, such as the name of a renamed module."""
    guess: bool = False
    """True where no export of this system was ever published: recognised by best guess."""


def rx(pattern: str) -> re.Pattern[str]:
    """A header or value pattern, whatever the case. A range of characters without cases belongs in `(?-i:…)`.

    Otherwise each of its thousands of characters is looked up in tables of cases while the pattern is compiled.
    """
    return re.compile(pattern, re.IGNORECASE)
