"""One definition of the glossary."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One definition, in English templates. Empty parts do not apply; `key` is the anchor on the definitions page."""

    key: str
    term: str
    says: str
    counts: str = ""
    leaves_out: str = ""
    unit: str = ""
    formula: str = ""
    source: str = ""
