"""Settings: kept as a whole or not at all, counted as a change of the data, and there after a backup or a rebuild."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.errors import DashboardError
from dashboard.warehouse.backup import backup
from dashboard.warehouse.decisions import COUNTRY, DAYS_OFF, DAYS_WORKED, WEEKEND, decide, decided, work_calendar
from dashboard.warehouse.imports import rebuild
from dashboard.warehouse.working_days import WorkCalendar
from tests.blank_warehouse import warehouse_at


def test_until_somebody_decides_the_weekend_is_saturday_and_sunday_without_holidays(tmp_path: Path) -> None:
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        assert decided(warehouse) == {}
        assert work_calendar(warehouse) == WorkCalendar()


def test_one_bad_value_keeps_all_others_from_being_saved(tmp_path: Path) -> None:
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        version = warehouse.version
        with pytest.raises(DashboardError, match="not a date"):
            decide(warehouse, {COUNTRY: "CN", DAYS_OFF: "tomorrow"})
        with pytest.raises(DashboardError, match="both"):
            decide(warehouse, {COUNTRY: "CN", DAYS_OFF: "2026-10-10", DAYS_WORKED: "2026-10-10"})
        assert decided(warehouse) == {}
        assert warehouse.version == version


def test_a_change_is_a_new_version_of_the_data_and_what_changes_nothing_is_not(tmp_path: Path) -> None:
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        version = warehouse.version
        decide(warehouse, {WEEKEND: "Sunday Saturday", DAYS_OFF: None})
        assert warehouse.version == version
        decide(warehouse, {WEEKEND: "fri，sat"})
        decide(warehouse, {WEEKEND: "sat, fri"})
        assert warehouse.version == version + 1
        assert work_calendar(warehouse).weekend == {4, 5}
        decide(warehouse, {WEEKEND: None})
        assert (decided(warehouse), warehouse.version) == ({}, version + 2)


def test_what_was_decided_is_there_after_a_rebuild_and_in_a_backup(tmp_path: Path) -> None:
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        decide(warehouse, {COUNTRY: "cn", DAYS_WORKED: "2026-10-17 2026-10-18"})
        rebuild(warehouse)
        copied = backup(warehouse, tmp_path / "copy.duckdb")
        expected = work_calendar(warehouse)
    assert expected.days_worked == {date(2026, 10, 17), date(2026, 10, 18)}
    with warehouse_at(copied) as copy:
        assert work_calendar(copy) == expected
