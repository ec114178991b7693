"""What is worth a look in a file: each finding with its rows, its remedy and, where it is known, what it changes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

import streamlit as st

from dashboard.language import Words
from dashboard.views.data_fields import parts
from dashboard.views.literal import literal
from data_loaders.report import Finding, LoadReport

ELSEWHERE: Final = frozenset({"mapping_remembered"})
"""Findings that the screen says in a place of their own."""
ROWS_SHOWN: Final = 5


def shown(report: LoadReport) -> tuple[Finding, ...]:
    """The findings that belong into the table."""
    return tuple(finding for finding in report.findings if finding.said.code not in ELSEWHERE)


def show(report: LoadReport, words: Words, *, effects: Mapping[str, str] = MappingProxyType({})) -> None:
    """A table of the findings; `effects` says for a code what leaving its rows out would do to the headline numbers."""
    findings = shown(report)
    if not findings:
        return
    table: dict[str, list[str]] = {words("Worth a look"): [], words("In rows"): [], words("What to do"): []}
    worth, rows, remedy = table.values()
    for finding in findings:
        what, help_for_it = parts(finding.said, words)
        worth.append(literal(what))
        rows.append(literal(_rows(finding, words)))
        remedy.append(literal(help_for_it))
    if not any(rows):
        table.pop(words("In rows"))
    if not any(remedy):
        table.pop(words("What to do"))
    if effects:
        table[words("Effect on the headline numbers")] = [
            literal(effects.get(finding.said.code, "")) for finding in findings
        ]
    st.table(table, border="horizontal", hide_index=True, alt=words("Worth a look"))


def _rows(finding: Finding, words: Words) -> str:
    if not finding.rows:
        return ""
    named = words(", ").join(str(row) for row in finding.rows[:ROWS_SHOWN])
    return named + (" …" if finding.count > ROWS_SHOWN else "")
