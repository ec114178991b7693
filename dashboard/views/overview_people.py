"""Who needs help: with whom the most waits that should have moved on. Said of the deals, never of the people."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

import streamlit as st

from dashboard.formatting import days, short_money
from dashboard.language import Words
from dashboard.metrics import stuck_deals
from dashboard.metrics.rows import StuckDeal
from dashboard.metrics.selection import Selection
from dashboard.views import faults, links, selection_link
from dashboard.views.asked import asked
from dashboard.views.literal import literal
from dashboard.views.panel import foot, footer, not_available
from dashboard.views.review import Review

SHOWN: Final = 4
LEAST: Final = 2
"""One deal that waits is no reason to speak of a person."""


@dataclass(frozen=True)
class Waiting:
    """The deals of one owner that stand still. Reporting currency; `longest_days` in their stage; `stage` of most."""

    owner: str
    deals: int
    value: float
    value_days: float
    longest_days: float
    stage: str
    stage_deals: int


@faults.contained
def show(review: Review) -> None:
    """The owners with the most value-days beyond the usual, with their deals behind a link."""
    words = review.words
    answer = asked(stuck_deals.ask, review.scope)
    if answer.is_beyond_the_files:
        return  # the panel beside it has said what these files cannot show
    with st.container(key=f"panel-{review.under}help"):
        st.subheader(words("Who needs help"), anchor=f"{review.under}help")
        if answer.unavailable is not None:
            not_available(review, answer.unavailable)
            return
        found = waiting(answer.rows)
        if not found:
            st.markdown(literal(words("With nobody do two or more deals stand still.")))
        for row in found[:SHOWN]:
            with st.container(gap=None, key=f"help-{review.under}{found.index(row)}"):
                st.markdown(literal(says(row, answer.currency, words)))
                label = words.plural("See the {n} deal", "See the {n} deals", row.deals)
                theirs = Selection("stuck_deals", by="owner", value=row.owner)
                links.page_link("deals", label, **selection_link.to_link(theirs))
        st.caption(footer(answer, words))
        foot(review, answer, "help")


def waiting(deals: tuple[StuckDeal, ...]) -> tuple[Waiting, ...]:
    """Owners with two or more deals that stand still, most value-days beyond the usual stay first."""
    by_owner: dict[str, list[StuckDeal]] = {}
    for deal in deals:
        if deal.owner:
            by_owner.setdefault(deal.owner, []).append(deal)
    found = [_waiting(owner, held) for owner, held in by_owner.items() if len(held) >= LEAST]
    return tuple(sorted(found, key=lambda row: (-row.value_days, -row.deals, row.owner)))


def says(row: Waiting, currency: str, words: Words) -> str:
    """One owner's sentence."""
    said = words(
        "{n} deals with {owner} wait, worth {value}, the longest for {days}",
        n=words.number(row.deals),
        owner=row.owner,
        value=short_money(row.value, currency, words),
        days=days(row.longest_days, words),
    )
    if row.stage_deals < LEAST:
        return words("{said}.", said=said)
    return words("{said}; {n} of them are in {stage}.", said=said, n=words.number(row.stage_deals), stage=row.stage)


def _waiting(owner: str, deals: list[StuckDeal]) -> Waiting:
    ((stage, count),) = Counter(deal.stage for deal in deals).most_common(1)
    return Waiting(
        owner=owner,
        deals=len(deals),
        value=sum(deal.value or 0.0 for deal in deals),
        value_days=sum((deal.value or 0.0) * (deal.age_days - deal.benchmark_days) for deal in deals),
        longest_days=max(deal.age_days for deal in deals),
        stage=stage,
        stage_deals=count,
    )
