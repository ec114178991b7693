"""Search, flags and order of a list of deals: controls whose state is the link."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from dashboard.language import Words
from dashboard.metrics import deal_flags
from dashboard.metrics.deal_flags import FLAGS, Flag, rule_of
from dashboard.metrics.deal_wish import SORTS, Wish
from dashboard.views import session
from dashboard.views.asked import asked
from dashboard.views.choice import NOT_OFFERED, choose
from dashboard.views.literal import literal
from dashboard.views.review import Review

FIND: Final = "find"
FLAG: Final = "flag"
LONGEST_SEARCH: Final = 200
"""Letters of a search; a link may hold anything."""
TITLES: Final = {flag.name: flag.title for flag in FLAGS}


def wish_of(review: Review) -> Wish:
    """Show the controls; what the reader wants of the list."""
    words = review.words
    with st.container(key="deals-wish", horizontal=True, vertical_alignment="bottom"):
        find = _find(review)
        with st.container(width=260):
            sort = choose(review, "sort", words("Order"), {name: words(label) for name, label in SORTS.items()})
    wish = Wish(find, _flags(review), sort)
    if wish.find or wish.flags:
        st.button(words("Clear search and flags"), key="clear-wish", type="tertiary", on_click=_clear)
    return wish


def words_of(review: Review, wish: Wish) -> list[str]:
    """What narrows the list, each as a phrase."""
    told = [review.words(TITLES[flag]) for flag in wish.flags]
    return [*told, *([review.words("“{text}”", text=wish.find)] if wish.find else [])]


def rules(review: Review) -> None:
    """What each flag means, with the threshold in force, and the flags that the files cannot tell."""
    words = review.words
    shown = st.expander(words("Flags and their rules"), type="compact", on_change="rerun", key="flag-rules")
    if not shown.open:
        return
    by_flag = deal_flags.thresholds(review.scope).by_flag
    answer = asked(deal_flags.ask, review.scope, most=1)
    with shown:
        st.markdown("\n".join(rule_line(flag, by_flag, words) for flag in FLAGS))
        for reason, count in answer.excluded.items():
            told = words.plural("{n} open deal {reason}.", "{n} open deals {reason}.", count, reason=words(reason))
            st.caption(literal(told))


def rule_line(flag: Flag, by_flag: Mapping[str, float], words: Words) -> str:
    """One flag and its rule as a line of a list."""
    return f"- **{literal(words(flag.title))}**{words(': ')}{literal(rule_of(flag, by_flag, words))}"


def _find(review: Review) -> str:
    words, key = review.words, "find-deals"
    text = " ".join((review.link.get(FIND) or [""])[-1].split())[:LONGEST_SEARCH]
    st.session_state[key] = text
    st.text_input(
        words("Search"),
        key=key,
        placeholder=words("Name, customer, owner or ID"),
        max_chars=LONGEST_SEARCH,
        on_change=_write,
        args=(FIND, key),
    )
    return text


def _flags(review: Review) -> tuple[str, ...]:
    words, key = review.words, "flag-deals"
    stated = list(dict.fromkeys(review.link.get(FLAG, [])))
    for flag in stated:
        if flag not in TITLES:
            st.warning(literal(words(NOT_OFFERED, name=FLAG, value=flag, used=words("any"))))
    chosen = [flag for flag in TITLES if flag in stated]
    st.session_state[key] = chosen
    st.pills(
        words("Only deals with every one of these flags"),
        list(TITLES),
        selection_mode="multi",
        key=key,
        format_func=lambda flag: words(TITLES[flag]),
        on_change=_write,
        args=(FLAG, key),
    )
    return tuple(chosen)


def _write(name: str, key: str) -> None:
    told = st.session_state[key]
    values = [told.strip()] if isinstance(told, str) else list(told)
    link = session.read_link()
    link.pop(name, None)
    if any(values):
        link[name] = values
    session.write_link(link)


def _clear() -> None:
    session.write_link({name: values for name, values in session.read_link().items() if name not in {FIND, FLAG}})
