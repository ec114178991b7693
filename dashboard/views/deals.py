"""Deals: all of them, or those behind a mark of another page that the link names."""

from __future__ import annotations

import streamlit as st

from dashboard.views import deals_wish, selection_click, selection_link
from dashboard.views.deals_table import deals_table
from dashboard.views.review import Review


def page(review: Review) -> None:
    """Show the list of deals."""
    selection = selection_link.from_link(review.link)
    st.subheader(review.words("Deals"), anchor=False)
    if selection is not None:
        st.button(
            review.words("Show all deals of the filter"),
            type="tertiary",
            on_click=selection_click.forget,
            key="all-deals",
        )
    wish = deals_wish.wish_of(review)
    deals_wish.rules(review)
    deals_table(review, selection, key="deals", wish=wish, with_flags=True)
