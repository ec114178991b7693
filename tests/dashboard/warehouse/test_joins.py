"""A key that two files spell differently is offered, never joined by guess and never lost in silence."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from dashboard.errors import USAGE, DashboardError
from dashboard.warehouse import known
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.imports import load_files
from dashboard.warehouse.joins import JoinGap, join_gaps, join_spelling, propose
from data_loaders.options import Options
from tests.blank_warehouse import warehouse_at
from tests.loading import load_here

DEALS = """Deal Name,Owner,Stage,Amount,Created,Close Date,Product
Alpha,Ana,Won,1000,2026-01-05,2026-02-20,GTXPro
Beta,Bo,Lost,2000,2026-01-07,2026-03-02,GTX Pro
Gamma,Ana,Won,3000,2026-02-11,2026-06-30,GTXPro
"""
PRODUCTS = "product,series,sales_price\nGTX Pro,GTX,4821\nGTX Basic,GTX,550\nMG Special,MG,55\n"


@pytest.fixture
def loaded(tmp_path: Path) -> Warehouse:
    (tmp_path / "deals.csv").write_text(DEALS)
    (tmp_path / "products.csv").write_text(PRODUCTS)
    warehouse = warehouse_at(tmp_path / "w.duckdb")
    load_files(warehouse, [(tmp_path / name, Options()) for name in ("deals.csv", "products.csv")])
    return warehouse


def test_a_spelling_is_offered_accepted_and_taken_back(loaded: Warehouse) -> None:
    with loaded:
        assert join_gaps(loaded) == (JoinGap("product", "GTXPro", 2, "GTX Pro"),)
        join_spelling(loaded, "product", "GTXPro", "GTX Pro")
        assert join_gaps(loaded) == ()
        assert known.dimension_values(loaded)["product"] == ("GTX Pro",)
        join_spelling(loaded, "product", "GTXPro", None)
        assert known.dimension_values(loaded)["product"] == ("GTX Pro", "GTXPro")


def test_only_a_listed_spelling_can_be_meant(loaded: Warehouse) -> None:
    with loaded, pytest.raises(DashboardError) as refused:
        join_spelling(loaded, "product", "GTXPro", "GTX Max")
    assert refused.value.exit_code == USAGE


@pytest.mark.parametrize(
    ("value", "listed", "meant"),
    [
        ("GTXPro", ["GTX Basic", "GTX Pro", "GTX Plus Pro"], "GTX Pro"),
        ("technolgy", ["medical", "technology"], "technology"),
        ("Acme", ["Zenith", "Globex"], None),
        ("北京安达", ["北京安达", "上海金海"], "北京安达"),
    ],
)
def test_the_likely_spelling_is_the_nearest_or_none(value: str, listed: list[str], meant: str | None) -> None:
    assert propose(value, listed) == meant


def test_ids_of_15_and_18_letters_are_one_deal_and_their_case_tells_two_apart(tmp_path: Path) -> None:
    report = (
        b"Opportunity ID,Opportunity Name,Stage,Amount,Created Date\n"
        b"0065g00000AbCdE,A,Proposal,100,2026-01-05\n0065g00000AbCde,B,Closed Won,200,2026-01-06\n"
    )
    history = (
        b"Opportunity ID,Opportunity Name,From Stage,To Stage,Last Modified\n"
        b"0065g00000AbCdEAAX,A,,Qualification,2026-01-05\n0065g00000AbCdEAAX,A,Qualification,Proposal,2026-01-25\n"
        b"0065g00000AbCdeAAB,B,,Qualification,2026-01-06\n0065g00000AbCdeAAB,B,Qualification,Closed Won,2026-03-01\n"
    )
    with warehouse_at(tmp_path / "w.duckdb") as warehouse, closing(warehouse.cursor()) as cursor:
        load_here(warehouse, tmp_path, [("report.csv", report), ("history.csv", history)])
        visits = cursor.execute("SELECT name, stage FROM main.stage_visits ORDER BY ALL").fetchall()
    assert visits == [("A", "Proposal"), ("A", "Qualification"), ("B", "Qualification")]
