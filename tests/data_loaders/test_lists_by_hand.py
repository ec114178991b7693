"""Lists as people keep them: rows of units, remarks and emojis in headers, a column of days a stage, no headers at all."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from data_loaders.problems import Refused
from tests.data_loaders.reading_exports import read_path, read_rows


@pytest.mark.parametrize(
    ("units", "factor", "currency"),
    [
        (("", "", "(USD k)", "(dd/mm/yyyy)"), 1e3, "USD"),
        (("文本", "选项", "万元", "日期"), 1e4, "CNY"),
        (("text", "dropdown", "number", "YYYY-MM-DD"), 1, None),
        (("(required)", "(required)", "€", ""), 1, "EUR"),
    ],
)
def test_a_row_of_units_below_the_headers_is_no_deal(
    tmp_path: Path, units: tuple[str, ...], factor: float, currency: str | None
) -> None:
    head = ("Deal", "Stage", "Amount", "Expected close")
    read = read_rows(tmp_path, head, units, ("A", "Lead", "10", "2026-03-01"), ("B", "Won", "20", "2026-04-01"))
    deals = read.rows("deals")
    assert [(row["deal_name"], row["amount"], row["currency"]) for row in deals] == [
        ("A", 10 * factor, currency),
        ("B", 20 * factor, currency),
    ]
    assert [row["row"] for row in deals] == [3, 4]
    assert read.codes()["header_units"] == 1
    assert "header_joined" not in read.codes()


@pytest.mark.parametrize("first", [("USD", "US Dollar", "$"), ("EUR", "Euro", "€")])
def test_a_record_of_currencies_is_no_row_of_units(tmp_path: Path, first: tuple[str, ...]) -> None:
    rows = [(*first, "1.1"), ("GBP", "Pound", "£", "1.2")]
    read = read_rows(tmp_path, ("Currency", "Name", "Sign", "Rate", "Base"), *((*row, "CHF") for row in rows))
    assert len(read.rows("fx_rates")) == 2


def test_headers_with_remarks_and_emojis_are_known(tmp_path: Path) -> None:
    head = ("🏷 Deal", "Company (client)", "👤 Owner", "Stage (dropdown)", "💰 Amount")
    read = read_rows(tmp_path, head, ("A", "Acme", "Ann", "Lead", "10"), ("B", "Beta", "Bob", "Won", "20"))
    assert list(read.targets().values()) == ["deal_name", "account_name", "owner_name", "stage", "amount"]


def test_a_header_without_a_remark_comes_first(tmp_path: Path) -> None:
    head = ("Deal", "Stage", "Amount (old)", "Amount", "Close date (original)", "Close date")
    read = read_rows(tmp_path, head, ("A", "Lead", "1", "10", "2026-01-01", "2026-03-01"))
    assert read.targets()["Amount (old)"] is None
    assert read.targets()["Close date (original)"] is None
    assert read.targets()["Amount"] == "amount"


@pytest.mark.parametrize("more", [(), ("Lost",)])
def test_columns_of_days_headed_with_the_mere_stage_tell_its_history(tmp_path: Path, more: tuple[str, ...]) -> None:
    head = ("Deal", "Company", "Amount", "Lead", "Proposal", "Negotiation", "Won", *more)
    read = read_rows(
        tmp_path,
        head,
        ("A", "Acme", "10", "2026-01-01", "2026-01-08", "2026-01-20", "2026-02-01", *("" for _ in more)),
        ("B", "Beta", "20", "2026-01-03", "2026-01-09", "", "", *("" for _ in more)),
    )
    assert [row["status"] for row in read.rows("deals")] == ["won", "open"]
    events = [(row["to_stage"], row["at"]) for row in read.rows("stage_events") if row["deal_name"] == "B"]
    assert events == [("Lead", datetime(2026, 1, 3)), ("Proposal", datetime(2026, 1, 9))]


def test_columns_of_marks_headed_with_stages_are_no_days(tmp_path: Path) -> None:
    head = ("Deal", "Stage", "Amount", "Lead", "Proposal", "Negotiation")
    read = read_rows(tmp_path, head, ("A", "Lead", "10", "x", "", ""), ("B", "Proposal", "20", "x", "x", ""))
    assert read.rows("stage_events") == []


@pytest.mark.parametrize(
    ("cells", "amounts"),
    [
        (("$1,137", "€ 1.411", "1.3k", "200"), [1_137, 1_411, 1_300, 200]),  # a k with a decimal says nothing of cents
        (("€ 1.411", "€ 2.300,50"), [1_411, 2_300.5]),
        (("1.5", "1.25", "1.125"), [1.5, 1.25, 1.125]),
        (("€ 1.411", "1000"), [1_411, 1_000]),
        (("€ 1.411", "1000", "2.345"), [1_411, 1_000, 2_345]),
        (("€ 1.400", "€ 2.500", "1000"), [1_400, 2_500, 1_000]),
        (("1.411", "1000"), [1.411, 1_000]),
        (("€ 1.411", "€ 1000"), [1.411, 1_000]),
        (
            ("1.411 EUR", "GBP1,500.50", "CHF 1'200.00", "Rs. 1,20,000", "R$ 1.200,50"),
            [1_411, 1_500.5, 1_200, 120_000, 1_200.5],
        ),
    ],
)
def test_three_digits_behind_a_dot_are_told_by_the_cents_of_the_column(
    tmp_path: Path, cells: tuple[str, ...], amounts: list[float]
) -> None:
    read = read_rows(
        tmp_path, ("Deal", "Stage", "Amount"), *((f"D{at}", "Lead", cell) for at, cell in enumerate(cells))
    )
    if read.report.questions:
        assert [question.said.code for question in read.report.questions] == ["decimal_mark_unknown"]
        assert all(row["amount"] in (None, amount) for row, amount in zip(read.rows("deals"), amounts, strict=True))
    else:
        assert [row["amount"] for row in read.rows("deals")] == amounts


def test_three_digits_behind_a_dot_are_asked_about_where_cents_have_two(tmp_path: Path) -> None:
    read = read_rows(tmp_path, ("Deal", "Stage", "Amount"), ("A", "Lead", "1,200.50"), ("B", "Won", "€ 1.411"))
    assert [question.said.code for question in read.report.questions] == ["decimal_mark_unknown"]
    assert [row["amount"] for row in read.rows("deals")] == [1_200.5, None]


def test_a_list_without_headers_is_refused_as_such(tmp_path: Path) -> None:
    rows = [(f"Deal {at}", "Acme", "Proposal", str(1000 + at), f"2026-03-{at:02d}") for at in range(10, 20)]
    with pytest.raises(Refused) as refusal:
        read_rows(tmp_path, *rows)
    assert refusal.value.said.code == "file_headerless"
    assert "Deal 10, Acme, Proposal, 1010" in str(refusal.value)


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("Masked deal value", True),
        ("Estimated $", True),
        ("expected_amount", True),
        ("net_new_arr", True),
        ("MRR", True),
        ("Weighted pipeline value", False),
        ("Amount paid", False),
        ("Discount value", False),
        ("Annual revenue", False),
        ("Headcount", False),
    ],
)
def test_the_only_column_that_speaks_of_money_stands_in_for_the_amount(
    tmp_path: Path, header: str, taken: bool
) -> None:
    read = read_rows(tmp_path, ("Deal name", "Stage", header), ("A", "Lead", "1200"), ("B", "Won", "300"))
    assert [row["amount"] for row in read.rows("deals")] == ([1_200, 300] if taken else [None, None])
    assert ("amount_stands_in" in read.codes()) == taken


def test_of_two_columns_of_money_none_stands_in_and_a_yearly_one_comes_before_a_monthly(tmp_path: Path) -> None:
    read = read_rows(tmp_path, ("Deal name", "Stage", "Old value", "New value"), ("A", "Lead", "1", "2"))
    assert read.targets()["Old value"] is None
    assert read.targets()["New value"] is None
    read = read_rows(tmp_path, ("Deal name", "Stage", "MRR", "ARR"), ("A", "Lead", "1", "12"))
    assert [row["amount"] for row in read.rows("deals")] == [12]


def test_money_that_stands_in_makes_no_list_of_deals_of_something_else(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read_rows(tmp_path, ("Title", "Status", "Asking value"), ("A", "Active", "12"), ("B", "Active", "9"))


@pytest.mark.parametrize("before", ["Deal__c:", "properties.", "deal/", "Negócio - "])
def test_a_table_before_each_header_leaves_it_its_name(tmp_path: Path, before: str) -> None:
    head = tuple(before + name for name in ("Name", "Stage", "Amount", "Close Date"))
    read = read_rows(tmp_path, head, ("A", "Lead", "10", "2026-03-01"), ("B", "Won", "20", "2026-02-01"))
    assert list(read.targets().values()) == ["deal_name", "stage", "amount", "close_date"]


@pytest.mark.parametrize(
    ("header", "currency"), [("deal_value_usd", "USD"), ("amount_eur", "EUR"), ("amount all", None)]
)
def test_a_currency_in_small_letters_behind_a_header_counts(tmp_path: Path, header: str, currency: str | None) -> None:
    read = read_rows(tmp_path, ("Deal", "Stage", header), ("A", "Lead", "10"), ("B", "Won", "20"))
    assert {row["currency"] for row in read.rows("deals")} == {currency}


@pytest.mark.parametrize("header", ["Won/Lost", "Win / Loss", "W/L"])
def test_w_and_l_are_won_and_lost_where_a_column_asks_just_that(tmp_path: Path, header: str) -> None:
    rows = [("A", "10", "2026-02-01", "W"), ("B", "20", "2026-02-03", "L"), ("C", "30", "", "")]
    read = read_rows(tmp_path, ("Deal", "Value", "Closed", header), *rows)
    assert [row["status"] for row in read.rows("deals")] == ["won", "lost", "open"]


def test_w_and_l_of_another_column_mean_nothing(tmp_path: Path) -> None:
    read = read_rows(tmp_path, ("Deal", "Stage", "Value"), ("A", "L", "10"), ("B", "W", "20"), ("C", "Proposal", "30"))
    assert [row["status"] for row in read.rows("deals")] == ["open"] * 3


def test_a_copy_of_a_sheet_is_left_out_and_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    rows = [("A", "Lead", "10"), ("B", "Won", "20"), ("B", "Won", "20")]
    for name, order in (("Deals", 1), ("Deals (2)", -1), ("More", 1)):
        sheet = book.create_sheet(name)
        for row in (("Deal", "Stage", "Amount"), *rows[::order][: 2 if name == "More" else 3]):
            sheet.append(row)
    book.save(path := tmp_path / "deals.xlsx")
    read = read_path(path, tmp_path / "out")
    assert [(sheet.sheet, sheet.rows_loaded) for sheet in read.report.sheets] == [("Deals", 3), ("More", 2)]
    (copied,) = [finding.said.values for finding in read.report.findings if finding.said.code == "sheet_copied"]
    assert copied == {"sheet": "Deals (2)", "other": "Deals", "rows": 3}


def test_lines_that_are_quoted_as_a_whole_are_read_as_the_table_they_hold(tmp_path: Path) -> None:
    rows = [("Deal", "Account", "Stage", "Amount"), ("A", "Acme, Inc.", "Lead", "1,200"), ("B", 'The "B"', "Won", "20")]
    lines = []
    for row in rows:
        csv.writer(text := io.StringIO(), lineterminator="").writerow(row)
        lines.append('"' + text.getvalue().replace('"', '""') + '"')
    (path := tmp_path / "deals.csv").write_text("\ufeff" + "\r\n".join(lines), encoding="utf-8")
    read = read_path(path, tmp_path / "out")
    assert [(row["account_name"], row["amount"], row["row"]) for row in read.rows("deals")] == [
        ("Acme, Inc.", 1_200, 2),
        ('The "B"', 20, 3),
    ]
    assert read.codes()["lines_unwrapped"] == 1


def test_a_single_column_of_sentences_stays_one(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read_rows(tmp_path, ("Remark, or note",), ("We called, twice",), ("No answer, none, at all",))


def test_hours_of_people_by_month_are_no_owners(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        read_rows(tmp_path, ("Name", "Team", "Jan", "Feb", "Mar"), ("Ann", "East", "8", "9", "7"))
    assert refusal.value.said.code == "figures_by_period"


def test_two_deals_of_a_customer_begun_on_one_day_stay_two_where_no_column_names_the_deal(tmp_path: Path) -> None:
    head = ("sales_agent", "product", "account", "deal_stage", "engage_date", "close_date", "close_value")
    read = read_rows(
        tmp_path,
        head,
        ("Ann", "GTX", "Cancity", "Won", "2016-10-20", "2017-03-01", "1054"),
        ("Bob", "MG", "Cancity", "Lost", "2016-10-20", "2017-03-11", "0"),
    )
    assert [row["amount"] for row in read.rows("deals")] == [1_054, 0]
    assert "duplicate_deals" not in read.codes()


@pytest.mark.parametrize(
    "row",
    [
        ("Total leads", "", "30"),
        ("Total for May:", "", "30"),
        ("Average", "", "15"),
        ("Max", "", "20"),
        ("2 deals", "", "30"),
        ("East total", "", "30"),
        ("Total", "", "123 456 EUR"),
        ("Total", "", "CHF 123'456.00"),
        ("Subtotal", "", "R$ 1.234,50"),
        ("Total", "", "12.5k"),
        ("合计（含税）", "", "30"),
        ("Note: figures are preliminary, ask Ann", "", ""),
        ("备注：未含税", "", ""),
    ],
)
def test_a_sum_or_a_note_between_the_rows_of_a_narrow_list_is_no_deal(tmp_path: Path, row: tuple[str, ...]) -> None:
    read = read_rows(tmp_path, ("Deal", "Stage", "Amount"), ("A", "Lead", "10"), row, ("B", "Won", "20"))
    assert [deal["deal_name"] for deal in read.rows("deals")] == ["A", "B"]
    assert [(reject.row, reject.value) for reject in read.report.rejects] == [(3, row[0])]


@pytest.mark.parametrize("name", ["Total Energies", "Average Joe Ltd", "2 deals in one", "Maxwell", "Notebook refresh"])
def test_a_deal_that_is_called_like_a_sum_stays_one(tmp_path: Path, name: str) -> None:
    read = read_rows(tmp_path, ("Deal", "Stage", "Amount"), (name, "Lead", "10"), ("B", "Won", "20"))
    assert [deal["deal_name"] for deal in read.rows("deals")] == [name, "B"]


def test_a_month_with_a_dot_is_an_expected_close_and_a_price_is_none(tmp_path: Path) -> None:
    head = ("商机名称", "商机阶段", "预计成交日期")
    read = read_rows(tmp_path, head, ("甲", "方案", "2026.03"), ("乙", "报价", "2026.04"))
    assert [f"{row['expected_close']}" for row in read.rows("deals")] == ["2026-03-31", "2026-04-30"]
    read = read_rows(tmp_path, head, ("甲", "方案", "12.03"), ("乙", "报价", "18.50"))
    assert read.targets()["预计成交日期"] is None


def test_a_list_of_leads_with_the_days_of_its_funnel_tells_the_history_of_deals(tmp_path: Path) -> None:
    read = read_rows(
        tmp_path,
        ("Lead ID", "Company", "MQL Date", "SQL Date", "Opp Created", "Closed Won", "Amount"),
        ("L1", "Acme", "2026-01-05", "2026-01-10", "2026-01-20", "2026-03-01", "1000"),
        ("L2", "Acme", "2026-01-06", "2026-01-12", "", "", ""),
    )
    deals = [(row["deal_id"], row["deal_name"], row["status"], row["created_at"]) for row in read.rows("deals")]
    assert deals == [("L1", "Acme", "won", datetime(2026, 1, 20)), ("L2", "Acme", "open", None)]
    assert "stage_missing" not in read.codes(), "L2 stands in SQL"
    moves = [(row["to_stage"], row["at"]) for row in read.rows("stage_events") if row["deal_id"] == "L1"]
    assert moves == [
        ("MQL", datetime(2026, 1, 5)),
        ("SQL", datetime(2026, 1, 10)),
        ("Opportunity", datetime(2026, 1, 20)),
        ("Closed Won", datetime(2026, 3, 1)),
    ]


def test_leads_without_a_name_are_told_apart_by_their_ids(tmp_path: Path) -> None:
    head = ("lead_id", "created_date", "mql_date", "sql_date", "opportunity_date", "closed_won_date", "owner")
    days = ("2026-01-01", "2026-01-05", "2026-01-10", "2026-01-20", "2026-03-01")
    read = read_rows(tmp_path, head, ("1", *days, "Ann"), ("2", *days[:2], "", "", "", "Bob"))
    assert [(row["deal_id"], row["status"]) for row in read.rows("deals")] == [("1", "won"), ("2", "open")]
    assert len(read.rows("stage_events")) == 5


def test_leads_with_days_but_neither_money_nor_a_day_of_winning_stay_leads(tmp_path: Path) -> None:
    head = ("Lead ID", "Email", "Lead Status", "MQL Date", "SQL Date", "SAL Date")
    read = read_rows(tmp_path, head, ("L1", "ann@acme.com", "MQL", "2026-01-05", "2026-01-10", "2026-01-11"))
    assert [sheet.kind for sheet in read.report.sheets] == ["leads"]


def test_headers_in_two_languages_are_known_by_either(tmp_path: Path) -> None:
    head = ("商机名称 Opportunity", "Account 客户", "阶段/Stage", "金额 Amount (CNY)", "负责人 Owner")
    read = read_rows(
        tmp_path, head, ("水泵", "甲", "方案报价 Proposal", "12000", "张三"), ("阀门", "乙", "赢单 Won", "1", "李四")
    )
    assert list(read.targets().values()) == ["deal_name", "account_name", "stage", "amount", "owner_name"]
    assert [(row["amount"], row["currency"], row["status"]) for row in read.rows("deals")] == [
        (12_000, "CNY", "open"),
        (1, "CNY", "won"),
    ]


def test_the_day_of_signing_beside_one_of_losing_is_that_of_winning(tmp_path: Path) -> None:
    head = ("商机名称", "金额（元）", "方案日期", "签约日期", "输单日期")
    rows = (
        ("甲", "1", "2026-01-01", "2026-02-01", ""),
        ("乙", "2", "2026-01-01", "", "2026-02-03"),
        ("丙", "3", "", "", ""),
    )
    assert [row["status"] for row in read_rows(tmp_path, head, *rows).rows("deals")] == ["won", "lost", "open"]


def test_a_deal_that_is_not_won_and_has_a_day_of_its_end_is_lost(tmp_path: Path) -> None:
    head = ("Opportunity", "Value", "Won?", "Date won/lost")
    rows = (("A", "1", "Y", "2026-01-01"), ("B", "2", "N", "2026-02-01"), ("C", "3", "", ""))
    assert [row["status"] for row in read_rows(tmp_path, head, *rows).rows("deals")] == ["won", "lost", "open"]


@pytest.mark.parametrize(
    ("stage", "status"),
    [("Auftrag erhalten", "won"), ("Signé", "won"), ("Firmado", "won"), ("Absage", "lost"), ("Descartada", "lost")],
)
def test_words_of_other_languages_end_deals(tmp_path: Path, stage: str, status: str) -> None:
    read = read_rows(tmp_path, ("Deal", "Stage", "Amount"), ("A", stage, "1"), ("B", "Proposal", "2"))
    assert read.rows("deals")[0]["status"] == status


def test_amounts_expected_and_signed_stand_below_one_title(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("客户", "项目", "金额", None, "阶段"), (None, None, "预计", "签约", None),
                ("甲公司", "一期", 50, None, "方案"), ("乙公司", "二期", 80, 75, "已签约")):  # fmt: skip
        sheet.append(row)
    for span in ("A1:A2", "B1:B2", "C1:D1", "E1:E2"):
        sheet.merge_cells(span)
    book.save(tmp_path / "list.xlsx")
    read = read_path(tmp_path / "list.xlsx", tmp_path / "out")
    assert read.targets()["金额.预计"] == "amount"
    assert [row["status"] for row in read.rows("deals")] == ["open", "won"]


def test_whoever_leads_a_deal_is_no_lead(tmp_path: Path) -> None:
    head = ("Account", "Opportunity", "Probability", "TCV", "Lead")
    with pytest.raises(Refused) as refusal:
        read_rows(tmp_path, head, ("Acme", "ERP", "60%", "120", "Ann"), ("Beta", "CRM", "20%", "80", "Bob"))
    assert refusal.value.said.code == "deals_without_stage"
