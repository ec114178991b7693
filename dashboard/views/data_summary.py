"""Several files at a glance: one row a file, what each is and what it still needs."""

from __future__ import annotations

import streamlit as st

from dashboard.language import Words
from dashboard.views import data_report
from dashboard.views.data_columns import doubtful
from dashboard.views.data_desk import Desk, Upload
from dashboard.views.literal import literal
from data_loaders.report import LoadReport


def show(desk: Desk, words: Words) -> None:
    """A table of the files on the desk."""
    rows = [_row(desk, upload, words) for upload in desk.by_need()]
    with st.container(key="files-summary"):
        st.table(
            {head: [literal(row[head]) for row in rows] for head in rows[0]},
            border="horizontal",
            hide_index=True,
            alt=words("The files and what each holds"),
        )


def _row(desk: Desk, upload: Upload, words: Words) -> dict[str, str]:
    outcome = desk.outcome(upload.key)
    report = outcome.report if outcome else None
    return {
        words("File"): upload.name,
        words("State"): state(desk, upload, words),
        words("Read as"): _system(report, words),
        words("Holds"): data_report.holds(report, words) if report else "",
        words("Rows"): words.number(report.rows_read) if report else "",
        words("Deals"): words.number(report.preview.deals) if report and report.preview.deals else "",
        words("Amounts"): data_report.amounts(report, words) if report else "",
        words("Dates"): data_report.dates(report, words) if report else "",
        words("History"): report.preview.evidence if report and report.preview.deals else "",
    }


def _system(report: LoadReport | None, words: Words) -> str:
    if report is None:
        return ""
    found = report.recognition
    return words("{system} ({score} of 100)", system=data_report.system_title(found.system, words), score=found.score)


def state(desk: Desk, upload: Upload, words: Words) -> str:
    """What a file is waiting for, in a few words."""
    outcome = desk.outcome(upload.key)
    if outcome is None:
        job = desk.readings.job(upload.key)
        if desk.readings.stopped(upload.key):
            return words("stopped")
        return words("reading, {share} %", share=round(100 * job.share)) if job and job.share else words("waiting")
    report = outcome.report
    if report is None:
        return words("refused")
    asked = len({question.option for question in report.questions}) + desk.undated(upload.key)
    doubts = sum(doubtful(column) for column in report.columns)
    said = [
        words.plural("{n} question", "{n} questions", asked) if asked else "",
        words.plural("{n} column to check", "{n} columns to check", doubts) if doubts else "",
        words("{n} rejected", n=words.number(report.rows_rejected)) if report.rows_rejected else "",
    ]
    return words(", ").join(part for part in said if part) or words("ready")
