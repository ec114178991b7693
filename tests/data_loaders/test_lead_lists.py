"""Leads, money spent, visits by channel, lines of deals, quotas beside names and wide tables of rates."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_loaders.lead_tables import outcome_of_status, span_of
from data_loaders.problems import Refused
from tests.data_loaders.reading_exports import Exports, read_rows

LEAD_LISTS = ("hubspot_contacts.csv", "salesforce_leads.csv", "zoho_leads.csv", "marketo_leads.csv", "leads_zh.csv")


@pytest.mark.parametrize("name", LEAD_LISTS)
def test_every_row_of_a_list_of_leads_is_a_lead(exports: Exports, name: str) -> None:
    read = exports(name)
    assert [sheet.kind for sheet in read.report.sheets] == ["leads"]
    assert len(read.rows("leads")) == read.report.rows_read == read.report.rows_loaded > 0


@pytest.mark.parametrize("name", LEAD_LISTS)
def test_a_list_of_leads_tells_who_was_converted_and_who_was_not(exports: Exports, name: str) -> None:
    outcomes = {lead["outcome"] for lead in exports(name).rows("leads")}
    assert outcomes >= {"converted", "disqualified"}


def test_a_lead_keeps_its_moments_and_the_deal_it_became(exports: Exports) -> None:
    lead, other, *_ = exports("hubspot_contacts.csv").rows("leads")
    assert (lead["lead_name"], lead["deal_id"]) == ("Laura Bennett", "20001")
    assert lead["created_at"] == datetime(2026, 3, 2, 9, 12)
    assert lead["first_response_at"] == datetime(2026, 3, 2, 11, 40)
    assert lead["converted_at"] == datetime(2026, 3, 9, 15, 0)
    assert (other["deal_id"], other["outcome"]) == (None, "open")


def test_a_list_of_sales_navigator_is_leads_with_their_companies(exports: Exports) -> None:
    read = exports("linkedin_leads.csv")
    assert read.report.recognition.system == "linkedin"
    lead = read.rows("leads")[0]
    assert (lead["lead_name"], lead["account_name"]) == ("Laura Bennett", "Alder Works")
    assert (lead["campaign"], lead["created_at"]) == ("Operations leads Q1", datetime(2026, 2, 20))


def test_companies_of_sales_navigator_are_accounts(tmp_path: Path) -> None:
    read = read_rows(
        tmp_path,
        ("Company", "Company LinkedIn Url", "Industry", "Geography", "Employee count"),
        ("Alder Works", "https://www.linkedin.com/company/alder", "Machinery", "Chicago", "240"),
    )
    assert read.rows("accounts")[0]["employees"] == 240


@pytest.mark.parametrize("header", ["Deal Name", "Opportunity Name"])
def test_deals_with_a_lead_source_stay_deals(tmp_path: Path, header: str) -> None:
    read = read_rows(
        tmp_path,
        (header, "Stage", "Lead Source", "Email", "Owner", "Created Date"),
        ("Alder rollout", "Proposal", "Website", "l@alder.example", "Chen Wei", "2026-03-02"),
    )
    assert [sheet.kind for sheet in read.report.sheets] == ["deals"]


def test_a_chinese_name_in_two_columns_is_written_the_chinese_way(tmp_path: Path) -> None:
    read = read_rows(tmp_path, ("姓", "名", "线索状态", "创建时间"), ("张", "伟", "新线索", "2026-03-02"))
    assert read.rows("leads")[0]["lead_name"] == "张伟"


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("Closed - Converted", "converted"), ("Opportunity", "converted"), ("已转化", "converted"),
        ("Closed - Not Converted", "disqualified"), ("Junk Lead", "disqualified"), ("无效", "disqualified"),
        ("Open - Not Contacted", None), ("Working - Contacted", None), ("跟进中", None), ("not converted yet", None),
    ],
)  # fmt: skip
def test_the_status_of_a_lead_is_open_unless_it_says_otherwise(status: str, outcome: str | None) -> None:
    assert outcome_of_status(status) == outcome


@given(st.text(max_size=30))
def test_any_text_is_a_status(text: str) -> None:
    assert outcome_of_status(text) in {"converted", "disqualified", None}


def test_visits_take_their_period_from_the_lines_above_the_table(exports: Exports) -> None:
    rows = exports("google_analytics.csv").rows("channel_sessions")
    assert [row["channel"] for row in rows] == ["Organic Search", "Direct", "Paid Search", "Referral", "Email"]
    assert {(row["period_start"], row["period_end"]) for row in rows} == {(date(2026, 3, 1), date(2026, 4, 1))}
    assert (rows[0]["sessions"], rows[0]["engaged_sessions"], rows[0]["conversions"]) == (4812, 3010, 118)


def test_visits_without_any_period_are_loaded_and_said_to_be_undated(tmp_path: Path) -> None:
    read = read_rows(
        tmp_path,
        ("Session source / medium", "Sessions", "Key events"),
        ("google / cpc", "120", "4"),
        ("(direct) / (none)", "80", "1"),
    )
    assert read.codes() == {"sessions_without_period": 2}
    rows = read.rows("channel_sessions")
    assert [(row["source"], row["medium"], row["period_start"]) for row in rows] == [
        ("google", "cpc", None),
        ("(direct)", "(none)", None),
    ]


@pytest.mark.parametrize(
    ("lines", "span"),
    [
        (("# 20260301-20260331",), (date(2026, 3, 1), date(2026, 4, 1))),
        (("# Start date: 20260301", "# End date: 20260331"), (date(2026, 3, 1), date(2026, 4, 1))),
        (("开始日期：2026年3月1日", "结束日期：2026年3月31日"), (date(2026, 3, 1), date(2026, 4, 1))),
        (("# Start date: 20260301",), None),
        (("# 20261301-20261331",), None),
        (("Sessions of our site",), None),
    ],
)
def test_a_period_is_read_from_lines_only_where_it_is_whole(
    lines: tuple[str, ...], span: tuple[date, date] | None
) -> None:
    assert span_of(lines) == span


@given(st.lists(st.text(max_size=60), max_size=5))
def test_any_lines_may_stand_above_a_table(lines: list[str]) -> None:
    span = span_of(lines)
    assert span is None or span[0] < span[1]


def test_money_spent_by_month_covers_the_month(exports: Exports) -> None:
    rows = exports("channel_spend.csv").rows("spend")
    assert [(row["source"], row["amount"], row["currency"]) for row in rows[2:]] == [
        ("Trade show", 38_000, "USD"),
        ("Partner", 9_500, "USD"),
    ]
    assert (rows[0]["period_start"], rows[0]["period_end"]) == (date(2026, 1, 1), date(2026, 2, 1))


def test_chinese_money_in_ten_thousands_is_multiplied_out_and_its_total_left_out(exports: Exports) -> None:
    read = exports("channel_spend_zh.csv")
    assert sum(row["amount"] for row in read.rows("spend")) == pytest.approx(476_000)
    assert [reject.reason.code for reject in read.report.rejects] == ["row_total"]


def test_money_of_single_days_stays_on_its_day_and_firsts_of_months_mean_months(tmp_path: Path) -> None:
    header = ("Date", "Campaign", "Cost", "Clicks", "Impressions")
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    days = read_rows(
        tmp_path / "a", header, ("2026-03-01", "Brand", "10", "1", "9"), ("2026-03-02", "Brand", "12", "1", "9")
    )
    months = read_rows(
        tmp_path / "b", header, ("2026-03-01", "Brand", "10", "1", "9"), ("2026-04-01", "Brand", "12", "1", "9")
    )
    assert [row["period_end"] for row in days.rows("spend")] == [date(2026, 3, 2), date(2026, 3, 3)]
    assert [row["period_end"] for row in months.rows("spend")] == [date(2026, 4, 1), date(2026, 5, 1)]


def test_a_month_without_a_year_is_that_of_its_year_column(tmp_path: Path) -> None:
    read = read_rows(tmp_path, ("Channel", "Year", "Month", "Spend"), ("Partner", "2025", "Mar", "900"))
    assert read.rows("spend")[0]["period_start"] == date(2025, 3, 1)


def test_a_line_of_a_deal_without_a_sum_is_quantity_times_price_less_its_discount(tmp_path: Path) -> None:
    read = read_rows(
        tmp_path,
        ("Deal Name", "Product Name", "Quantity", "Unit Price", "Discount %"),
        ("Alder rollout", "Platform", "10", "1,200", "25%"),
        ("Alder rollout", "Services", "4", "900", ""),
    )
    assert [row["amount"] for row in read.rows("line_items")] == [9_000, 3_600]
    assert not read.rows("deals")


def test_rates_with_a_column_a_currency_are_one_row_a_rate(exports: Exports) -> None:
    rows = exports("fx_rates_wide.csv").rows("fx_rates")
    assert {(row["currency"], str(row["day"]), row["rate"]) for row in rows if row["currency"] != "USD"} == {
        ("EUR", "2026-01-01", 8.21), ("EUR", "2026-02-01", 8.25),
        ("HKD", "2026-01-01", 0.905), ("HKD", "2026-02-01", 0.902), ("HKD", "2026-03-01", 0.899),
    }  # fmt: skip
    assert {row["base"] for row in rows} == {"CNY"}


@pytest.mark.parametrize(
    ("headers", "cells"),
    [
        (("日期", "美元", "人民币"), ("2026-01-01", "7.05", "1")),
        (("Date", "USD/CNY"), ("2026-01-01", "7.05")),
        (("Month", "CNY per USD"), ("2026-01-01", "7.05")),
        (("Date", "Base Currency", "USD"), ("2026-01-01", "CNY", "7.05")),
    ],
)
def test_the_base_of_wide_rates_is_read_from_headers_columns_or_ones(
    tmp_path: Path, headers: tuple[str, ...], cells: tuple[str, ...]
) -> None:
    read = read_rows(tmp_path, headers, cells)
    dollar = next(row for row in read.rows("fx_rates") if row["currency"] == "USD")
    assert (dollar["base"], dollar["rate"], dollar["day"]) == ("CNY", 7.05, date(2026, 1, 1))


def test_rates_that_never_say_their_base_are_counted(tmp_path: Path) -> None:
    read = read_rows(tmp_path, ("Date", "USD", "EUR"), ("2026-01-01", "7.05", "8.2"))
    assert read.codes() == {"rates_without_base": 2}


def test_quotas_beside_names_are_targets_of_the_running_year(exports: Exports) -> None:
    read = exports("owner_quotas.csv")
    assert [owner["owner_name"] for owner in read.rows("owners")] == ["Chen Wei", "Grace Liu", "Wang Fang"]
    targets = [row for row in read.rows("targets") if row["name"] == "Chen Wei"]
    assert [row["period_start"].month for row in targets] == list(range(1, 13))
    assert {(row["amount"], row["currency"], row["level"]) for row in targets} == {(500_000, "CNY", "owner")}
    assert read.codes() == {"quota_year_assumed": 36}


def test_numbers_are_no_names_of_leads(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read_rows(
            tmp_path, ("Account", "Owner", "Lead", "Proposal"), ("Acme", "Ann", "100", ""), ("Beta", "Bob", "20", "")
        )
