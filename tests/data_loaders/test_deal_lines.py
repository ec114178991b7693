"""Lists with a row a product line: deals once each, with the right amount, and the lines beside."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.data_loaders.reading_exports import Read, read_path, read_rows

REPORT = (
    ("Opportunity ID", "Opportunity Name", "Account Name", "Stage", "Close Date", "Amount", "Product Name", "Quantity",
     "Sales Price", "Total Price"),
    ("0065g00000AAAA1", "Big", "Acme", "Proposal", "2026-03-01", "3000", "Widget", "10", "100", "1000"),
    ("0065g00000AAAA1", "Big", "Acme", "Proposal", "2026-03-01", "3000", "Gadget", "2", "1000", "2000"),
    ("0065g00000AAAA2", "Beta", "Beta Inc", "Closed Won", "2026-02-13", "500", "Widget", "5", "100", "500"),
    ("0065g00000AAAA3", "Gamma", "Gamma Inc", "Qualification", "2026-04-15", "", "", "", "", ""),
)  # fmt: skip


def amounts(read: Read) -> list[tuple[str, float | None]]:
    return [(row["deal_name"], row["amount"]) for row in read.rows("deals")]


def test_a_report_with_products_gives_each_deal_once_with_its_own_amount(tmp_path: Path) -> None:
    read = read_rows(tmp_path, *REPORT)
    assert amounts(read) == [("Big", 3000), ("Beta", 500), ("Gamma", None)]
    assert [(row["row"], row["product"], row["amount"]) for row in read.rows("line_items")] == [
        (2, "Widget", 1000),
        (3, "Gadget", 2000),
        (4, "Widget", 500),
    ]
    assert "rows_are_lines" in read.codes()
    sheet = read.report.sheets[0]
    assert (sheet.rows_read, sheet.rows_loaded, sheet.rows_merged, sheet.rows_rejected) == (4, 3, 1, 0)


def test_without_an_id_a_deal_is_its_name_and_customer(tmp_path: Path) -> None:
    read = read_rows(tmp_path, *(row[1:] for row in REPORT))
    assert amounts(read) == [("Big", 3000), ("Beta", 500), ("Gamma", None)]


def test_without_an_amount_of_the_deal_it_is_the_sum_of_its_lines(tmp_path: Path) -> None:
    read = read_rows(tmp_path, *(row[:5] + row[6:] for row in REPORT))
    assert amounts(read) == [("Big", 3000), ("Beta", 500), ("Gamma", None)]
    assert "rows_are_summed_lines" in read.codes()


def test_a_deal_has_the_product_that_makes_most_of_it(tmp_path: Path) -> None:
    read = read_rows(tmp_path, *REPORT)
    assert [row["product"] for row in read.rows("deals")] == ["Gadget", "Widget", None]


def test_columns_of_the_lines_are_none_of_the_deal(tmp_path: Path) -> None:
    read = read_rows(tmp_path, (*REPORT[0], "Batch"), *((*row, f"b{at}") for at, row in enumerate(REPORT[1:])))
    assert {row["extra"] for row in read.rows("deals")} == {None}


@pytest.mark.parametrize(
    ("second", "deals"),
    [
        (("1", "Big", "Acme", "Gadget", "2000", "Won", "Ann"), [("Big", 3000)]),
        (("1", "Big", "Acme", "Widget", "1000", "Won", "Ann"), [("Big", 1000)]),  # the row once more
        (("2", "Big", "Acme", "Gadget", "2000", "Won", "Ann"), [("Big", 1000), ("Big", 2000)]),
        (("1", "Big", "Acme", "Gadget", "2000", "Lost", "Ann"), [("Big", 2000)]),  # later, not beside
    ],
)
def test_rows_of_one_deal_with_other_products_are_its_lines(
    tmp_path: Path, second: tuple[str, ...], deals: list[tuple[str, float]]
) -> None:
    head = ("Deal ID", "Deal", "Company", "Product", "Amount", "Stage", "Owner")
    read = read_rows(tmp_path, head, ("1", "Big", "Acme", "Widget", "1000", "Won", "Ann"), second)
    assert amounts(read) == deals


def test_several_deals_of_one_customer_are_no_lines(tmp_path: Path) -> None:
    head = ("Company", "Product", "Quantity", "Amount", "Stage", "Expected close")
    rows = [("Acme", "Widget", "1", "100", "Won", "2026-03-01"), ("Acme", "Gadget", "2", "200", "Won", "2026-03-01")]
    assert amounts(read_rows(tmp_path, head, *rows)) == [("Acme", 100), ("Acme", 200)]


def test_lines_of_which_only_the_first_is_left_give_no_sum(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("商机名称", "客户名称", "商机阶段", "产品", "数量", "单价", "小计"), ("甲", "甲公司", "方案", "传感器", 10, 100, 1000),
                (None, None, None, "网关", 2, 1000, 2000), ("乙", "乙公司", "赢单", "传感器", 5, 100, 500)):  # fmt: skip
        sheet.append(row)
    for column in "ABC":
        sheet.merge_cells(f"{column}2:{column}3")
    book.save(tmp_path / "list.xlsx")
    read = read_path(tmp_path / "list.xlsx", tmp_path / "out")
    assert amounts(read) == [("甲", None), ("乙", None)]
    assert read.codes()["rows_folded"] == 1


def test_amounts_of_lines_in_several_currencies_are_not_added(tmp_path: Path) -> None:
    head = ("Deal ID", "Deal", "Product", "Quantity", "Amount", "Stage")
    rows = [("1", "Big", "Widget", "1", "$100", "Won"), ("1", "Big", "Gadget", "1", "€200", "Won")]
    read = read_rows(tmp_path, head, *rows)
    assert amounts(read) == [("Big", None)]
    assert [(row["amount"], row["currency"]) for row in read.rows("line_items")] == [(100, "USD"), (200, "EUR")]
