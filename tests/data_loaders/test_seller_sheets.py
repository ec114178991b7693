"""Sheets of deals called after their sellers tell the owner, and the report says that they were taken so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from data_loaders.seller_sheets import owner_of
from tests.data_loaders.reading_exports import Read, read_path

HEAD = ("Deal", "Customer", "Stage", "Amount")


def workbook(folder: Path, names: Sequence[str], head: tuple[str, ...] = HEAD) -> Read:
    """A sheet each, with two deals of its own."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name in names:
        sheet = book.create_sheet(name)
        sheet.append(head)
        for deal in range(2):
            sheet.append((f"{name} {deal}", "Acme", "Proposal", 100, *("Zoe" for _ in head[4:])))
    book.save(folder / "deals.xlsx")
    return read_path(folder / "deals.xlsx", folder / "out")


def test_each_seller_owns_the_deals_of_the_sheet(tmp_path: Path) -> None:
    read = workbook(tmp_path, ("Ann", "Bob Smith"))
    assert [row["owner_name"] for row in read.rows("deals")] == ["Ann", "Bob Smith"] * 2
    said = [one.said.values for one in read.report.findings if one.said.code == "sheet_owner"]
    assert said == [{"sheet": "Ann", "owner": "Ann"}, {"sheet": "Bob Smith", "owner": "Bob Smith"}]


def test_an_unusual_name_among_usual_ones_is_a_seller_too(tmp_path: Path) -> None:
    read = workbook(tmp_path, ("Ann", "Bob", "Wiremu Tane"))
    assert {row["owner_name"] for row in read.rows("deals")} == {"Ann", "Bob", "Wiremu Tane"}


@pytest.mark.parametrize(
    "names",
    [
        ("East", "West"),
        ("Ann", "West"),
        ("Ann",),
        ("Deals", "Renewals"),
        ("North America", "Latin America"),
        ("江苏", "江西"),
    ],
)
def test_sheets_called_otherwise_tell_no_owner(tmp_path: Path, names: Sequence[str]) -> None:
    read = workbook(tmp_path, names)
    assert {row["owner_name"] for row in read.rows("deals")} == {None}
    assert "sheet_owner" not in read.codes()


def test_a_column_of_owners_goes_before_the_names_of_the_sheets(tmp_path: Path) -> None:
    read = workbook(tmp_path, ("Ann", "Bob"), (*HEAD, "Owner"))
    assert {row["owner_name"] for row in read.rows("deals")} == {"Zoe"}


@pytest.mark.parametrize(
    ("sheet", "owner"),
    [
        ("Ann", "Ann"),
        ("bob's deals", "bob"),
        ("Pipeline - Maria Lopez", "Maria Lopez"),
        ("Jean-Luc", "Jean-Luc"),
        ("张三的商机", "张三"),
        ("王小明", "王小明"),
        ("田中さん", "田中"),
        ("deals.zip / Ann.csv", "Ann"),
        ("North America", "North America"),  # could be; of such names alone no sheet is taken for a person's
        ("Ann Arbor 2", ""),
        ("华东区", ""),
        ("3月", ""),
        ("Sheet1", ""),
        ("高价值客户", ""),
        ("", ""),
    ],
)
def test_a_sheet_is_called_like_a_person_or_not(sheet: str, owner: str) -> None:
    assert owner_of(sheet) == owner
