"""Owner and team at the time, where files tell of another owner before: a switch, and today's owner without it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Final

import pytest

from dashboard.filters import THEN
from dashboard.metrics import deal_history, deals_behind, open_pipeline, stage_dwell, stage_funnel, win_loss, win_rate
from dashboard.warehouse import known
from dashboard.warehouse.connection import Warehouse
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_files import store

LAST: Final = date(2026, 6, 30)


def told(owner: str, *, closed: bool) -> Pipeline:
    """D1 of one owner all along; D2 and D3 of `owner` when the file was written."""
    story = (
        a_pipeline(stages="Lead, Proposal")
        .deal("D1", amount=10, owner="Ana", team="East")
        .enters("Lead", on="2026-01-02")
    )
    for number in ("D2", "D3"):
        story = story.deal(number, amount=20, owner=owner, team="West" if owner == "Bo" else "East")
        story = story.enters("Lead", on="2026-01-02")
        story = story.moves_to("Proposal", on="2026-03-01") if closed else story
    return story.wins(on="2026-03-10") if closed else story


@pytest.fixture
def handed_over(holding: Holding, tmp_path: Path) -> Warehouse:
    """Ana's three deals in February; in March two of them are Bo's, and one of those is won."""
    warehouse = holding(told("Ana", closed=False), as_of=datetime(2026, 2, 1))
    store(warehouse, tmp_path, told("Bo", closed=True), as_of=datetime(2026, 4, 1))
    return warehouse


def deals_of(warehouse: Warehouse, day: date, owner: str, owners: str) -> set[str]:
    return {deal.deal_id for deal in deals_behind.ask(scope(warehouse, day, owner=(owner,), owners=owners)).rows}


def test_a_snapshot_before_the_change_has_the_owner_of_that_day(handed_over: Warehouse) -> None:
    before, after = date(2026, 2, 10), LAST
    assert deals_of(handed_over, before, "Ana", THEN) == {"D1", "D2", "D3"}
    assert deals_of(handed_over, before, "Ana", "now") == {"D1"}
    assert deals_of(handed_over, after, "Ana", THEN) == {"D1"}
    assert deals_of(handed_over, after, "Bo", THEN) == {"D2", "D3"}
    assert known.has_owner_changes(handed_over)


def test_a_stay_belongs_to_whoever_began_it_and_a_win_to_whoever_won(handed_over: Warehouse) -> None:
    asked = scope(handed_over, LAST, owners=THEN)
    stays = {(row.stage, row.value): row.n for row in stage_dwell.ask(asked, by="owner").rows}
    assert stays[("Lead", "Ana")] == 3
    assert {(row.value, row.won) for row in win_loss.ask(scope(handed_over, LAST), by="owner").rows} == {("Bo", 1)}
    assert ("Lead", "Bo") not in stays
    assert {value for stage, value in stays if stage == "Lead"} == {"Ana"}


def test_the_switch_moves_deals_between_owners_and_loses_none(handed_over: Warehouse) -> None:
    for day in (date(2026, 2, 10), LAST):
        for ask in (open_pipeline.ask, win_rate.ask, stage_funnel.ask, deals_behind.ask):
            whole = ask(scope(handed_over, day)).n
            assert ask(scope(handed_over, day, owners=THEN)).n == whole
            for part in ("Ana", "Bo"):
                assert ask(scope(handed_over, day, owner=(part,), owners=THEN)).n <= whole
            parts = [ask(scope(handed_over, day, owner=(part,), owners=THEN)).n for part in ("Ana", "Bo")]
            assert sum(parts) == whole, ask


def test_the_story_of_a_deal_is_whole_for_every_owner_it_had(handed_over: Warehouse) -> None:
    whole = deal_history.ask(scope(handed_over, LAST), "D3")
    assert [event.after for event in whole if event.what == "stage"] == ["Lead", "Proposal", "Won"]
    for owner in ("Ana", "Bo"):
        assert deal_history.ask(scope(handed_over, LAST, owner=(owner,), owners=THEN), "D3") == whole
    assert not deal_history.ask(scope(handed_over, LAST, owner=("Ana",)), "D3")


def test_one_owner_all_along_makes_no_difference(holding: Holding) -> None:
    warehouse = holding(told("Ana", closed=True))
    assert not known.has_owner_changes(warehouse)
    then, now = (win_loss.ask(scope(warehouse, LAST, owners=owners), by="team").rows for owners in (THEN, "now"))
    assert then == now
