"""The funnel: what each bar counts, what was lost between them, and what it says."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.funnel import funnel_chart
from dashboard.charts.funnel_info import FunnelBar, funnel_info, pipelines_of
from dashboard.charts.theme import LIGHT
from dashboard.metrics.answers import Answer, FunnelStage
from tests.dashboard.charts.answered import EN, answered, funnel, spaced

SALES = funnel(("Lead", 1600, 500, 1, 100), ("Proposal", 999, 790, 0, 34), ("Won", 175, 0, 0, 0))


def test_a_bar_has_its_count_its_share_of_the_one_before_and_what_was_lost() -> None:
    info = funnel_info(SALES, pipeline="Sales", measure="count", words=EN)
    assert [(*bar[:3], spaced(bar.label), bar.drop) for bar in info.bars] == [
        ("Lead", 1600, 100, "<b>1,600</b>", "500 lost · 1 void · 100 still here"),
        ("Proposal", 999, 34, "<b>999</b> · 62 %", "790 lost · 34 still here"),
        ("Won", 175, 0, "<b>175</b> · 18 %", ""),
    ]
    assert [bar.won for bar in info.bars] == [False, False, True]


def test_the_rate_is_the_settled_one_with_its_interval() -> None:
    rates = funnel_info(SALES, pipeline="Sales", measure="count", words=EN).rates
    assert [spaced(rate.label) for rate in rates] == ["67 %", "18 %"]
    assert rates[0][:4] == (0, 999 / 1499, 999 / 1499 - 0.05, 999 / 1499 + 0.05)
    assert spaced(rates[0].hover) == "Lead: 67 % (61–72 %)"


def test_it_says_how_many_came_through_and_where_most_are_lost() -> None:
    says = funnel_info(SALES, pipeline="Sales", measure="count", words=EN).says
    assert says == (
        "Of 1,600 deals in Lead, 175 came to Won (11 %). Proposal loses the most: 18 % of the decided deals go on."
    )


def test_a_stage_with_few_decided_deals_is_not_called_the_worst() -> None:
    few = funnel(("Lead", 200, 20, 0, 0), ("Proposal", 180, 15, 0, 162), ("Won", 3, 0, 0, 0))
    assert "Proposal loses" not in funnel_info(few, pipeline="Sales", measure="count", words=EN).says


def test_in_value_the_undecided_part_is_not_invented() -> None:
    bars = funnel_info(SALES, pipeline="Sales", measure="value", words=EN).bars
    assert [bar.undecided for bar in bars] == [0, 0, 0]
    assert bars[0].size == 1_600_000
    assert spaced(bars[1].label).endswith("· 62 %")
    weighted = funnel_info(SALES, pipeline="Sales", measure="weighted", words=EN).bars
    assert weighted[0].size == 480_000


def test_the_funnel_of_now_has_no_rates_and_no_share_of_the_stage_before() -> None:
    now = funnel(("Lead", 8, 0, 0, 8), ("Proposal", 20, 0, 0, 20), mode="now")
    info = funnel_info(now, pipeline="Sales", measure="count", words=EN)
    assert info.rates == ()
    assert [bar.label for bar in info.bars] == ["<b>8</b>", "<b>20</b>"]
    assert info.says == "28 deals are open now; most of them, 20, are in Proposal."
    assert not any(bar.won for bar in info.bars)


def test_only_the_asked_pipeline_is_drawn_and_the_largest_comes_first() -> None:
    two = answered(
        "stage_funnel", (*funnel(("Offer", 5, 0, 0, 5), pipeline="Renewals").rows, *SALES.rows), mode="reached"
    )
    assert pipelines_of(two) == ("Sales", "Renewals")
    assert [bar.stage for bar in funnel_info(two, pipeline="Renewals", measure="count", words=EN).bars] == ["Offer"]


def test_a_bar_is_centred_and_a_click_on_either_part_names_its_stage() -> None:
    figure = funnel_chart(SALES, pipeline="Sales", words=EN, theme=LIGHT).figure.to_dict()
    decided, undecided = figure["data"][:2]
    assert decided["base"][0] == -800
    assert decided["base"][0] + decided["x"][0] == undecided["base"][0]
    assert undecided["base"][0] + undecided["x"][0] == 800
    assert decided["customdata"] == undecided["customdata"]
    assert decided["customdata"][1] == ["Sales", "Proposal"]


def test_a_label_stands_beside_a_narrow_bar_and_never_half_in_it() -> None:
    figure = funnel_chart(SALES, pipeline="Sales", words=EN, theme=LIGHT).figure.to_dict()
    labels = [note for note in figure["layout"]["annotations"] if note["text"].startswith("<b>")]
    assert labels[0]["font"]["color"] == LIGHT.paper
    assert labels[2]["font"]["color"] == LIGHT.text
    assert (labels[2]["x"], labels[2]["xanchor"]) == (175 / 2, "left")


@st.composite
def cohorts(draw: st.DrawFn) -> Answer[FunnelStage]:
    """Deals that reach, are lost, or stay: the metric's identity holds by construction."""
    steps, left = [], draw(st.integers(min_value=0, max_value=5000))
    for stage in ("Lead", "Qualified", "Proposal"):
        lost = draw(st.integers(min_value=0, max_value=left))
        still = draw(st.integers(min_value=0, max_value=left - lost))
        steps.append((stage, left, lost, 0, still))
        left -= lost + still
    return funnel(*steps, ("Won", left, 0, 0, 0))


@given(cohorts())
def test_bars_never_grow_and_their_undecided_part_fits_inside(answer: Answer[FunnelStage]) -> None:
    bars: tuple[FunnelBar, ...] = funnel_info(answer, pipeline="Sales", measure="count", words=EN).bars
    assert [bar.size for bar in bars] == sorted((bar.size for bar in bars), reverse=True)
    assert all(0 <= bar.undecided <= bar.size for bar in bars)
