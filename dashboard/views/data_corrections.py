"""What a reader may state about a file instead of letting it be guessed; each change reads the file again."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import streamlit as st

from dashboard.language import Words
from dashboard.periods import end_of_day
from dashboard.views.data_report import system_title
from data_loaders.fields import FIELDS
from data_loaders.options import Options
from data_loaders.report import Column, LoadReport
from data_loaders.systems import SYSTEMS

KEPT: Final = "–"
"""What stands for "kept beside the deal" among the fields to choose from."""
_COLUMNS: Final = "upload-columns"


def stated(file_id: str) -> Options:
    """What was stated about an uploaded file so far."""
    day: date | None = st.session_state.get(f"as-of-{file_id}")
    return Options(
        source=st.session_state.get(f"source-{file_id}"),
        columns=_mapped(file_id),
        as_of=None if day is None else end_of_day(day),
        currency=st.session_state.get(f"currency-{file_id}", "").strip().upper() or None,
        date_order=st.session_state.get(f"dates-{file_id}"),
    )


def offer(file_id: str, report: LoadReport | None, words: Words) -> None:
    """The controls: system, day, currency, order of dates, and the columns of a file that could be read."""
    system, day, currency, dates = st.columns(4)
    system.selectbox(
        words("Read it as"),
        [known.name for known in SYSTEMS],
        index=None,
        format_func=lambda name: system_title(name, words),
        placeholder=words("as recognised"),
        key=f"source-{file_id}",
    )
    day.date_input(
        words("The file was true on"),
        value=None,
        format="YYYY-MM-DD",
        key=f"as-of-{file_id}",
        help=words("The day it was exported. Empty: the newest date in it."),
    )
    currency.text_input(words("Currency of the amounts"), key=f"currency-{file_id}", placeholder="CNY", max_chars=3)
    dates.selectbox(
        words("Order of dates"),
        ["DMY", "MDY"],
        index=None,
        placeholder=words("as recognised"),
        key=f"dates-{file_id}",
    )
    if report is not None:
        _columns(file_id, report, words)


def _columns(file_id: str, report: LoadReport, words: Words) -> None:
    """A table of the columns as first understood, in which what each is taken for can be changed."""
    remembered: dict[str, tuple[Column, ...]] = st.session_state.setdefault(_COLUMNS, {})
    columns = remembered.setdefault(file_id, report.columns)
    fields = sorted({name for column in columns for name in FIELDS.get(column.table, {})})
    st.data_editor(
        [
            {
                "header": column.header,
                "target": column.target if column.target in fields else KEPT,
                "samples": " | ".join(column.samples[:3]),
            }
            for column in columns
        ],
        hide_index=True,
        disabled=["header", "samples"],
        column_config={
            "header": st.column_config.TextColumn(words("Column")),
            "target": st.column_config.SelectboxColumn(words("Taken for"), options=[KEPT, *fields], required=True),
            "samples": st.column_config.TextColumn(words("Samples")),
        },
        key=f"columns-{file_id}",
        alt=words("Columns: what each was taken for"),
    )


def _mapped(file_id: str) -> dict[str, str]:
    """The columns that were changed by hand: header → field, '' to keep it beside the deal."""
    columns: tuple[Column, ...] = st.session_state.get(_COLUMNS, {}).get(file_id, ())
    edited: dict[int, dict[str, Any]] = st.session_state.get(f"columns-{file_id}", {}).get("edited_rows", {})
    return {
        columns[row].header: "" if change["target"] == KEPT else change["target"]
        for row, change in edited.items()
        if row < len(columns) and "target" in change
    }
