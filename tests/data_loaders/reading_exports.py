"""Reading an export in a test: the report, and the tables as rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from data_loaders.load import read_export
from data_loaders.options import Options
from data_loaders.report import LoadReport
from data_loaders.table_files import read_table, table_file

EXPORTS = Path(__file__).parent / "exports"
NOW = datetime(2026, 11, 21)


@dataclass(frozen=True)
class Read:
    """A report and the folder with its tables."""

    report: LoadReport
    out: Path

    def rows(self, table: str) -> list[dict[str, Any]]:
        """The rows of one table in the order of the file, none where the file gave none."""
        there = table_file(self.out, table).exists()
        found: list[dict[str, Any]] = read_table(self.out, table).to_pylist() if there else []
        return sorted(found, key=lambda row: (row.get("row", 0), row.get("sequence", 0)))

    def targets(self) -> dict[str, str | None]:
        """Header → field."""
        return {column.header: column.target for column in self.report.columns}

    def codes(self) -> dict[str, int]:
        """Finding → count."""
        return {finding.said.code: finding.count for finding in self.report.findings}


Exports = Callable[[str], Read]
"""File name → that export of `exports/`, read once a session."""


def read_path(path: Path, out: Path, *, now: datetime = NOW, **wishes: Any) -> Read:
    """Read a file with the given options."""
    return Read(read_export(path, out, Options(**wishes), now=now), out)


def read_rows(folder: Path, *rows: tuple[object, ...], name: str = "deals.csv", **wishes: Any) -> Read:
    """Read a CSV made of these rows, the headers first."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path = folder / name
    path.write_text(text.getvalue(), encoding="utf-8")
    return read_path(path, folder / "out", **wishes)
