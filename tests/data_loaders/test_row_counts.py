"""The rows of a file counted by somebody else: by Python's csv module and by openpyxl, never by our own readers."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Final

import openpyxl
import pytest

from data_loaders.load import read_export
from tests.data_loaders.reading_exports import EXPORTS, NOW, Exports

SAMPLES: Final = Path(__file__).parents[2] / "sample_data" / "files"
BELOW: Final = {"footer_skipped", "preamble_skipped"}
"""Notes on lines outside the table: they say how many of them are not read as its rows."""
TITLES: Final = 1
JOINED: Final = "header_joined"


def rows_in(path: Path) -> int:
    """How many rows of a file hold anything, its headers included."""
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(path, data_only=True)
        return sum(any(cell is not None for cell in row) for sheet in book for row in sheet.iter_rows(values_only=True))
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        break
    comma = max(",;\t|", key=text.partition("\n")[0].count)
    return sum(any(cell.strip() for cell in row) for row in csv.reader(io.StringIO(text), delimiter=comma))


@pytest.mark.parametrize("name", sorted(path.name for path in EXPORTS.iterdir()))
def test_every_row_of_an_export_is_read(exports: Exports, name: str) -> None:
    report = exports(name).report
    beside = sum(one.count for one in report.findings if one.said.code in BELOW)
    wide = report.sheets[0].kind == "fx_rates" or name == "hubspot_ragged_history.csv"
    if wide:
        assert report.rows_read >= rows_in(EXPORTS / name) - TITLES
    else:
        assert report.rows_read + beside + TITLES == rows_in(EXPORTS / name)


@pytest.mark.parametrize(
    "name",
    [
        "google_analytics_sessions.csv", "jiandaoyun_opportunities.xlsx", "opportunity_ledger_wan.xlsx",
        "quotas_zh.xlsx", "salesforce_formatted_report.xlsx", "zoho_bigin_pipelines.csv",
    ],
)  # fmt: skip
def test_every_row_of_a_sample_is_read_but_those_above_and_below_its_table(tmp_path: Path, name: str) -> None:
    report = read_export(SAMPLES / name, tmp_path, now=NOW)
    notes = {one.said.code: one.count for one in report.findings}
    headers = TITLES + (JOINED in notes)
    most = report.rows_read + headers + sum(notes.get(code, 0) for code in BELOW)
    # an empty line above a table is one of those that were skipped
    assert most - notes.get("preamble_skipped", 0) <= rows_in(SAMPLES / name) <= most
