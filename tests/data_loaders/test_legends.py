"""Codes of stages with a table beside that says what they mean."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.data_loaders.reading_exports import Read, read_path

DEALS = (
    ("Deal", "Company", "Stage", "Amount"),
    ("A", "Acme", "S1", 100),
    ("B", "Beta", "S2", 200),
    ("C", "C", "S4", 5),
)
CODES = (("Code", "Meaning"), ("S1", "Lead"), ("S2", "Proposal"), ("S3", "Negotiation"), ("S4", "Won"))


def workbook(tmp_path: Path, deals: tuple[tuple[object, ...], ...], legend: tuple[tuple[object, ...], ...]) -> Read:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "Pipeline"
    book.create_sheet("Legend")
    for name, rows in (("Pipeline", deals), ("Legend", legend)):
        for row in rows:
            book[name].append(list(row))
    book.save(tmp_path / "deals.xlsx")
    return read_path(tmp_path / "deals.xlsx", tmp_path / "out")


def stages(read: Read) -> list[tuple[str, str]]:
    return [(row["stage"], row["status"]) for row in read.rows("deals")]


def test_codes_of_stages_are_read_by_their_legend(tmp_path: Path) -> None:
    read = workbook(tmp_path, DEALS, CODES)
    assert stages(read) == [("Lead", "open"), ("Proposal", "open"), ("Won", "won")]
    assert [sheet.sheet for sheet in read.report.sheets] == ["Pipeline"]
    (said,) = (one.said for one in read.report.findings if one.said.code == "stage_codes")
    assert said.values == {"column": "Stage", "sheet": "Legend", "code": "S1", "name": "Lead"}


def test_a_legend_without_headers_is_one(tmp_path: Path) -> None:
    rows = [("商机名称", "客户名称", "阶段", "金额"), ("甲", "甲公司", 1, 100), ("乙", "乙公司", 4, 200)]
    legend = ((1, "初步接触"), (2, "方案报价"), (3, "谈判"), (4, "赢单"))
    assert stages(workbook(tmp_path, tuple(rows), legend)) == [("初步接触", "open"), ("赢单", "won")]


def test_of_codes_of_several_columns_those_of_the_stages_count(tmp_path: Path) -> None:
    legend = (("Field", "Code", "Meaning"), ("Stage", "S1", "Lead"), ("Stage", "S2", "Proposal"), ("Stage", "S4", "Won"),
              ("Size", "S1", "Small"))  # fmt: skip
    assert stages(workbook(tmp_path, DEALS, legend)) == [("Lead", "open"), ("Proposal", "open"), ("Won", "won")]


def test_a_table_with_chances_stays_a_table_of_stages(tmp_path: Path) -> None:
    legend = (("Code", "Stage", "Probability"), ("S1", "Lead", "10%"), ("S2", "Proposal", "50%"), ("S4", "Won", "100%"))
    read = workbook(tmp_path, DEALS, legend)
    assert stages(read) == [("Lead", "open"), ("Proposal", "open"), ("Won", "won")]
    assert [sheet.kind for sheet in read.report.sheets] == ["deals", "stages"]


@pytest.mark.parametrize(
    "legend",
    [
        CODES[:3],  # S4 means nothing
        (("Code", "Chance"), ("S1", "10"), ("S2", "50"), ("S4", "100")),
        (("Code", "Meaning"), ("S1", "Lead"), ("S2", "Lead"), ("S4", "Won")),
        (("Code", "Meaning"), *CODES[1:], ("S1", "Small")),
    ],
)
def test_a_table_that_does_not_name_each_code_alone_is_no_legend(
    tmp_path: Path, legend: tuple[tuple[object, ...], ...]
) -> None:
    read = workbook(tmp_path, DEALS, legend)
    assert {stage for stage, _ in stages(read)} == {"S1", "S2", "S4"}
    assert "stage_codes" not in read.codes()


def test_stages_that_are_words_are_left_alone(tmp_path: Path) -> None:
    rows = (DEALS[0], ("A", "Acme", "Proposal", 100), ("B", "Beta", "Negotiation", 200))
    legend = (("Stage", "What to do"), ("Proposal", "Send it"), ("Negotiation", "Meet"))
    assert stages(workbook(tmp_path, rows, legend)) == [("Proposal", "open"), ("Negotiation", "open")]
