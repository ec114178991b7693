"""The team page: owners side by side, few deals never ranked, each list as long as its number."""
# ruff: noqa: PLC0415 - a page run by AppTest is a function that brings its own imports

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.warehouse.connection import Warehouse
from tests.dashboard.views.conftest import link_in, run_with, said
from tests.dashboard.views.test_funnel import alternatives
from tests.pipeline_builder import a_pipeline
from tests.pipeline_files import store


def team_page() -> None:
    """The page as its script runs it."""
    from dashboard.views import frame, team
    from tests.dashboard.views.page_menu import register

    register()
    frame.render(team.page)


@pytest.fixture
def people(warehouse: Warehouse, tmp_path: Path) -> Warehouse:
    """Ana won 20 of 24, Bo 4 of 24, Cy one of two; each has a deal open, Cy's worth most."""
    story = a_pipeline(stages="Lead, Proposal")
    for owner, won, closed in (("Ana", 20, 24), ("Bo", 4, 24), ("Cy", 1, 2)):
        for number in range(closed):
            story = story.deal(f"{owner}{number}", amount=10, owner=owner, created="2026-01-01")
            story = story.enters("Lead", on="2026-01-02")
            story = story.wins(on="2026-01-20") if number < won else story.loses(on="2026-01-25")
        story = story.deal(f"{owner} open", amount=len(owner), owner=owner).enters("Lead", on="2026-02-01")
    store(warehouse, tmp_path / "tables", story)
    return warehouse


@pytest.mark.usefixtures("people")
def test_owners_stand_side_by_side_and_few_deals_have_no_rate() -> None:
    page = run_with(team_page)
    assert not page.exception
    rows = {row["Owner"]: row for row in page.dataframe[0].value.to_dict("records")}
    assert rows["Ana"]["n"] == 24
    assert rows["Ana"]["Win rate"].startswith("83")
    assert rows["Cy"]["Win rate"] == "–"
    assert rows["Cy"]["Median cycle"] == "–"
    assert "differ by more than chance" in said(page)


@pytest.mark.usefixtures("people")
def test_the_quadrant_speaks_of_those_with_twenty_closed_deals() -> None:
    assert alternatives(run_with(team_page))[0].startswith("Of the 2 with 20 closed deals or more")
    page = run_with(team_page, axis="amount")
    assert "a deal or more" in alternatives(page)[0]


@pytest.mark.usefixtures("people")
def test_an_owners_lists_are_as_long_as_their_numbers() -> None:
    page = run_with(team_page, of="open_pipeline", where="owner", value="Bo")
    assert "1 deal open now · Owner: Bo" in said(page)
    page.segmented_control("people-list").set_value("closed").run()
    assert link_in(page)["of"] == ["win_loss"]
    assert "24 deals won or lost · Owner: Bo" in said(page)


@pytest.mark.usefixtures("people")
def test_the_page_reads_in_chinese() -> None:
    page = run_with(team_page, lang="zh")
    assert not page.exception
    assert "并列比较" in said(page)
