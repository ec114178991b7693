"""One answer on the screen: takeaway, chart, how it is counted, SQL and data, and what it rests on.

Four states are designed: an answer, no deals, too few deals, and not available from these files.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, is_dataclass, replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import glossary
from dashboard.charts.figure import CONFIG, Chart, highlighted
from dashboard.formatting import share
from dashboard.language import Words
from dashboard.metrics.answers import Answer, Unavailable
from dashboard.metrics.selection import Selection
from dashboard.views import breakout, drawn, faults, links, menu, pinning, selection_link, session
from dashboard.views.breakout import Shown
from dashboard.views.csv_text import csv_of
from dashboard.views.literal import literal
from dashboard.views.review import Review
from dashboard.views.selection_click import Made, is_shown, selected

HOW, DATA, PIN, BREAK = "how", "sql", "pin-to", "break"
"""What can be opened below a panel; what is open has a key that begins so."""


@faults.contained
def panel(  # noqa: PLR0913 - each names one part of what is shown
    review: Review,
    answer: Answer[Any],
    chart: Chart | Callable[[], Chart | None] | None,
    *,
    key: str,
    title: str,
    head: DeltaGenerator | None = None,
    legend: str = "",
    n: int | None = None,
    made: Made | None = None,
    shown: Shown | None = None,
    fewest: int = 1,
) -> Selection | None:
    """Show one answer. Returns the selection of the link, after a click on a mark the clicked one; none on a board.

    `title` and `legend` (a line under the chart) are already translated. `chart` may be a function, called only where
    there is something to draw. `head`: where the title goes when a control stands between it and the chart. `n`: said
    where the chart draws a part of the answer. `made` turns a mark's customdata into the deals it stands for; without
    it no mark can be clicked. `shown` asks and draws the same of another scope, so that the panel can be broken out by
    the values of a dimension. Below `fewest` deals the numbers are shown in a table with a sentence.
    """
    place, below = review.under + key, list[str]()
    with st.container(key=f"panel-{place}"):
        (head or st).subheader(literal(title), anchor=place)
        if answer.unavailable is not None:
            not_available(review, answer.unavailable)
            if answer.unavailable.fault:
                return None
        elif not _too_little(review, answer, fewest, title) and (
            ready := drawn.ready(review, chart, key) if callable(chart) else chart
        ):
            draw(review, ready, key=place, made=made)
            below.append(literal(legend))
        below.append(footer(answer if n is None else replace(answer, n=n), review.words))
        st.caption("\n\n".join(part for part in below if part))
        by = foot(review, answer, key, offer=shown is not None)
        if shown is not None and by:
            breakout.show(review, breakout.charts(review, shown, made=made, draw=draw), by, key=place)
    return selection_link.from_link(session.read_link()) if made is not None and not session.is_pinned() else None


def _too_little(review: Review, answer: Answer[Any], fewest: int, title: str) -> bool:
    """Say that there are no deals, or too few to draw; whether that is so."""
    if answer.n == 0 or not answer.rows:
        no_deals(review)
        return True
    if answer.n < fewest:
        too_few(review.words, answer.n, fewest)
        st.dataframe(table_of(answer.rows), hide_index=True, alt=title)
        return True
    return False


def foot(review: Review, answer: Answer[Any], key: str, *, offer: bool = False) -> str:
    """The questions below a panel on one line; with `offer` the dimension it is to be broken out by, '' for none."""
    can_break = offer and answer.unavailable is None and answer.n > 0
    by = breakout.chosen(review, key) if can_break else ""
    _details(review, answer, key, by if can_break else None)
    return by


def draw(review: Review, chart: Chart, *, key: str, made: Made | None = None) -> None:
    """Show a chart with its sentence; with `made`, a click on a mark writes the selection it stands for."""
    st.markdown(literal(chart.says))
    lit = chart if made is None else highlighted(chart, is_shown(made), review.theme)
    state: Any = st.plotly_chart(
        lit.figure,
        key=f"chart-{key}",
        theme=None,
        alt=chart.says,
        on_select="ignore" if made is None else "rerun",
        selection_mode="points",
        config=CONFIG,
    )
    if made is not None:
        selected([dict(point) for point in state["selection"]["points"]], made, key=key)


def _details(review: Review, answer: Answer[Any], key: str, by: str | None) -> None:
    """The two questions a careful reader asks, and the ways on; each is answered only once it is opened.

    One control for all of them: each of its own, in a fragment of a panel, is a fifth of what a page costs. `by`: what
    the panel is broken out by, None where it cannot be.
    """
    words, place = review.words, review.under + key
    offered = {HOW: words("How this is counted"), DATA: words("SQL and data")}
    if key in review.pinnable:
        offered[PIN] = words("Pin to a board")
    if by is not None and not session.is_pinned():
        offered[BREAK] = words("Break out by …")
    opened = st.pills(
        words("About this panel"),
        list(offered),
        selection_mode="multi",
        format_func=offered.__getitem__,
        label_visibility="collapsed",
        key=f"foot-{place}",
    )
    for each in (one for one in offered if one in opened):
        with st.container(key=f"{each}-{place}"):
            if each == HOW:
                counted(answer.metric, words)
            elif each == DATA:
                _sql_and_data(answer, words, place)
            elif each == PIN:
                pinning.offer(review, key)
            elif by is not None:
                breakout.offer(review, key, by)


def counted(metric: str, words: Words) -> None:
    """The definition of one metric, from the glossary."""
    entry = glossary.entry(metric)
    st.markdown(f"**{literal(words(entry.term))}** {literal(words(entry.says))}")
    for label, text in glossary.parts(entry, words):
        st.markdown(f"**{literal(label)}**{words(': ')}{literal(text)}")
    st.page_link(menu.page("definitions"), label=words("All definitions"), query_params=links.current({}))


def _sql_and_data(answer: Answer[Any], words: Words, key: str) -> None:
    rows = table_of(answer.rows)
    st.dataframe(rows, hide_index=True, height=240, alt=words("The rows behind the chart"))
    st.download_button(
        words("Download as CSV"),
        data=lambda: csv_of(rows),
        file_name=f"{answer.metric}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"data-csv-{key}",
    )
    if answer.sql:
        st.code(answer.sql, language="sql", wrap_lines=True)
        st.caption(words("Bound values"))
        st.code(
            "\n".join(f"${name} = {value!r}" for name, value in answer.parameters.items()),
            language=None,
            wrap_lines=True,
        )


def table_of(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """The rows of an answer as plain records, columns named as on the command line; long curves are left out."""
    records = [asdict(row) for row in rows if is_dataclass(row) and not isinstance(row, type)]
    return [{name: value for name, value in record.items() if not isinstance(value, tuple)} for record in records]


def footer(answer: Answer[Any], words: Words) -> str:
    """What the answer rests on, in one line: n, as-of, what was left out and why, and the evidence.

    Where there is no answer, nothing was counted and nothing rests on evidence.
    """
    day = words("as of {day}", day=words.day(answer.as_of))
    if answer.unavailable is not None:
        return literal(day)
    parts = [words("n = {n}", n=words.number(answer.n)), day]
    parts += [
        words("left out: {n} ({reason})", n=words.number(count), reason=words(reason))
        for reason, count in answer.excluded.items()
        if count
    ]
    levels = {level: count for level, count in asdict(answer.evidence).items() if count}
    if levels:
        total = sum(levels.values())
        shares = words(", ").join(f"{level} {share(count / total, words)}" for level, count in levels.items())
        parts.append(words("evidence: {shares}", shares=shares))
    return literal(" · ".join(parts))


def no_deals(review: Review) -> None:
    """Designed state: the filter leaves nothing."""
    words = review.words
    st.info(words("No deals match this filter. Widen the period or remove a condition above."), title=words("No deals"))


def too_few(words: Words, n: int, fewest: int) -> None:
    """Designed state: fewer deals than the chart needs to say anything."""
    st.info(
        words.plural(
            "One deal is too few to draw a conclusion: {fewest} are needed. The numbers are below.",
            "{n} deals are too few to draw a conclusion: {fewest} are needed. The numbers are below.",
            n,
            fewest=words.number(fewest),
        ),
        title=words("Too few deals"),
    )


def not_available(review: Review, unavailable: Unavailable) -> None:
    """Designed state: the files, or the filter, cannot carry the metric; why, and what would. Or it failed."""
    words = review.words
    if unavailable.fault:
        faults.panel_failed(words, unavailable.fault)
        return
    with st.container(border=True):
        if unavailable.too_narrow:
            st.markdown(f"**{literal(words('This filter cannot show this'))}**")
            st.markdown(literal(" ".join(words(said) for said in (unavailable.reason, *unavailable.needs))))
            return
        st.markdown(f"**{literal(words('These files cannot show this'))}**")
        st.markdown(literal(words(unavailable.reason)))
        if unavailable.needs:
            st.markdown(literal(words("Upload one of these to unlock it:")))
            st.markdown("\n".join(f"- {literal(words(need))}" for need in unavailable.needs))
        st.page_link(menu.page("data"), label=words("Load a file"), query_params=links.current({}))
