"""The list of imports: what was loaded when, the report of each, and taking one out again."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.language import Words
from dashboard.views import data_desk, data_report, failure
from dashboard.views.data_report import TABLE_LABELS
from dashboard.views.literal import literal
from dashboard.views.review import Visit
from dashboard.warehouse import imports
from dashboard.warehouse.connection import Warehouse
from dashboard.warehouse.imports import ImportRow

SHOWN_AT_FIRST: Final = 12


def show(visit: Visit) -> None:
    """Every import, newest first; a long list opens on demand."""
    words, rows = visit.words, imports.list_imports(visit.warehouse)
    if not rows:
        return
    st.header(words.plural("{n} import", "{n} imports", len(rows)), anchor=False)
    every = len(rows) <= SHOWN_AT_FIRST or st.toggle(
        words("Show all {n}", n=words.number(len(rows))), key="all-imports"
    )
    for row in rows if every else rows[:SHOWN_AT_FIRST]:
        _row(visit, row)


def _row(visit: Visit, row: ImportRow) -> None:
    words, key = visit.words, row.import_id
    with st.container(gap="xxsmall", key=f"import-{key}"):
        with st.container(horizontal=True, vertical_alignment="center"):
            with st.container(gap=None):
                st.markdown(f"**{literal(row.file_name)}**")
                st.caption(literal(facts(row, words)))
            _undo_button(visit, row)
        report = st.expander(words("Load report"), type="compact", on_change="rerun", key=f"report-{key}")
        if report.open:
            with report:
                data_report.show(imports.report_of(visit.warehouse, key), words, key=f"import-{key}")


def _undo_button(visit: Visit, row: ImportRow) -> None:
    words, key = visit.words, row.import_id
    with st.popover(words("Undo"), type="tertiary", key=f"undo-{key}"):
        st.markdown(
            literal(words("This takes the rows of {file} out again, and its kept original.", file=row.file_name))
        )
        st.button(
            words("Take it out"),
            type="primary",
            key=f"undo-now-{key}",
            on_click=failure.noting,
            args=(_undo, visit.warehouse, key),
        )


def facts(row: ImportRow, words: Words) -> str:
    """One import in one line: system, what it holds, rows, as-of, when it was loaded."""
    holds = words(", ").join(words(TABLE_LABELS.get(kind, kind)) for kind in row.kinds)
    parts = [
        words("Sample") if row.is_sample else "",
        data_report.system_title(row.system, words),
        holds,
        words.plural("{n} row", "{n} rows", row.rows_loaded),
        words("{n} rejected", n=words.number(row.rows_rejected)) if row.rows_rejected else "",
        words("true as of {day}", day=words.day(row.as_of)),
        words("loaded {day}", day=words.day(row.loaded_at)),
    ]
    return " · ".join(part for part in parts if part)


def _undo(warehouse: Warehouse, import_id: int) -> None:
    imports.undo_import(warehouse, import_id)
    data_desk.desk().loaded = ()
