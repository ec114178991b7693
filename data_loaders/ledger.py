"""What one reading of a file has to account for, gathered while it is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from data_loaders.report import Change, Finding, Question, Reject, Said, SheetRead, ValueGuess

MOST_REJECTS: Final = 1_000
"""Rejects listed in the report; `rejects.csv` holds them all."""
MOST_ROWS: Final = 100


@dataclass
class Ledger:
    """Changes, findings, rejects, sheets and questions, in the order they came up."""

    changes: list[Change] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    sheets: list[SheetRead] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)
    values: list[ValueGuess] = field(default_factory=list)

    def found(self, code: str, count: int, rows: tuple[int, ...] = (), **values: str | float) -> None:
        """Note a finding, if there is anything to it."""
        if count:
            self.findings.append(Finding(Said(code, {"count": count, **values}), count, rows[:MOST_ROWS]))
