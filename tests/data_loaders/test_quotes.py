"""Logs of quotes are deals: what became of each is said in words of their own."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from data_loaders.problems import Refused
from data_loaders.quotes import of_quotes
from tests.data_loaders.reading_exports import read_rows

LOG = (
    ("Quote #", "Customer", "Total", "Status", "Date"),
    ("Q-1", "Acme", "100", "Sent", "2026-03-01"),
    ("Q-2", "Beta", "200", "Accepted", "2026-03-02"),
    ("Q-3", "Gamma", "300", "Declined", "2026-03-03"),
    ("Q-4", "Delta", "400", "Expired", "2026-03-04"),
    ("Q-5", "Eta", "500", "Superseded", "2026-03-05"),
)


def test_what_became_of_a_quote_is_the_outcome_of_its_deal(tmp_path: Path) -> None:
    read = read_rows(tmp_path, *LOG)
    deals = [(row["deal_id"], row["account_name"], row["amount"], row["status"]) for row in read.rows("deals")]
    assert deals == [
        ("Q-1", "Acme", 100, "open"),
        ("Q-2", "Beta", 200, "won"),
        ("Q-3", "Gamma", 300, "lost"),
        ("Q-4", "Delta", 400, "lost"),
        ("Q-5", "Eta", 500, "void"),
    ]
    assert read.rows("deals")[0]["created_at"] == datetime(2026, 3, 1)
    assert read.codes()["rows_are_quotes"] == 5


def test_a_log_in_chinese_is_read_alike(tmp_path: Path) -> None:
    head = ("报价单号", "客户名称", "金额", "状态", "报价日期")
    rows = (("B1", "甲公司", "100", "已发送", "2026-03-01"), ("B2", "乙公司", "200", "已接受", "2026-03-02"))
    read = read_rows(tmp_path, head, *rows, ("B3", "丙公司", "300", "已拒绝", "2026-03-02"))
    assert [row["status"] for row in read.rows("deals")] == ["open", "won", "lost"]
    assert {row["created_at"] for row in read.rows("deals")} == {datetime(2026, 3, 1), datetime(2026, 3, 2)}


def test_the_words_of_quotes_mean_nothing_elsewhere(tmp_path: Path) -> None:
    head = ("Deal ID", "Deal", "Amount", "Stage")
    read = read_rows(tmp_path, head, ("1", "A", "10", "Accepted"), ("2", "B", "20", "Proposal"))
    assert [row["status"] for row in read.rows("deals")] == ["open", "open"]


def test_quotes_of_suppliers_are_purchases(tmp_path: Path) -> None:
    head = ("Quote no", "Supplier", "Company", "Amount", "Status")
    with pytest.raises(Refused):
        read_rows(tmp_path, head, ("1", "S", "Us", "10", "Accepted"), ("2", "T", "Us", "20", "Sent"))


@pytest.mark.parametrize(
    ("header", "known"),
    [("Quotation No.", True), ("Estimate number", True), ("Angebotsnummer", True), ("N° de devis", True),
     ("报价单编号", True), ("Quote", False), ("Quoted price", False), ("Order no", False)],
)  # fmt: skip
def test_a_log_of_quotes_is_known_by_its_numbers(header: str, known: bool) -> None:
    assert of_quotes((header, "Customer")) is known
