"""Exports of systems that have no module of their own, and lists that people keep by hand: what is read of them."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from data_loaders.aliases import read_header
from data_loaders.problems import Refused
from tests.data_loaders.reading_exports import read_path, read_rows

DYNAMICS = (
    ("(Do Not Modify) Opportunity", "(Do Not Modify) Row Checksum", "Topic", "Potential Customer", "Est. Close Date",
     "Est. Revenue", "Status", "Status Reason", "Owner", "Pipeline Phase", "Created On", "Actual Close Date"),
    ("a-1", "x==", "Seats", "Acme", "2026-04-01", "10000", "Open", "In Progress", "Amy", "2-Develop", "2026-01-01", ""),
    ("a-2", "x==", "More", "Acme", "2026-04-01", "9000", "Won", "Won", "Amy", "4-Close", "2026-01-01", "2026-02-20"),
    ("a-3", "x==", "Less", "Acme", "2026-04-01", "8000", "Lost", "Canceled", "Amy", "4-Close", "2026-01-02", "2026-02-21"),
)  # fmt: skip
ODOO = (
    ("id", "Opportunity", "Customer", "Salesperson", "Sales Team", "Stage", "Probability", "Expected Closing", "Created on",
     "Expected Revenue", "Prorated Revenue"),
    ("crm_lead_1", "Seats", "Acme", "Amy", "Europe", "New", "12.5", "2026-03-01", "2026-01-01 10:00:00", "800.0", "100.0"),
    ("crm_lead_2", "More", "Acme", "Amy", "Europe", "Won", "100", "2026-03-01", "2026-01-01 10:00:00", "900.0", "900.0"),
)  # fmt: skip
FRESHSALES = (
    ("Id", "Name", "Deal value", "Deal stage", "Deal pipeline", "Sales owner", "Account", "Expected close date", "Currency"),
    ("16001", "Seats", "1000.0", "New", "Default", "Amy", "Acme", "2026-04-01", "USD"),
    ("16002", "More", "2000.0", "Won", "Default", "Amy", "Acme", "2026-04-01", "USD"),
)  # fmt: skip
CLOSE = (
    ("id", "contact_name", "user_name", "status_label", "status_type", "value", "value_currency", "date_created", "date_won"),
    ("o_1", "x", "Amy", "Demo done", "active", "1000", "USD", "2026-01-01T10:00:00+00:00", ""),
    ("o_2", "x", "Amy", "Signed up", "won", "2000", "USD", "2026-01-01T10:00:00+00:00", "2026-02-01"),
)  # fmt: skip
SUGAR = (
    ("ID", "Opportunity Name", "Account Name", "Sales Stage", "Likely", "Expected Close Date", "Assigned User"),
    ("x-1", "Seats", "Acme", "Prospecting", "1000.000000", "03/15/2026", "Amy"),
    ("x-2", "More", "Acme", "Closed Won", "2000.000000", "02/15/2026", "Amy"),
)
WATSON = (
    ("Opportunity Number", "Supplies Subgroup", "Region", "Elapsed Days In Sales Stage", "Opportunity Result",
     "Sales Stage Change Count", "Opportunity Amount USD", "Deal Size Category"),
    ("1641984", "Exterior Accessories", "Northwest", "76", "Won", "13", "7750", "1"),
    ("1658010", "Exterior Accessories", "Pacific", "63", "Loss", "2", "0", "1"),
)  # fmt: skip
ODOO_NAMES = (
    ("id", "name", "partner_id/name", "user_id/name", "team_id/name", "stage_id/name", "expected_revenue", "probability",
     "date_deadline", "create_date", "date_closed"),
    ("crm_1", "Seats", "Acme", "Amy", "Europe", "New", "800.0", "10.0", "2026-04-01", "2026-01-01 10:00:00", ""),
    ("crm_2", "More", "Acme", "Amy", "Europe", "Won", "900.0", "100.0", "2026-03-01", "2026-01-01 10:00:00", "2026-03-01"),
)  # fmt: skip
INSIGHTLY = (
    ("RecordId", "OpportunityName", "CurrentState", "BidCurrency", "BidAmount", "ForecastCloseDate", "ActualCloseDate",
     "PipelineName", "StageName", "OpportunityResponsibleUser"),
    ("1", "Seats", "OPEN", "USD", "1000", "12/31/2026", "", "P", "Proposal", "Amy"),
    ("2", "More", "WON", "USD", "2000", "3/31/2026", "3/15/2026", "P", "Negotiation", "Amy"),
    ("3", "Less", "SUSPENDED", "USD", "3000", "", "", "P", "Proposal", "Amy"),
)  # fmt: skip
ZOHO_GERMAN = (
    ("Datensatz-ID", "Deal-Besitzer", "Deal-Name", "Name des Unternehmens", "Betrag", "Phase", "Erstellungszeit"),
    ("zcrm_5805000000001", "Amy", "Seats", "Acme", "€ 1.000,00", "Qualifizierung", "01.01.2026 10:00"),
    ("zcrm_5805000000002", "Amy", "More", "Acme", "€ 2.000,00", "Abgeschlossen - Gewonnen", "01.01.2026 10:00"),
)
PIPEDRIVE_PORTUGUESE = (
    ("Negócio - Título", "Negócio - Valor", "Negócio - Moeda", "Negócio - Etapa", "Negócio - Status", "Pessoa - Nome"),
    ("Seats", "1.000,50", "BRL", "Proposta", "Aberto", "Ana"),
    ("More", "2.000,00", "BRL", "Proposta", "Ganho", "Ana"),
)
KOREAN = (("거래명", "고객사", "담당자", "단계", "금액", "마감일"), ("신규", "삼성", "김", "제안", "1000", "2026-12-01"),
          ("갱신", "현대", "이", "수주", "2000", "2026-04-01"))  # fmt: skip
CARDS = (("Card ID", "Card Name", "Members", "Due Date", "List Name"), ("1", "Seats", "amy", "2026-12-01", "Proposal"),
         ("2", "More", "amy", "2026-03-01", "Won"))  # fmt: skip
ODOO_ARCHIVED = (("Opportunity", "Stage", "Expected Revenue", "Probability", "Active", "Lost Reason"),
                 ("Seats", "New", "800.0", "50", "True", ""), ("More", "Won", "900.0", "100", "False", ""),
                 ("Less", "New", "700.0", "10", "False", "Too dear"), ("Fewer", "New", "600.0", "0", "False", ""),
                 ("Later", "New", "500.0", "10", "False", ""))  # fmt: skip
CENTS = (("id", "lead_name", "status_label", "status_type", "value", "value_currency", "value_formatted", "date_created"),
         ("o_1", "Acme", "Demo", "active", "120000", "USD", "$1,200", "2026-01-01T10:00:00+00:00"),
         ("o_2", "Beta", "Won", "won", "250050", "USD", "$2,500.50", "2026-01-01T10:00:00+00:00"))  # fmt: skip
NUTSHELL = (("Lead number", "Lead name", "Status", "Stage", "Value", "Confidence", "Assignee", "Companies", "People"),
            ("L-1", "Seats", "Open", "Quote", "$1,000", "50%", "Amy", "Acme", "Jane"),
            ("L-2", "More", "Lost", "Quote", "$2,000", "0%", "Amy", "Beta", "Joe"))  # fmt: skip
CAPSULE = (
    ("Id", "Name", "Organisation", "Owner", "Milestone", "Value", "Expected Close Date"),
    ("1", "Seats", "Acme", "Amy", "Proposal", "1000", "2026-04-21"),
    ("2", "More", "Acme", "Amy", "Won", "2000", ""),
)
BITRIX = (
    ("ID", "Deal name", "Stage", "Responsible", "Amount"),
    ("1", "Seats", "Proposal", "Amy", "1000"),
    ("2", "Less", "Analyze failure", "Amy", "2000"),
)
ZENDESK = (("id", "name", "value", "stage_name", "owner", "customized_win_likelihood", "last_stage_change_at"),
           ("1", "Seats", "1000", "Quote", "Amy", "50", "2026-01-20T10:00:00Z"),
           ("2", "More", "2000", "Won", "Amy", "100", "2026-02-03T10:00:00Z"))  # fmt: skip
KINGDEE = (("单据编号", "商机名称", "客户", "销售员", "商机阶段", "预计金额", "商机结果", "单据日期"),
           ("SJ1", "甲项目", "甲公司", "王芳", "方案", "12", "", "2026-01-05"),
           ("SJ2", "乙项目", "乙公司", "李娜", "报价", "3", "失败", "2026-01-06"))  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "statuses", "amounts", "fields"),
    [
        (DYNAMICS, ["open", "won", "lost"], [10_000, 9_000, 8_000], {"Pipeline Phase": "stage", "Topic": "deal_name"}),
        (ODOO, ["open", "won"], [800, 900], {"Expected Closing": "expected_close", "Sales Team": "team"}),
        (FRESHSALES, ["open", "won"], [1_000, 2_000], {"Deal pipeline": "pipeline", "Sales owner": "owner_name"}),
        (CLOSE, ["open", "won"], [1_000, 2_000], {"value_currency": "currency", "user_name": "owner_name"}),
        (SUGAR, ["open", "won"], [1_000, 2_000], {"Likely": "amount", "Assigned User": "owner_name"}),
        (
            ODOO_NAMES,
            ["open", "won"],
            [800, 900],
            {"partner_id/name": "account_name", "date_deadline": "expected_close"},
        ),
        (
            INSIGHTLY,
            ["open", "won", "void"],
            [1_000, 2_000, 3_000],
            {"CurrentState": "status", "BidCurrency": "currency"},
        ),
        (
            ZOHO_GERMAN,
            ["open", "won"],
            [1_000, 2_000],
            {"Deal-Besitzer": "owner_name", "Erstellungszeit": "created_at"},
        ),
        (
            PIPEDRIVE_PORTUGUESE,
            ["open", "won"],
            [1_000.5, 2_000],
            {"Negócio - Título": "deal_name", "Pessoa - Nome": None},
        ),
        (KOREAN, ["open", "won"], [1_000, 2_000], {"고객사": "account_name", "담당자": "owner_name"}),
        (CARDS, ["open", "won"], [None, None], {"List Name": "stage"}),
        (WATSON, ["won", "lost"], [7_750, 0], {"Opportunity Result": "status", "Opportunity Amount USD": "amount"}),
        (ODOO_ARCHIVED, ["open", "won", "lost", "lost", "open"], [800, 900, 700, 600, 500], {"Active": "is_active"}),
        (CENTS, ["open", "won"], [1_200, 2_500.5], {"value": None, "value_formatted": "amount"}),
        (NUTSHELL, ["open", "lost"], [1_000, 2_000], {"Lead name": "deal_name", "Stage": "stage", "Status": "status"}),
        (CAPSULE, ["open", "won"], [1_000, 2_000], {"Milestone": "stage"}),
        (BITRIX, ["open", "lost"], [1_000, 2_000], {"Responsible": "owner_name"}),
        (ZENDESK, ["open", "won"], [1_000, 2_000], {"last_stage_change_at": "stage_entered_at"}),
        (KINGDEE, ["open", "lost"], [12, 3], {"单据编号": "deal_id", "销售员": "owner_name", "单据日期": "created_at"}),
    ],
    ids=[
        "Dynamics 365",
        "Odoo",
        "Freshsales",
        "Close",
        "SugarCRM",
        "Odoo by field",
        "Insightly",
        "Zoho in German",
        "Pipedrive in Portuguese",
        "Korean",
        "cards of a board",
        "sales win loss",
        "Odoo with archived deals",
        "Close in cents",
        "Nutshell",
        "Capsule",
        "Bitrix24",
        "Zendesk Sell",
        "金蝶",
    ],
)
def test_the_columns_of_a_system_without_a_module_are_known(
    tmp_path: Path, rows: tuple[tuple[str, ...], ...], statuses: list[str], amounts: list[float], fields: dict[str, str]
) -> None:
    read = read_rows(tmp_path, *rows)
    assert read.targets().items() >= fields.items()
    deals = read.rows("deals")
    assert [deal["status"] for deal in deals] == statuses
    assert [deal["amount"] for deal in deals] == amounts


def test_a_list_that_names_only_customers_holds_a_deal_a_row_called_after_its_customer(tmp_path: Path) -> None:
    head = ("客户名称", "负责人", "阶段", "预计金额", "预计签约日期")
    rows = [("甲公司", "李雷", "方案报价", "10", "2026-03-01"), ("甲公司", "李雷", "赢单", "20", "2026-02-01")]
    read = read_rows(tmp_path, head, *rows)
    deals = [(deal["deal_name"], deal["account_name"], deal["status"], deal["amount"]) for deal in read.rows("deals")]
    assert deals == [("甲公司", "甲公司", "open", 10), ("甲公司", "甲公司", "won", 20)]
    assert [c.reason.code for c in read.report.columns if c.header == "客户名称"] == ["column_names_deal"]


def test_a_list_of_customers_with_a_status_is_no_list_of_deals(tmp_path: Path) -> None:
    rows = [("Acme", "Active", "Software", "Amy"), ("Beta", "Inactive", "Retail", "Bob")]
    try:
        read = read_rows(tmp_path, ("Company", "Status", "Industry", "Owner"), *rows)
    except Refused:
        return
    assert read.rows("deals") == []


def test_columns_called_won_or_closed_may_hold_days(tmp_path: Path) -> None:
    head = ("Deal", "Amount", "Created", "Closed", "Won?")
    rows = [("A", "10", "2026-01-01", "2026-02-01", "Yes"), ("B", "20", "2026-01-03", "2026-02-03", "No"),
            ("C", "30", "2026-01-05", "", "")]  # fmt: skip
    read = read_rows(tmp_path, head, *rows)
    assert read.targets()["Closed"] == "closed_at"
    assert [deal["status"] for deal in read.rows("deals")] == ["won", "lost", "open"]


def test_a_deal_that_its_system_has_deleted_is_void(tmp_path: Path) -> None:
    head = ("Id", "IsDeleted", "Name", "StageName", "Amount", "CloseDate", "IsClosed", "IsWon")
    rows = [("0065g00000AbCdEAAA", "0", "A", "Closed Won", "100", "2026-02-01", "1", "1"),
            ("0065g00000AbCdFAAA", "1", "B", "Closed Won", "100", "2026-02-01", "1", "1")]  # fmt: skip
    assert [deal["status"] for deal in read_rows(tmp_path, head, *rows).rows("deals")] == ["won", "void"]


def test_the_order_of_days_in_a_history_of_fields_is_that_of_its_own_days(tmp_path: Path) -> None:
    head = ("Opportunity ID", "Field / Event", "Old Value", "New Value", "Edit Date")
    rows = [("0065g00000AbCdE", "Stage", "Prospecting", "Qualification", "1/20/2026 9:10 AM"),
            ("0065g00000AbCdE", "Close Date", "3/1/2026", "4/1/2026", "1/22/2026 9:10 AM")]  # fmt: skip
    read = read_rows(tmp_path, head, *rows)
    assert read.report.questions == ()
    (change,) = read.rows("deal_changes")
    assert (change["old_value"], change["new_value"]) == ("2026-03-01", "2026-04-01")


def test_expected_revenue_is_the_amount_only_where_nothing_else_is_and_says_so(tmp_path: Path) -> None:
    head = ("Opportunity", "Stage", "Expected Revenue", "Amount")
    with_amount = read_rows(tmp_path, head, ("A", "New", "10", "100"), ("B", "Won", "200", "200"))
    assert with_amount.targets()["Expected Revenue"] is None
    without = read_rows(tmp_path, head[:3], ("A", "New", "10"), ("B", "Won", "200"))
    assert without.targets()["Expected Revenue"] == "amount"
    assert without.codes()["amount_stands_in"] == 2


@pytest.mark.parametrize("amount", ["¥1,200", "￥1,200", "\\1,200"])
def test_the_sign_of_yen_is_a_yen_in_a_sheet_in_japanese(tmp_path: Path, amount: str) -> None:
    read = read_rows(
        tmp_path, ("案件名", "取引先", "フェーズ", "金額"), ("A", "X", "提案", amount), ("B", "Y", "受注", amount)
    )
    assert read.report.preview.amounts == {"JPY": 2_400}
    chinese = read_rows(tmp_path, ("商机名称", "阶段", "金额"), ("A", "报价", "¥1,200"), ("B", "赢单", "￥1,200"))
    assert chinese.report.preview.amounts == {"CNY": 2_400}


def test_a_list_of_amocrm_in_russian_and_one_in_traditional_chinese_are_read(tmp_path: Path) -> None:
    head = ("Сделка", "Клиент", "Ответственный", "Этап", "Сумма", "Дата создания")
    rows = [
        ("A", "X", "Иванов", "Переговоры", "24 000", "22.12.2025"),
        ("B", "Y", "Иванов", "Успешно реализовано", "1 000", "21.12.2025"),
        ("C", "Y", "Иванов", "Закрыто и не реализовано", "500", "20.12.2025"),
    ]
    assert [deal["status"] for deal in read_rows(tmp_path, head, *rows).rows("deals")] == ["open", "won", "lost"]
    head = ("商機名稱", "客戶", "負責人", "階段", "金額", "建立日期")
    read = read_rows(
        tmp_path, head, ("A", "X", "陳美玲", "報價", "5", "2025/12/22"), ("B", "X", "陳美玲", "贏單", "5", "2025/12/22")
    )
    assert None not in read.targets().values()


@pytest.mark.parametrize("year", ["", "2025"])
def test_targets_of_no_year_say_which_one_was_taken(tmp_path: Path, year: str) -> None:
    read = read_rows(
        tmp_path, ("Sales rep", *(f"Q{n} {year}".strip() for n in (1, 2))), ("Ana", "10", "20"), ("Bo", "5", "6")
    )
    assert read.codes().get("target_year_assumed", 0) == (0 if year else 2)


def test_headers_without_rows_are_refused_as_such(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        read_rows(tmp_path, ("Deal", "Stage", "Amount"))
    assert refusal.value.said.code == "file_no_rows"


def test_freshsales_with_an_age_is_no_export_of_salesforce(tmp_path: Path) -> None:
    head = ("Deal Id", "Deal name", "Deal value", "Account", "Deal stage", "Sales owner", "Expected close date", "Age",
            "Probability (%)", "Forecast category")  # fmt: skip
    read = read_rows(tmp_path, head, ("1", "Seats", "1000", "Acme", "New", "Amy", "2026-03-01", "31", "50", "Pipeline"))
    assert read.report.recognition.system == "generic"
    assert "recognition_unsure" not in read.codes()
    assert [(row["deal_name"], row["amount"]) for row in read.rows("deals")] == [("Seats", 1_000)]


@pytest.mark.parametrize(
    ("columns", "cells", "stands_in"),
    [
        (("Projected Revenue",), ("$1,000.00",), False),
        (("Projected Revenue Low", "Projected Revenue High"), ("1000", "5000"), True),
    ],
)
def test_projected_revenue_is_the_amount(
    tmp_path: Path, columns: tuple[str, ...], cells: tuple[str, ...], stands_in: bool
) -> None:
    head = ("Opportunity Title", "Company", "Stage", *columns, "Estimated Close Date")
    read = read_rows(tmp_path, head, ("Seats", "Acme", "New Opportunity", *cells, "2026-03-01"))
    assert [row["amount"] for row in read.rows("deals")] == [1_000]
    assert ("amount_stands_in" in read.codes()) == stands_in


def test_a_close_month_is_the_expected_close(tmp_path: Path) -> None:
    head = ("Deal Name", "Stage", "Value", "Close Month")
    read = read_rows(tmp_path, head, ("Seats", "Lead", "1", "Mar-26"), ("More", "Lead", "1", "Dec-26"))
    assert [row["expected_close"] for row in read.rows("deals")] == [date(2026, 3, 31), date(2026, 12, 31)]


@pytest.mark.parametrize("header", ["Close Month", "Close Date", "签约月份"])
def test_a_closed_deal_with_a_month_closed_on_its_last_day_or_by_now(tmp_path: Path, header: str) -> None:
    read = read_rows(
        tmp_path,
        ("Deal Name", "Stage", "Value", header),
        ("A", "Won", "1", "Jan 2026"),
        ("B", "Lost", "1", "Nov 2026"),
        ("C", "Won", "1", "Dec 2026"),
        ("D", "Lead", "1", "Nov 2026"),
    )
    assert [(row["closed_at"], row["expected_close"]) for row in read.rows("deals")] == [
        (datetime(2026, 1, 31), None),
        (datetime(2026, 11, 21), None),
        (datetime(2026, 12, 31), None),
        (None, date(2026, 11, 30)),
    ]
    assert "date_month_end" in {change.rule.code for change in read.report.changes}
    assert read.codes()["future_dates"] == 1


def test_the_month_in_which_a_deal_is_expected_to_close_is_no_day_of_closing(tmp_path: Path) -> None:
    read = read_rows(tmp_path, ("Deal", "Stage", "Value", "Expected Close Month"), ("A", "Won", "1", "Jan 2026"))
    assert [row["closed_at"] for row in read.rows("deals")] == [None]


def test_a_close_quarter_of_a_fiscal_year_stays_as_it_is_written(tmp_path: Path) -> None:
    head = ("Deal Name", "Stage", "Value", "Expected Close")
    read = read_rows(tmp_path, head, ("Seats", "Lead", "1", "Q3 FY26"), ("More", "Lead", "1", "Q4 FY26"))
    assert [row["extra"] for row in read.rows("deals")] == [
        '{"Expected Close":"Q3 FY26"}',
        '{"Expected Close":"Q4 FY26"}',
    ]


@pytest.mark.parametrize(
    ("header", "currency", "factor"),
    [
        ("Amount ($K)", "USD", 1e3),
        ("ACV ($k)", "USD", 1e3),
        ("Value ($M)", "USD", 1e6),
        ("Est. Revenue ($MM)", "USD", 1e6),
        ("Value (US$ M)", "USD", 1e6),
        ("TCV (USD k)", "USD", 1e3),
        ("TCV (k USD)", "USD", 1e3),
        ("Amount (USD, thousands)", "USD", 1e3),
        ("Revenue ($000)", "USD", 1e3),
        ("Amount ($'000)", "USD", 1e3),
        ("Value (GBP 000)", "GBP", 1e3),
        ("Value (€ mn)", "EUR", 1e6),
        ("Amount (000s)", None, 1e3),
        ("Amount (’000)", None, 1e3),
        ("Amount (thousands)", None, 1e3),
        ("Amount in thousands", None, 1e3),
        ("ACV $k", "USD", 1e3),
        ("TCV €k", "EUR", 1e3),
        ("Amount £m", "GBP", 1e6),
        ("Amount $000", "USD", 1e3),
        ("Value in $k", "USD", 1e3),
        ("Amount ($)", "USD", 1),
        ("Amount", None, 1),
    ],
)
def test_a_header_with_money_and_its_scale_is_an_amount(
    tmp_path: Path, header: str, currency: str | None, factor: float
) -> None:
    read = read_rows(tmp_path, ("Deal", "Stage", header), ("Seats", "Lead", "12.5"), ("More", "Lead", "40"))
    assert [row["amount"] for row in read.rows("deals")] == [12.5 * factor, 40 * factor]
    assert {row["currency"] for row in read.rows("deals")} == {currency}
    assert [change.rule.code for change in read.report.changes] == (["header_unit"] if factor > 1 else [])


@pytest.mark.parametrize("header", ["Team", "Program", "Item 000", "Top 5000", "Week", "Owner (MM)", "Platform"])
def test_a_word_that_ends_like_a_scale_keeps_its_end(header: str) -> None:
    assert read_header(header).key == header.casefold()


def test_a_list_of_customers_with_the_days_of_their_stages_holds_a_deal_a_row(tmp_path: Path) -> None:
    head = ("Customer", "Value", "Lead date", "Demo date", "Offer date", "Won date", "Lost date")
    read = read_rows(
        tmp_path,
        head,
        ("Acme", "100", "2026-01-01", "2026-01-09", "", "", ""),
        ("Beta", "200", "2026-01-01", "2026-01-03", "2026-01-08", "2026-02-01", ""),
        ("Gamma", "50", "2026-01-02", "", "", "", "2026-01-04"),
    )
    assert [(row["deal_name"], row["status"]) for row in read.rows("deals")] == [
        ("Acme", "open"),
        ("Beta", "won"),
        ("Gamma", "lost"),
    ]
    assert [row["to_stage"] for row in read.rows("stage_events") if row["deal_name"] == "Beta"] == [
        "Lead",
        "Demo",
        "Offer",
        "Won",
    ]


def test_a_month_of_signing_in_chinese_is_the_expected_close(tmp_path: Path) -> None:
    head = ("客户名称", "项目名称", "预计金额", "当前阶段", "预计签单月份")
    read = read_rows(
        tmp_path, head, ("华为", "A项目", "120", "方案", "2026年3月"), ("中兴", "B项目", "80", "方案", "2026年4月")
    )
    assert [row["expected_close"] for row in read.rows("deals")] == [date(2026, 3, 31), date(2026, 4, 30)]


def test_a_tracker_of_companies_with_the_size_of_their_deals_holds_a_deal_a_row(tmp_path: Path) -> None:
    head = ("#", "Company", "Contact", "Status", "Deal size")
    read = read_rows(tmp_path, head, ("1", "Acme", "Ann", "Hot", "10k"), ("2", "Beta", "Bob", "Closed - Won", "5k"))
    assert [(row["deal_name"], row["status"], row["amount"]) for row in read.rows("deals")] == [
        ("Acme", "open", 10_000),
        ("Beta", "won", 5_000),
    ]


@pytest.mark.parametrize(("total", "amount"), [("60", 60), ("sixty", None)])
def test_the_total_beside_months_stands_in_for_the_amount(tmp_path: Path, total: str, amount: float | None) -> None:
    head = ("Account", "Opportunity", "Stage", "Jan-26", "Feb-26", "Mar-26", "Total")
    read = read_rows(tmp_path, head, ("Acme", "Web", "Proposal", "10", "20", "30", total))
    assert [row["amount"] for row in read.rows("deals")] == [amount]
    assert ("amount_stands_in" in read.codes()) == (amount is not None)


def test_a_scale_in_brackets_leaves_the_header(tmp_path: Path) -> None:
    read = read_rows(tmp_path, ("Opportunity", "Stage (1-5)", "Value £k"), ("Web", "3", "10"), ("App", "5", "5"))
    assert [(row["stage"], row["amount"]) for row in read.rows("deals")] == [("3", 10_000), ("5", 5_000)]


TURNED = (
    ("Deal", "Alpha", "Beta", "Gamma"),
    ("Stage", "Lead", "Proposal", "Won"),
    ("Amount", "100", "200", "300"),
    ("Close date", "2026-01-01", "2026-02-01", "2026-03-01"),
    ("Owner", "Ann", "Bob", "Ann"),
)


def test_a_table_that_stands_on_its_side_is_refused_as_such(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        read_rows(tmp_path, *TURNED)
    assert refusal.value.said.code == "file_turned"
    assert "Stage, Amount, Close date, Owner" in str(refusal.value)
    assert "Transpose" in str(refusal.value)


def test_a_sheet_that_stands_on_its_side_is_named(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    notes = book.create_sheet("Notes")
    turned = book.create_sheet("商机")
    for row in (("商机名称", "甲", "乙"), ("阶段", "方案", "赢单"), ("金额", "10", "20"), ("负责人", "李雷", "王芳")):
        turned.append(row)
    book.save(path := tmp_path / "deals.xlsx")
    with pytest.raises(Refused) as refusal:
        read_path(path, tmp_path / "out")
    assert refusal.value.said.code == "sheet_turned"
    assert refusal.value.said.values["sheet"] == "商机"
    for row in (("Deal", "Stage", "Amount"), ("Seats", "Lead", "1"), ("More", "Won", "2")):
        notes.append(row)
    book.save(path)
    assert read_path(path, tmp_path / "out").codes()["sheet_ignored_turned"] == 4 - 1


def test_a_history_whose_first_column_names_fields_does_not_stand_on_its_side(tmp_path: Path) -> None:
    head = ("Field / Event", "Opportunity ID", "Opportunity Name", "Old Value", "New Value", "Edit Date")
    read = read_rows(
        tmp_path,
        head,
        ("Stage", "1", "Seats", "Lead", "Demo", "2026-01-01"),
        ("Amount", "1", "Seats", "1", "2", "2026-01-02"),
        ("Close Date", "1", "Seats", "2026-03-01", "2026-04-01", "2026-01-03"),
        ("Owner", "1", "Seats", "Ann", "Bob", "2026-01-04"),
    )
    assert [row["to_stage"] for row in read.rows("stage_events")] == ["Demo"]
