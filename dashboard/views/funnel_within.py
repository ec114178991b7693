"""Conversion within so many days of entering a stage, which young cohorts cannot spoil; and how young they are."""

from __future__ import annotations

import streamlit as st

from dashboard.charts.conversion import conversion_chart, stages_of
from dashboard.formatting import days
from dashboard.metrics import stage_conversion, win_curve
from dashboard.views.asked import asked
from dashboard.views.choice import choose
from dashboard.views.panel import panel
from dashboard.views.review import Review


def show(review: Review, pipeline: str) -> None:
    """One pipeline's stages within the days of the link; nothing where no file tells a history."""
    words, theme = review.words, review.theme
    offered = {mode: words.plural("{n} day", "{n} days", int(mode)) for mode in sorted(stage_conversion.MODES, key=int)}
    if not sum(review.scope.evidence[:3]):
        return
    head = st.container()
    with st.container(key=f"within-choices-{review.under}"):
        mode = choose(review, "within", words("Within"), offered, default=stage_conversion.MODES[0])
    answer = asked(stage_conversion.ask, review.scope, mode=mode)
    panel(
        review,
        answer,
        lambda: conversion_chart(answer, pipeline=pipeline, words=words, theme=theme),
        key="within",
        title=words.plural("What a stage leads to within {n} day", "What a stage leads to within {n} days", int(mode)),
        head=head,
        legend=words(
            "From the left: moved on, moved back, lost, void, and pale those still there. Beside it the share that "
            "moved on with its 95 % interval, below that the chance to win from the stage in the end, by all moves "
            "of the last 12 months."
        ),
        n=sum(row.stays for row in stages_of(answer, pipeline)),
    )


def youth(review: Review) -> str:
    """How young the deals of the period are, where their outcome is mostly still to come; '' otherwise."""
    words = review.words
    answer = asked(win_curve.ask, review.scope, mode="all")
    if not answer.rows:
        return ""
    (cohort,) = answer.rows
    if cohort.mature or cohort.usual_days is None or not cohort.open:
        return ""
    return words(
        "Immature: {n} of these {deals} deals are open, and four of five wins take up to {days}. "
        "The rates will change.",
        n=words.number(cohort.open),
        deals=words.number(cohort.deals),
        days=days(cohort.usual_days, words),
    )
