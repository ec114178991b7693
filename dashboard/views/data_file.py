"""One file on the desk: what was recognised, the dry run, its questions, and the controls that correct it."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard.language import Words, mark
from dashboard.views import (
    data_columns,
    data_facts,
    data_findings,
    data_mapping,
    data_questions,
    data_refused,
    data_rejects,
    data_report,
    data_values,
)
from dashboard.views.data_desk import Desk, Upload
from dashboard.views.literal import literal
from dashboard.views.review import Visit
from data_loaders.report import LoadReport

TABS: Final = (
    mark("Columns"),
    mark("Stages and values"),
    mark("About the file"),
    mark("What was changed"),
    mark("Rejected rows"),
)


def show(visit: Visit, desk: Desk, upload: Upload, *, alone: bool) -> None:
    """The file in a section of its own: open where it is the only one or was refused, else one line that opens."""
    outcome = desk.outcome(upload.key)
    if alone or (outcome is not None and outcome.report is None):
        with st.container(key=f"file-{upload.key}"):
            st.subheader(literal(upload.name), anchor=False)
            _content(visit, desk, upload, alone=alone)
        return
    with st.expander(f"**{literal(upload.name)}**", type="compact", on_change="rerun", key=f"file-{upload.key}") as one:
        if one.open:
            _content(visit, desk, upload, alone=False)


def _content(visit: Visit, desk: Desk, upload: Upload, *, alone: bool) -> None:
    words, key = visit.words, upload.key
    outcome = desk.outcome(key)
    pending = outcome is None and not desk.readings.stopped(key)
    if outcome is not None and outcome.refused is not None:
        data_refused.show(desk, key, outcome.refused, words)
    if desk.readings.stopped(key):
        st.info(literal(words("The reading of this file was stopped; nothing of it was kept.")))
    report = outcome.report if outcome and outcome.report else desk.readings.last(key)
    if report is not None and (outcome is None or outcome.report is not None):
        _understood(visit, desk, key, report, pending=pending)
    elif outcome is not None or desk.readings.stopped(key):
        data_facts.show(desk, key, words, pending=pending)
    else:
        st.caption(literal(words("Being read …")))
    _buttons(desk, upload, words, alone=alone)


def _understood(visit: Visit, desk: Desk, key: str, report: LoadReport, *, pending: bool) -> None:
    words = visit.words
    data_report.recognised(report, words)
    data_mapping.announce(visit, report)
    data_questions.show(desk, key, report, words, pending=pending)
    data_report.numbers(report, words)
    data_findings.show(report, words)
    columns, values, facts, changed, rejected = st.tabs(
        [words(tab) for tab in TABS], on_change="rerun", key=f"tabs-{key}"
    )
    if columns.open:
        with columns:
            data_columns.show(desk, key, report, words, pending=pending)
    if values.open:
        with values:
            data_values.show(desk, key, report, words, pending=pending)
    if facts.open:
        with facts:
            data_facts.show(desk, key, words, pending=pending)
    if changed.open:
        with changed:
            data_report.changes(report, words)
    if rejected.open:
        with rejected:
            data_rejects.show(report, words, key=f"upload-{key}")
    data_mapping.name_it(desk, key, report, words)


def _buttons(desk: Desk, upload: Upload, words: Words, *, alone: bool) -> None:
    key = upload.key
    stopped, corrected = desk.readings.stopped(key), desk.corrected(key)
    if alone and not stopped and not corrected:
        return
    with st.container(horizontal=True, key=f"file-buttons-{key}"):
        if stopped:
            st.button(words("Read it after all"), key=f"resume-{key}", on_click=desk.readings.resume, args=(key,))
        if corrected:
            back = words("Back to the guess")
            st.button(back, type="tertiary", key=f"guess-{key}", on_click=desk.start_over, args=(key,))
        if not alone:
            remove = words("Remove from the list")
            st.button(remove, type="tertiary", key=f"remove-{key}", on_click=desk.remove, args=([key],))
