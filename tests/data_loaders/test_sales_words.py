"""Tables of something else are refused in one sentence; short lists of deals are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from data_loaders.problems import Refused
from tests.data_loaders.reading_exports import read_rows

OTHERS = {
    "bank statement": (("Date", "Description", "Amount", "Balance"), ("2026-01-05", "Card payment", "-10.5", "990")),
    "survey": (("Timestamp", "How satisfied are you?", "Comments"), ("2026-01-05 10:00:00", "4", "ok")),
    "tickets": (("Ticket ID", "Subject", "Status", "Created", "Closed", "Assignee"), ("1", "Help", "Closed", "2026-01-05", "2026-01-06", "Ana")),
    "issues": (("number", "title", "state", "created_at", "closed_at", "author"), ("1", "Fix", "closed", "2026-01-05", "2026-01-06", "ana")),
    "houses": (("id", "price", "bedrooms", "city", "sale_date", "status"), ("1", "300000", "3", "Seattle", "2026-01-05", "sold")),
    "projects": (("Project ID", "Project Name", "Manager", "Start Date", "Status"), ("1", "Build", "Ana", "2026-01-05", "Completed")),
    "orders": (("Order ID", "Order Date", "Customer Name", "Product Name", "Sales"), ("CA-1", "2026-01-05", "C", "Chair", "261.9")),
    "students": (("学号", "姓名", "班级", "语文", "数学"), ("1", "学生", "一班", "80", "90")),
}  # fmt: skip
DEALS = {
    "two columns": (("Deal", "Stage"), ("A", "Warm")),
    "a title, sales words": (("Title", "Stage"), ("A", "Proposal"), ("B", "Negotiation")),
    "a name, an amount": (("Name", "Status", "Amount"), ("A", "Prospect", "10")),
    "Chinese": (("项目", "状态", "金额"), ("A", "跟进", "10")),
    "a customer a row": (("Customer", "Status", "Value", "Close date"), ("A", "Won", "10", "2026-01-05")),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_table_of_something_else_is_refused(tmp_path: Path, name: str) -> None:
    header, row = OTHERS[name]
    with pytest.raises(Refused) as refusal:
        read_rows(tmp_path, header, *([row] * 6))
    assert refusal.value.said.code == "file_not_sales"


@pytest.mark.parametrize("name", DEALS)
def test_a_short_list_of_deals_is_read(tmp_path: Path, name: str) -> None:
    read = read_rows(tmp_path, *DEALS[name])
    assert read.report.preview.deals == len(DEALS[name]) - 1


def test_a_column_that_a_person_chose_makes_it_deals(tmp_path: Path) -> None:
    read = read_rows(tmp_path, *OTHERS["tickets"], columns={"Subject": "deal_name"})
    assert read.report.preview.deals == 1


def test_a_forecast_of_deals_by_month_is_no_table_of_targets(tmp_path: Path) -> None:
    read = read_rows(tmp_path, ("Deal", "Owner", "Stage", "Jan 2026", "Feb 2026"), ("A", "Ana", "Proposal", "10", ""))
    assert [sheet.kind for sheet in read.report.sheets] == ["deals"]


def test_a_forecast_of_customers_by_quarter_is_no_table_of_targets(tmp_path: Path) -> None:
    header = ("Customer", "Owner", "Stage", "Q1 2026", "Q2 2026")
    with pytest.raises(Refused) as refusal:
        read_rows(tmp_path, header, ("A", "Ana", "Proposal", "10", ""), ("B", "Ana", "Won", "", "20"))
    assert refusal.value.said.code == "deals_without_name"
