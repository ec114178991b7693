"""Leads find their deals, money its currency, lines their deals; nothing is counted twice and everything can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.imports import list_imports, rebuild, store_tables, undo_import
from dashboard.warehouse.joins import join_spelling
from data_loaders.load import read_export
from tests.blank_warehouse import warehouse_at

DEALS = """Deal ID,Deal Name,Account,Owner,Stage,Amount,Currency,Created,Close Date,Source
D1,Alder rollout,Alder Works,Ana,Won,1000,USD,2026-01-05,2026-02-20,Website
D2,Calder pilot,Calder Freight,Bo,Lost,2000,USD,2026-01-07,2026-03-02,Website
D3,Calder second,Calder Freight,Bo,Won,3000,USD,2026-02-11,2026-06-30,Partner
D4,Halden start,Halden Health,Ana,Proposal,500,USD,2026-03-11,2026-09-30,Partner
"""
LEADS = """Lead ID,Lead Name,Email,Company,Lead Source,Lead Status,Created Date,Converted Deal ID,Converted Deal
L1,Laura Bennett,laura@alder.example,Alder Works,Website,Converted,2026-01-02,D1,
L2,Peter Hofmann,peter@calder.example,Calder Freight,Website,Working,2026-01-03,,Calder pilot
L3,Nina Larsen,nina@halden.example,Halden Health,Partner,Converted,2026-03-01,,
L4,Simon Doyle,simon@kestrel.example,Kestrel Capital,Partner,Unqualified,2026-03-02,,
"""
MARKETO = """Id,First Name,Last Name,Email Address,Company Name,Lead Score,Lead Status,Acquisition Program,Person Source
900,Laura,Bennett,Laura@Alder.example,Alder Works,88,Working,Webinar,Web
901,Oliver,Grant,oliver@eastvale.example,Eastvale,20,Working,Webinar,Web
"""
NAVIGATOR = """First Name,Last Name,Title,Company,Company LinkedIn Url,Geography,Saved date
Simon,Doyle,CFO,Kestrel Capital,https://www.linkedin.com/company/kestrel,Leeds,2026-02-01
"""
SPEND = "Channel,Month,Cost,Currency\nWebsite,2026-01,100,USD\nWebsite,2026-01,40,USD\nPartner,2026-02,70,EUR\n"
CORRECTED = "Channel,Month,Cost,Currency\nWebsite,2026-01,150,USD\n"
RATES = "Currency,Base Currency,Start Date,Rate\nUSD,CNY,2026-01-01,7\n"
LINES = """Deal ID,Product Name,Quantity,Unit Price
D1,Platform,2,300
D1,Services,1,400
D3,Platform,5,600
"""


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    with warehouse_at(tmp_path / "w.duckdb") as opened:
        yield opened


def load(warehouse: Warehouse, folder: Path, **texts: str) -> None:
    """Read the texts as files here, without a child process, and store them."""
    for name, text in texts.items():
        path = folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        report = read_export(path, folder / f"{name}-tables")
        store_tables(warehouse, folder / f"{name}-tables", report, original=path)


def query(warehouse: Warehouse, sql: str) -> list[tuple[Any, ...]]:
    with closing(warehouse.cursor()) as cursor:
        return cursor.execute(sql).fetchall()


def test_a_lead_finds_its_deal_by_id_then_name_then_as_the_only_one_of_its_customer(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    load(warehouse, tmp_path, deals=DEALS, leads=LEADS)
    found = query(warehouse, "SELECT lead_id, deal_id, linked_by, outcome FROM bi.leads ORDER BY lead_id")
    assert found == [
        ("L1", "D1", "id", "converted"),
        ("L2", "D2", "name", "converted"),
        ("L3", "D4", "account", "converted"),
        ("L4", None, "", "disqualified"),
    ]


def test_the_same_person_in_three_lists_is_one_lead_with_what_each_says(warehouse: Warehouse, tmp_path: Path) -> None:
    load(warehouse, tmp_path, deals=DEALS, leads=LEADS, marketo=MARKETO, navigator=NAVIGATOR)
    found = query(warehouse, "SELECT name, email, score, campaign, versions FROM leads ORDER BY name")
    assert [row[0] for row in found] == ["Laura Bennett", "Nina Larsen", "Oliver Grant", "Peter Hofmann", "Simon Doyle"]
    assert (found[0][2], found[0][3], found[0][4]) == (88, "Webinar", 2)
    assert found[4][4] == 2


def test_two_leads_of_one_list_that_share_an_address_stay_two(warehouse: Warehouse, tmp_path: Path) -> None:
    head = "Lead ID,Lead Name,Email,Lead Status,Created Date\n"
    both = head + "L1,Ana,info@x.example,New,2026-01-02\nL2,Bo,info@x.example,New,2026-01-03\n"
    load(warehouse, tmp_path, leads=both)
    assert query(warehouse, "SELECT count(*) FROM leads") == [(2,)]


def test_money_of_a_later_file_replaces_its_month_and_lines_of_one_file_add_up(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    load(warehouse, tmp_path, deals=DEALS, rates=RATES, spend=SPEND)
    total = "SELECT source, sum(amount), sum(value) FROM spend GROUP BY ALL ORDER BY source"
    assert query(warehouse, total) == [("Partner", 70, None), ("Website", 140, 980)]
    load(warehouse, tmp_path, corrected=CORRECTED)
    assert query(warehouse, total) == [("Partner", 70, None), ("Website", 150, 1050)]


def test_lines_of_deals_never_multiply_deals(warehouse: Warehouse, tmp_path: Path) -> None:
    load(warehouse, tmp_path, deals=DEALS, lines=LINES)
    assert query(warehouse, "SELECT count(*), sum(amount) FROM deals") == [(4, 6500)]
    assert query(warehouse, "SELECT deal_id, sum(amount) FROM bi.line_items GROUP BY ALL ORDER BY 1") == [
        ("D1", 1000),
        ("D3", 3000),
    ]
    again = LINES.replace("D1,Services,1,400\n", "")
    load(warehouse, tmp_path, again=again)
    assert query(warehouse, "SELECT count(*) FROM line_items") == [(2,)]


def test_a_spelling_of_a_customer_joins_its_leads_too(warehouse: Warehouse, tmp_path: Path) -> None:
    accounts = "Account,Industry\nHalden Health,Health\n"
    load(warehouse, tmp_path, deals=DEALS, accounts=accounts, leads=LEADS.replace("Halden Health", "Halden Helth"))
    assert query(warehouse, "SELECT linked_by FROM leads WHERE lead_id = 'L3'") == [("",)]
    join_spelling(warehouse, "account_name", "Halden Helth", "Halden Health")
    assert query(warehouse, "SELECT linked_by FROM leads WHERE lead_id = 'L3'") == [("account",)]


def test_undoing_leaves_nothing_and_rebuilding_changes_nothing(warehouse: Warehouse, tmp_path: Path) -> None:
    load(warehouse, tmp_path, deals=DEALS, leads=LEADS, marketo=MARKETO, spend=SPEND, lines=LINES, rates=RATES)
    tables = ("leads", "spend", "line_items", "channel_sessions")
    before = {table: query(warehouse, f"SELECT * FROM bi.{table} ORDER BY ALL") for table in tables}
    rebuild(warehouse)
    assert {table: query(warehouse, f"SELECT * FROM bi.{table} ORDER BY ALL") for table in tables} == before
    for one in list_imports(warehouse):
        if one.kinds != ("deals",):
            undo_import(warehouse, one.import_id)
    for schema in ("loaded", "main"):
        assert [query(warehouse, f"SELECT count(*) FROM {schema}.{table}")[0][0] for table in tables] == [0, 0, 0, 0]
    assert query(warehouse, "SELECT count(*) FROM deals") == [(4,)]


def test_the_target_of_the_company_is_counted_at_one_level(warehouse: Warehouse, tmp_path: Path) -> None:
    owners = "Name,Team,Manager\nAna,East,Kim\nBo,East,Kim\n"
    targets = """Level,Name,Period,Quota Amount,Currency
Company,,2026-01,300,CNY
Team,East,2026-01,200,CNY
Owner,Ana,2026-01,120,CNY
Team,East,2026-02,210,CNY
Owner,Ana,2026-02,130,CNY
Owner,Ana,2026-03,140,CNY
Owner,Bo,2026-03,60,CNY
"""
    load(warehouse, tmp_path, owners=owners, targets=targets)
    assert query(
        warehouse, "SELECT month(period_start), amount, counted_from FROM bi.company_targets ORDER BY period_start"
    ) == [(1, 300, "company"), (2, 210, "team"), (3, 200, "owner")]


def test_a_name_that_is_a_team_and_nobody_is_the_target_of_the_team(warehouse: Warehouse, tmp_path: Path) -> None:
    owners = "Name,Team,Manager\nAna,East,Kim\n"
    targets = "Name,Period,Quota Amount\nEast,2026-01,200\nAna,2026-01,120\n"
    load(warehouse, tmp_path, owners=owners, targets=targets)
    assert query(warehouse, "SELECT name, level FROM targets ORDER BY name") == [("Ana", "owner"), ("East", "team")]
