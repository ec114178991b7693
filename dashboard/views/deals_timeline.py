"""What happened to one deal, in one list: stages, changes of its values, activities, and where each was read."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard import formatting
from dashboard.language import Words, mark
from dashboard.metrics import deal_history
from dashboard.metrics.deal_history import DealEvent
from dashboard.metrics.rows import Deal
from dashboard.views.review import Review

WHAT: Final = {
    "stage": mark("Stage"),
    "amount": mark("Amount"),
    "expected_close": mark("Expected close"),
    "owner": mark("Owner"),
    "pipeline": mark("Pipeline"),
    "activity": mark("Activity"),
}
"""What happened → its name."""
ACTIVITIES: Final = {
    "call": mark("Call"),
    "email": mark("E-mail"),
    "meeting": mark("Meeting"),
    "task": mark("Task"),
    "note": mark("Note"),
    "visit": mark("Visit"),
    "wechat": mark("WeChat"),
    "other": mark("Other"),
    "": mark("Activity"),
}
"""Type of an activity → its name."""
HEADS: Final = (
    mark("When"),
    mark("Until"),
    mark("What"),
    mark("Before"),
    mark("After"),
    mark("Days there"),
    mark("Read from"),
)
LINES_SHOWN: Final = 12
HEIGHT: Final = 423
"""Pixels of a longer list, which scrolls."""


def show(review: Review, deal: Deal) -> None:
    """The list of events of a deal, oldest first; nothing where none is known."""
    words = review.words
    events = deal_history.ask(review.scope, deal.deal_id)
    if not events:
        return
    lines = [line(event, deal, words) for event in events]
    table = {words(head): [told[at] for told in lines] for at, head in enumerate(HEADS)}
    st.dataframe(
        {head: column for head, column in table.items() if any(column)},
        hide_index=True,
        height="content" if len(lines) <= LINES_SHOWN else HEIGHT,
        alt=words("What happened to the deal"),
        key="deal-history",
    )


def line(event: DealEvent, deal: Deal, words: Words) -> tuple[str, ...]:
    """One event, a text for each of HEADS."""
    return (
        formatting.moment(event.happened_at, words),
        "" if event.left_at is None else formatting.moment(event.left_at, words),
        words(WHAT.get(event.what, event.what)),
        _value(event.what, event.before, deal, words),
        _after(event, deal, words),
        "" if event.stay_days is None else formatting.days(event.stay_days, words),
        _read_from(event, words),
    )


def place(file_name: str, sheet: str, row: int | None, words: Words) -> str:
    """Where a fact was read: the file, its sheet where it has several, and the row."""
    if row is None:
        return file_name
    if sheet:
        return words("{file}, sheet {sheet}, row {row}", file=file_name, sheet=sheet, row=words.number(row))
    return words("{file}, row {row}", file=file_name, row=words.number(row))


def _after(event: DealEvent, deal: Deal, words: Words) -> str:
    if event.what == "activity":
        kind = words(ACTIVITIES.get(event.after, event.after))
        return f"{kind} · {event.detail}" if event.detail else kind
    return _value(event.what, event.after, deal, words)


def _value(what: str, text: str | None, deal: Deal, words: Words) -> str:
    if what != "amount" or not text:
        return text or ""
    try:
        return formatting.money(float(text), deal.currency, words)
    except ValueError:
        return text


def _read_from(event: DealEvent, words: Words) -> str:
    read = place(event.files or "", event.sheet, event.row, words)
    if event.evidence and read:
        return words("{file} (evidence {level})", file=read, level=event.evidence)
    return read
