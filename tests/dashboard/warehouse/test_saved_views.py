"""Saved views: kept, renamed, replaced by name, found by id, and untouched by imports, undo and rebuild."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.errors import USAGE, DashboardError
from dashboard.warehouse import saved_views
from dashboard.warehouse.backup import backup
from dashboard.warehouse.given_names import LONGEST_LINK, LONGEST_NAME, checked_name
from dashboard.warehouse.imports import list_imports, load_files, rebuild, undo_import
from data_loaders.options import Options
from tests.blank_warehouse import warehouse_at

LINK = {"owner": ["Ana", "王伟 & <b>"], "mode": ["entered"], "from": ["2026-01-01"]}
ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=30)


def test_a_view_is_found_by_its_id_and_by_its_name_after_opening_again(tmp_path: Path) -> None:
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        view = saved_views.save(warehouse, "  East, entered ", "funnel", LINK)
    assert (view.name, view.page, view.link) == ("East, entered", "funnel", LINK)
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        assert saved_views.view_of(warehouse, view.view_id) == view
        assert saved_views.view_of(warehouse, "East, entered") == view
        assert saved_views.view_of(warehouse, "east") is None
        assert saved_views.list_views(warehouse) == (view,)


def test_an_id_goes_before_a_view_that_is_called_like_it(tmp_path: Path) -> None:
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        view = saved_views.save(warehouse, "Z", "funnel", LINK)
        saved_views.save(warehouse, view.view_id, "velocity", {})
        assert saved_views.view_of(warehouse, view.view_id) == view


def test_the_same_name_again_replaces_what_is_shown_and_keeps_the_address(tmp_path: Path) -> None:
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        first = saved_views.save(warehouse, "Mine", "funnel", LINK)
        second = saved_views.save(warehouse, "Mine", "velocity", {})
        assert second.view_id == first.view_id
        assert saved_views.list_views(warehouse) == (second,)


def test_a_renamed_view_keeps_its_address_and_no_two_have_one_name(tmp_path: Path) -> None:
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        first, second = (saved_views.save(warehouse, name, "funnel", {}) for name in ("One", "Two"))
        saved_views.rename(warehouse, first.view_id, "Eins")
        found = saved_views.view_of(warehouse, first.view_id)
        assert found is not None
        assert found.name == "Eins"
        with pytest.raises(DashboardError) as refused:
            saved_views.rename(warehouse, second.view_id, "Eins")
        assert refused.value.exit_code == USAGE
        assert [view.name for view in saved_views.list_views(warehouse)] == ["Eins", "Two"]


def test_a_deletion_can_be_taken_back_even_where_the_name_was_given_away(tmp_path: Path) -> None:
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        gone = saved_views.save(warehouse, "Mine", "funnel", LINK)
        saved_views.delete(warehouse, gone.view_id)
        assert saved_views.list_views(warehouse) == ()
        saved_views.save(warehouse, "Mine", "velocity", {})
        saved_views.put_back(warehouse, gone)
        back = saved_views.view_of(warehouse, gone.view_id)
        assert back is not None
        assert (back.name, back.link) == ("Mine (2)", LINK)


@pytest.mark.parametrize("name", ["", "   ", "a\nb", "x" * (LONGEST_NAME + 1), "a\u202eb", "\x00"])
def test_what_is_no_name_is_refused_and_nothing_is_kept(tmp_path: Path, name: str) -> None:
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        with pytest.raises(DashboardError):
            saved_views.save(warehouse, name, "funnel", {})
        assert saved_views.list_views(warehouse) == ()


def test_a_link_without_end_is_refused(tmp_path: Path) -> None:
    with warehouse_at(tmp_path / "w.duckdb") as warehouse, pytest.raises(DashboardError):
        saved_views.save(warehouse, "Long", "funnel", {"owner": ["x" * LONGEST_LINK]})


@settings(max_examples=20)
@given(name=ANY_TEXT, link=st.dictionaries(ANY_TEXT, st.lists(ANY_TEXT, max_size=3), max_size=3))
def test_any_name_and_any_link_come_back_letter_for_letter(
    tmp_path_factory: pytest.TempPathFactory, name: str, link: dict[str, list[str]]
) -> None:
    with warehouse_at(tmp_path_factory.getbasetemp() / "views.duckdb") as warehouse:
        try:
            shown = checked_name(name)
        except DashboardError:
            return
        view = saved_views.save(warehouse, name, "funnel", link)
        assert (view.name, view.link) == (shown, link)
        assert saved_views.view_of(warehouse, view.view_id) == view


def test_views_outlive_an_undo_and_a_rebuild_and_lie_in_the_backup(tmp_path: Path) -> None:
    export = tmp_path / "deals.csv"
    export.write_text("Deal ID,Deal Name,Stage,Amount,Create Date\n1,Acme,Lead,10,2026-01-05\n", encoding="utf-8")
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        view = saved_views.save(warehouse, "Mine", "funnel", LINK)
        load_files(warehouse, [(export, Options())])
        rebuild(warehouse)
        assert saved_views.list_views(warehouse) == (view,)
        copy = backup(warehouse, tmp_path / "copy.duckdb")
        undo_import(warehouse, list_imports(warehouse)[0].import_id)
        assert saved_views.list_views(warehouse) == (view,)
    with warehouse_at(copy) as warehouse:
        assert saved_views.list_views(warehouse) == (view,)
