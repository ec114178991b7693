"""`settings`: what people decided, listed with its default, decided, refused, and taken back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.cli.program import main
from dashboard.errors import DONE, USAGE
from dashboard.metrics.settings import SETTINGS


def run(capsys: pytest.CaptureFixture[str], warehouse: Path, *arguments: str) -> tuple[int, str]:
    """Exit code, and what was printed on either stream."""
    code = main(["--warehouse", str(warehouse), *arguments])
    said = capsys.readouterr()
    return code, said.out + said.err


def test_a_setting_is_decided_listed_and_taken_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    warehouse = tmp_path / "w.duckdb"
    assert run(capsys, warehouse, "settings", "set", "calendar.country", "cn") == (DONE, "calendar.country is CN.\n")
    assert run(capsys, warehouse, "settings", "set", "flag.stuck", "80 %")[1] == "flag.stuck is 0.8.\n"
    listed = json.loads(run(capsys, warehouse, "settings", "--json")[1])["settings"]
    assert [entry["name"] for entry in listed] == [one.name for one in SETTINGS]
    decided = {entry["name"]: entry["value"] for entry in listed if entry["decided"]}
    assert decided == {"calendar.country": "CN", "flag.stuck": "0.8"}
    code, said = run(capsys, warehouse, "settings", "reset", "calendar.country", "--json")
    assert code == DONE
    assert json.loads(said)["decided"] is False


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("calendar.country", "Atlantis", "code like CN"),
        ("calendar.weekend", "mon tue wed thu fri sat sun", "sat, sun"),
        ("calendar.weekend", "someday", "sat, sun"),
        ("calendar.days_off", "2026-13-01", "2026-10-10"),
        ("flag.stuck", "1.5", "75 %"),
        ("flag.stuck", "0", "75 %"),
        ("flag.idle", "-3", "like 14"),
        ("flag.idle", "nan", "like 14"),
        ("flag.idle", "two weeks", "like 14"),
        ("no.such", "1", "calendar.country"),
    ],
)
def test_a_value_that_says_nothing_sensible_is_refused_with_what_to_write(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, value: str, remedy: str
) -> None:
    code, said = run(capsys, tmp_path / "w.duckdb", "settings", "set", name, "--", value)
    assert code == USAGE
    assert remedy in said
    listed = json.loads(run(capsys, tmp_path / "w.duckdb", "settings", "--json")[1])["settings"]
    assert not any(entry["decided"] for entry in listed)
