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


def test_lines_of_merged_cells_belong_to_their_record(tmp_path: Path) -> None:
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
    assert amounts(read) == [("甲", 3000), ("乙", 500)]
    assert [(row["row"], row["deal_name"], row["product"], row["amount"]) for row in read.rows("line_items")] == [
        (2, "甲", "传感器", 1000),
        (3, "甲", "网关", 2000),
        (4, "乙", "传感器", 500),
    ]
    assert "sub_form_are_summed_lines" in read.codes()
    sheet_read = read.report.sheets[0]
    assert (sheet_read.rows_read, sheet_read.rows_loaded, sheet_read.rows_merged) == (3, 2, 1)


def test_amounts_of_lines_in_several_currencies_are_not_added(tmp_path: Path) -> None:
    head = ("Deal ID", "Deal", "Product", "Quantity", "Amount", "Stage")
    rows = [("1", "Big", "Widget", "1", "$100", "Won"), ("1", "Big", "Gadget", "1", "€200", "Won")]
    read = read_rows(tmp_path, head, *rows)
    assert amounts(read) == [("Big", None)]
    assert [(row["amount"], row["currency"]) for row in read.rows("line_items")] == [(100, "USD"), (200, "EUR")]


FORM = ("商机编号", "客户名称", "商机名称", "销售阶段")
RECORDS = (
    (("S1", "甲公司", "甲", "方案"), (("服务器", "2", "20000"), ("软件", "1", "50000"), ("服务", "1", "8000"))),
    (("S2", "乙公司", "乙", "赢单"), (("交换机", "10", "30000"),)),
    (("S3", "丙公司", "丙", "输单"), ()),
)
LINES = [
    ("甲", "服务器", 2, 20000),
    ("甲", "软件", 1, 50000),
    ("甲", "服务", 1, 8000),
    ("乙", "交换机", 10, 30000),
]


def under(own: tuple[str, ...], lines: tuple[tuple[str, ...], ...], width: int) -> list[tuple[str, ...]]:
    """A record in rows: its own cells in the first, a line in each."""
    rows = lines or (("",) * width,)
    return [(*(("",) * len(own) if at else own), *line) for at, line in enumerate(rows)]


def beside(own: tuple[str, ...], lines: tuple[tuple[str, ...], ...], width: int, most: int) -> tuple[str, ...]:
    """A record in one row: its lines one after the other."""
    return (*own, *(cell for line in lines for cell in line), *(("",) * width * (most - len(lines))))


@pytest.mark.parametrize("shape", ["under", "beside"])
def test_the_lines_of_a_sub_form_make_the_deals_in_every_shape(tmp_path: Path, shape: str) -> None:
    fields = ("产品", "数量", "金额")
    if shape == "under":
        head = (*FORM, *(f"产品明细.{field}" for field in fields))
        rows = [row for own, lines in RECORDS for row in under(own, lines, 3)]
    else:
        head = (*FORM, *(f"产品明细[{at}].{field}" for at in range(3) for field in fields))
        rows = [beside(own, lines, 3, 3) for own, lines in RECORDS]
    read = read_rows(tmp_path, head, *rows)
    assert amounts(read) == [("甲", 78000), ("乙", 30000), ("丙", None)]
    assert [
        (row["deal_name"], row["product"], row["quantity"], row["amount"]) for row in read.rows("line_items")
    ] == LINES
    sheet = read.report.sheets[0]
    assert sheet.rows_read == len(rows) == sheet.rows_loaded + sheet.rows_merged
    assert "sub_form_are_summed_lines" in read.codes()


def test_an_amount_of_the_record_holds_whatever_its_lines_come_to(tmp_path: Path) -> None:
    head = (*FORM, "金额", *(f"产品明细.{field}" for field in ("产品", "数量", "金额")))
    rows = [row for own, lines in RECORDS for row in under((*own, "70000"), lines, 3)]
    read = read_rows(tmp_path, head, *rows)
    assert amounts(read) == [("甲", 70000), ("乙", 70000), ("丙", 70000)]
    assert [row["amount"] for row in read.rows("line_items")] == [amount for *_, amount in LINES]
    assert "sub_form_are_lines" in read.codes()


def test_the_deal_keeps_its_own_columns_where_its_lines_have_the_like(tmp_path: Path) -> None:
    head = (*FORM, *(f"产品明细.{field}" for field in ("产品", "名称", "负责人", "金额")))
    record = ("S1", "甲公司", "甲", "方案")
    rows = under(record, (("服务器", "R7", "张三", "20000"), ("软件", "X1", "李四", "50000")), 4)
    read = read_rows(tmp_path, head, *rows)
    assert [(row["deal_name"], row["owner_name"], row["amount"]) for row in read.rows("deals")] == [("甲", None, 70000)]


def test_an_amount_in_each_line_without_a_product_is_not_that_of_the_deal(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append((*FORM, "期次", "金额"))
    row = 2
    for own, parts in ((RECORDS[0][0], (20000, 58000)), (RECORDS[1][0], (30000,))):
        for at, part in enumerate(parts):
            page.append((*(own if not at else (None,) * 4), at + 1, part))
        if len(parts) > 1:
            for column in "ABCD":
                page.merge_cells(f"{column}{row}:{column}{row + len(parts) - 1}")
        row += len(parts)
    book.save(tmp_path / "plan.xlsx")
    read = read_path(tmp_path / "plan.xlsx", tmp_path / "out")
    assert amounts(read) == [("甲", None), ("乙", None)]
    assert read.codes()["amount_of_lines"] == 1
    by_hand = read_path(tmp_path / "plan.xlsx", tmp_path / "by_hand", columns={"金额": "amount"})
    assert amounts(by_hand) == [("甲", 20000), ("乙", 30000)]
