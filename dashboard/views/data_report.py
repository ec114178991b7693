"""What was understood of one file: system, numbers, sheets, changes; and the whole report of an import, read again."""

from __future__ import annotations

from datetime import datetime
from typing import Final

import streamlit as st

from dashboard.formatting import file_size, money, short_money
from dashboard.language import Words, mark
from dashboard.views import data_findings, data_rejects
from dashboard.views.data_fields import label, told
from dashboard.views.literal import literal
from data_loaders.report import LoadReport
from data_loaders.systems import SYSTEMS

TABLE_LABELS: Final = {
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
    "leads": mark("Leads"),
    "spend": mark("Marketing spend"),
    "channel_sessions": mark("Visits by channel"),
    "line_items": mark("Deal lines"),
    "ignored": mark("Not read"),
}
SYSTEM_TITLES: Final = (mark("Plain sheet"), mark("Event log"), mark("Chinese form (支道 and others)"))
"""Titles of `data_loaders.systems` that are words, not names."""
EVIDENCE_LABELS: Final = {
    "A": mark("change log (evidence A)"),
    "B": mark("a date for each stage (evidence B)"),
    "C": mark("dated copies of the list (evidence C)"),
    "D": mark("today's stage only (evidence D)"),
}
CARRIES: Final = {
    "A": mark("funnel, time in stage, moves back and repeated visits"),
    "B": mark("funnel and time in stage"),
    "C": mark("what changed between the copies, and stages to the day of a copy"),
    "D": mark("open pipeline, win rate and sales cycle; no conversion and no time in stage"),
}
AMOUNTS_SHOWN: Final = 3


def show(report: LoadReport, words: Words, *, key: str) -> None:
    """The whole report, the most important first; `key` tells several on one page apart."""
    recognised(report, words)
    numbers(report, words)
    data_findings.show(report, words)
    columns, changed, rejected = st.tabs(
        [words("Columns"), words("What was changed"), words("Rejected rows")], key=f"report-tabs-{key}"
    )
    with columns:
        _columns(report, words)
    with changed:
        changes(report, words)
    with rejected:
        data_rejects.show(report, words, key=key)


def system_title(name: str, words: Words) -> str:
    """A system under the name its vendor gives it; a name that is no system stays as it is."""
    return words({system.name: system.title for system in SYSTEMS}.get(name, name))


def holds(report: LoadReport, words: Words) -> str:
    """What kinds of sheets a file has, such as deals or targets."""
    kinds = dict.fromkeys(sheet.kind for sheet in report.sheets if sheet.kind != "ignored")
    return words(", ").join(words(TABLE_LABELS.get(kind, kind)) for kind in kinds)


def dates(report: LoadReport, words: Words) -> str:
    """From the first to the last day in a file; '' where it has none."""
    first, last = report.preview.first_day, report.preview.last_day
    if not first or not last:
        return ""
    return "–".join(words.day(datetime.fromisoformat(day)) for day in dict.fromkeys((first, last)))


def amounts(report: LoadReport, words: Words) -> str:
    """The total of every currency in a file, shortened; '' where it has none."""
    return " + ".join(short_money(total, currency, words) for currency, total in report.preview.amounts.items())


def account(report: LoadReport, words: Words) -> str:
    """Where every row went, as a sum that adds up."""
    return words(
        "{read} rows read = {loaded} loaded + {merged} merged + {rejected} rejected",
        read=words.number(report.rows_read),
        loaded=words.number(report.rows_loaded),
        merged=words.number(report.rows_merged),
        rejected=words.number(report.rows_rejected),
    )


def recognised(report: LoadReport, words: Words) -> None:
    """The system with the evidence and the runner-up; how the file was read and when it was true."""
    found = report.recognition
    said = [
        words("Recognised as {system} ({score} of 100).", system=system_title(found.system, words), score=found.score)
    ]
    if found.evidence:
        evidence = words("; ").join(words(evidence) for evidence in found.evidence)
        said.append(words("Evidence: {evidence}.", evidence=evidence))
    if found.runner_up:
        runner_up = system_title(found.runner_up, words)
        said.append(words("Next best: {system} ({score}).", system=runner_up, score=found.runner_up_score))
    st.markdown(literal(" ".join(said)))
    read_as = [file_size(report.size, words), report.encoding, _delimiter(report.delimiter, words)]
    if report.as_of:
        day = words.day(datetime.fromisoformat(report.as_of))
        read_as.append(words("true as of {day}: {reason}", day=day, reason=told(report.as_of_reason, words)))
    else:
        read_as.append(told(report.as_of_reason, words))
    st.caption(literal(" · ".join(part for part in read_as if part)))


def _delimiter(delimiter: str, words: Words) -> str:
    named = {"\t": words("tab"), ",": words("comma"), ";": words("semicolon"), "|": words("bar")}
    return words("separated by {mark}", mark=named.get(delimiter, delimiter)) if delimiter else ""


def numbers(report: LoadReport, words: Words) -> None:
    """The dry run: deals, totals, rows, dates, stages, and what the history in the file carries and lacks."""
    preview = report.preview
    with st.grid("auto", min_column_width=150, gap="small"):
        if preview.deals:
            st.metric(words("Deals"), words.number(preview.deals))
        for currency, total in list(preview.amounts.items())[:AMOUNTS_SHOWN]:
            name = words("Total in {currency}", currency=currency) if currency else words("Total, currency unknown")
            st.metric(name, short_money(total, currency, words), help=literal(money(total, currency, words)))
        st.metric(words("Rows to use"), words.number(report.rows_loaded + report.rows_merged))
        st.metric(words("Rows rejected"), words.number(report.rows_rejected))
    lines = [account(report, words)]
    if found := dates(report, words):
        lines.append(words("Dates: {dates}", dates=found))
    if preview.stages:
        lines.append(words("Stages in order: {stages}", stages=" → ".join(preview.stages)))
    if preview.entered:
        stages = " · ".join(f"{stage} {words.number(deals)}" for stage, deals in preview.entered.items())
        lines.append(words("Deals that entered each stage: {stages}", stages=stages))
    if preview.deals and preview.evidence in EVIDENCE_LABELS:
        evidence, carries = words(EVIDENCE_LABELS[preview.evidence]), words(CARRIES[preview.evidence])
        lines.append(words("History: {evidence}. It carries: {carries}.", evidence=evidence, carries=carries))
    st.markdown("\n".join(f"- {literal(line)}" for line in lines))
    if preview.unlocks:
        with st.expander(words("What would show more"), type="compact"):
            st.markdown("\n".join(f"- {literal(words(unlock))}" for unlock in preview.unlocks))


def changes(report: LoadReport, words: Words) -> None:
    """What the rules of reading changed: how many cells, and examples before and after; the sheets beside it."""
    if report.changes:
        table = {
            words("Rule"): [literal(told(change.rule, words)) for change in report.changes],
            words("Cells"): [words.number(change.cells) for change in report.changes],
            words("Before → after"): [
                literal(" · ".join(f"{before} → {after}" for before, after in change.examples[:3]))
                for change in report.changes
            ],
        }
        st.table(table, border="horizontal", hide_index=True, alt=words("What was changed while reading"))
    else:
        st.caption(literal(words("Nothing was changed while reading.")))
    if len(report.sheets) > 1:
        _sheets(report, words)


def _sheets(report: LoadReport, words: Words) -> None:
    table = {
        words("Sheet"): [literal(sheet.sheet) for sheet in report.sheets],
        words("Holds"): [words(TABLE_LABELS.get(sheet.kind, sheet.kind)) for sheet in report.sheets],
        words("Header row"): [words.number(sheet.header_row) for sheet in report.sheets],
        words("Rows read"): [words.number(sheet.rows_read) for sheet in report.sheets],
        words("Rows loaded"): [words.number(sheet.rows_loaded) for sheet in report.sheets],
        words("Rows merged"): [words.number(sheet.rows_merged) for sheet in report.sheets],
        words("Rows rejected"): [words.number(sheet.rows_rejected) for sheet in report.sheets],
    }
    st.table(table, border="horizontal", hide_index=True, alt=words("Sheets and rows"))


def _columns(report: LoadReport, words: Words) -> None:
    """Every column, what it was taken for, how sure that is and why, with samples."""
    rows = [
        {
            words("Sheet"): column.sheet,
            words("Column"): column.header,
            words("Table"): words(TABLE_LABELS.get(column.table, column.table)),
            words("Taken for"): label(column.target, words) if column.target else words("kept beside the deal"),
            words("Confidence"): column.confidence,
            words("Reason"): told(column.reason, words),
            words("Samples"): " | ".join(column.samples),
        }
        for column in report.columns
    ]
    if not any(column.sheet for column in report.columns):
        rows = [{head: value for head, value in row.items() if head != words("Sheet")} for row in rows]
    st.dataframe(rows, hide_index=True, alt=words("Columns: what each was taken for"))
