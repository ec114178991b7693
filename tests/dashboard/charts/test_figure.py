"""Every chart: Plotly knows what it says, Streamlit takes it as it is, and no name from a file is markup."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import plotly.tools
import pytest
from plotly.graph_objs import Figure as CheckedFigure  # type: ignore[attr-defined]

from dashboard.charts.changes import changes_chart
from dashboard.charts.cohorts import cohorts_chart
from dashboard.charts.contributions import contribution_chart
from dashboard.charts.cycle import cycle_chart
from dashboard.charts.dwell import dwell_chart
from dashboard.charts.dwell_trend import trend_chart
from dashboard.charts.figure import Chart, Figure, highlighted
from dashboard.charts.flow import flow_chart
from dashboard.charts.funnel import funnel_chart
from dashboard.charts.heatmap import heat_chart
from dashboard.charts.open_stages import open_chart
from dashboard.charts.rates import rate_chart
from dashboard.charts.stage_weeks import queue_chart
from dashboard.charts.survival import survival_chart
from dashboard.charts.theme import DARK, LIGHT, Theme
from dashboard.charts.velocity import lever_chart, velocity_chart
from dashboard.charts.win_months import month_chart
from dashboard.charts.won_lost import lost_chart, value_chart
from dashboard.language import Words
from tests.dashboard.charts import answered as a
from tests.dashboard.charts import answered_over_time as b

Draw = Callable[[Words, Theme], Chart | None]
STAGES = a.dwell(a.stay(a.HOSTILE, 10.0), a.stay("Proposal", None))
CELLS = a.dwell(a.stay(a.HOSTILE, 20.0, value=a.HOSTILE), a.stay("Proposal", 9.0, n=3, value=""), by="segment")
DECIDED = a.win_loss(a.decided(a.HOSTILE, 30, 40), a.decided("", 3, 9), a.decided("SMB", 0, 1))
SPEED = a.velocity(a.speed(1, 100.0), a.speed(2, 120.0, 5.0, 5.0, 5.0, 5.0), a.speed(3, 90.0, -10.0, -10.0, -5.0, -5.0))
CHARTS: dict[str, Draw] = {
    "funnel": lambda w, t: funnel_chart(
        a.funnel((a.HOSTILE, 90, 40, 0, 10), ("Won", 40, 0, 0, 0)), pipeline="Sales", words=w, theme=t
    ),
    "funnel now": lambda w, t: funnel_chart(
        a.funnel((a.HOSTILE, 9, 0, 0, 9), mode="now"), pipeline="Sales", measure="value", words=w, theme=t
    ),
    "flow": lambda w, t: flow_chart(a.flow((a.HOSTILE, 5, 9, 4, 3)), deals={}, pipeline="Sales", words=w, theme=t),
    "dwell": lambda w, t: dwell_chart(STAGES, pipeline="Sales", words=w, theme=t),
    "survival": lambda w, t: survival_chart(STAGES, pipeline="Sales", stage=a.HOSTILE, words=w, theme=t),
    "heatmap": lambda w, t: heat_chart(CELLS, STAGES, pipeline="Sales", words=w, theme=t),
    "velocity": lambda w, t: velocity_chart(SPEED, words=w, theme=t),
    "lever": lambda w, t: lever_chart(SPEED, "win_rate", words=w, theme=t),
    "contributions": lambda w, t: contribution_chart(SPEED, words=w, theme=t),
    "changes": lambda w, t: changes_chart(
        a.changes(start=(3, 100.0), created=(1, 20.0), lost=(1, -50.0), end=(3, 70.0)),
        since=datetime(2026, 11, 14),
        words=w,
        theme=t,
    ),
    "open": lambda w, t: open_chart(a.open_now(("Sales", a.HOSTILE, 3, 500.0)), words=w, theme=t),
    "rates": lambda w, t: rate_chart(DECIDED, words=w, theme=t),
    "values": lambda w, t: value_chart(DECIDED, words=w, theme=t),
    "losses": lambda w, t: lost_chart(DECIDED, words=w, theme=t),
    "months": lambda w, t: month_chart(a.win_loss(a.decided("2026-01", 9, 9), by="month"), words=w, theme=t),
    "cycle": lambda w, t: cycle_chart(a.cycle((a.HOSTILE, 30, 40.0), ("", 2, 9.0)), words=w, theme=t),
    "cohorts": lambda w, t: cohorts_chart(
        b.cohorts(
            b.cohort_stage(a.HOSTILE, (30, 100), (60, 100), 0.001), b.cohort_stage("Proposal", (3, 4), (9, 9), None)
        ),
        pipeline="Sales",
        now=b.NOW,
        then=b.THEN,
        words=w,
        theme=t,
    ),
    "queue": lambda w, t: queue_chart(
        b.weeks((9, 4, 20), (3, 7, 16), (8, 2, 22), stage=a.HOSTILE),
        pipeline="Sales",
        stage=a.HOSTILE,
        words=w,
        theme=t,
    ),
    "dwell over time": lambda w, t: trend_chart(
        b.points(*(b.point(at, days, 10, 30, stage=a.HOSTILE) for at, days in ((0, 14.0), (6, 18.0), (9, None)))),
        pipeline="Sales",
        stage=a.HOSTILE,
        step=3,
        words=w,
        theme=t,
    ),
}
EMPTY: dict[str, Draw] = {
    "funnel": lambda w, t: funnel_chart(a.funnel(("Lead", 0, 0, 0, 0)), pipeline="Sales", words=w, theme=t),
    "flow": lambda w, t: flow_chart(a.flow(), deals={}, pipeline="Sales", words=w, theme=t),
    "dwell": lambda w, t: dwell_chart(a.dwell(), pipeline="Sales", words=w, theme=t),
    "survival": lambda w, t: survival_chart(a.dwell(), pipeline="Sales", stage="Lead", words=w, theme=t),
    "heatmap": lambda w, t: heat_chart(a.dwell(by="owner"), a.dwell(), pipeline="Sales", words=w, theme=t),
    "velocity": lambda w, t: velocity_chart(a.velocity(a.speed(1, None)), words=w, theme=t),
    "changes": lambda w, t: changes_chart(
        a.changes(start=(0, 0.0), end=(0, 0.0)), since=datetime(2026, 1, 1), words=w, theme=t
    ),
    "open": lambda w, t: open_chart(a.open_now(), words=w, theme=t),
    "rates": lambda w, t: rate_chart(a.win_loss(), words=w, theme=t),
    "values": lambda w, t: value_chart(a.win_loss(), words=w, theme=t),
    "losses": lambda w, t: lost_chart(a.win_loss(), words=w, theme=t),
    "months": lambda w, t: month_chart(a.win_loss(by="month"), words=w, theme=t),
    "cycle": lambda w, t: cycle_chart(a.cycle(), words=w, theme=t),
    "cohorts": lambda w, t: cohorts_chart(b.cohorts(), pipeline="Sales", now=b.NOW, then=b.THEN, words=w, theme=t),
    "queue": lambda w, t: queue_chart(b.weeks(), pipeline="Sales", stage="Lead", words=w, theme=t),
    "dwell over time": lambda w, t: trend_chart(b.points(), pipeline="Sales", stage="Lead", step=3, words=w, theme=t),
}


def checked(chart: Chart) -> None:
    """Plotly refuses any name or value that is not in its schema."""
    CheckedFigure(chart.figure.to_dict())  # type: ignore[no-untyped-call]


def texts(value: Any) -> list[str]:
    """Every text that Plotly would write."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for name, part in value.items() if name != "customdata" for text in texts(part)]
    return [text for part in value for text in texts(part)] if isinstance(value, (list, tuple)) else []


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
def test_plotly_knows_every_part_of_a_chart(draw: Draw, language: str, theme: Theme) -> None:
    chart = draw(Words("zh" if language == "zh" else "en"), theme)
    assert chart is not None
    checked(chart)
    json.dumps(chart.figure.to_dict(), allow_nan=False)
    assert chart.says


@pytest.mark.parametrize("draw", EMPTY.values(), ids=EMPTY)
def test_a_chart_of_nothing_is_still_a_chart_with_a_sentence(draw: Draw) -> None:
    chart = draw(Words("en"), LIGHT)
    assert chart is not None
    checked(chart)
    assert chart.says
    assert "nan" not in chart.says


@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
def test_a_name_from_a_file_is_never_markup(draw: Draw) -> None:
    chart = draw(Words("en"), LIGHT)
    assert chart is not None
    written = " ".join(texts(chart.figure.to_dict()))
    assert "<script" not in written
    assert "<b>Müller" not in written


@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
def test_a_finger_scrolls_the_page_and_not_the_chart(draw: Draw) -> None:
    chart = draw(Words("en"), LIGHT)
    assert chart is not None
    axes = [part for name, part in chart.figure.layout.items() if name.startswith(("xaxis", "yaxis"))]
    assert axes
    assert all(part["fixedrange"] for part in axes)
    assert chart.figure.layout["dragmode"] is False


@pytest.mark.parametrize("draw", CHARTS.values(), ids=CHARTS)
def test_no_text_on_a_chart_is_smaller_than_12_pixels(draw: Draw) -> None:
    chart = draw(Words("en"), LIGHT)
    assert chart is not None
    sizes = [
        note["font"]["size"] for note in chart.figure.layout.get("annotations", []) if "size" in note.get("font", {})
    ]
    axes = [
        part["tickfont"]["size"] for name, part in chart.figure.layout.items() if name.startswith(("xaxis", "yaxis"))
    ]
    assert min(sizes + axes + [chart.figure.layout["font"]["size"]]) >= 12


def test_streamlit_takes_the_figure_without_making_it_anew() -> None:
    figure = Figure([{"type": "bar", "x": [1], "y": [2]}], {"height": 100})
    taken = plotly.tools.return_figure_from_figure_or_data(figure, validate_figure=True)  # type: ignore[no-untyped-call]
    assert taken is figure.to_dict()
    assert figure.layout["height"] == 100


def test_figures_that_draw_the_same_are_equal() -> None:
    one = Figure([{"type": "bar", "x": [1]}], {})
    assert one == Figure([{"type": "bar", "x": [1]}], {})
    assert one != Figure([{"type": "bar", "x": [2]}], {})


def test_a_chosen_bar_stands_out_and_labels_on_the_pale_ones_stay_readable() -> None:
    drawn = funnel_chart(
        a.funnel(("Lead", 90, 40, 0, 10), ("Proposal", 80, 40, 0, 0), ("Won", 40, 0, 0, 0)),
        pipeline="Sales",
        words=Words("en"),
        theme=LIGHT,
    )
    lit = highlighted(drawn, lambda at: at == ["Sales", "Proposal"], LIGHT).figure.to_dict()
    assert [trace.get("selectedpoints") for trace in lit["data"]] == [[1], [1], None]
    labels = {label["y"]: label["font"]["color"] for label in lit["layout"]["annotations"] if "<b>" in label["text"]}
    assert labels[0] == LIGHT.text
    assert labels[1] == LIGHT.paper
    assert highlighted(drawn, lambda _: False, LIGHT) is drawn


def test_a_change_too_small_to_see_can_be_clicked() -> None:
    change = a.changes(start=(3, 1e9), created=(1, 1.0), end=(4, 1e9 + 1))
    spec = changes_chart(change, since=datetime(2026, 11, 14), words=Words("en"), theme=LIGHT).figure.to_dict()
    low, high = spec["layout"]["xaxis"]["range"]
    target = spec["data"][1]
    assert target["x"][1] == high - low
    assert target["customdata"] == spec["data"][0]["customdata"]
