"""Where it is stuck: a row a signal with its figures, what to check and what helps, and the deals concerned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Final

import streamlit as st

from dashboard.metrics import bottlenecks, stage_dwell
from dashboard.metrics.answers import SUMMED, WORKING_DAYS, Answer, StageDwell
from dashboard.metrics.bottlenecks import BASELINE_DAYS, Bottleneck, window_days
from dashboard.periods import Period
from dashboard.views import bottlenecks_playbook, faults, links, selection_link
from dashboard.views.asked import asked, asked_slowly
from dashboard.views.bottlenecks_words import (
    HOW_IT_COSTS,
    Fact,
    facts,
    missing_deals,
    nearest,
    others,
    place_of,
    several_pipelines,
    signals,
    silence,
    verdict,
    waiting,
    window_said,
)
from dashboard.views.literal import literal, written_in_html
from dashboard.views.panel import foot, footer, not_available
from dashboard.views.review import Review
from dashboard.warehouse.scope import scope_of

LEAST_GROWTH: Final = 5
MORE_CAME: Final = 1.5
"""A queue grows where at least so many more deals came than went, and so many times as many."""
Stays = dict[tuple[str, str, str | None], StageDwell]


def verdicts_on(review: Review, by: str | None, *, working: bool = False) -> Answer[Bottleneck]:
    """The verdicts, by the calendar or by working days."""
    return asked_slowly(bottlenecks.widened, review.scope, by=by, **({"working": True} if working else {}))


@faults.contained
def show(review: Review, answer: Answer[Bottleneck], by: str | None, *, most: int | None = None) -> None:
    """Show the verdicts on every stage, and with a dimension on its values; at most `most` signals.

    With `most` the panel is the short one of a page that leads on to the long one: no list of what could not be judged.
    """
    words = review.words
    with st.container(key=f"panel-{review.under}stuck-where"):
        st.subheader(words("Where it is stuck"), anchor=f"{review.under}stuck-where")
        if answer.unavailable is not None:
            not_available(review, answer.unavailable)
            return
        _signals(review, answer, by, most)
        if answer.rows:
            st.caption(literal(window_said(answer, words)))
        missing = missing_deals(answer, words)
        if missing and (most is None or not signals(answer)):
            st.caption(literal(missing))
        if most is not None:
            links.page_link("bottlenecks", words("Open the bottlenecks"), by=by or "")
        st.caption(footer(answer, words))
        foot(review, answer, "stuck-where")


def _signals(review: Review, answer: Answer[Bottleneck], by: str | None, most: int | None) -> None:
    words = review.words
    found = signals(answer) if most is None else nearest(answer)
    if not found:
        st.markdown(literal(silence(answer, words)))
        return
    stays = _stays(review, answer, by)
    for at, row in enumerate(found[:most]):
        _signal(review, answer, row, by, stays, key=f"{review.under}{at}")
    if most is not None and len(found) > most:
        st.markdown(literal(words("{n} more are on the page of the bottlenecks.", n=words.number(len(found) - most))))
    if any(row.money_a_day for row in found[:most]):
        st.caption(literal(words(HOW_IT_COSTS)))


def _signal(
    review: Review,
    answer: Answer[Bottleneck],
    row: Bottleneck,
    by: str | None,
    stays: tuple[Stays, Stays],
    *,
    key: str,
) -> None:
    words = review.words
    place = (row.pipeline, row.stage, row.value)
    with st.container(key=f"verdict-{key}", gap="small"):
        st.markdown(f"**{literal(verdict(row, words, several=several_pipelines(answer)))}**")
        st.html(_listed(facts(row, answer, words, stays=(stays[0].get(place), stays[1].get(place)))))
        if beside := others(row, answer, words):
            st.markdown(literal(beside))
        _ways_on(review, row, by, key=key)


def _listed(told: Iterable[Fact]) -> str:
    """Figures side by side, as many as there is room for: names, values, and what stands beside each."""
    parts = ((written_in_html(fact.name), written_in_html(fact.value), written_in_html(fact.beside)) for fact in told)
    listed = "".join(
        f"<div><dt>{name}</dt><dd>{value}</dd><dd class='beside'>{beside}</dd></div>" for name, value, beside in parts
    )
    return f"<dl class='facts'>{listed}</dl>"


def _ways_on(review: Review, row: Bottleneck, by: str | None, *, key: str) -> None:
    words = review.words
    if row.open_deals:
        label = words.plural("{n} deal waits there", "{n} deals wait there", row.open_deals)
        links.page_link("deals", label, **selection_link.to_link(waiting(row, by)))
    with st.expander(
        words("Causes to check and measures: {place}", place=literal(place_of(row, words))), key=f"play-{key}"
    ):
        bottlenecks_playbook.columns(
            review, bottlenecks_playbook.plays_for(row.stage, row.pattern, growing=growing(row))
        )


def growing(row: Bottleneck) -> bool:
    """Whether clearly more deals came into a place in the last four weeks than left it."""
    return row.came >= row.went + LEAST_GROWTH and row.came >= MORE_CAME * row.went


def _stays(review: Review, answer: Answer[Bottleneck], by: str | None) -> tuple[Stays, Stays]:
    """The stays that began in the window, and in the year before it: of every stage, and of every value in it."""
    before_day = review.scope.as_of.date() + timedelta(days=1)
    first = before_day - timedelta(days=window_days(answer))
    windows = (Period(first, before_day), Period(first - timedelta(days=BASELINE_DAYS), first))
    mode = WORKING_DAYS if answer.mode == WORKING_DAYS else SUMMED
    now, before = (_stays_begun(review, window, by, mode) for window in windows)
    return now, before


def _stays_begun(review: Review, window: Period, by: str | None, mode: str) -> Stays:
    scope = scope_of(review.warehouse, replace(review.filter, period=window))
    rows = [row for one in dict.fromkeys((None, by)) for row in asked(stage_dwell.ask, scope, by=one, mode=mode).rows]
    return {(row.pipeline, row.stage, row.value): row for row in rows}
