"""Stage visits, on which every other number rests, are those of the plain reading of the events."""

from __future__ import annotations

from contextlib import closing
from datetime import datetime

from hypothesis import given, settings

from dashboard.metrics.bottleneck_counts import BAND_OF_DAY, MOST_DAYS
from dashboard.metrics.weighted_pipeline import BANDS
from dashboard.warehouse.connection import Warehouse
from tests.dashboard.metrics.conftest import Holding
from tests.pipeline_builder import Pipeline, a_pipeline
from tests.pipeline_strategies import pipelines
from tests.reference.visits import LAST_INSTANT, every, visits

Row = tuple[str, str, datetime, datetime | None, str]


def _stored(warehouse: Warehouse) -> list[Row]:
    with closing(warehouse.cursor()) as cursor:
        return cursor.execute(
            "SELECT deal_id, stage, entered_at, left_at, leaves FROM stage_visits ORDER BY deal_id, visit_no"
        ).fetchall()


def _told(*found: Pipeline) -> list[Row]:
    return [
        (deal.deal_id, visit.stage, visit.entered, visit.left, visit.exit.replace("_", " "))
        for pipeline, deal in sorted(every(found), key=lambda one: one[1].deal_id)
        for visit in visits(pipeline, deal, LAST_INSTANT)
        if visit.kind == "open"
    ]


@given(found=pipelines())
@settings(max_examples=20)
def test_the_visits_are_those_of_the_events(holding: Holding, found: tuple[Pipeline, ...]) -> None:
    assert _stored(holding(*found)) == _told(*found)


def test_a_stage_dragged_through_is_a_skip_and_no_visit_of_no_days(holding: Holding) -> None:
    story = (
        a_pipeline(stages="Lead, Qualified, Proposal, Negotiation")
        .deal("D1")
        .enters("Lead", on="2026-01-02 09:00")
        .moves_to("Qualified", on="2026-01-05 10:00")
        .moves_to("Proposal", on="2026-01-05 10:09")
        .moves_to("Negotiation", on="2026-01-05 10:20")
    )
    assert [row[1] for row in _stored(holding(story))] == ["Lead", "Proposal", "Negotiation"]


def test_on_dates_alone_a_stage_left_on_its_day_is_a_skip(holding: Holding) -> None:
    story = (
        a_pipeline()
        .deal("D1")
        .enters("Lead", on="2026-01-02")
        .moves_to("Qualified", on="2026-01-05")
        .moves_to("Proposal", on="2026-01-05")
    )
    assert [row[1] for row in _stored(holding(story))] == ["Lead", "Proposal"]


def test_the_same_stage_twice_in_a_row_is_one_visit(holding: Holding) -> None:
    story = (
        a_pipeline()
        .deal("D1")
        .enters("Lead", on="2026-01-02")
        .moves_to("Lead", on="2026-01-09")
        .moves_to("Qualified", on="2026-01-12")
    )
    assert _stored(holding(story))[0][2:4] == (datetime(2026, 1, 2), datetime(2026, 1, 12))


def test_the_bands_of_age_in_the_rows_are_those_that_the_metrics_count_with(holding: Holding) -> None:
    with closing(holding(a_pipeline(stages="Lead").deal("one").enters("Lead", on="2026-01-05")).cursor()) as cursor:
        found = cursor.execute(
            "SELECT exit_band(day), age_band(day) FROM range($days) AS r (day) ORDER BY day", {"days": MOST_DAYS + 1}
        ).fetchall()
    assert [band for band, _ in found] == BAND_OF_DAY.tolist()
    assert [BANDS[band] for _, band in found] == [max(b for b in BANDS if b <= day) for day in range(MOST_DAYS + 1)]
