"""The load report as lines for a person."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.cli.report import EVIDENCE, lines, outcome, print_report
from dashboard.language import Words
from dashboard.warehouse.imports import LoadResult
from data_loaders.report import Finding, LoadReport, Preview, Recognition, Reject, Said, SheetRead

REPORT = LoadReport(
    file_name="deals.csv",
    sha256="0" * 64,
    size=100,
    encoding="utf-8",
    delimiter=",",
    recognition=Recognition("hubspot", 91, ("headers Deal Name, Deal Stage",), "pipedrive", 40),
    sheets=(SheetRead("", "deals", 1, 14, 2, 0, 12),),
    columns=(),
    changes=(),
    findings=(Finding(Said("sheet_hidden"), 1),),
    rejects=tuple(Reject("", row, "Amount", "\x1b[2Jlots", Said("row_total")) for row in range(2, 14)),
    preview=Preview(2, {"EUR": 1500.0}, "2026-01-01", "2026-03-01", ("Lead", "Offer"), "D", ()),
    as_of=None,
    as_of_reason=Said("sheet_hidden"),
)


def test_the_rows_add_up_in_one_line() -> None:
    assert "14 rows read = 2 loaded + 0 merged + 12 rejected" in list(lines(REPORT, Words()))


def test_it_says_what_the_file_was_taken_for_and_why() -> None:
    assert "Recognised as hubspot (91 of 100): headers Deal Name, Deal Stage" in list(lines(REPORT, Words()))


def test_ten_rejected_rows_are_shown_and_the_rest_counted() -> None:
    said = list(lines(REPORT, Words()))
    assert sum(line.startswith("Rejected ") for line in said) == 10
    assert said[-1] == "… and 2 more rejected rows"


def test_text_of_the_file_is_made_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    print_report(Path("deals.csv"), None, REPORT, Words())
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize("level", EVIDENCE)
def test_every_level_of_evidence_is_explained(level: str) -> None:
    report = replace(REPORT, preview=replace(REPORT.preview, evidence=level))
    assert any(line.startswith(f"Evidence level {level}: ") for line in lines(report, Words()))


def test_what_became_of_the_file() -> None:
    assert "only looked at" in outcome(None, Words())
    assert "already loaded as import 3" in outcome(LoadResult(3, True, REPORT), Words())
    assert "sample data was removed" in outcome(LoadResult(3, False, REPORT, replaced_sample=True), Words())
