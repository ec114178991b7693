"""Velocity: what the pipeline brings in a day, its four levers, and which of them moved it."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.contributions import contribution_chart
from dashboard.charts.figure import CONFIG
from dashboard.charts.velocity import LEVERS, LINES, lever_chart, velocity_chart
from dashboard.metrics import sales_velocity
from dashboard.metrics.answers import Answer
from dashboard.metrics.rows import Velocity
from dashboard.views.asked import asked
from dashboard.views.choice import choose
from dashboard.views.literal import literal
from dashboard.views.panel import panel
from dashboard.views.review import Review

POINTS = {"month": 13, "quarter": 9}
"""Points of the trend a step."""


def page(review: Review) -> None:
    """Show the trend, the levers and the parts of the change."""
    words = review.words
    steps = {"month": words("Months"), "quarter": words("Quarters")}
    step = choose(review, "step", words("Step"), steps)
    answer = asked(sales_velocity.ask, review.scope, step=step, points=POINTS[step])
    panel(
        review,
        answer,
        lambda: velocity_chart(answer, words=words, theme=review.theme),
        key="velocity",
        title=words("Pipeline velocity"),
    )
    if answer.unavailable is not None or not answer.n or not answer.rows:
        return
    _levers(review, answer)
    _parts(review, answer)


def _levers(review: Review, answer: Answer[Velocity]) -> None:
    words = review.words
    st.subheader(words("The four levers"), anchor="levers")
    st.markdown(words("Velocity is open deals × win rate × mean won amount ÷ days to win."))
    for place, lever in zip(st.columns(len(LEVERS)), LEVERS, strict=True):
        chart = lever_chart(answer, lever, words=words, theme=review.theme)
        with place:
            st.markdown(f"**{literal(words(LINES[lever]))}**")
            st.plotly_chart(
                chart.figure,
                key=f"chart-{lever}",
                theme=None,
                alt=chart.says,
                config=CONFIG,
            )


def _parts(review: Review, answer: Answer[Velocity]) -> None:
    words = review.words
    chart = contribution_chart(answer, words=words, theme=review.theme)
    if chart is None:
        st.subheader(words("What moved it"), anchor="parts")
        st.markdown(words("Two points with a velocity are needed to say what moved it."))
        return
    panel(review, answer, chart, key="parts", title=words("What moved it"))
