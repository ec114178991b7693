"""One deal: what the files say of it and where each fact was read."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard import formatting
from dashboard.metrics import deal_flags
from dashboard.metrics.deal_flags import FLAGS
from dashboard.metrics.rows import Deal
from dashboard.views import deals_extra, deals_timeline, deals_wish, session
from dashboard.views.asked import asked
from dashboard.views.literal import literal
from dashboard.views.review import Review
from dashboard.views.selection_link import DEAL


def chosen(review: Review, deals: Sequence[Deal]) -> None:
    """Show the deal that the link names, where the list holds it."""
    deal_id = (review.link.get(DEAL) or [""])[-1]
    deal = next((deal for deal in deals if deal.deal_id == deal_id), None)
    if deal is not None:
        show(review, deal)


def choose(key: str, deals: Sequence[Deal]) -> None:
    """Put the deal of the row just chosen in the table `key` into the link, or take it out."""
    rows = st.session_state[key]["selection"]["rows"]
    link = session.read_link()
    link.pop(DEAL, None)
    if rows and rows[0] < len(deals):
        link[DEAL] = [deals[rows[0]].deal_id]
    session.write_link(link)


def show(review: Review, deal: Deal) -> None:
    """Show one deal under its list."""
    words = review.words
    with st.container(key="deal-detail"):
        st.subheader(literal(deal.name or deal.deal_id), anchor=False)
        st.markdown(literal(_state(review, deal)))
        _flags(review, deal)
        known = [(label, value) for label, value in _facts(review, deal) if value not in {"", formatting.DASH}]
        columns = st.columns(3)
        for at, (label, value) in enumerate(known):
            columns[at % 3].markdown(f"{literal(label)}  \n**{literal(value)}**")
        deals_extra.show(review, deal.deal_id)
        deals_timeline.show(review, deal)
        read = deals_timeline.place(deal.file_name, deal.file_sheet, deal.file_row, words)
        st.caption(literal(words("The deal was read from {place}.", place=read)))


def _flags(review: Review, deal: Deal) -> None:
    """Each flag of the deal with its rule."""
    words = review.words
    found = asked(deal_flags.ask, review.scope, most=1, deal_ids=(deal.deal_id,))
    by_flag = deal_flags.thresholds(review.scope).by_flag
    raised = [flag for row in found.rows for flag in FLAGS if flag.name in row.flags]
    if raised:
        st.markdown("\n".join(deals_wish.rule_line(flag, by_flag, words) for flag in raised))


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
