"""What became of the deals of each stage: a card a stage, and every count opens its deals."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Final, NamedTuple

import streamlit as st

from dashboard.charts.funnel_info import funnel_size
from dashboard.formatting import interval, share
from dashboard.language import Words, mark
from dashboard.metrics import stage_funnel
from dashboard.metrics.answers import Answer, FunnelStage
from dashboard.metrics.selection import Selection
from dashboard.views import breakout, faults, links, selection_link
from dashboard.views.asked import asked
from dashboard.views.funnel_figures import decided
from dashboard.views.literal import literal
from dashboard.views.panel import foot, footer, no_deals, not_available
from dashboard.views.review import Review
from dashboard.warehouse.scope import Scope

WIDTH: Final = 160
"""Pixels of a card: two side by side on a phone."""
FATES: Final = {
    "advanced": mark("{n} went on ({share})"),
    "lost": mark("{n} lost ({share})"),
    "open": mark("{n} still there ({share})"),
    "void": mark("{n} void ({share})"),
}


class Card(NamedTuple):
    """One stage before Won: its deals, and those of each fate with the selection that opens them; none is empty."""

    stage: FunnelStage
    fates: tuple[tuple[str, int, Selection], ...]


@faults.contained
def show(review: Review, answer: Answer[FunnelStage], pipeline: str) -> None:
    """The cards of one pipeline, by the furthest stage that each deal came to."""
    words, cards = review.words, cards_of(answer, pipeline)
    with st.container(key=f"panel-{review.under}stage-cards"):
        st.subheader(words("What became of the deals of each stage"), anchor=f"{review.under}stage-cards")
        if answer.unavailable is not None:
            not_available(review, answer.unavailable)
        elif not any(card.stage.reached for card in cards):
            no_deals(review)
        else:
            st.markdown(literal(takeaway(cards, words)))
            _cards(review, answer, cards, key=review.under)
        st.caption(footer(replace(answer, n=funnel_size(answer, pipeline)), words))
        if by := foot(review, answer, "stage-cards", offer=True):
            breakout.show(review, _of_values(review, pipeline), by, key=f"{review.under}stage-cards")


def _of_values(review: Review, pipeline: str) -> breakout.Body:
    """The same cards of the deals that have a value; their counts open those deals."""

    def body(part: Scope, by: str, value: str, key: str) -> bool:
        answer = asked(stage_funnel.ask, part, mode="reached")
        cards = tuple(
            Card(card.stage, tuple((fate, n, replace(one, within=by, among=value)) for fate, n, one in card.fates))
            for card in cards_of(answer, pipeline)
            if card.stage.reached
        )
        _cards(review, answer, cards, key=key)
        return bool(cards)

    return body


def _cards(review: Review, answer: Answer[FunnelStage], cards: tuple[Card, ...], *, key: str) -> None:
    with st.container(horizontal=True, gap="medium", key=f"cards-{key}"):
        for card in cards:
            _card(review, answer, card, key=key)


def cards_of(answer: Answer[FunnelStage], pipeline: str) -> tuple[Card, ...]:
    """A card a stage but the last, which is Won; the deals that went on are those of the next stage."""
    rows = sorted((row for row in answer.rows if row.pipeline == pipeline), key=lambda row: row.rank)
    cards = []
    for row, following in pairwise(rows):
        counts = {"advanced": following.reached, "lost": row.lost, "open": row.open, "void": row.void}
        fates = tuple((fate, n, _selection(fate, row, following)) for fate, n in counts.items() if n)
        cards.append(Card(row, fates))
    return tuple(cards)


def _selection(fate: str, row: FunnelStage, following: FunnelStage) -> Selection:
    place, part = (following, "reached") if fate == "advanced" else (row, fate)
    return Selection(stage_funnel.NAME, part, place.pipeline, place.stage, mode="reached")


def takeaway(cards: tuple[Card, ...], words: Words) -> str:
    """Where most deals were lost, and where most wait."""
    lost = max(cards, key=lambda card: card.stage.lost).stage
    waiting = max(cards, key=lambda card: card.stage.open).stage
    said = []
    if lost.lost:
        said.append(words("Most deals are lost in {stage}: {n}.", stage=lost.stage, n=words.number(lost.lost)))
    if waiting.open:
        said.append(words("Most wait in {stage}: {n}.", stage=waiting.stage, n=words.number(waiting.open)))
    return " ".join(said) or words("Every deal went on.")


def _card(review: Review, answer: Answer[FunnelStage], card: Card, *, key: str) -> None:
    words, row = review.words, card.stage
    with st.container(width=WIDTH, gap="xsmall", key=f"card-{key}{row.rank}"):
        st.markdown(f"**{literal(row.stage)}** · {literal(words.number(row.reached))}")
        for fate, n, selection in card.fates:
            label = words(FATES[fate], n=words.number(n), share=share(n / row.reached, words))
            links.page_link("deals", literal(label), **selection_link.to_link(selection))
        if row.settled_conversion is not None:
            rate = words(
                "Of {n} decided, {share} went on ({interval})",
                n=words.number(decided(answer, row)),
                share=share(row.settled_conversion, words),
                interval=interval(row.settled_low, row.settled_high, words),
            )
            st.caption(literal(rate))
