"""Public files that nobody here wrote, with facts known beforehand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from data_loaders.problems import Refused
from tests.data_loaders.reading_exports import read_path


def test_the_maven_tables_load_without_a_mapping(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "maven_crm"
    read = {path.stem: read_path(path, tmp_path / path.stem) for path in folder.glob("*.csv")}
    deals = read["sales_pipeline"].rows("deals")
    assert Counter(deal["stage"] for deal in deals) == {"Won": 4238, "Lost": 2473, "Engaging": 1589, "Prospecting": 500}
    assert Counter(deal["status"] for deal in deals) == {"won": 4238, "lost": 2473, "open": 2089}
    assert read["sales_pipeline"].report.preview.evidence == "D"
    assert read["sales_pipeline"].report.as_of == "2017-12-31T23:59:59"
    assert {name: len(read[name].rows(table)) for name, table in
            (("accounts", "accounts"), ("products", "products"), ("sales_teams", "owners"))} == {
        "accounts": 85, "products": 7, "sales_teams": 35}  # fmt: skip
    owner = read["sales_teams"].rows("owners")[0]
    assert (owner["owner_name"], owner["manager"], owner["region"]) == ("Anna Snelling", "Dustin Brinkmann", "Central")


def test_the_hubspot_export_of_the_leak_finder_gives_a_date_for_each_stage(shared_data: Path, tmp_path: Path) -> None:
    read = read_path(shared_data / "leak_finder" / "sample_hubspot_deals.csv", tmp_path)
    deals = read.rows("deals")
    assert Counter(deal["status"] for deal in deals) == {"won": 175, "lost": 1384, "open": 41}
    stages = {stage["stage"]: stage["position"] for stage in read.rows("stages")}
    ranked = ["Discovery", "Qualified", "Demo", "Proposal", "Negotiation"]
    assert [stages[stage] for stage in ranked] == [1, 2, 3, 4, 5]
    entered = Counter(event["to_stage"] for event in read.rows("stage_events"))
    assert [entered[stage] for stage in (*ranked, "Closed Won", "Closed Lost")] == [1600, 999, 756, 356, 206, 175, 1384]
    assert read.report.preview.evidence == "B"
    assert list(read.report.preview.entered.items()) == [
        ("Discovery", 1600), ("Qualified", 999), ("Demo", 756), ("Proposal", 356), ("Negotiation", 206),
        ("Closed Won", 175), ("Closed Lost", 1384),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("deal_data", "deals"), ("deal_pipeline_stage_data", "stages"), ("deal_stage_data", "stage_events"), ("owner_data", "owners"),
        ("sf_opportunity_data", "deals"), ("sf_task_data", "activities"), ("sf_user_data", "owners"),
    ],
)  # fmt: skip
def test_tables_of_the_fivetran_packages_are_known_by_their_columns(
    name: str, kind: str, shared_data: Path, tmp_path: Path
) -> None:
    read = read_path(shared_data / "hubspot_salesforce_shapes" / f"{name}.csv", tmp_path)
    assert [sheet.kind for sheet in read.report.sheets] == [kind]
    assert read.rows(kind)


def test_a_hashed_history_is_refused_with_a_reason(shared_data: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        read_path(shared_data / "hubspot_salesforce_shapes" / "deal_property_history_data.csv", tmp_path)
    assert refusal.value.said.code == "history_without_stage"
