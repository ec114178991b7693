"""One deal: what the files say of it and where each fact was read."""

from __future__ import annotations

from typing import Final

import streamlit as st

from dashboard import formatting
from dashboard.language import mark
from dashboard.metrics import deal_history
from dashboard.metrics.rows import Deal
from dashboard.views import deals_extra
from dashboard.views.literal import literal
from dashboard.views.review import Review

WHAT: Final = {
    "stage": mark("Stage"),
    "amount": mark("Amount"),
    "expected_close": mark("Expected close"),
    "owner": mark("Owner"),
}
"""What changed → its name."""
HEADS: Final = (mark("When"), mark("What"), mark("Before"), mark("After"), mark("Days there"))


def show(review: Review, deal: Deal) -> None:
    """Show one deal under its list."""
    words = review.words
    with st.container(key="deal-detail"):
        st.subheader(literal(deal.name or deal.deal_id), anchor=False)
        st.markdown(literal(_state(review, deal)))
        known = [(label, value) for label, value in _facts(review, deal) if value not in {"", formatting.DASH}]
        columns = st.columns(3)
        for at, (label, value) in enumerate(known):
            columns[at % 3].markdown(f"{literal(label)}  \n**{literal(value)}**")
        deals_extra.show(review, deal.deal_id)
        _history(review, deal)
        st.caption(literal(words("Read from {file}, row {row}.", file=deal.file_name, row=words.number(deal.file_row))))


def _history(review: Review, deal: Deal) -> None:
    words = review.words
    events = deal_history.ask(review.scope, deal.deal_id)
    if not events:
        return
    heads = [words(label) for label in HEADS]
    rows = [
        (
            formatting.moment(event.happened_at, words),
            words(WHAT.get(event.what, event.what)),
            event.before,
            event.after,
            formatting.days(event.stay_days, words),
        )
        for event in events
    ]
    table = {head: [row[at] for row in rows] for at, head in enumerate(heads)}
    st.dataframe(table, hide_index=True, height="content", alt=words("What happened to the deal"), key="deal-history")


def _state(review: Review, deal: Deal) -> str:
    words = review.words
    if deal.status == "open" and deal.age_in_stage_days is not None:
        return words(
            "Open in {stage} for {days}.", stage=deal.stage, days=formatting.days(deal.age_in_stage_days, words)
        )
    if deal.status == "won":
        return words("Won on {day}.", day=formatting.day(deal.closed, words))
    if deal.status == "lost":
        return words("Lost on {day}.", day=formatting.day(deal.closed, words))
    return deal.stage


def _facts(review: Review, deal: Deal) -> list[tuple[str, str]]:
    words = review.words
    return [
        (words("Account"), deal.account),
        (words("Owner"), deal.owner),
        (words("Amount"), formatting.money(deal.amount, review.scope.currency, words)),
        (words("Amount as in the file"), formatting.money(deal.amount_native, deal.currency, words)),
        (words("Pipeline"), deal.pipeline),
        (words("Stage"), deal.stage),
        (words("Creation date"), formatting.day(deal.created, words)),
        (words("Expected close"), formatting.day(deal.expected_close, words)),
        (words("Last activity"), formatting.day(deal.last_activity, words)),
        (words("Source"), deal.source),
        (words("Segment"), deal.segment),
        (words("Product"), deal.product),
        (words("Reason for the loss"), deal.lost_reason),
        (words("Next step"), deal.next_step),
        (words("ID"), deal.deal_id),
    ]
