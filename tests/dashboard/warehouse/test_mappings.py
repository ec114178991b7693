"""Mappings: confirmed once, found again by the headers, and movable as a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dashboard.errors import DashboardError
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.imports import list_imports, load_files, preview_file, rebuild, report_of
from dashboard.warehouse.mappings import (
    adopt,
    forget_mapping,
    from_file,
    list_mappings,
    mapping_for,
    mapping_named,
    remember,
    to_file,
)
from data_loaders.options import Options
from data_loaders.report import LoadReport
from tests.blank_warehouse import warehouse_at

WEEK_1 = "Deal Name,Wer,Stage,Amount,Created\nAlpha,Ana,Won,1000,2026-01-05\nBeta,Bo,Offer,2000,2026-01-07\n"
WEEK_2 = "Stage,Deal Name , WER,Amount,Created\nWon,Alpha,Ana,1000,2026-01-05\nWon,Beta,Bo,2500,2026-01-07\n"
OWNER = Options(columns={"Wer": "owner_name"}, stages={"Offer": (2, "open")})


def a_file(folder: Path, text: str = WEEK_1, name: str = "week 1.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def target(report: LoadReport, header: str) -> str | None:
    return next(column.target for column in report.columns if column.header.casefold() == header.casefold())


def remembered_name(report: LoadReport) -> str | None:
    names = [one.said.values["name"] for one in report.findings if one.said.code == "mapping_remembered"]
    return str(names[0]) if names else None


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return warehouse_at(tmp_path / "w.duckdb")


@pytest.fixture
def confirmed(warehouse: Warehouse, tmp_path: Path) -> Warehouse:
    """A warehouse that remembers the mapping “weekly” for the headers of the weeks."""
    path = a_file(tmp_path)
    remember(warehouse, "weekly", preview_file(path, OWNER), OWNER)
    return warehouse


def test_next_weeks_file_is_read_as_confirmed_and_says_so(confirmed: Warehouse, tmp_path: Path) -> None:
    next_week = a_file(tmp_path, WEEK_2, "week 2.csv")
    assert target(preview_file(next_week, Options()), "wer") is None
    seen = preview_file(next_week, Options(), warehouse=confirmed)
    assert target(seen, "wer") == "owner_name"
    assert remembered_name(seen) == "weekly"
    (loaded,) = load_files(confirmed, [(next_week, Options())])
    assert target(loaded.report, "wer") == "owner_name"
    assert mapping_named(confirmed, "weekly").used == 1


def test_other_headers_are_none_of_its_business(confirmed: Warehouse, tmp_path: Path) -> None:
    other = a_file(tmp_path, WEEK_1.replace("Created", "Opened on"), "other.csv")
    assert remembered_name(preview_file(other, Options(), warehouse=confirmed)) is None


def test_what_is_stated_now_wins_part_by_part(confirmed: Warehouse, tmp_path: Path) -> None:
    path = a_file(tmp_path, WEEK_2, "week 2.csv")
    told = Options(columns={"Deal Name": "deal_name", "wer ": "contact_name"})
    seen = preview_file(path, told, warehouse=confirmed)
    assert target(seen, "wer") == "contact_name"
    assert remembered_name(seen) == "weekly"


def test_a_field_stated_for_one_column_is_taken_from_the_remembered_one() -> None:
    remembered = Options(columns={"A": "owner_name", "B": "amount"}, owners={"x": "X"}, as_of=None)
    told = Options(columns={"C": "owner_name"}, owners={"x": "Y", "z": "Z"}).over(remembered)
    assert told.columns == {"B": "amount", "C": "owner_name"}
    assert told.owners == {"x": "Y", "z": "Z"}


def test_a_mapping_never_brings_the_day_of_one_file_to_another(warehouse: Warehouse, tmp_path: Path) -> None:
    report = preview_file(a_file(tmp_path), Options())
    told = Options.from_json('{"as_of": "2026-03-31T23:59:59", "file_name": "x.csv", "currency": "EUR"}')
    kept = remember(warehouse, "dated", report, told)
    assert kept.options == Options(currency="EUR")


def test_confirming_again_replaces_and_forgetting_forgets(confirmed: Warehouse, tmp_path: Path) -> None:
    report = preview_file(a_file(tmp_path), Options())
    remember(confirmed, "weekly, new", report, Options(currency="EUR"))
    (one,) = list_mappings(confirmed)
    assert (one.name, one.options, one.headers) == (
        "weekly, new",
        Options(currency="EUR"),
        ("Deal Name", "Wer", "Stage", "Amount", "Created"),
    )
    assert mapping_for(confirmed, report.fingerprint) == one
    forget_mapping(confirmed, "weekly, new")
    assert list_mappings(confirmed) == ()
    with pytest.raises(DashboardError, match="weekly, new"):
        forget_mapping(confirmed, "weekly, new")


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "two\nlines"])
def test_a_mapping_needs_a_name(warehouse: Warehouse, tmp_path: Path, name: str) -> None:
    with pytest.raises(DashboardError):
        remember(warehouse, name, preview_file(a_file(tmp_path), Options()), Options())


def test_a_mapping_travels_as_a_file(confirmed: Warehouse, tmp_path: Path) -> None:
    one = mapping_named(confirmed, "weekly")
    with warehouse_at(tmp_path / "other.duckdb") as other:
        assert adopt(other, from_file("\ufeff" + to_file(one))) == one
        assert remembered_name(preview_file(a_file(tmp_path, WEEK_2), Options(), warehouse=other)) == "weekly"


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "{",
        "[]",
        "3",
        "{}",
        '{"kind": "pipeline dashboard mapping", "version": 2}',
        {"options": []},
        {"options": {"columns": {"A": "shoe_size"}}},
        {"options": {"stages": {"Won": [1, "great"]}}},
        {"options": {"owners": {"a": 3}}},
        {"options": {"currency": "dollars"}},
        {"options": {"colour": "blue"}},
        {"headers": [1]},
        {"name": ""},
        {"saved_at": "soon"},
    ],
)
def test_anything_else_is_refused_in_one_sentence(confirmed: Warehouse, broken: str | dict[str, object]) -> None:
    text = (
        broken
        if isinstance(broken, str)
        else json.dumps({**json.loads(to_file(mapping_named(confirmed, "weekly"))), **broken})
    )
    with pytest.raises(DashboardError) as refused:
        from_file(text)
    assert len(str(refused.value).splitlines()) == 1


def test_a_corrected_mapping_reads_the_same_content_anew_in_its_place(warehouse: Warehouse, tmp_path: Path) -> None:
    path = a_file(tmp_path)
    (first,) = load_files(warehouse, [(path, Options())])
    (corrected,) = load_files(warehouse, [(path, OWNER)])
    assert (corrected.import_id, corrected.already, corrected.read_anew) == (first.import_id, False, True)
    assert target(report_of(warehouse, first.import_id), "Wer") == "owner_name"
    assert len(list_imports(warehouse)) == 1
    version = warehouse.version
    for options in (Options(), OWNER):
        (again,) = load_files(warehouse, [(path, options)])
        assert (again.already, again.read_anew) == (True, False)
    assert warehouse.version == version


def test_what_was_loaded_stays_as_it_was_read_when_its_mapping_goes(confirmed: Warehouse, tmp_path: Path) -> None:
    (loaded,) = load_files(confirmed, [(a_file(tmp_path, WEEK_2), Options())])
    forget_mapping(confirmed, "weekly")
    rebuild(confirmed)
    assert target(report_of(confirmed, loaded.import_id), "wer") == "owner_name"


def test_a_load_can_leave_the_remembered_mapping_aside(confirmed: Warehouse, tmp_path: Path) -> None:
    (loaded,) = load_files(confirmed, [(a_file(tmp_path), Options())], use_mappings=False)
    assert target(loaded.report, "Wer") is None
