"""The heatmap: against the stage's own median, the worst on top, too few greyed."""

from __future__ import annotations

from dashboard.charts.heatmap import heat_chart, heat_info
from dashboard.charts.theme import LIGHT
from tests.dashboard.charts.answered import EN, dwell, stay

STAGES = dwell(stay("Lead", 10.0), stay("Proposal", 24.0))


def test_a_cell_is_measured_against_its_own_stage() -> None:
    cells = dwell(stay("Lead", 20.0, value="SMB"), stay("Proposal", 12.0, value="SMB"), by="segment")
    info = heat_info(cells, STAGES, pipeline="Sales", rows=9, words=EN)
    assert [cell.ratio for cell in info.cells] == [2.0, 0.5]
    assert [cell.label for cell in info.cells] == ["20", "12"]
    assert info.stages == ("Lead", "Proposal")


def test_the_segment_that_loses_most_deal_days_is_on_top_and_named() -> None:
    cells = dwell(
        stay("Proposal", 25.0, value="SMB", n=400),
        stay("Proposal", 41.0, value="Enterprise", n=63),
        stay("Proposal", 90.0, value="Tiny", n=19),
        by="segment",
    )
    info = heat_info(cells, STAGES, pipeline="Sales", rows=9, words=EN)
    assert info.values == ("Enterprise", "SMB", "Tiny")
    assert info.says == "Proposal · Enterprise loses the most time: 41 d against 24 d for all deals there (n 63)."
    assert [cell.value for cell in info.cells if cell.worst] == ["Enterprise"]


def test_below_five_stays_a_cell_has_no_value_and_below_twenty_no_rank() -> None:
    cells = dwell(stay("Lead", 40.0, value="A", n=4), stay("Lead", 40.0, value="B", n=5), by="owner")
    by_value = {cell.value: cell for cell in heat_info(cells, STAGES, pipeline="Sales", rows=9, words=EN).cells}
    assert (by_value["A"].label, by_value["A"].ratio) == ("–", None)
    assert (by_value["B"].label, by_value["B"].ratio, by_value["B"].ranked) == ("40", 4.0, False)


def test_where_no_ranked_group_is_slower_nobody_is_blamed() -> None:
    cells = dwell(stay("Lead", 9.0, value="A"), stay("Lead", 99.0, value="B", n=19), by="owner")
    info = heat_info(cells, STAGES, pipeline="Sales", rows=9, words=EN)
    assert info.says == "No group with 20 or more stays is slower than its stage as a whole."
    assert not any(cell.worst for cell in info.cells)


def test_a_cell_that_half_have_not_left_says_longer_than() -> None:
    cells = dwell(stay("Lead", None, value="A"), by="owner")
    cell = heat_info(cells, STAGES, pipeline="Sales", rows=9, words=EN).cells[0]
    assert (cell.label, cell.ratio) == ("> 120", None)


def test_a_click_on_a_cell_names_pipeline_stage_and_segment() -> None:
    cells = dwell(stay("Proposal", 20.0, value=""), by="segment")
    data = heat_chart(cells, STAGES, pipeline="Sales", words=EN, theme=LIGHT).figure.to_dict()["data"]
    assert [trace["type"] for trace in data] == ["bar"]
    assert data[0]["customdata"] == [["Sales", "Proposal", ""]]


def test_cells_fill_equal_places_side_by_side() -> None:
    cells = dwell(stay("Lead", 9.0, value="A"), stay("Proposal", 9.0, value="A"), by="segment")
    bars = heat_chart(cells, STAGES, pipeline="Sales", words=EN, theme=LIGHT).figure.to_dict()["data"][0]
    middles = [base + size / 2 for base, size in zip(bars["base"], bars["x"], strict=True)]
    assert middles == [0.0, 1.0]
    assert all(size < 1 for size in bars["x"])


def test_only_so_many_rows_are_drawn_the_costliest() -> None:
    cells = dwell(*(stay("Lead", 10.0 + at, value=f"owner {at:02d}") for at in range(30)), by="owner")
    info = heat_info(cells, STAGES, pipeline="Sales", rows=4, words=EN)
    assert info.values == ("owner 29", "owner 28", "owner 27", "owner 26")
    assert {cell.value for cell in info.cells} == set(info.values)


def test_verdicts_are_outlined_in_place_of_the_worst_and_their_rows_are_always_there() -> None:
    many = [stay("Proposal", 90.0 - at, value=f"S{at:02}", n=50) for at in range(20)]
    cells = dwell(*many, stay("Proposal", 20.0, value="Verdict", n=30), by="owner")
    info = heat_info(
        cells,
        STAGES,
        pipeline="Sales",
        rows=9,
        outlined=frozenset({("Proposal", "Verdict"), ("Lead", "S01")}),
        words=EN,
    )
    assert [cell.value for cell in info.cells if cell.worst] == ["Verdict"]
    assert info.values[:2] == ("S01", "Verdict")
    nothing = heat_info(cells, STAGES, pipeline="Sales", rows=9, outlined=frozenset(), words=EN)
    assert not any(cell.worst for cell in nothing.cells)
