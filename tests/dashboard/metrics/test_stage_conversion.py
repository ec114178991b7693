"""Conversion within h days: right while deals are young, the parts add up to one, and the chain says who wins."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings

from dashboard.metrics import stage_conversion
from dashboard.metrics.stage_conversion import StageConversion
from dashboard.periods import end_of_day
from tests.blank_warehouse import warehouse_at
from tests.dashboard.metrics.conftest import Holding
from tests.dashboard.metrics.questions import scope
from tests.pipeline_builder import Pipeline, a_pipeline, end_of
from tests.pipeline_files import store
from tests.pipeline_strategies import Look, looks, pipelines
from tests.reference.conversion import CAUSES, ended_by
from tests.reference.dwell import stays

A_DAY = 1440


def _same(row: StageConversion | None, told: dict[str, float] | None, count: int) -> None:
    if not count:
        assert row is None
        return
    assert row is not None
    assert row.stays == count
    for name in (*CAUSES, "open"):
        assert getattr(row, name) == (None if told is None else pytest.approx(told[name]))


@given(found=pipelines(), seen=looks())
@settings(max_examples=8)
def test_the_shares_of_a_stage_are_those_of_its_stays(
    holding: Holding, found: tuple[Pipeline, ...], seen: list[Look]
) -> None:
    warehouse = holding(*found)
    for (day, period), mode in zip(seen, ("30", "60", "90", "180", "30"), strict=False):
        answer = stage_conversion.ask(scope(warehouse, day, period), mode)
        rows = {(row.pipeline, row.stage): row for row in answer.rows}
        for pipeline in found:
            for stage in pipeline.stages:
                told = stays(pipeline, stage, end_of_day(day), period, per_visit=True)
                shares = ended_by(told, int(mode) * A_DAY)
                known = None if shares is None else {name: float(share) for name, share in shares.items()}
                _same(rows.get((pipeline.name, stage)), known, len(told))


def test_a_young_cohort_is_told_by_how_long_it_was_watched(holding: Holding) -> None:
    story = a_pipeline()
    for number in range(4):  # Watched for 100 days: half advance on day 10.
        story = story.deal(f"old {number}").enters("Lead", on="2026-01-01")
        story = story.moves_to("Qualified", on="2026-01-11") if number < 2 else story
    for number in range(8):  # Watched for five days: nothing could have happened yet.
        story = story.deal(f"young {number}").enters("Lead", on="2026-04-06")
    lead = stage_conversion.ask(scope(holding(story), date(2026, 4, 11)), "30").rows[0]
    assert (lead.stage, lead.stays, lead.watched) == ("Lead", 12, 4)
    assert [lead.advanced, lead.open] == pytest.approx([0.5, 0.5])
    assert lead.advanced_low is not None
    assert lead.advanced_high is not None
    assert lead.advanced_low < 0.5 < lead.advanced_high


def test_no_share_is_told_beyond_what_was_watched(holding: Holding) -> None:
    story = a_pipeline().deal("A").enters("Lead", on="2026-04-06").deal("B").enters("Lead", on="2026-04-01")
    (lead,) = stage_conversion.ask(scope(holding(story), date(2026, 4, 11)), "30").rows
    assert (lead.stays, lead.watched, lead.advanced, lead.open, lead.win_chance) == (2, 0, None, None, None)


def test_the_chance_to_win_follows_skips_moves_back_and_what_comes_after(holding: Holding) -> None:
    story = a_pipeline(stages="Lead, Proposal")
    story = story.deal("A").enters("Lead", on="2026-01-01").moves_to("Proposal", on="2026-01-05").wins(on="2026-01-09")
    story = story.deal("B").enters("Lead", on="2026-01-01").moves_to("Proposal", on="2026-01-05").loses(on="2026-01-09")
    story = story.deal("C").enters("Lead", on="2026-01-01").loses(on="2026-01-09")
    story = story.deal("D").enters("Proposal", on="2026-01-01").moves_to("Lead", on="2026-01-09")
    story = story.loses(on="2026-01-20")
    lead, proposal = stage_conversion.ask(scope(holding(story), date(2026, 4, 11)), "90").rows
    # L = P / 2 and P = 1/3 + L / 3: one of three that left Proposal won, one went back to Lead.
    assert proposal.win_chance == pytest.approx(2 / 5)
    assert lead.win_chance == pytest.approx(1 / 5)
    assert [proposal.advanced, proposal.moved_back, proposal.lost] == pytest.approx([1 / 3] * 3)


def test_a_stay_that_was_first_seen_late_counts_from_then(tmp_path: Path) -> None:
    first = a_pipeline().deal("old", level="D").enters("Lead", on="2026-01-01")
    first = first.deal("lost", level="D").enters("Lead", on="2026-02-27")
    first = first.deal("waits", level="D").enters("Lead", on="2026-02-28")
    then = a_pipeline().deal("old", level="D").enters("Qualified", on="2026-03-05")
    then = then.deal("lost", level="D").enters("Lead", on="2026-02-27").loses(on="2026-03-04")
    then = then.deal("waits", level="D").enters("Lead", on="2026-02-28")
    with warehouse_at(tmp_path / "w.duckdb") as warehouse:
        for day, week in (("2026-03-02", first), ("2026-03-09", then)):
            store(warehouse, tmp_path / day, week, as_of=end_of(day))
        lead = stage_conversion.ask(scope(warehouse, date(2026, 3, 9)), "90").rows[0]
    # At the loss two were being watched, not three: the old one came under observation at the age of 60 days.
    assert (lead.stage, lead.stays) == ("Lead", 3)
    assert [lead.lost, lead.advanced, lead.open] == pytest.approx([1 / 2, 1 / 2, 0])
