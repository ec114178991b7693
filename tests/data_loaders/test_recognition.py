from __future__ import annotations

from pathlib import Path

import pytest

from data_loaders.problems import Refused
from data_loaders.systems import SYSTEMS
from tests.data_loaders.reading_exports import EXPORTS, read_path, read_rows

DEALS = (("Deal", "Stage", "Amount", "Owner"), ("A", "Proposal", 10, "Ann"), ("B", "Won", 20, "Bo"))


def test_a_system_is_recognised_by_evidence_that_is_told(tmp_path: Path) -> None:
    seen = read_path(EXPORTS / "pipedrive.csv", tmp_path).report.recognition
    assert (seen.system, seen.score) == ("pipedrive", 100)
    assert seen.evidence[0] == "headers that begin with “Deal - ” or “Activity - ”"
    assert seen.runner_up == "generic"
    assert seen.runner_up_score < seen.score


def test_the_user_overrules_the_recognition(tmp_path: Path) -> None:
    seen = read_path(EXPORTS / "generic.csv", tmp_path, source="Salesforce").report.recognition
    assert (seen.system, seen.score, seen.evidence[0]) == ("salesforce", 100, "chosen by the user")


def test_a_system_that_does_not_exist_is_refused_with_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"no system called abacus.*pipedrive"):
        read_rows(tmp_path, *DEALS, source="abacus")


def test_a_plain_sheet_is_no_crm(tmp_path: Path) -> None:
    assert read_rows(tmp_path, *DEALS).report.recognition.system == "generic"


def test_headers_of_the_hubspot_kind_do_not_make_a_weak_sheet_hubspot(tmp_path: Path) -> None:
    read = read_rows(tmp_path, ("Deal Stage", "Deal", "Create Date"), ("Won", "A", "2026-01-02"))
    assert read.report.recognition.system == "generic"


def test_a_table_of_something_else_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        read_rows(tmp_path, ("species", "petal length", "petal width"), ("setosa", 1.4, 0.2), ("virginica", 5.1, 1.8))
    assert refusal.value.said.code == "file_not_sales"
    assert "petal length" in str(refusal.value)


def test_deals_without_stage_or_status_are_refused_and_the_way_out_is_named(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="--mapping") as refusal:
        read_rows(tmp_path, ("Deal Name", "Amount", "Close Date", "Owner"), ("A", 10, "2026-05-01", "Ann"))
    assert refusal.value.said.code == "deals_without_stage"


def test_deals_without_a_name_or_an_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        read_rows(tmp_path, ("Stage", "Amount", "Close Date", "Created Date"), ("Won", 10, "2026-05-01", "2026-01-01"))
    assert refusal.value.said.code == "deals_without_name"


@pytest.mark.parametrize(
    ("kind", "rows"),
    [
        ("owners", (("Sales Rep", "Manager", "Team"), ("Ann", "Cy", "East"))),
        ("accounts", (("Company", "Industry", "Employees"), ("Acme", "Steel", 400))),
        ("products", (("Product", "Category", "Unit Price"), ("Suite", "Core", 500))),
        ("targets", (("Rep", "Jan", "Feb", "Mar"), ("Ann", 10, 10, 20))),
        ("targets", (("员工", "年", "一月", "二月"), ("李安", 2026, 10, 20))),
        ("targets", (("Rep", "Quarter", "Quota"), ("Ann", "Q1 2026", 100))),
        ("fx_rates", (("Currency", "Base", "Date", "Rate"), ("EUR", "USD", "2026-01-01", 1.1))),
        ("stages", (("Stage", "Order", "Probability"), ("Proposal", 2, 50), ("Lead", 1, 10))),
        ("activities", (("Subject", "Type", "Date", "Deal"), ("Call Ann", "Call", "2026-01-03", "A"))),
        ("stage_events", (("Deal ID", "From", "To", "Date"), ("1", "Lead", "Proposal", "2026-01-03"))),
        ("deals", DEALS),
    ],
)
def test_the_kind_of_a_sheet_is_told_from_its_columns(
    kind: str, rows: tuple[tuple[object, ...], ...], tmp_path: Path
) -> None:
    assert [sheet.kind for sheet in read_rows(tmp_path, *rows).report.sheets] == [kind]


def test_several_stages_a_deal_make_a_log_of_what_looks_like_a_list(tmp_path: Path) -> None:
    header = ("Deal ID", "Stage", "Date")
    rows = [
        (deal, stage, f"2026-0{month}-03") for deal in "abc" for month, stage in enumerate(("Lead", "Demo", "Won"), 1)
    ]
    assert read_rows(tmp_path, header, *rows).report.sheets[0].kind == "stage_events"
    single = [(deal, "Lead", "2026-01-03") for deal in "abc"]
    assert read_rows(tmp_path, header, *single).report.sheets[0].kind == "deals"


def test_a_list_of_people_at_customers_is_not_taken_for_the_sales_team(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        read_rows(
            tmp_path, ("First name", "Last name", "Companies", "Email"), ("Eva", "Moor", "Acme", "e@acme.example")
        )


@pytest.mark.parametrize(
    "rows",
    [
        (("id", "name", "country", "city"), (1, "Lima", "Peru", "Lima")),
        (("First Name", "Last Name", "Gender", "Country", "Age"), ("Eva", "Moor", "f", "Peru", 31)),
        (("Museum", "2011", "2010"), ("Prado", 5, 6)),
        (
            ("id", "name", "parent", "url", "image", "address", "email", "tags"),
            (1, "Ministry", "", "", "", "", "a@b.example", ""),
        ),
    ],
)
def test_common_words_in_a_table_of_something_else_are_not_enough(
    rows: tuple[tuple[object, ...], ...], tmp_path: Path
) -> None:
    with pytest.raises(Refused) as refusal:
        read_rows(tmp_path, *rows)
    assert refusal.value.said.code == "file_not_sales"


def test_system_names_are_unique_and_every_mark_has_something_to_look_for() -> None:
    names = [system.name for system in SYSTEMS]
    assert len(names) == len(set(names))
    for system in SYSTEMS:
        for mark in system.marks:
            assert mark.headers or mark.pattern or mark.values or mark.file_name, (system.name, mark.says)
