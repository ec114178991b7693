"""Where the warehouse lies."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.settings import PROJECT, read_settings


def test_the_default_lies_in_the_project(project: Path) -> None:
    assert read_settings({}).warehouse == project / "data" / "warehouse.duckdb"
    assert project == PROJECT


def test_the_environment_names_another() -> None:
    assert read_settings({"DASHBOARD_WAREHOUSE": "/srv/review.duckdb"}).warehouse == Path("/srv/review.duckdb")


def test_a_blank_variable_counts_as_unset() -> None:
    assert read_settings({"DASHBOARD_WAREHOUSE": "  "}) == read_settings({})


def test_a_relative_path_starts_at_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert read_settings({"DASHBOARD_WAREHOUSE": "mine.duckdb"}).warehouse == tmp_path / "mine.duckdb"
