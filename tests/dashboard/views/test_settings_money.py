"""Targets, rates and the playbook on the settings page: added, refused with nothing lost, taken away."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.language import Words
from dashboard.views.bottlenecks_playbook import NAMED, lines_of
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.own_rates import own_rates
from dashboard.warehouse.own_targets import OwnTarget, own_targets
from dashboard.warehouse.playbook import playbook
from tests.dashboard.views.conftest import run_with, said
from tests.dashboard.views.test_settings import settings_page
from tests.pipeline_builder import a_pipeline
from tests.pipeline_files import store


def test_a_target_is_added_for_a_team_and_taken_away(told: Warehouse) -> None:
    page = run_with(settings_page, part="targets")
    page.selectbox(key="target-of").set_value("team:East")
    page.text_input(key="target-from").set_value("2026-10")
    page.text_input(key="target-amount").set_value("plenty")
    page.button[0].click().run()
    assert "“plenty” is not an amount" in page.error[0].value
    assert page.text_input(key="target-from").value == "2026-10"
    assert own_targets(told) == ()
    page.text_input(key="target-amount").set_value("1.2M")
    page.button[0].click().run()
    assert not page.exception
    stated = OwnTarget("team", "East", "", date(2026, 10, 1), date(2027, 1, 1), 1.2e6)
    assert own_targets(told) == (stated,)
    (table,) = [frame.value for frame in page.dataframe]
    assert list(table["Stated"]) == ["here"]
    page.button(key="target-forget").click().run()
    assert own_targets(told) == ()
    assert "No target is stated yet" in said(page)


@pytest.fixture
def dollars(warehouse: Warehouse, tmp_path: Path) -> Warehouse:
    """Three deals in yuan, one in dollars without a rate."""
    story = a_pipeline()
    for number in range(3):
        story = story.deal(f"D{number}", amount=100, currency="CNY").enters("Lead", on="2026-01-02")
    story = story.deal("D9", amount=10, currency="USD").enters("Lead", on="2026-01-02")
    store(warehouse, tmp_path / "tables", story)
    return warehouse


def test_deals_without_a_rate_are_told_until_a_rate_is_stated(dollars: Warehouse) -> None:
    page = run_with(settings_page, part="currencies")
    assert "1 deal in USD has no exchange rate" in page.warning[0].value
    page.text_input(key="rate-value").set_value("x")
    page.button[1].click().run()
    assert "“x” is not a rate" in page.error[0].value
    page.text_input(key="rate-value").set_value("7.1")
    page.button[1].click().run()
    assert not page.exception
    assert [(rate.currency, rate.base, rate.rate) for rate in own_rates(dollars)] == [("USD", "CNY", 7.1)]
    assert not page.warning
    page.button(key="rate-forget").click().run()
    assert own_rates(dollars) == ()


def test_a_play_is_rewritten_for_both_languages_and_taken_back(told: Warehouse) -> None:
    page = run_with(settings_page, part="playbook", play="proposal", lang="zh")
    assert str(page.text_area(key="play-check").value).splitlines() == [
        Words("zh")(text) for text in NAMED["proposal"].check
    ]
    page.text_area(key="play-check").set_value("报价审批几天？\n- 样品到了吗？\n\n")
    page.text_area(key="play-measures").set_value(" ")
    page.button[0].click().run()
    assert "至少要有一条" in page.error[0].value
    assert playbook(told) == {}
    page.text_area(key="play-measures").set_value("副总当天批")
    page.button[0].click().run()
    assert playbook(told) == {"proposal": (("报价审批几天？", "样品到了吗？"), ("副总当天批",))}
    own = playbook(told)
    assert lines_of(NAMED["proposal"], own, Words("en")) == own["proposal"]
    assert lines_of(NAMED["queue"], own, Words("en"))[0] == NAMED["queue"].check
    page.button(key="settings-reset-playbook").click().run()
    assert playbook(told) == {}
    assert str(page.text_area(key="play-check").value).startswith("方案是否")
