"""`load --mapping`, `--save-mapping` and `mappings`: confirmed once, named, exported and imported."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.cli.invocation import Invocation
from dashboard.errors import BUSY, DashboardError
from dashboard.warehouse.connection import open_warehouse
from tests.dashboard.cli.conftest import DEALS_CSV, Run

GERMAN = DEALS_CSV.replace("Owner", "Wer")


@pytest.fixture
def week(tmp_path: Path) -> Path:
    """A file whose owner no table of headers knows."""
    path = tmp_path / "week 1.csv"
    path.write_text(GERMAN, encoding="utf-8")
    return path


@pytest.fixture
def told(tmp_path: Path) -> Path:
    """A mapping file that names the owner."""
    path = tmp_path / "told.json"
    path.write_text(json.dumps({"columns": {"Wer": "owner_name"}}), encoding="utf-8")
    return path


def targets(document: dict[str, object]) -> dict[str, str | None]:
    files = document["files"]
    assert isinstance(files, list)
    return {column["header"]: column["target"] for column in files[0]["report"]["columns"]}


def test_a_saved_mapping_applies_to_the_next_file_by_itself(run: Run, week: Path, told: Path, tmp_path: Path) -> None:
    assert run("load", week, "--mapping", told, "--save-mapping", "weekly").exit_code == 0
    (listed,) = run("mappings", "--json").json["mappings"]
    assert (listed["name"], listed["used"], listed["options"]["columns"]) == ("weekly", 0, {"Wer": "owner_name"})
    next_week = tmp_path / "week 2.csv"
    next_week.write_text(GERMAN + "4,Delta,Ben,Lead,5,2026-02-01,2026-05-01\n", encoding="utf-8")
    seen = run("load", next_week, "--dry-run", "--json").json
    assert targets(seen)["Wer"] == "owner_name"
    said = run("load", next_week)
    assert "weekly" in said.out
    assert run("mappings", "--json").json["mappings"][0]["used"] == 1


def test_a_mapping_is_named_for_other_files_too(run: Run, week: Path, told: Path, tmp_path: Path) -> None:
    run("load", week, "--mapping", told, "--save-mapping", "weekly")
    other = tmp_path / "other.csv"
    other.write_text(GERMAN.replace("Amount", "Wert in EUR"), encoding="utf-8")
    assert targets(run("load", other, "--dry-run", "--json").json)["Wer"] is None
    assert targets(run("load", other, "--mapping", "weekly", "--dry-run", "--json").json)["Wer"] == "owner_name"
    assert targets(run("load", other, "--mapping", "weekly", "--json").json)["Wer"] == "owner_name"


def test_a_mapping_travels_between_warehouses_as_a_file(run: Run, week: Path, told: Path, tmp_path: Path) -> None:
    run("load", week, "--mapping", told, "--save-mapping", "weekly")
    file = tmp_path / "weekly.json"
    assert run("mappings", "export", "weekly", file).exit_code == 0
    assert run("mappings", "--json", "forget", "weekly").json == {"forgotten": "weekly"}
    assert run("mappings", "--json").json == {"mappings": []}
    assert "No mapping is remembered yet." in run("mappings").out
    assert run("mappings", "import", file, "--json").json["imported"]["name"] == "weekly"
    assert "weekly" in run("mappings").out
    assert targets(run("load", week, "--mapping", file, "--dry-run", "--json").json)["Wer"] == "owner_name"


def test_a_file_that_is_no_mapping_is_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "x.json"
    file.write_bytes(b"\xff\xfe{}")
    said = run("mappings", "import", file)
    assert said.exit_code == 3
    assert "This is not a mapping file." in said.err
    assert len(said.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("mappings", "forget", "nobody"),
        ("mappings", "export", "nobody", "nobody.json"),
        ("load", "{file}", "--mapping", "nobody"),
        ("load", "{file}", "--mapping", "nobody", "--dry-run"),
    ],
)
def test_an_unknown_name_is_a_wrong_command_line(run: Run, week: Path, arguments: tuple[str, ...]) -> None:
    said = run(*(argument.format(file=week) for argument in arguments))
    assert (said.exit_code, said.out) == (2, "")
    assert "There is no mapping “nobody”." in said.err
    assert not Path("nobody.json").exists()


def test_a_mapping_file_that_is_not_there_is_a_wrong_command_line(run: Run, week: Path) -> None:
    assert run("load", week, "--mapping", "gone.json").exit_code == 2


def test_a_dry_run_saves_nothing(run: Run, week: Path, warehouse_path: Path) -> None:
    assert run("load", week, "--dry-run", "--save-mapping", "weekly").exit_code == 2
    assert not warehouse_path.exists()


def test_a_dry_run_works_beside_an_open_dashboard_and_says_what_it_left_aside(
    run: Run, week: Path, warehouse_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_warehouse(warehouse_path):
        pass

    def busy(_self: object) -> None:
        raise DashboardError("In use.", exit_code=BUSY)

    monkeypatch.setattr(Invocation, "opened", busy)
    said = run("load", week, "--dry-run")
    assert said.exit_code == 0
    assert "no remembered mapping was applied" in said.err


def test_a_corrected_mapping_reads_the_same_file_anew(run: Run, week: Path, told: Path) -> None:
    first = run("load", week, "--json").json["files"][0]
    again = run("load", week, "--mapping", told)
    assert f"read anew as import {first['import_id']}" in again.out
    assert len(run("imports", "--json").json["imports"]) == 1


class TestDryRun:
    def test_it_shows_columns_values_and_questions_with_reasons(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "deals.csv"
        path.write_text(
            "Deal Name,Owner,Stage,Amount,Close Date,Lead Sorce\nA,Ana,Lead,5,03/04/2026,Web\nB,Bo,Won,6,05/06/2026,Ad\n",
            encoding="utf-8",
        )
        said = run("load", path, "--dry-run").out
        assert "Recognised as generic (" in said
        assert "Deal Name → deal_name (9" in said
        assert "Such as: Ana | Bo" in said
        assert "Lead Sorce → kept beside (" in said
        assert "Looks like “leadsource”" in said
        assert "Stage “Won” → won (1 rows)" in said
        assert "Owner “Ana” → Ana (1 rows)" in said
        assert "Answer in a mapping with date_order: DMY | MDY" in said

    def test_what_is_not_certain_names_the_next_best(self, run: Run, tmp_path: Path) -> None:
        path = tmp_path / "deals.csv"
        path.write_text("Deal Name,Deal Stage,Create Date,Amount\nA,Lead,2026-01-02,5\n", encoding="utf-8")
        said = run("load", path, "--dry-run").out
        assert "Next best: " in said
        assert "This is not certain; --source says which." in said


class TestFolders:
    def test_a_folder_stands_for_every_table_in_it(self, run: Run, tmp_path: Path) -> None:
        folder = tmp_path / "exports"
        (folder / "old").mkdir(parents=True)
        (folder / "one.csv").write_text(DEALS_CSV, encoding="utf-8")
        (folder / "old" / "two.csv").write_text(DEALS_CSV.replace("Alpha", "Omega"), encoding="utf-8")
        (folder / "species.csv").write_text("species,petal length\nsetosa,1.4\n", encoding="utf-8")
        (folder / "README.md").write_text("Not a table.", encoding="utf-8")
        (folder / "~$one.xlsx").write_bytes(b"lock")
        document = run("load", folder, "--json").json
        assert [Path(file["file"]).name for file in document["files"]] == ["two.csv", "one.csv"]
        (left,) = document["left_out"]
        assert Path(left["file"]).name == "species.csv"
        assert left["error"]["code"] == "refused"
        assert "species.csv was left out" in run("load", folder, "--dry-run").out

    def test_a_folder_of_nothing_that_loads_is_refused(self, run: Run, tmp_path: Path) -> None:
        folder = tmp_path / "exports"
        folder.mkdir()
        (folder / "species.csv").write_text("species,petal length\nsetosa,1.4\n", encoding="utf-8")
        assert run("load", folder).exit_code == 3
        assert run("imports", "--json").json == {"imports": []}

    def test_an_empty_folder_is_a_wrong_command_line(self, run: Run, tmp_path: Path) -> None:
        folder = tmp_path / "exports"
        folder.mkdir()
        assert run("load", folder).exit_code == 2

    def test_a_file_that_was_named_is_never_left_out(self, run: Run, tmp_path: Path) -> None:
        folder = tmp_path / "exports"
        folder.mkdir()
        (folder / "one.csv").write_text(DEALS_CSV, encoding="utf-8")
        bad = folder / "species.csv"
        bad.write_text("species,petal length\nsetosa,1.4\n", encoding="utf-8")
        assert run("load", folder, bad).exit_code == 3


def test_the_numbers_reached_by_the_files_own_dates_are_said(run: Run, shared_data: Path) -> None:
    file = shared_data / "leak_finder" / "sample_hubspot_deals.csv"
    said = run("load", file, "--dry-run").out
    assert (
        "Reached, by the dates in the file: Discovery 1,600 · Qualified 999 · Demo 756 · Proposal 356 · "
        "Negotiation 206 (won 175, lost 1,384)"
    ) in said
    preview = run("load", file, "--dry-run", "--json").json["files"][0]["report"]["preview"]
    assert list(preview["reached"].items())[:2] == [("Discovery", 1600), ("Qualified", 999)]
    assert preview["entered"] == preview["reached"]
