"""What each column was taken for: the doubtful first, the certain folded, each with samples and the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import streamlit as st

from dashboard.language import Words
from dashboard.views.data_controls import showing
from dashboard.views.data_desk import Desk, with_column
from dashboard.views.data_fields import label, told
from dashboard.views.literal import literal
from data_loaders.fields import FIELDS
from data_loaders.report import Column, LoadReport

KEPT: Final = ""
READ: Final = "\0"
"""What stands for a column that was understood as something no single field is, such as the date of a stage."""
DOUBTFUL: Final = frozenset({"column_alike", "column_contradicted", "column_status_as_stage"})
BY_HAND: Final = "column_chosen"
SURE: Final = 80
LONGEST_SAMPLE: Final = 40


def doubtful(column: Column) -> bool:
    """Whether a person should look at a column: an unsure guess, or something like a field that was not taken."""
    if column.reason.code in DOUBTFUL:
        return True
    return column.target is not None and column.confidence < SURE


def show(desk: Desk, key: str, report: LoadReport, words: Words, *, pending: bool) -> None:
    """Every column in three groups; each changed field is stated on the desk and the file read again."""
    rows = list(enumerate(report.columns))
    first = [(at, one) for at, one in rows if doubtful(one) or one.reason.code == BY_HAND]
    taken = [(at, one) for at, one in rows if (at, one) not in first and one.target is not None]
    kept = [(at, one) for at, one in rows if (at, one) not in first and one.target is None]
    kinds = {sheet.sheet: sheet.kind for sheet in report.sheets}

    def draw(group: Sequence[tuple[int, Column]]) -> None:
        with st.container(gap="xxsmall"):
            for at, column in group:
                kind = kinds.get(column.sheet, column.table)
                place = _Place(key, at, kind if kind in FIELDS else "deals", column.sheet if len(kinds) > 1 else "")
                _row(desk, place, column, words, pending=pending)

    if first:
        draw(first)
    else:
        st.caption(literal(words("No column is in doubt.")))
    if taken:
        clear = words.plural("{n} column is clear", "{n} columns are clear", len(taken))
        with st.expander(clear, type="compact", on_change="rerun", key=f"clear-{key}") as folded:
            if folded.open:
                draw(taken)
    if kept:
        beside = words.plural("{n} column is kept beside the deal", "{n} columns are kept beside the deal", len(kept))
        with st.expander(beside, type="compact", on_change="rerun", key=f"beside-{key}") as folded:
            if folded.open:
                st.caption(literal(words("They can be filtered by, compared by, and read with each deal.")))
                draw(kept)


@dataclass(frozen=True)
class _Place:
    """Where a column stands: the upload, its number, its kind of sheet, and the sheet where there are several."""

    key: str
    at: int
    kind: str
    sheet: str


def _row(desk: Desk, place: _Place, column: Column, words: Words, *, pending: bool) -> None:
    widget = f"column-{place.key}-{place.at}"
    with st.container(key=f"row-{widget}"):
        head, samples, field = st.columns([5, 5, 4], vertical_alignment="center", gap="small")
    with head.container(gap=None):
        st.markdown(f"**{literal(column.header or '–')}**")
        sure = words("{n} % sure", n=column.confidence) if column.confidence else ""
        said = [place.sheet, sure, told(column.reason, words)]
        st.caption(literal(" · ".join(part for part in said if part)))
    shown = " | ".join(_short(sample) for sample in column.samples[:3])
    samples.markdown(literal(shown) or literal(words("(empty)")))
    options = [KEPT, *FIELDS[place.kind]]
    current = column.target or KEPT
    if current not in options:
        options, current = [READ, *options], READ
    field.selectbox(
        literal(column.header or "–"),
        options,
        index=None,
        key=showing(widget, current, pending=pending),
        format_func=lambda name: _option(name, column, words),
        label_visibility="collapsed",
        placeholder=words("as recognised"),
        on_change=_choose,
        args=(desk, place.key, column.header, widget),
    )


def _option(name: str, column: Column, words: Words) -> str:
    if name == READ:
        values = column.reason.values
        if "stage" in values:
            return words("Entered {stage} on", stage=values["stage"])
        return words("Target for {period}", period=values["period"]) if "period" in values else words("as recognised")
    return label(name, words) if name else words("kept beside the deal")


def _choose(desk: Desk, key: str, header: str, widget: str) -> None:
    picked = st.session_state[widget]
    desk.state(key, with_column(header, None if picked in (None, READ) else picked))


def _short(sample: str) -> str:
    return sample if len(sample) <= LONGEST_SAMPLE else f"{sample[: LONGEST_SAMPLE - 1]}…"
