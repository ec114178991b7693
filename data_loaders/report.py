"""The load report: what was understood of one file, as a value that travels as JSON.

Sentences are not stored here but their code and parameters (`Said`), so that the same report reads in
English and in Chinese; `data_loaders.problems` holds the sentences.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

SURE_SCORE: Final = 45
SURE_LEAD: Final = 12
CHOSEN: Final = "chosen by the user"
"""The evidence of a system that a person named."""
PLAIN: Final = frozenset({"generic", "chinese_form"})
"""What a file of no known system is called."""


@dataclass(frozen=True)
class Said:
    """One sentence of the catalogue in `data_loaders.problems`, with its parameters."""

    code: str
    values: dict[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True)
class Reject:
    """A row that could not be used. `row` is 1-based in the file."""

    sheet: str
    row: int
    column: str
    value: str
    reason: Said


@dataclass(frozen=True)
class Column:
    """One column of the file and what it was taken for; `target` is null when it was kept as extra."""

    sheet: str
    header: str
    table: str
    target: str | None
    confidence: int
    reason: Said
    samples: tuple[str, ...]


@dataclass(frozen=True)
class Recognition:
    """The system the file seems to come from; `score` 0–100, evidence strongest first."""

    system: str
    score: int
    evidence: tuple[str, ...]
    runner_up: str | None
    runner_up_score: int

    @property
    def sure(self) -> bool:
        """Whether the evidence is enough to go by without asking: clearly more than for the runner-up.

        A plain sheet is one that next to nothing speaks for a system.
        """
        if self.evidence[:1] == (CHOSEN,):
            return True
        if self.system in PLAIN:
            return self.runner_up_score < SURE_LEAD
        return self.score >= SURE_SCORE and self.score - self.runner_up_score >= SURE_LEAD


@dataclass(frozen=True)
class SheetRead:
    """One sheet (or the text file): its kind, its header row and how its rows are accounted for.

    `kind` is a table of `data_loaders.schema`, or 'ignored'. Rows read = loaded + merged + rejected.
    """

    sheet: str
    kind: str
    header_row: int
    rows_read: int
    rows_loaded: int
    rows_merged: int
    rows_rejected: int


@dataclass(frozen=True)
class Change:
    """What one rule of reading changed: how many cells, and the biggest changes before and after."""

    rule: Said
    cells: int
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Finding:
    """A data-quality finding: how many rows, which ones (at most 100 row numbers)."""

    said: Said
    count: int
    rows: tuple[int, ...] = ()


@dataclass(frozen=True)
class ValueGuess:
    """What one value of the file was taken for; every guess can be overruled by `Options`.

    `field`: stage, pipeline, owner or currency. `meant`: the value it was taken for (itself, where nothing better is
    known). `position` and `status` for stages only; `pipeline` where the value belongs to one. `deals`: rows with it.
    """

    field: str
    value: str
    meant: str
    deals: int
    reason: Said
    pipeline: str | None = None
    position: int | None = None
    status: str | None = None


@dataclass(frozen=True)
class Question:
    """What only a person can decide, such as whether 3/4 is in March or in April.

    The file loads without an answer, but not the values it is about.
    `option`: the part of `Options` that answers. `choices`: possible answers. `samples`: values it is about.
    """

    said: Said
    option: str
    choices: tuple[str, ...]
    column: str = ""
    samples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Preview:
    """What loading would add. `amounts` per currency code ('' where unknown); days are ISO dates.

    `entered`: stage → number of deals with an entry into it, in stage order, outcomes included; empty without history.
    `reached`: the same counts under the name that the funnel uses: deals that reached a stage by the file's own dates.
    """

    deals: int
    amounts: dict[str, float]
    first_day: str | None
    last_day: str | None
    stages: tuple[str, ...]
    evidence: str
    unlocks: tuple[str, ...]
    entered: dict[str, int] = field(default_factory=dict)
    reached: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class LoadReport:
    """Everything that was understood of one file. `as_of` is an ISO timestamp, null where no date was found.

    `fingerprint`: hash of the sorted normalised headers, by which a confirmed mapping is found again.
    """

    file_name: str
    sha256: str
    size: int
    encoding: str
    delimiter: str
    recognition: Recognition
    sheets: tuple[SheetRead, ...]
    columns: tuple[Column, ...]
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    rejects: tuple[Reject, ...]
    preview: Preview
    as_of: str | None
    as_of_reason: Said
    values: tuple[ValueGuess, ...] = ()
    questions: tuple[Question, ...] = ()
    fingerprint: str = ""

    @property
    def rows_read(self) -> int:
        """Rows of all sheets that are records or were taken for some."""
        return sum(sheet.rows_read for sheet in self.sheets)

    @property
    def rows_loaded(self) -> int:
        """Rows of all sheets that were used."""
        return sum(sheet.rows_loaded for sheet in self.sheets)

    @property
    def rows_merged(self) -> int:
        """Rows of all sheets that went into another row."""
        return sum(sheet.rows_merged for sheet in self.sheets)

    @property
    def rows_rejected(self) -> int:
        """Rows of all sheets that could not be used."""
        return sum(sheet.rows_rejected for sheet in self.sheets)

    def to_json(self) -> str:
        """The report as JSON text; `from_json` gives back an equal report."""
        return json.dumps(self, ensure_ascii=False, default=vars)

    @classmethod
    def from_json(cls, text: str) -> LoadReport:
        """The report that `to_json` wrote."""
        raw: dict[str, Any] = json.loads(text)
        return cls(
            **{
                **raw,
                "recognition": Recognition(**_tuples(raw["recognition"], "evidence")),
                "sheets": tuple(SheetRead(**sheet) for sheet in raw["sheets"]),
                "columns": tuple(
                    Column(**_tuples({**column, "reason": Said(**column["reason"])}, "samples"))
                    for column in raw["columns"]
                ),
                "changes": tuple(
                    Change(Said(**change["rule"]), change["cells"], tuple((a, b) for a, b in change["examples"]))
                    for change in raw["changes"]
                ),
                "findings": tuple(
                    Finding(Said(**finding["said"]), finding["count"], tuple(finding["rows"]))
                    for finding in raw["findings"]
                ),
                "rejects": tuple(Reject(**{**reject, "reason": Said(**reject["reason"])}) for reject in raw["rejects"]),
                "preview": Preview(**_tuples(raw["preview"], "stages", "unlocks")),
                "as_of_reason": Said(**raw["as_of_reason"]),
                "values": tuple(
                    ValueGuess(**{**value, "reason": Said(**value["reason"])}) for value in raw.get("values", ())
                ),
                "questions": tuple(
                    Question(**_tuples({**question, "said": Said(**question["said"])}, "choices", "samples"))
                    for question in raw.get("questions", ())
                ),
            }
        )

    def write(self, path: Path) -> None:
        """Write the JSON to a file."""
        path.write_text(self.to_json(), encoding="utf-8")


def _tuples(raw: dict[str, Any], *names: str) -> dict[str, Any]:
    return {**raw, **{name: tuple(raw[name]) for name in names}}
