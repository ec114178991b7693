"""A list of leads: how many and which, a table, and the same as CSV."""

from __future__ import annotations

from dataclasses import asdict, fields
from typing import Any, Final

import streamlit as st

from dashboard.charts.leads import leads_line
from dashboard.language import Words, mark
from dashboard.metrics import leads_behind
from dashboard.metrics.lead_rows import Lead
from dashboard.metrics.selection import Selection
from dashboard.views import arrow_table, faults
from dashboard.views.breakdowns import dimension_label
from dashboard.views.csv_text import csv_of
from dashboard.views.deals_heading import heading
from dashboard.views.deals_table import ROWS_SHOWN, SHOWN, TABLE_HEIGHT
from dashboard.views.literal import literal
from dashboard.views.review import Review

CAMPAIGN: Final = mark("Campaign")
LABELS: Final = {
    "name": mark("Lead"),
    "account": mark("Account"),
    "title": mark("Job title"),
    "source": mark("Source"),
    "campaign": CAMPAIGN,
    "owner": mark("Owner"),
    "status": mark("Status"),
    "outcome": mark("What became of it"),
    "created": mark("Came in"),
    "answered": mark("First answered"),
    "converted": mark("Became a deal on"),
    "deal": mark("Deal"),
    "lead_id": mark("ID"),
    "file_name": mark("File"),
    "file_sheet": mark("Sheet"),
    "file_row": mark("Row"),
}
"""Column → heading, in the order shown."""
OUTCOMES: Final = {
    "converted": mark("became a deal"),
    "open": mark("open"),
    "disqualified": mark("disqualified"),
}


@faults.contained
def leads_table(review: Review, selection: Selection, *, key: str) -> None:
    """Show the leads behind `selection`, under the chart whose mark was chosen."""
    words, answer = review.words, leads_behind.ask(review.scope, selection)
    heading(review, sentence(selection, answer.n, words), selection, key=key, closable=True, listed=False)
    if not answer.rows:
        return
    if answer.n > SHOWN:
        told = {"shown": words.number(SHOWN), "n": words.number(answer.n)}
        st.caption(literal(words("The table shows {shown} of {n}; the CSV has all.", **told)))
    shown = records(answer.rows[:SHOWN], words)
    with st.container(key=f"table-{key}"):
        st.dataframe(
            arrow_table.of_rows(shown),
            hide_index=True,
            column_order=[head for head in shown[0] if any(row[head] not in {None, ""} for row in shown)],
            column_config={
                words(LABELS[name]): st.column_config.DateColumn(format="YYYY-MM-DD")
                for name in ("created", "answered", "converted")
            },
            height="content" if len(shown) <= ROWS_SHOWN else TABLE_HEIGHT,
            placeholder="",
            alt=words("List of leads"),
        )
    st.download_button(
        words("Download as CSV"),
        data=lambda: csv_of(records(answer.rows, words)),
        file_name="leads.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"csv-{key}",
    )


def sentence(selection: Selection, count: int, words: Words) -> str:
    """How many leads there are and what became of them: "34 leads became deals · Source: Web"."""
    which = leads_line(selection.part, count, words)
    if selection.by is None or selection.value is None:
        return which
    label = words(CAMPAIGN) if selection.by == "campaign" else dimension_label(selection.by, words)
    told = {"dimension": label, "value": selection.value or words("(none)")}
    return words("{deals} · {dimension}: {value}", deals=which, **told)


def records(leads: tuple[Lead, ...], words: Words) -> list[dict[str, Any]]:
    """The leads as rows, headings and outcomes in the reader's language."""
    names = [part.name for part in fields(Lead)]
    return [
        {words(LABELS[name]): row[name] for name in names}
        for row in ({**asdict(lead), "outcome": words(OUTCOMES.get(lead.outcome, lead.outcome))} for lead in leads)
    ]
