"""One sheet of raw text, as the readers hand it to everything that follows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from data_loaders.report import Reject, Said

if TYPE_CHECKING:
    from data_loaders.tallies import Tallies, Tally

SAMPLES: Final = 200
LOOK: Final = 5_000
"""Sample values a column, and the rows in which they are looked for."""


@dataclass(frozen=True)
class Records:
    """All rows of a sheet in which the lines of sub-forms were folded into their records.

    The scratch table `table` has them with the cells of the record in each line, and with `record`, the row of its
    record. `lines` are the columns of the lines. `folded` is the sheet's table that it was made beside: where the sheet
    has got another one since, the two no longer fit.
    """

    table: str
    folded: str
    lines: frozenset[str]


@dataclass(frozen=True)
class Sheet:
    """A rectangle of text in the scratch database.

    The rows lie in the scratch table `table` with columns `row` (BIGINT, 1-based in the file) and
    `c0`, `c1`, … (VARCHAR, trimmed, null where empty), one a header, in file order. `headers` are the texts as the
    file has them (a two-row header is joined with '.'; a repeated one gets ' (2)'; an empty one is 'column 4').
    `rows` is how many data rows the table holds; `rejects` are those the reader could not use.
    Numbers and dates of a workbook arrive as text in one canonical form: `1234.5`, `2026-03-05`,
    `2026-03-05 10:22:00`.
    """

    name: str
    table: str
    headers: tuple[str, ...]
    header_row: int
    rows: int
    rejects: tuple[Reject, ...] = ()
    notes: tuple[Said, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    merged_rows: int = 0
    records: Records | None = None
    preamble: tuple[str, ...] = ()
    """The lines above the headers, such as the period that a report covers."""
    since_1904: bool = False
    """Whether day numbers count from 1904, as workbooks of old Macs do."""
    blank_rows: tuple[int, ...] = ()
    """Numbers of the first thousand empty rows that were left out."""
    gaps: tuple[int, ...] = ()
    """Numbers of columns before which an empty column without a header was left out."""
    set_aside: bool = False
    """Whether all of its rows are rejects already, so that nothing of it is read: an earlier week of a list."""
    cells: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Up to `SAMPLES` distinct non-empty values a column in the first `LOOK` rows, keyed `c0`, `c1`, …, in order of
    appearance."""
    tallies: Tallies | None = None
    """What is being counted beside other work, of a large sheet."""

    def tally(self, column: str) -> Tally | None:
        """How often values stand in a column, where that was counted."""
        return self.tallies.of(self.table, column) if self.tallies else None
