"""What people decide about stages holds against what files tell, survives loads and undo, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.errors import DashboardError
from dashboard.metrics import stage_funnel
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.imports import list_imports, undo_import
from dashboard.warehouse.stage_settings import (
    StageSetting,
    allowed_days,
    decide_stage,
    decide_texts,
    place_among,
    reset_stages,
    stage_settings,
)
from tests.blank_warehouse import warehouse_at
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import a_pipeline, end_of
from tests.pipeline_files import store

STORY = (
    a_pipeline(stages="Lead, Qualified, Proposal")
    .deal("D1")
    .enters("Lead", on="2026-01-01")
    .moves_to("Qualified", on="2026-01-03")
    .moves_to("Proposal", on="2026-01-06")
    .deal("D2")
    .enters("Lead", on="2026-01-02")
)


@pytest.fixture
def warehouse(tmp_path: Path) -> Iterator[Warehouse]:
    """Two deals in three stages."""
    with warehouse_at(tmp_path / "w.duckdb") as opened:
        store(opened, tmp_path / "tables", STORY)
        yield opened


def stage(warehouse: Warehouse, name: str) -> StageSetting:
    """What holds for one stage."""
    return next(one for one in stage_settings(warehouse) if one.stage == name)


def order(warehouse: Warehouse) -> list[str]:
    """The open stages in order."""
    return [one.stage for one in stage_settings(warehouse) if one.place]


def test_a_new_order_holds_after_another_load_and_an_undo_and_is_taken_back(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    decide_stage(warehouse, replace(stage(warehouse, "Proposal"), place=1, owner="Ana", allowed_days=5.0))
    assert order(warehouse) == ["Proposal", "Lead", "Qualified"]
    more = a_pipeline(stages="Lead, Qualified, Proposal").deal("D9").enters("Lead", on="2026-02-01")
    store(warehouse, tmp_path / "more", more)
    undo_import(warehouse, list_imports(warehouse)[0].import_id)
    assert order(warehouse) == ["Proposal", "Lead", "Qualified"]
    kept = stage(warehouse, "Proposal")
    assert (kept.owner, kept.allowed_days, kept.reason) == ("Ana", 5.0, "set by hand")
    reset_stages(warehouse, "Sales")
    assert order(warehouse) == ["Lead", "Qualified", "Proposal"]
    assert not any(one.is_decided for one in stage_settings(warehouse))


def test_a_stage_that_is_lost_by_decision_is_no_step_of_the_funnel(warehouse: Warehouse) -> None:
    decide_stage(warehouse, replace(stage(warehouse, "Proposal"), status="lost", place=0))
    rows = stage_funnel.ask(scope(warehouse, end_of("2026-02-01").date())).rows
    assert [(row.stage, row.reached) for row in rows] == [("Lead", 2), ("Qualified", 1), ("Won", 0)]
    assert rows[1].lost == 1


def test_texts_alone_leave_the_layout_as_it_is(warehouse: Warehouse) -> None:
    version = warehouse.version
    qualified = stage(warehouse, "Qualified")
    decide_stage(warehouse, replace(qualified, exit_criterion="BANT", key_figure="qualification"))
    assert warehouse.version == version + 1
    decide_stage(warehouse, stage(warehouse, "Qualified"))
    assert warehouse.version == version + 1
    assert stage(warehouse, "Qualified").exit_criterion == "BANT"
    assert stage(warehouse, "Qualified").reason == qualified.reason
    decide_texts(warehouse, [replace(stage(warehouse, "Lead"), exit_criterion="Source known")])
    assert [one.exit_criterion for one in stage_settings(warehouse)][:2] == ["Source known", "BANT"]


def test_a_key_figure_belongs_to_one_stage_of_a_pipeline(warehouse: Warehouse) -> None:
    decide_stage(warehouse, replace(stage(warehouse, "Lead"), key_figure="proposal"))
    decide_stage(warehouse, replace(stage(warehouse, "Proposal"), key_figure="proposal"))
    assert [one.key_figure for one in stage_settings(warehouse)][:3] == ["", "", "proposal"]


def test_what_cannot_be_is_refused_and_nothing_of_it_kept(warehouse: Warehouse) -> None:
    before = stage_settings(warehouse)
    with pytest.raises(DashboardError, match="letters"):
        decide_stage(warehouse, replace(stage(warehouse, "Lead"), owner="A" * 301, allowed_days=3.0))
    for name in ("Lead", "Qualified"):
        decide_stage(warehouse, replace(stage(warehouse, name), status="void", place=0))
    with pytest.raises(DashboardError, match="no open stage"):
        decide_stage(warehouse, replace(stage(warehouse, "Proposal"), status="won", place=0, allowed_days=3.0))
    assert stage(warehouse, "Proposal").allowed_days is None
    reset_stages(warehouse, "Sales")
    assert stage_settings(warehouse) == before


@pytest.mark.parametrize("text", ["0", "-1", "nan", "inf", "five", "3651"])
def test_days_that_no_stage_can_allow_are_refused(text: str) -> None:
    with pytest.raises(DashboardError, match="not a number of days"):
        allowed_days(text)


def test_blank_days_are_any_time_and_places_lie_among_the_stages() -> None:
    assert allowed_days(" ") is None
    assert allowed_days("2.5") == 2.5
    assert place_among("3", 3) == 3
    for text in ("0", "4", "x", "", "1.0"):
        with pytest.raises(DashboardError, match="not a place"):
            place_among(text, 3)
