"""`backup`, `rebuild`, `check`, and the ways in which a warehouse cannot be opened."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from dashboard.cli.program import main
from tests.dashboard.cli.conftest import Run

HOLD = "import sys; from pathlib import Path; from dashboard.warehouse.connection import open_warehouse; "
HOLD += "held = open_warehouse(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()"


@pytest.mark.usefixtures("company")
def test_a_backup_answers_as_the_original_does(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "kept" / "backup.duckdb"
    assert run("backup", target, "--json").json["backup"] == str(target)
    original = run("metric", "win_rate", "--json").json
    before = (tmp_path / "warehouse.duckdb").stat().st_mtime_ns
    again = run("--warehouse", target, "metric", "win_rate", "--json").json
    assert again == original
    assert (tmp_path / "warehouse.duckdb").stat().st_mtime_ns >= before


@pytest.mark.usefixtures("company")
def test_a_backup_never_overwrites(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "backup.duckdb"
    target.write_text("precious")
    said = run("backup", target)
    assert said.exit_code == 2
    assert target.read_text() == "precious"


def test_rebuild_gives_the_same_numbers(run: Run, deals_csv: Path) -> None:
    run("load", deals_csv)
    before = run("metric", "win_rate", "--json").json
    assert run("rebuild", "--json").json == {"rebuilt": 1}
    assert run("metric", "win_rate", "--json").json == before


@pytest.mark.usefixtures("company")
def test_check_reads_everything(run: Run) -> None:
    found = run("check", "--json").json
    assert found["sound"] is True
    assert (found["deals"], found["imports"]) == (4, 1)
    assert found["rows"] > 4
    assert "is sound" in run("check").out


def test_check_finds_an_original_that_was_changed(run: Run, deals_csv: Path, tmp_path: Path) -> None:
    run("load", deals_csv)
    (original,) = (path for path in (tmp_path / "warehouse.duckdb.files").iterdir() if not path.suffix)
    original.write_bytes(original.read_bytes() + b"4,Delta,Ana,Won,1,2026-01-05,2026-02-01\n")
    said = run("check")
    assert said.exit_code == 5
    assert original.name in said.err


def test_a_file_that_is_no_warehouse_is_damaged(run: Run, warehouse_path: Path) -> None:
    warehouse_path.write_bytes(b"this was never a database " * 1000)
    said = run("imports", "--json")
    assert said.exit_code == 5
    assert said.json["error"]["code"] == "damaged"


@pytest.mark.usefixtures("company")
def test_a_warehouse_that_another_program_holds_is_busy(run: Run, warehouse_path: Path, project: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(warehouse_path)],
        cwd=project,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        said = run("imports")
        as_json = run("check", "--json")
        holder.communicate("")
    assert said.exit_code == 4
    assert "in use" in said.err
    assert as_json.json["error"]["code"] == "busy"
    assert run("imports").exit_code == 0


@pytest.mark.usefixtures("company")
def test_published_tables_are_counted_and_a_foreign_folder_is_refused(run: Run, tmp_path: Path) -> None:
    said = run("publish", tmp_path / "tables", "--csv", "--json").json
    assert said["tables"]["deals"] > 0
    assert (tmp_path / "tables" / "deals.csv").exists()
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "x.txt").write_text("x", encoding="utf-8")
    refused = run("publish", tmp_path / "mine")
    assert refused.exit_code == 2
    assert "not a folder that was published" in refused.err


@pytest.mark.parametrize("command", [[], ["load"], ["metric"], ["serve"]])
def test_help_needs_no_warehouse(capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    assert main([*command, "--help"]) == 0
    assert "Usage: python -m dashboard" in capsys.readouterr().out


@pytest.mark.parametrize("command", [["--help"], ["load", "--help"]])
def test_help_states_the_exit_codes(capsys: pytest.CaptureFixture[str], command: list[str]) -> None:
    main(command)
    shown = capsys.readouterr().out
    for code, meaning in ((0, "done"), (2, "wrong"), (3, "refused"), (4, "in use"), (5, "damaged")):
        assert any(line.strip().startswith(f"{code} ") and meaning in line for line in shown.splitlines())
