"""Changes: what moved in the open pipeline between two days of the reader's choice, and the deals that did it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

import streamlit as st

from dashboard.charts.changes import changes_chart
from dashboard.charts.figure import Chart
from dashboard.charts.stage_matrix import matrix_chart
from dashboard.filters import to_link
from dashboard.language import mark
from dashboard.metrics import pipeline_changes, stage_matrix
from dashboard.metrics.answers import Answer
from dashboard.metrics.rows import PipelineChange
from dashboard.metrics.selection import Selection
from dashboard.metrics.stage_matrix import StageMove
from dashboard.periods import add_months, end_of_day, quarter_of
from dashboard.views import changes_categories, changes_deals, changes_moves, selection_link, session
from dashboard.views.asked import asked
from dashboard.views.funnel import choose_pipeline
from dashboard.views.literal import literal
from dashboard.views.panel import panel
from dashboard.views.review import Draw, Review
from dashboard.warehouse.scope import Scope

SINCE: Final = "since"
"""Parameter of the link: the day, to its end, that the page compares with."""
WEEK: Final = timedelta(days=7)
NOT_BEFORE: Final = mark("The link's day to compare with, “{value}”, is not a day before the as-of; {day} is shown.")


def page(review: Review) -> None:
    """Show the two days, the waterfall, the matrix, what is new and gone, and the pushes in between."""
    words = review.words
    since = chosen_day(review)
    _days(review, since)
    changes = asked(pipeline_changes.ask, review.scope, since=since)
    choice = _waterfall(review, changes, since)
    if changes.unavailable is not None:
        return
    if choice is not None and choice.metric == pipeline_changes.NAME:
        changes_deals.show(review, choice, since, key="changes")
    moves = asked(stage_matrix.ask, review.scope, since=since)
    choice = _matrix(review, moves, since)
    if choice is not None and choice.metric == stage_matrix.NAME:
        changes_deals.show(review, choice, since, key="matrix")
    changes_categories.show(review, since)
    changes_moves.new_and_gone(review, since)
    changes_moves.pushed(review, since, title=words("Close dates that moved"))


def chosen_day(review: Review) -> datetime:
    """The end of the day that the link names, else of the day a week before the as-of; what is no such day is said."""
    today = review.scope.as_of.date()
    usual = end_of_day(today - WEEK)
    told = (review.link.get(SINCE) or [""])[-1]
    if not told:
        return usual
    try:
        day = date.fromisoformat(told)
    except ValueError:
        day = date.max
    if day < today:
        return end_of_day(day)
    st.warning(literal(review.words(NOT_BEFORE, value=told, day=review.words.day(usual))))
    return usual


def _days(review: Review, since: datetime) -> None:
    """The two days, and the usual choices of the earlier one."""
    words, today = review.words, review.scope.as_of.date()
    quarter = quarter_of(today, review.scope.fiscal_month).first or today
    month = add_months(today, -1)
    offered = {  # by day: at the start of a quarter two of them are one
        add_months(month, -11) + timedelta(days=today.day - 1): words("A year ago"),
        today.replace(day=1) - timedelta(days=1): words("End of last month"),
        quarter - timedelta(days=1): words("End of last quarter"),
        today - WEEK: words("A week ago"),
    }
    with st.container(horizontal=True, vertical_alignment="bottom", key="changes-days"):
        _day(words("From the end of"), "since", since.date(), _write_since, today)
        _day(words("To the end of"), "until", today, _write_as_of, review)
        for day, label in sorted(offered.items(), reverse=True):
            if day != since.date():
                st.button(label, key=f"since-{day}", type="tertiary", on_click=_put_since, args=(day, today))


def _day(label: str, name: str, day: date, write: Callable[..., None], *told: object) -> None:
    """A day; any is allowed, since a link may name one that a narrower control would fail on."""
    key = f"changes-{name}"
    st.session_state[key] = day
    st.date_input(
        label,
        key=key,
        min_value=date.min,
        max_value=date.max,
        format="YYYY-MM-DD",
        width=180,
        on_change=write,
        args=(key, *told),
    )


def _write_since(key: str, today: date) -> None:
    _put_since(st.session_state[key], today)


def _put_since(day: date | None, today: date) -> None:
    """Compare with a day; what was chosen of another comparison is forgotten."""
    link = selection_link.without(session.read_link())
    link.pop(selection_link.NAMES["mode"], None)
    link.pop(SINCE, None)
    if day is not None and day != today - WEEK:
        link[SINCE] = [day.isoformat()]
    session.write_link(link)


def _write_as_of(key: str, review: Review) -> None:
    day: date | None = st.session_state[key]
    as_of = None if day is None else end_of_day(day)
    session.write_filter(to_link(replace(review.filter, as_of=as_of)))


def _waterfall(review: Review, changes: Answer[PipelineChange], since: datetime) -> Selection | None:
    words = review.words

    def made(at: list[str]) -> Selection:
        return Selection(pipeline_changes.NAME, at[0], mode=since.date().isoformat())

    def shown(scope: Scope) -> tuple[Answer[PipelineChange], Callable[[], Chart | None]]:
        part = asked(pipeline_changes.ask, scope, since=since)
        return part, lambda: changes_chart(part, since=since, words=words, theme=review.theme)

    return panel(
        review,
        changes,
        shown(review.scope)[1],
        key="changes",
        title=words("From {first} to {last}", first=words.day(since), last=words.day(review.scope.as_of)),
        made=made,
        shown=shown,
    )


def _matrix(review: Review, moves: Answer[StageMove], since: datetime) -> Selection | None:
    words = review.words
    deals: dict[str, int] = {}
    for row in moves.rows:
        deals[row.pipeline] = deals.get(row.pipeline, 0) + row.deals
    head = st.container()
    pipeline = choose_pipeline(review, tuple(sorted(deals, key=lambda name: -deals[name])))

    def made(at: list[str]) -> Selection:
        name, part, then, now = at
        return Selection(stage_matrix.NAME, part, name, then or None, value=now or None, mode=since.date().isoformat())

    return panel(
        review,
        moves,
        lambda: matrix_chart(moves, pipeline=pipeline, words=words, theme=review.theme),
        key="matrix",
        title=words("From stage to stage"),
        head=head,
        n=deals.get(pipeline, 0),
        legend=words("Rows: where the deals stood then. Columns: where they stand now."),
        made=made,
    )


def _waterfall_alone(review: Review) -> None:
    since = chosen_day(review)
    _waterfall(review, asked(pipeline_changes.ask, review.scope, since=since), since)


def _matrix_alone(review: Review) -> None:
    since = chosen_day(review)
    _matrix(review, asked(stage_matrix.ask, review.scope, since=since), since)


def _pushes_alone(review: Review) -> None:
    changes_moves.pushed(review, chosen_day(review), title=review.words("Close dates that moved"))


PANELS: Final[dict[str, Draw]] = {
    "changes": _waterfall_alone,
    "matrix": _matrix_alone,
    "categories": lambda review: changes_categories.show(review, chosen_day(review)),
    "pushes": _pushes_alone,
}
"""The panels that can stand alone, by key."""
