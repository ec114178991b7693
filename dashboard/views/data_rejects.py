"""The rows that could not be used: sheet, row, column, value, reason and remedy, as a table and as a download."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.language import Words
from dashboard.views.csv_text import csv_of
from dashboard.views.data_fields import parts
from dashboard.views.literal import literal
from data_loaders.report import LoadReport

SHOWN: Final = 200


def records(report: LoadReport, words: Words) -> list[dict[str, object]]:
    """Every rejected row the report holds, under heads in the reader's language."""
    found: list[dict[str, object]] = []
    for reject in report.rejects:
        reason, remedy = parts(reject.reason, words)
        found.append(
            {
                words("Sheet"): reject.sheet,
                words("Row"): reject.row,
                words("Column"): reject.column,
                words("Value"): reject.value,
                words("Reason"): reason,
                words("What to do"): remedy,
            }
        )
    return found


def show(report: LoadReport, words: Words, *, key: str) -> None:
    """The first of them, and all for download."""
    if not report.rejects:
        st.caption(literal(words("No row was rejected.")))
        return
    rows = records(report, words)
    filled = [head for head in rows[0] if any(row[head] not in ("", None) for row in rows)]
    table = [{head: row[head] for head in filled} for row in rows[:SHOWN]]
    st.dataframe(table, hide_index=True, alt=words("Rows that could not be used"), key=f"rejected-{key}")
    if len(rows) > SHOWN or report.rows_rejected > len(rows):
        first, every = words.number(min(SHOWN, len(rows))), words.number(max(len(rows), report.rows_rejected))
        st.caption(literal(words("The first {first} of {every}.", first=first, every=every)))
    st.download_button(
        words("Download the rejected rows as CSV"),
        data=lambda: csv_of(rows),
        file_name="rejected_rows.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"rejects-{key}",
    )
