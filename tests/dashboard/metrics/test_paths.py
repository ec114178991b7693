"""Ways through the stages, against the plain reading of the same events."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings

from dashboard.errors import DashboardError
from dashboard.metrics import paths
from dashboard.periods import end_of_day
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_strategies import Look, looks, pipelines
from tests.reference import paths as plain

LAST = date(2026, 12, 31)


@given(found=pipelines(levels=("A", "A", "B", "D"), whole_histories=True), seen=looks())
@settings(max_examples=10)
def test_ways_moves_back_and_rework_are_those_of_the_events(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found)
    for day, period in seen:
        asked, at = scope(warehouse, day, period), end_of_day(day)
        ways = plain.ways(found, period, at)
        told = paths.ask(asked)
        assert {(row.pipeline, row.path): (row.deals, row.won, row.lost, row.void, row.open) for row in told.rows} == {
            way: (ends.total(), ends["won"], ends["lost"], ends["void"], ends["open"]) for way, ends in ways.items()
        }
        assert told.n == sum(ends.total() for ends in ways.values())
        edges = paths.ask(asked, "moves_back").rows
        assert {
            (row.pipeline, row.from_stage, row.to_stage): (row.moves, row.deals, row.won, row.lost) for row in edges
        } == plain.moves_back(found, period, at)
        back = plain.came_back(found, period, at)
        for row in paths.ask(asked, "stages").rows:
            assert (row.entered, row.rework) == back.get((row.pipeline, row.stage), (0, 0))
            assert row.reached == row.entered + row.skipped


def test_the_commonest_way_comes_first_with_its_win_rate_and_cycle(holding: Holding) -> None:
    story = a_pipeline()
    for number in range(4):
        story = story.deal(f"D{number}", created="2026-01-01").enters("Lead", on="2026-01-02")
        story = story.moves_to("Proposal", on="2026-01-10").wins(on=f"2026-02-{10 + number}")
    story = story.deal("E").enters("Lead", on="2026-01-02").moves_to("Proposal", on="2026-01-10").loses(on="2026-02-01")
    story = story.deal("F").enters("Proposal", on="2026-01-02").moves_to("Lead", on="2026-01-09")
    rows = paths.ask(scope(holding(story), LAST)).rows
    assert [row.path for row in rows] == ["Lead → Proposal → Won", "Lead → Proposal → Lost", "Proposal → Lead"]
    assert (rows[0].deals, rows[0].share, rows[0].win_rate, rows[0].median_days) == (4, 4 / 6, 1.0, 41.5)
    assert rows[2].win_rate is None
    (back,) = paths.ask(scope(holding(story), LAST), "moves_back").rows
    assert (back.from_stage, back.to_stage, back.deals) == ("Proposal", "Lead", 1)


def test_rare_ways_are_cut_and_still_counted(holding: Holding) -> None:
    story = a_pipeline().deal("A").enters("Lead", on="2026-01-02").deal("B").enters("Proposal", on="2026-01-02")
    told = paths.ask(scope(holding(story), LAST), most=1)
    assert (len(told.rows), told.n) == (1, 2)


def test_one_export_cannot_show_it(holding: Holding) -> None:
    story = a_pipeline().deal("A", level="D", created="2026-01-01").enters("Lead", on="2026-01-02")
    assert paths.ask(scope(holding(story), LAST)).unavailable is not None


def test_an_unknown_mode_is_refused(holding: Holding) -> None:
    with pytest.raises(DashboardError):
        paths.ask(scope(holding(a_pipeline().deal("A").enters("Lead", on="2026-01-02")), LAST), "sideways")
