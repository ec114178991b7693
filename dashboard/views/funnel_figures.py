"""The classical key figures of the stages that people marked: their settled conversions, by the names of the field."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.formatting import interval, share
from dashboard.language import mark
from dashboard.metrics.answers import Answer, FunnelStage
from dashboard.views import faults
from dashboard.views.literal import literal
from dashboard.views.review import Review
from dashboard.warehouse.stage_settings import KEY_FIGURES, stage_settings

NAMES: Final = {
    "qualification": mark("Lead to opportunity rate"),
    "needs_analysis": mark("Opportunity advance rate"),
    "proposal": mark("Proposal win rate"),
    "negotiation": mark("Closing rate"),
}
WIDTH: Final = 200


@faults.contained
def show(review: Review, answer: Answer[FunnelStage], pipeline: str) -> None:
    """One figure a marked stage of the pipeline, in their order; nothing where none is marked."""
    marked = {one.key_figure: one.stage for one in stage_settings(review.warehouse) if one.pipeline == pipeline}
    rows = {row.stage: row for row in answer.rows if row.pipeline == pipeline}
    found = [(figure, rows[marked[figure]]) for figure in KEY_FIGURES if marked.get(figure) in rows]
    if not found:
        return
    words = review.words
    with st.container(horizontal=True, gap="medium", key="facts-key-figures"):
        for figure, row in found:
            with st.container(width=WIDTH, gap=None):
                st.metric(words(NAMES[figure]), share(row.settled_conversion, words))
                st.caption(
                    literal(
                        words(
                            "{stage}: {interval}, of {n} decided",
                            stage=row.stage,
                            interval=interval(row.settled_low, row.settled_high, words),
                            n=words.number(decided(answer, row)),
                        )
                    )
                )


def decided(answer: Answer[FunnelStage], row: FunnelStage) -> int:
    """Deals that the settled conversion rests on: those that came further, and those lost there."""
    further = next(
        (
            next_row.reached
            for next_row in answer.rows
            if (next_row.pipeline, next_row.rank) == (row.pipeline, row.rank + 1)
        ),
        0,
    )
    return further + row.lost
