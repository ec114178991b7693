"""Stage × age band: what lies old is said, by value where the deals have one."""

from __future__ import annotations

from dataclasses import replace

from dashboard.charts.stage_age import ages_chart, ages_info, band_name
from dashboard.charts.theme import LIGHT
from dashboard.metrics.rows import StageAge
from dashboard.metrics.weighted_pipeline import BANDS
from tests.dashboard.charts.answered import EN, HOSTILE, answered

CELLS = answered(
    "stage_age",
    [
        StageAge("Sales", "Proposal", 2, 91, None, 2, 300.0, 1),
        StageAge("Sales", "Lead", 1, 0, 8, 5, 600.0, 0),
        StageAge("Sales", "Lead", 1, 91, None, 3, 100.0, 0),
        StageAge("Other", HOSTILE, 1, 8, 15, 9, 0.0, 9),
    ],
)


def test_what_is_older_than_90_days_is_told_by_value_and_by_deals_where_none_has_one() -> None:
    info = ages_info(CELLS, pipeline="Sales", words=EN)
    assert info.stages == ("Lead", "Proposal")
    assert info.says.startswith("¥ 400 of ¥ 1K open (40 %) lies in deals that have been")
    assert info.says.endswith("the largest sum in Proposal.")
    bare = replace(CELLS, rows=tuple(replace(row, value=0.0, no_value=row.deals) for row in CELLS.rows))
    said = ages_info(bare, pipeline="Sales", words=EN).says
    assert said.startswith("5 of 10 open deals (50 %)")
    assert said.endswith("most of them in Lead.")
    assert "No open deal" in ages_info(CELLS, pipeline="Other", words=EN).says


def test_bands_are_those_of_the_metric_and_cells_carry_their_key() -> None:
    assert [band_name(first, EN) for first in BANDS] == [
        "0–7 days", "8–14 days", "15–30 days", "31–60 days", "61–90 days", "more than 90 days",
    ]  # fmt: skip
    assert band_name("12x", EN) == "12x"
    spec = ages_chart(CELLS, pipeline="Sales", words=EN, theme=LIGHT).figure.to_dict()
    assert ["Sales", "Proposal", 91] in spec["data"][0]["customdata"]
    assert "<script" not in str(ages_chart(CELLS, pipeline="Other", words=EN, theme=LIGHT).figure.to_dict()["layout"])
