"""Pushed close dates on the bottlenecks page: who moves them, how often, and how much of it at a quarter's end."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.formatting import days, interval, share
from dashboard.language import Words, mark
from dashboard.metrics import pushes
from dashboard.metrics.answers import Answer
from dashboard.metrics.rows import Pushes
from dashboard.views import faults, figures_table
from dashboard.views.asked import asked
from dashboard.views.literal import literal
from dashboard.views.panel import foot, footer, not_available
from dashboard.views.review import Review

HABIT_SHARE: Final = 0.5
FEWEST: Final = 20
HEADINGS: Final = {
    "due": mark("Due at the start"),
    "slipped": mark("Slipped"),
    "rate": mark("Push rate"),
    "range": mark("95 % interval"),
    "by_value": mark("By value"),
    "pushes": mark("Pushes"),
    "late": mark("In the last ten days of a quarter"),
    "by": mark("Typical move"),
}


@faults.contained
def show(review: Review, by: str, label: str) -> None:
    """A sentence and a row a value of the dimension; hidden where no change of a close date is known."""
    words = review.words
    answer = asked(pushes.ask, review.scope, by=by)
    with st.container(key=f"panel-{review.under}pushes"):
        st.subheader(words("Pushed close dates: {dimension}", dimension=label), anchor=f"{review.under}pushes")
        if answer.unavailable is not None:
            not_available(review, answer.unavailable)
        else:
            st.markdown(literal(says(answer, words)))
            rows = [_record(row, label, words) for row in answer.rows]
            figures_table.show(rows, key=f"pushes-table-{review.under}", alt=words("Pushed close dates"))
        st.caption(footer(answer, words))
        foot(review, answer, "pushes")


def says(answer: Answer[Pushes], words: Words) -> str:
    """How much slipped, and whether one value pushes mostly at a quarter's end."""
    due, slipped = sum(row.due for row in answer.rows), sum(row.slipped for row in answer.rows)
    said = words(
        "Of {due} deals due in a quarter, {slipped} were still open at its end.",
        due=words.number(due),
        slipped=words.number(slipped),
    )
    habits = [
        row for row in answer.rows if row.value and row.pushes >= FEWEST and (row.late_share or 0.0) > HABIT_SHARE
    ]
    if not habits:
        return said
    row = max(habits, key=lambda one: one.late_share or 0.0)
    return f"{said} " + words(
        "{value} pushes {share} of the time in the last ten days of a quarter.",
        value=row.value,
        share=share(row.late_share, words, n=row.pushes),
    )


def _record(row: Pushes, label: str, words: Words) -> dict[str, str | int]:
    return {
        label: row.value or words("(none)"),
        words(HEADINGS["due"]): row.due,
        words(HEADINGS["slipped"]): row.slipped,
        words(HEADINGS["rate"]): share(row.push_rate, words, n=row.due),
        words(HEADINGS["range"]): interval(row.low, row.high, words),
        words(HEADINGS["by_value"]): share(row.push_rate_value, words),
        words(HEADINGS["pushes"]): row.pushes,
        words(HEADINGS["late"]): share(row.late_share, words, n=row.pushes),
        words(HEADINGS["by"]): days(row.median_days, words),
    }
