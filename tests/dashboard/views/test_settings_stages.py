"""Stages on the settings page, and the key figures that they give the funnel."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.glossary.stage_template import TEMPLATE, is_vague, template_of
from dashboard.metrics import deal_flags, sales_velocity
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.stage_settings import KEY_FIGURES, stage_settings
from tests.dashboard.metrics.questions import scope
from tests.dashboard.views.conftest import run_with, said
from tests.dashboard.views.test_funnel import funnel_page
from tests.dashboard.views.test_settings import settings_page
from tests.pipeline_builder import a_pipeline, end_of
from tests.pipeline_files import store


def stuck(warehouse: Warehouse) -> set[str]:
    """The deals flagged as stuck at the end of March."""
    answer = deal_flags.ask(scope(warehouse, end_of("2026-03-05").date()))
    return {row.deal_id for row in answer.rows if "stuck" in row.flags}


def test_allowed_days_change_what_is_stuck_and_a_bad_number_changes_nothing(told: Warehouse) -> None:
    assert stuck(told) == set()
    page = run_with(settings_page, part="stages", stage="Lead")
    page.text_input(key="stage-days").set_value("soon")
    page.text_input(key="stage-owner").set_value("王伟")
    page.button[0].click().run()
    assert not page.exception
    assert "“soon” is not a number of days" in page.error[0].value
    assert page.text_input(key="stage-days").value == "soon"
    assert page.text_input(key="stage-owner").value == "王伟"
    assert not any(one.is_decided for one in stage_settings(told))
    page.text_input(key="stage-days").set_value("0.5")
    page.button[0].click().run()
    page.run()
    assert page.success[0].value == "Saved.", "said until something else is done"
    assert not page.error
    assert stage_settings(told)[0].allowed_days == 0.5
    assert stage_settings(told)[0].owner == "王伟"
    assert stuck(told) == {"D3"}
    page.button(key="stages-reset").click().run()
    assert page.text_input(key="stage-days").value == ""
    assert stuck(told) == set()


def test_an_order_beyond_the_stages_is_refused_and_a_possible_one_moves_the_others(told: Warehouse) -> None:
    page = run_with(settings_page, part="stages", stage="Proposal")
    page.text_input(key="stage-place").set_value("3")
    page.button[0].click().run()
    assert "not a place from 1 to 2" in page.error[0].value
    page.text_input(key="stage-place").set_value("1")
    page.button[0].click().run()
    assert [one.stage for one in stage_settings(told) if one.place] == ["Proposal", "Lead"]


def test_velocity_counts_open_deals_from_the_stage_that_is_chosen(told: Warehouse) -> None:
    asked = scope(told, end_of("2026-03-05").date())
    whole = sales_velocity.ask(asked).rows[-1].open_deals
    page = run_with(settings_page, part="stages")
    choice = page.selectbox(key="setting-velocity.from_stage")
    assert list(choice.options) == ["1 · Lead", "2 · Proposal"]
    choice.set_value("2")
    next(button for button in page.button if "velocity" in str(button.proto.form_id)).click().run()
    assert not page.exception
    assert sales_velocity.ask(scope(told, end_of("2026-03-05").date())).rows[-1].open_deals < whole
    page.button(key="settings-reset-velocity").click().run()
    assert sales_velocity.ask(scope(told, end_of("2026-03-05").date())).rows[-1].open_deals == whole


def test_the_template_gives_its_criteria_to_stages_without_one(told: Warehouse) -> None:
    page = run_with(settings_page, part="stages", lang="zh")
    assert "预算、决策权、需求、时间已核实" in said(page)
    page.button(key="stages-take").click().run()
    assert [one.exit_criterion for one in stage_settings(told)][:2] == [
        "来源清楚，已安排首次联系",
        "方案已演示，书面报价已发出",
    ]


def test_a_marked_stage_gives_the_funnel_its_classical_figure(told: Warehouse) -> None:
    assert "Proposal win rate" not in [metric.label for metric in run_with(funnel_page).metric]
    page = run_with(settings_page, part="stages", stage="Lead")
    page.selectbox(key="stage-figure").set_value("qualification")
    page.button[0].click().run()
    shown = {metric.label: metric.value for metric in run_with(funnel_page, lang="zh").metric}
    assert shown["线索-商机转化率"].replace("\u00a0", "") == "50%"
    assert "已定 2 个" in said(run_with(funnel_page, lang="zh"))


@pytest.mark.parametrize(
    "name", ["跟进中", "意向客户", "In progress", "follow-up", "Pending", "沟通中", "Working on it"]
)
def test_names_that_say_nothing_are_told(name: str) -> None:
    assert is_vague(name)


@pytest.mark.parametrize(
    "name", ["Lead", "Proposal", "方案/报价", "需求分析", "Contract sent", "Legal", "Opening call", "线索跟进"]
)
def test_names_that_say_what_is_reached_are_not(name: str) -> None:
    assert not is_vague(name)


def test_a_vague_stage_is_pointed_out_with_the_reason(warehouse: Warehouse, tmp_path: Path) -> None:
    story = a_pipeline(stages="跟进中, 方案").deal("D1").enters("跟进中", on="2026-01-01")
    store(warehouse, tmp_path / "tables", story.moves_to("方案", on="2026-01-09"))
    page = run_with(settings_page, part="stages")
    assert len(page.warning) == 1
    assert "“跟进中” says what is done or hoped, not what is reached" in page.warning[0].value


def test_the_template_marks_each_key_figure_once() -> None:
    assert tuple(one.key_figure for one in TEMPLATE if one.key_figure) == KEY_FIGURES
    for one in TEMPLATE:
        assert template_of(one.name) is one
