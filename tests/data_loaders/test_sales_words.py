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
    "payments": (("id", "Description", "Seller Message", "Created (UTC)", "Amount", "Fee", "Currency", "Status"), ("ch_1", "x", "ok", "2026-01-05", "10.5", "1", "usd", "Paid")),
    "failed payments": (("id", "Created (UTC)", "Amount", "Currency", "Status"), ("ch_1", "2026-01-05", "10.5", "usd", "Failed")),
    "invoices": (("InvoiceNumber", "ContactName", "InvoiceDate", "DueDate", "Total", "Status", "Type"), ("1", "Acme", "2026-01-05", "2026-02-05", "10", "Paid", "Sales invoice")),
    "web orders": (("Name", "Email", "Financial Status", "Paid at", "Total", "Created at"), ("#1", "a@b.c", "paid", "2026-01-05", "10", "2026-01-05")),
    "subscriptions": (("id", "Customer ID", "Plan", "Quantity", "Interval", "Amount", "Status", "Created (UTC)"), ("s", "c", "pro", "1", "month", "20", "active", "2026-01-05")),
    "crowdfunding": (("ID", "name", "currency", "deadline", "goal", "pledged", "state", "backers"), ("1", "Game", "GBP", "2026-01-05", "10", "3", "failed", "1")),
    "a portfolio of projects": (("Project", "Owner", "Stage", "Budget", "Start", "Finish"), ("Build", "Ana", "Planning", "10", "2026-01-05", "2026-02-05")),
    "项目": (("项目编号", "项目名称", "项目经理", "开始日期", "结束日期", "状态", "预算"), ("1", "建设", "王芳", "2026-01-05", "2026-02-05", "已完成", "10")),
    "工单": (("工单号", "标题", "客户", "状态", "处理人", "创建时间"), ("1", "报修", "甲公司", "已关闭", "王芳", "2026-01-05")),
    "things with a status": (("Name", "Owner", "Launch date", "Status"), ("Sat", "NASA", "2026-01-05", "Active")),
    "matches": (("Id", "Company", "result"), ("1", "Lions", "Win") ),
    "prices of a share": (("Name", "Date", "Open", "Close", "status"), ("ACME", "2026-01-05", "12.10", "12.34", "Active")),
    "trials": (("name", "phase", "Date"), ("V1", "Phase 2", "2026-01-05")),
    "rounds of a cup": (("Name", "Stage", "Date"), ("Lions", "Semi-final", "2026-01-05")),
    "a household": (("Category", "Item", "Amount", "Date"), ("Home", "Rent", "900", "2026-01-05")),
    "a mailing list": (("Email Address", "First Name", "Last Name", "Rating", "Opt-in", "Confirmed", "Tags"), ("a@b.c", "Ann", "Lee", "2", "2026-01-05", "2026-01-05", "")),
    "students": (("学号", "姓名", "班级", "语文", "数学"), ("1", "学生", "一班", "80", "90")),
}  # fmt: skip
NAMED = {"orders", "payments", "invoices", "web orders", "subscriptions", "crowdfunding",
         "a portfolio of projects", "项目", "工单"}  # fmt: skip
"""Lists that are told by name in the sentence."""
DEALS = {
    "deals with invoices": (
        ("Client", "Project", "Stage", "Amount", "Invoice no", "Invoice date"),
        ("A", "Web", "Proposal", "10", "", ""),
        ("B", "App", "Won", "20", "7", "2026-01-05"),
    ),
    "deals that are projects": (
        ("项目名称", "客户名称", "商机阶段", "预算", "开始日期", "结束日期"),
        ("A", "甲公司", "方案", "10", "2026-01-05", "2026-02-05"),
    ),
    "two columns": (("Deal", "Stage"), ("A", "Warm")),
    "a title, sales words": (("Title", "Stage"), ("A", "Proposal"), ("B", "Negotiation")),
    "a name, an amount": (("Name", "Status", "Amount"), ("A", "Prospect", "10")),
    "Chinese": (("项目", "状态", "金额"), ("A", "跟进", "10")),
    "customers with stages of sales": (
        ("Client", "Stage", "Value", "Owner"),
        ("A", "Discovery", "1", "Ann"),
        ("B", "Proposal", "2", "Bob"),
    ),
    "projects that somebody sells": (
        ("Project name", "Stage", "Amount", "Sales rep"),
        ("A", "Design", "1", "Ann"),
        ("B", "Quote", "2", "Bob"),
    ),
    "own words for stages": (("Deal", "Stage", "Amount"), ("A", "Design", "1"), ("B", "Build", "2")),
    "a customer a row": (("Customer", "Status", "Value", "Close date"), ("A", "Won", "10", "2026-01-05")),
}


ASKED = {
    "articles": (("Title", "Stage", "Publish date", "Channel"), ("A", "Draft", "2026-01-05", "Blog"), ("B", "Review", "2026-01-05", "Mail")),
    "projects": (("Project", "Client", "Stage", "Amount", "Owner"), ("A", "Acme", "Design", "10", "Ann"), ("B", "Beta", "Build", "20", "Bob")),
    "requests": (("Project", "Amount", "Status", "Owner"), ("A", "10", "Approved", "Ann"), ("B", "20", "Rejected", "Bob")),
    "claims": (("Claim", "Customer", "Stage", "Amount", "Close date"), ("1", "Acme", "Filed", "10", "2026-01-05"), ("2", "Beta", "Assessment", "20", "2026-01-05")),
    "things lent": (("Name", "Owner", "Amount", "Status"), ("Drill", "Ann", "1", "Lost"), ("Saw", "Bob", "2", "Returned")),
    "a waiting list": (("Name", "Company", "Stage", "Email"), ("Jo", "Acme", "Waitlist", "a@b.c"), ("Al", "Beta", "Invited", "d@e.f")),
    "elections": (("Name", "Office", "Status", "Votes"), ("Jo", "Mayor", "Won", "10"), ("Al", "Mayor", "Lost", "9")),
    "项目": (("项目名称", "阶段", "负责人", "金额"), ("一", "立项", "张三", "10"), ("二", "设计", "李四", "20"), ("三", "验收", "李四", "20")),
    "表单": (("提交人", "提交时间", "项目名称", "金额", "状态"), ("张三", "2026-01-05", "一", "10", "通过"), ("李四", "2026-01-05", "二", "20", "不通过")),
}  # fmt: skip
"""Names with stages that no word tells to be those of sales."""


@pytest.mark.parametrize("name", ASKED)
def test_a_list_that_may_be_of_anything_is_asked_about(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_rows(tmp_path, *ASKED[name])
    assert refusal.value.said.code == "file_maybe_deals"
    head, first, *_ = ASKED[name]
    assert first[head.index(next(text for text in head if text in {"Stage", "Status", "阶段", "状态"}))] in str(
        refusal.value
    )


def test_whoever_names_its_columns_has_answered(tmp_path: Path) -> None:
    read = read_rows(tmp_path, *ASKED["projects"], columns={"Project": "deal_name", "Stage": "stage"})
    assert [(row["deal_name"], row["stage"]) for row in read.rows("deals")] == [("A", "Design"), ("B", "Build")]


def test_cases_are_won_and_lost_but_no_deals(tmp_path: Path) -> None:
    head = ("Matter", "Client", "Attorney", "Status", "Opened", "Fees")
    with pytest.raises(Refused, match="a list of legal cases"):
        read_rows(tmp_path, head, ("A", "Acme", "Ann", "Won", "2026-01-05", "10"), ("B", "B", "Bob", "Lost", "", ""))


@pytest.mark.parametrize(
    "rows",
    [
        (("Finding", "Owner", "Status"), ("A", "Ann", "Open")),
        (("Service", "Stage", "Owner"), ("api", "dev", "Ann")),
        (("Report", "Description", "Amount", "Owner", "Date"), ("1", "Taxi", "10", "Ann", "2026-01-05")),
        (("Change", "Title", "Owner", "Planned date"), ("1", "Patch", "Ann", "2026-01-05")),
        (("Transaction ID", "Account Name", "Amount", "Status", "Date", "Type"),
         ("1", "Acme", "10", "Done", "2026-01-05", "Debit")),
    ],
)  # fmt: skip
def test_records_that_name_somebody_again_and_again_are_no_list_of_people_or_calls(
    tmp_path: Path, rows: tuple[tuple[str, ...], ...]
) -> None:
    with pytest.raises(Refused):
        read_rows(tmp_path, rows[0], *([rows[1]] * 9))


@pytest.mark.parametrize("name", OTHERS)
def test_a_table_of_something_else_is_refused(tmp_path: Path, name: str) -> None:
    header, row = OTHERS[name]
    with pytest.raises(Refused) as refusal:
        read_rows(tmp_path, header, *([row] * 6))
    assert refusal.value.said.code == ("file_other_list" if name in NAMED else "file_not_sales")


def test_the_sentence_says_what_the_list_is_of(tmp_path: Path) -> None:
    header, row = OTHERS["payments"]
    with pytest.raises(Refused, match="a list of payments, invoices or orders, not of deals"):
        read_rows(tmp_path, header, row)


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
