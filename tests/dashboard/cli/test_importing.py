"""`load`, `imports`, `undo`: all of the files or none, and every row accounted for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.dashboard.cli.conftest import DEALS_CSV, Run


@pytest.mark.child
def test_a_loaded_file_is_listed_and_can_be_undone(run: Run, deals_csv: Path) -> None:
    loaded = run("load", deals_csv, "--json").json
    (file,) = loaded["files"]
    assert loaded["dry_run"] is False
    assert file["rows"]["read"] == file["rows"]["loaded"] + file["rows"]["merged"] + file["rows"]["rejected"] == 3
    (listed,) = run("imports", "--json").json["imports"]
    assert (listed["import_id"], listed["file_name"]) == (file["import_id"], "deals.csv")
    assert run("undo", file["import_id"], "--json").json == {"undone": file["import_id"]}
    assert run("imports", "--json").json == {"imports": []}


def test_the_report_says_in_words_how_the_rows_add_up(run: Run, deals_csv: Path) -> None:
    said = run("load", deals_csv)
    assert said.exit_code == 0
    assert "3 rows read = 3 loaded + 0 merged + 0 rejected" in said.out
    assert "deals.csv: loaded as import" in said.out
    assert "Evidence level D" in said.out


def test_the_same_content_twice_changes_nothing(run: Run, deals_csv: Path, tmp_path: Path) -> None:
    first = run("load", deals_csv, "--json").json["files"][0]
    copy = tmp_path / "copy of deals.csv"
    copy.write_bytes(deals_csv.read_bytes())
    again = run("load", copy, "--json").json["files"][0]
    assert (again["already_loaded"], again["import_id"]) == (True, first["import_id"])
    assert len(run("imports", "--json").json["imports"]) == 1


def test_one_bad_file_keeps_the_others_out(run: Run, deals_csv: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    said = run("load", deals_csv, empty)
    assert (said.exit_code, said.out) == (3, "")
    assert "empty.csv is empty." in said.err
    assert run("imports", "--json").json == {"imports": []}


@pytest.mark.child
def test_a_refusal_is_a_document_for_scripts(run: Run, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    said = run("load", empty, "--json")
    assert said.exit_code == 3
    assert said.json["error"]["code"] == "refused"
    assert said.json["error"]["exit_code"] == 3
    assert said.json["error"]["remedy"]


@pytest.mark.parametrize("ways", [(), ("--dry-run",)])
@pytest.mark.parametrize(("lang", "told"), [("en", "payments, invoices or orders"), ("zh", "付款、发票或订单")])
def test_what_a_refused_file_looks_like_is_said_in_the_language_asked_for(
    run: Run, tmp_path: Path, ways: tuple[str, ...], lang: str, told: str
) -> None:
    path = tmp_path / "charges.csv"
    path.write_text("Payment ID,Customer,Amount,Status,Payment Date,Fee\n1,A,10,Paid,2026-01-02,1\n", encoding="utf-8")
    said = run("--lang", lang, "load", *ways, path)
    assert said.exit_code == 3
    assert told in said.err
    assert lang == "en" or "payments" not in said.err


def test_a_dry_run_opens_no_warehouse(run: Run, deals_csv: Path, warehouse_path: Path) -> None:
    document = run("load", deals_csv, "--dry-run", "--json").json
    assert document["dry_run"] is True
    assert document["files"][0]["import_id"] is None
    assert document["files"][0]["rows"]["read"] == 3
    assert not warehouse_path.exists()


def test_as_of_means_the_end_of_the_day(run: Run, deals_csv: Path) -> None:
    run("load", deals_csv, "--as-of", "2026-03-31")
    (listed,) = run("imports", "--json").json["imports"]
    assert listed["as_of"] == "2026-03-31T23:59:59"


@pytest.mark.child
def test_a_mapping_overrules_what_would_be_guessed(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    path.write_text(DEALS_CSV.replace("Owner", "Wer"), encoding="utf-8")
    mapping = tmp_path / "mapping.json"
    mapping.write_text(json.dumps({"columns": {"Wer": "owner_name"}, "as_of": "2026-03-31T23:59:59"}), encoding="utf-8")
    assert run("load", path, "--mapping", mapping).exit_code == 0
    rows = run("metric", "win_loss", "--by", "owner", "--json").json["rows"]
    assert {row["owner"] for row in rows} == {"Ana", "Ben"}


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[1]",
        '{"colour": "blue"}',
        '{"as_of": "soon"}',
        '{"stages": {"Won": 1}}',
        '{"columns": 3}',
        '{"columns": {"A": "shoe_size"}}',
        '{"source": "abacus"}',
        '{"as_of": "2026-03-31T00:00Z"}',
    ],
)
def test_a_mapping_that_is_none_is_refused_in_one_line(run: Run, deals_csv: Path, tmp_path: Path, text: str) -> None:
    mapping = tmp_path / "mapping.json"
    mapping.write_text(text, encoding="utf-8")
    said = run("load", deals_csv, "--mapping", mapping)
    assert said.exit_code == 2
    assert "is not a mapping" in said.err
    assert len(said.err.strip().splitlines()) == 1


def test_an_unknown_source_names_the_known_ones(run: Run, deals_csv: Path) -> None:
    said = run("load", deals_csv, "--source", "abacus")
    assert said.exit_code == 2
    assert "hubspot" in said.err


def test_a_file_that_is_not_there_is_a_wrong_command_line(run: Run, tmp_path: Path) -> None:
    assert run("load", tmp_path / "nothing.csv").exit_code == 2


def test_undoing_what_never_was_is_a_wrong_command_line(run: Run) -> None:
    said = run("undo", 7)
    assert said.exit_code == 2
    assert "There is no import 7." in said.err


def test_an_empty_warehouse_says_so(run: Run) -> None:
    assert "Nothing is loaded yet." in run("imports").out


def test_customers_alone_claim_no_evidence_and_no_day(run: Run, tmp_path: Path) -> None:
    customers = tmp_path / "customers.csv"
    customers.write_text(
        "Customer ID,Customer Name,Industry,Region\nC1,Acme,tech,US\nC2,Beta,retail,UK\n", encoding="utf-8"
    )
    assert "Evidence level" not in run("load", customers).out
    said = run("metric", "win_rate").out
    assert "no deals are loaded yet" in said
    assert "1970" not in said + run("metric", "win_rate", "--json").out + run("imports", "--json").out


def test_a_spelling_can_only_mean_one_that_is_listed(run: Run, deals_csv: Path) -> None:
    run("load", deals_csv)
    said = run("join", "product", "GTXPro", "Nothing listed")
    assert said.exit_code == 2
    assert "Nothing listed" in said.err
    assert run("join", "colour", "red", "blue").exit_code == 2


class TestPublicFiles:
    def test_the_maven_tables_load_without_a_mapping(self, run: Run, shared_data: Path) -> None:
        tables = [path for path in sorted((shared_data / "maven_crm").glob("*.csv")) if path.stem != "data_dictionary"]
        loaded = run("load", *tables, "--json").json
        assert {"field": "product", "value": "GTXPro", "deals": 1480, "proposal": "GTX Pro"} in loaded["not_joined"]
        joined = run("join", "product", "GTXPro", "GTX Pro", "--json").json
        assert not [gap for gap in joined["not_joined"] if gap["value"] == "GTXPro"]
        row = run("metric", "win_rate", "--json").json["rows"][0]
        assert (row["won"], row["lost"]) == (4238, 2473)
        assert row["win_rate"] == pytest.approx(0.6315, abs=5e-5)
        for metric in ("stage_funnel", "stage_dwell"):
            document = run("metric", metric, "--json").json
            assert document["rows"] == []
            assert document["unavailable"]["needs"]

    def test_a_hubspot_export_with_dates_gives_the_published_funnel(self, run: Run, shared_data: Path) -> None:
        assert run("load", shared_data / "leak_finder" / "sample_hubspot_deals.csv").exit_code == 0
        entered = run("metric", "stage_funnel", "--mode", "entered", "--json").json["rows"]
        assert [row["reached"] for row in entered][:5] == [1600, 999, 756, 356, 206]
        reached = run("metric", "stage_funnel", "--json").json["rows"]
        skipped = [row["skipped"] for row in reached]
        assert [row["reached"] - row["skipped"] for row in reached][:5] == [1600, 999, 756, 356, 206]
        assert skipped[:5] == [0, 56, 0, 0, 0]
        row = run("metric", "win_rate", "--json").json["rows"][0]
        assert (row["won"], row["lost"]) == (175, 1384)
