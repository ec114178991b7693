"""Every component in every state on one page, for those who build: ``make gallery ARGS="--only components"``.

A script of Streamlit. Panels and tables are those of the pages, on the sample; charts are drawn from the told answers
of their tests, full and empty.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

import streamlit as st

from dashboard.charts.figure import Chart, Figure
from dashboard.charts.open_stages import open_chart
from dashboard.errors import DashboardError
from dashboard.metrics import open_pipeline
from dashboard.metrics.answers import Answer, Unavailable
from dashboard.metrics.grounds import NEEDS_HISTORY, NO_HISTORY, WIDEN
from dashboard.metrics.lead_conversion import NOT_OF_LEADS
from dashboard.metrics.rows import OpenStage
from dashboard.metrics.selection import Selection
from dashboard.periods import ALWAYS
from dashboard.views import empty, failure, frame, overview_figures
from dashboard.views.asked import SKELETON, asked
from dashboard.views.choice import choose
from dashboard.views.deals_table import deals_table
from dashboard.views.overview_figures import KeyFigure
from dashboard.views.panel import draw, panel
from dashboard.views.review import Review
from dashboard.warehouse.scope import Scope
from tests.dashboard.charts.test_figure import CHARTS, EMPTY
from tests.dashboard.views.page_menu import register

AS_OF: Final = datetime(2026, 11, 15, 23, 59, 59)
FEWEST: Final = 5


def page(review: Review) -> None:
    """Figures, panels in their states, lists, choices, messages, charts."""
    st.header("Key figures", anchor=False)
    figures(review)
    st.header("A panel: an answer, no deals, too few, not from these files, still asked", anchor=False)
    panels(review)
    st.header("Choices: up to five stay in sight", anchor=False)
    choose(review, "few", "Few", {"a": "First", "b": "Second", "c": "Third"})
    choose(review, "many", "Many", {str(at): f"Choice {at}" for at in range(9)})
    st.header("A list of deals below a mark, with its ways on; a list without deals", anchor=False)
    deals_table(review, Selection("win_loss", "lost", by="segment", value="SMB"), key="list", closable=True)
    deals_table(review, Selection("win_loss", "lost", by="owner", value="Nobody"), key="none", closable=True)
    st.header("Messages: refused, left out, nothing loaded", anchor=False)
    failure.show(DashboardError("The file “{name}” is empty.", "Export it again.", name="deals.csv"), review.words)
    st.warning("The link names Owner “Nobody”, which these deals do not have; it was left out.")
    empty.nothing_loaded(review)
    charts(review)


def figures(review: Review) -> None:
    """With all parts, without a comparison, and not known."""
    full = KeyFigure("open_pipeline", "Open pipeline", "¥ 67.6M", "−6 %", "200 deals", (3.0, 5.0, 4.0, 6.0))
    bare = KeyFigure("win_rate", "Win rate", "37 %", "", "32–42 %, n 477")
    unknown = KeyFigure("sales_velocity", "Velocity a day", "–", "", "under 20 closed")
    with st.container(horizontal=True, gap="medium", key="key-figures"):
        for at, figure in enumerate((full, bare, unknown)):
            overview_figures.show_figure(figure, "since last week", review, key=f"figure-{at}")


def panels(review: Review) -> None:
    """One panel a state; the first can be clicked and broken out."""

    def shown(scope: Scope) -> tuple[Answer[OpenStage], Chart]:
        answer = asked(open_pipeline.ask, scope)
        return answer, open_chart(answer, words=review.words, theme=review.theme)

    def made(at: list[str]) -> Selection:
        return Selection("open_pipeline", "", at[0], at[1])

    answer, chart = shown(review.scope)
    panel(
        review,
        answer,
        chart,
        key="answer",
        title="An answer",
        legend="A line that says how to read it.",
        made=made,
        shown=lambda scope: (shown(scope)[0], lambda: shown(scope)[1]),
    )
    rows = (OpenStage("Sales", "Lead", 1, 3, 5.0, 0),)
    nothing: Answer[OpenStage] = Answer("open_pipeline", AS_OF, ALWAYS, 0, ())
    few = Answer("open_pipeline", AS_OF, ALWAYS, 3, rows)
    unavailable: Answer[OpenStage] = Answer(
        "stage_dwell", AS_OF, ALWAYS, 0, (), unavailable=Unavailable(NO_HISTORY, NEEDS_HISTORY)
    )
    empty_chart = Chart(Figure([], {}), "")
    panel(review, nothing, empty_chart, key="nothing", title="No deals")
    panel(review, few, empty_chart, key="few-deals", title="Too few deals", fewest=FEWEST)
    panel(review, unavailable, empty_chart, key="unavailable", title="Not from these files")
    narrow = replace(unavailable, unavailable=Unavailable(NOT_OF_LEADS, WIDEN, too_narrow=True))
    panel(review, narrow, empty_chart, key="too-narrow", title="Not under this filter")
    with st.container(key="panel-asked"):
        st.subheader("Still asked", anchor=False)
        st.skeleton(height=SKELETON)


def charts(review: Review) -> None:
    """Every chart, with a name full of markup where it has one, and without anything to draw."""
    for key, title, drawn in (("full", "Charts", CHARTS), ("empty", "Charts without anything to draw", EMPTY)):
        st.header(title, anchor=False)
        with st.container(horizontal=True, gap="large", key=f"parts-{key}"):
            for name, make in drawn.items():
                chart = make(review.words, review.theme)
                with st.container(key=f"place-{key}-{name}"):
                    st.subheader(name, anchor=False)
                    if chart is not None:
                        draw(review, chart, key=f"{key}-{name}")


if __name__ == "__main__":
    st.set_page_config(page_title="Components", layout="wide")
    register()
    frame.render(page)
