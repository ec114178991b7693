"""The one line above every page that says which deals are shown, and lets each part be taken away again."""

from __future__ import annotations

from dataclasses import fields, replace

import streamlit as st

from dashboard.filters import DealFilter, describe, to_link
from dashboard.language import Words
from dashboard.metrics import deals_behind
from dashboard.views import filter_controls, links, saved_views, session, week_steps
from dashboard.views.asked import asked
from dashboard.views.literal import literal
from dashboard.views.review import Review


def show(review: Review) -> None:
    """The filter in words with removable chips, the number of deals, the controls, reset and the link to copy."""
    words = review.words
    with st.container(horizontal=True, gap="small", vertical_alignment="center", key="filter-line"):
        with st.container(horizontal=True, gap="xsmall", vertical_alignment="center", key="filter-words"):
            _line(review)
        with st.container(
            horizontal=True, gap="xsmall", vertical_alignment="center", width="content", key="filter-actions"
        ):
            filter_controls.show(review)
            week_steps.show(review)
            if review.filter != DealFilter():
                st.button(
                    words("Reset"), key="filter-reset", type="tertiary", on_click=set_filter, args=(DealFilter(),)
                )
            _ways_to_keep(review)


def _ways_to_keep(review: Review) -> None:
    """The saved views, and the link; each shows what it has once it is opened."""
    words = review.words
    saved_views.show(review)
    copied = st.popover(words("Copy link"), type="tertiary", on_change="rerun", key="copy-link")
    if copied.open:
        with copied:
            st.markdown(literal(words("This link opens exactly what is on the screen now:")))
            st.code(links.address(review), language=None, wrap_lines=True)


def _line(review: Review) -> None:
    words, chosen = review.words, review.filter
    standing = {
        "period": describe(DealFilter(), words)[0],
        "as_of": words("as of {day}", day=words.day(review.scope.as_of)),
    }
    narrowed = chips(chosen, words)
    for name, phrase in {**standing, **narrowed}.items():
        if name not in narrowed:
            st.markdown(literal(phrase), width="content")
            continue
        st.button(
            f"{literal(phrase)} ✕",
            key=f"chip-{name}",
            type="tertiary",
            help=words("Remove this condition"),
            on_click=set_filter,
            args=(chosen.without(name),),
        )
    shown = asked(deals_behind.ask, review.scope, selection=None, limit=0).n
    st.markdown(f"**{literal(words.plural('{n} deal', '{n} deals', shown))}**", width="content")


def chips(chosen: DealFilter, words: Words) -> dict[str, str]:
    """Every part of a filter that is not at its default: its name and its phrase; a column of the files is a part."""
    found: dict[str, str] = {}
    plain = replace(chosen, custom=())
    for part in fields(plain):
        value = getattr(plain, part.name)
        if value == getattr(DealFilter(), part.name):
            continue
        if part.name == "as_of":
            found["as_of"] = words("as of {day}", day=words.day(value))
        else:
            found[part.name] = describe(DealFilter(**{part.name: value}), words)[0 if part.name == "period" else -1]
    found.update((name, describe(DealFilter().choosing(name, values), words)[-1]) for name, values in chosen.custom)
    return found


def set_filter(chosen: DealFilter) -> None:
    """Put a filter into the link in the place of the one that is there; the page's own parameters stay."""
    session.write_filter(to_link(chosen))
