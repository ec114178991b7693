"""What was understood of one file: system, numbers, sheets, columns, changes, findings, rejects."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from dashboard.formatting import file_size, money
from dashboard.language import Words, mark
from dashboard.views.csv_text import csv_of
from dashboard.views.literal import literal
from data_loaders.problems import say
from data_loaders.report import LoadReport
from data_loaders.systems import SYSTEMS

TABLE_LABELS = {
    "deals": mark("Deals"),
    "stage_events": mark("Stage changes"),
    "deal_changes": mark("Field changes"),
    "activities": mark("Activities"),
    "owners": mark("Owners"),
    "targets": mark("Targets"),
    "accounts": mark("Customers"),
    "products": mark("Products"),
    "fx_rates": mark("Exchange rates"),
    "stages": mark("Stages"),
    "ignored": mark("Not read"),
}
SYSTEM_TITLES = (mark("Plain sheet"), mark("Event log"), mark("Chinese form (支道 and others)"))
"""Titles of `data_loaders.systems` that are words, not names."""
EVIDENCE_LABELS = {
    "A": mark("change log (evidence A)"),
    "B": mark("a date for each stage (evidence B)"),
    "C": mark("dated copies of the list (evidence C)"),
    "D": mark("today's stage only (evidence D)"),
}


def show(report: LoadReport, words: Words, *, key: str) -> None:
    """The whole report, the most important first; `key` tells several on one page apart."""
    _recognised(report, words)
    _numbers(report, words)
    _unlocks(report, words)
    _findings(report, words)
    with st.expander(words("Columns: what each was taken for")):
        columns(report, words)
    if len(report.sheets) > 1:
        with st.expander(words("Sheets and rows")):
            _sheets(report, words)
    if report.changes:
        with st.expander(words("What was changed while reading")):
            _changes(report, words)
    if report.rejects:
        with st.expander(words.plural("{n} row could not be used", "{n} rows could not be used", len(report.rejects))):
            _rejects(report, words, key)


def system_title(name: str, words: Words) -> str:
    """A system under the name its vendor gives it; a name that is no system stays as it is."""
    return words({system.name: system.title for system in SYSTEMS}.get(name, name))


def _recognised(report: LoadReport, words: Words) -> None:
    found = report.recognition
    said = [
        words("Recognised as {system} ({score} of 100).", system=system_title(found.system, words), score=found.score)
    ]
    if found.evidence:
        evidence = words("; ").join(words(evidence) for evidence in found.evidence)
        said.append(words("Evidence: {evidence}.", evidence=evidence))
    if found.runner_up:
        said.append(
            words(
                "Next best: {system} ({score}).",
                system=system_title(found.runner_up, words),
                score=found.runner_up_score,
            )
        )
    st.markdown(literal(" ".join(said)))
    read_as = [file_size(report.size, words), report.encoding, _delimiter(report.delimiter, words)]
    if report.as_of:
        day = words.day(datetime.fromisoformat(report.as_of))
        read_as.append(words("true as of {day}: {reason}", day=day, reason=say(report.as_of_reason, words)))
    else:
        read_as.append(say(report.as_of_reason, words))
    st.caption(literal(" · ".join(part for part in read_as if part)))


def _delimiter(delimiter: str, words: Words) -> str:
    named = {"\t": words("tab"), ",": words("comma"), ";": words("semicolon"), "|": words("bar")}
    return words("separated by {mark}", mark=named.get(delimiter, delimiter)) if delimiter else ""


def _numbers(report: LoadReport, words: Words) -> None:
    preview = report.preview
    with st.grid("auto", min_column_width=150, gap="small"):
        st.metric(words("Rows read"), words.number(report.rows_read))
        st.metric(words("Rows to use"), words.number(report.rows_loaded + report.rows_merged))
        st.metric(words("Rows rejected"), words.number(report.rows_rejected))
        if preview.deals:
            st.metric(words("Deals"), words.number(preview.deals))
    lines = []
    if preview.amounts:
        sums = " + ".join(money(total, currency, words) for currency, total in preview.amounts.items())
        lines.append(words("Amounts: {sums}", sums=sums))
    if preview.first_day and preview.last_day:
        first, last = (words.day(datetime.fromisoformat(day)) for day in (preview.first_day, preview.last_day))
        lines.append(words("Dates: {first} to {last}", first=first, last=last))
    if preview.stages:
        lines.append(words("Stages in order: {stages}", stages=" → ".join(preview.stages)))
    if preview.entered:
        stages = " · ".join(f"{stage} {words.number(deals)}" for stage, deals in preview.entered.items())
        lines.append(words("Deals that entered each stage: {stages}", stages=stages))
    if preview.deals and preview.evidence:
        evidence = EVIDENCE_LABELS.get(preview.evidence)
        lines.append(words("Shows: {evidence}", evidence=words(evidence) if evidence else preview.evidence))
    st.markdown("\n".join(f"- {literal(line)}" for line in lines) or " ")


def _unlocks(report: LoadReport, words: Words) -> None:
    if report.preview.unlocks:
        st.caption(literal(words("What would show more:")))
        st.caption("\n".join(f"- {literal(words(unlock))}" for unlock in report.preview.unlocks))


def _findings(report: LoadReport, words: Words) -> None:
    lines = []
    for finding in report.findings:
        rows = ", ".join(str(row) for row in finding.rows[:5])
        where = words("rows {rows}", rows=rows + (" …" if finding.count > 5 else "")) if rows else ""
        lines.append(literal(" · ".join(part for part in (say(finding.said, words), where) if part)))
    if lines:
        st.warning("\n".join(f"- {line}" for line in lines), title=words("Worth a look"))


def columns(report: LoadReport, words: Words) -> None:
    """Every column, what it was taken for, how sure that is and why, with samples."""
    st.dataframe(
        [
            {
                words("Sheet"): column.sheet,
                words("Column"): column.header,
                words("Table"): words(TABLE_LABELS.get(column.table, column.table)),
                words("Taken for"): column.target or words("kept as it is"),
                words("Confidence"): column.confidence,
                words("Reason"): say(column.reason, words),
                words("Samples"): " | ".join(column.samples),
            }
            for column in report.columns
        ],
        hide_index=True,
        alt=words("Columns: what each was taken for"),
    )


def _sheets(report: LoadReport, words: Words) -> None:
    st.dataframe(
        [
            {
                words("Sheet"): sheet.sheet,
                words("Holds"): words(TABLE_LABELS.get(sheet.kind, sheet.kind)),
                words("Header row"): sheet.header_row,
                words("Rows read"): sheet.rows_read,
                words("Rows loaded"): sheet.rows_loaded,
                words("Rows merged"): sheet.rows_merged,
                words("Rows rejected"): sheet.rows_rejected,
            }
            for sheet in report.sheets
        ],
        hide_index=True,
        alt=words("Sheets and rows"),
    )


def _changes(report: LoadReport, words: Words) -> None:
    for change in report.changes:
        examples = "; ".join(f"{before} → {after}" for before, after in change.examples[:3])
        cells = words.plural("{n} cell", "{n} cells", change.cells)
        st.markdown(f"- {literal(say(change.rule, words))} ({literal(cells)}): {literal(examples)}")


def _rejects(report: LoadReport, words: Words, key: str) -> None:
    rows = [
        {
            words("Sheet"): reject.sheet,
            words("Row"): reject.row,
            words("Column"): reject.column,
            words("Value"): reject.value,
            words("Reason"): say(reject.reason, words),
        }
        for reject in report.rejects
    ]
    st.dataframe(rows[:200], hide_index=True, alt=words("Rows that could not be used"))
    st.download_button(
        words("Download the rejected rows as CSV"),
        data=lambda: csv_of(rows),
        file_name="rejected_rows.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"rejects-{key}",
    )
