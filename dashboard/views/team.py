"""Team: owners or teams side by side, with how much each figure can bear, and the deals behind each."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import streamlit as st

from dashboard.charts.coverage import ROWS
from dashboard.charts.owners import AXES, quadrant_chart
from dashboard.charts.rates import RANKED_FROM, SHOWN_FROM
from dashboard.formatting import DASH, days, interval, share, short_money, times
from dashboard.language import Words, mark
from dashboard.metrics import team
from dashboard.metrics.answers import Answer
from dashboard.metrics.selection import Selection
from dashboard.metrics.team import TeamRow
from dashboard.views import arrow_table, faults, selection_click, team_activities
from dashboard.views.asked import asked
from dashboard.views.breakdowns import breakdowns, dimension_label
from dashboard.views.choice import choose
from dashboard.views.deals_table import ROWS_SHOWN, TABLE_HEIGHT, deals_table
from dashboard.views.literal import literal
from dashboard.views.panel import foot, footer, no_deals, panel
from dashboard.views.review import Draw, Review
from dashboard.views.selection_click import selected

COLUMNS: Final = {
    "open": mark("Open value"),
    "deals": mark("Open deals"),
    "won": mark("Won value"),
    "rate": mark("Win rate"),
    "interval": mark("95 % interval"),
    "closed": mark("n"),
    "cycle": mark("Median cycle"),
    "stuck": mark("Stand still"),
    "pushed": mark("Pushed"),
    "acted": mark("Activities in 30 days"),
    "coverage": mark("Coverage"),
    "needed": mark("Needed coverage"),
}
"""Column → heading, in the order shown."""
COUNTS: Final = ("deals", "closed", "stuck", "pushed")
PARTS: Final = {
    "open": mark("Open ({n})"),
    "closed": mark("Won or lost ({n})"),
    "stuck": mark("Stand still ({n})"),
    "pushed": mark("Pushed ({n})"),
}
"""Lists of one owner's deals: part → label."""
LIST: Final = "people-list"


def page(review: Review) -> None:
    """Show the table, the quadrant, and the deals of the chosen owner."""
    answer = _answer(review)
    _table(review, answer)
    choice = _quadrant(review, answer)
    row = next((one for one in answer.rows if choice is not None and one.value == choice.value), None)
    if choice is not None and row is not None and choice.by == answer.by:
        _behind(review, choice, row)
    team_activities.show(review, answer.by or "owner")


def _by(review: Review) -> str:
    words = review.words
    offered: dict[str, str] = {
        name: dimension_label(name, words) for name in team.DIMENSIONS_OF_PEOPLE if name in breakdowns(review)
    } or {"owner": dimension_label("owner", words)}
    return choose(review, "by", words("Compare by"), offered)


def _answer(review: Review) -> Answer[TeamRow]:
    return asked(team.ask, review.scope, by=_by(review))


@faults.contained
def _table(review: Review, answer: Answer[TeamRow]) -> None:
    """The rows side by side; choosing one opens its open deals."""
    words, label = review.words, dimension_label(answer.by or "owner", review.words)
    with st.container(key=f"panel-{review.under}team"):
        st.subheader(literal(words("Side by side: {dimension}", dimension=label)), anchor=f"{review.under}team")
        if not answer.rows:
            no_deals(review)
            return
        st.markdown(literal(says(answer, words)))
        picked = _rows(review, answer, label)
        caution = words(
            "Below five closed deals no rate is shown, below five wins no cycle; below 20 the interval is too wide to "
            "rank anybody. A row opens its deals."
        )
        st.caption(literal(caution))
        st.caption(footer(answer, words))
        foot(review, answer, "team")

    def made(at: list[str]) -> Selection:
        return Selection("open_pipeline", by=at[0], value=at[1])

    selected([{"customdata": [answer.by, value]} for value in picked], made, key=f"{review.under}people")


def _rows(review: Review, answer: Answer[TeamRow], label: str) -> list[str]:
    """Show the rows; the values of those chosen."""
    words = review.words
    records = [_record(row, answer.currency, label, words) for row in answer.rows]
    kept = [name for name in COLUMNS if any(record[words(COLUMNS[name])] not in {None, DASH} for record in records)]
    event: Any = st.dataframe(
        arrow_table.of_rows(records),
        hide_index=True,
        column_order=[label, *(words(COLUMNS[name]) for name in kept)],
        column_config={
            words(head): st.column_config.TextColumn(alignment="right")
            for name, head in COLUMNS.items()
            if name not in COUNTS
        },
        on_select="rerun",
        selection_mode="single-row",
        height="content" if len(records) <= ROWS_SHOWN + ROWS else TABLE_HEIGHT,
        key=f"people-{review.under}",
        alt=words("Side by side: {dimension}", dimension=label),
    )
    return [answer.rows[at].value for at in event["selection"]["rows"] if at < len(answer.rows)]


def says(answer: Answer[TeamRow], words: Words) -> str:
    """What is open with whom, and how far the rates can be told apart."""
    total = sum(row.open_value for row in answer.rows)
    ranked = [row for row in answer.rows if row.won + row.lost >= RANKED_FROM]
    first = answer.rows[0]
    said = ""
    if total > 0:
        said = words(
            "{name} has the largest open value: {value}, {share} of all.",
            name=first.value or words("(none)"),
            value=short_money(first.open_value, answer.currency, words),
            share=share(first.open_value / total, words),
        )
    if len(ranked) < 2:
        return said
    lows, highs = max(row.low or 0.0 for row in ranked), min(row.high or 1.0 for row in ranked)
    apart = (
        words("The win rates differ by more than chance.")
        if lows > highs
        else words("The intervals of the win rates overlap: they do not differ by more than chance.")
    )
    return f"{said} {apart}".strip()


def _record(row: TeamRow, currency: str, label: str, words: Words) -> dict[str, str | int | None]:
    closed = row.won + row.lost
    rated = closed >= SHOWN_FROM
    told: dict[str, str | int | None] = {
        "open": short_money(row.open_value, currency, words) if row.no_value < row.open or not row.open else DASH,
        "deals": row.open,
        "won": short_money(row.won_value, currency, words),
        "rate": share(row.win_rate, words) if rated else DASH,
        "interval": interval(row.low, row.high, words) if rated else DASH,
        "closed": closed,
        "cycle": days(row.median_days, words) if row.cycles >= SHOWN_FROM else DASH,
        "stuck": row.stuck,
        "pushed": row.pushed,
        "acted": DASH if row.per_30_days is None else words.number(row.per_30_days, 1),
        "coverage": times(row.coverage, words),
        "needed": times(row.needed_coverage, words) if row.target is not None else DASH,
    }
    return {label: row.value or words("(none)"), **{words(COLUMNS[name]): value for name, value in told.items()}}


def _quadrant(review: Review, answer: Answer[TeamRow]) -> Selection | None:
    words = review.words

    def made(at: list[str]) -> Selection:
        return Selection("win_loss", "", by=at[0], value=at[1])

    head = st.container()
    axis = choose(review, "axis", words("Against"), {name: words(label) for name, label in AXES.items()})
    return panel(
        review,
        answer,
        lambda: quadrant_chart(answer, axis=axis, words=words, theme=review.theme),
        key="quadrant",
        title=words("Win rate against cycle") if axis == "cycle" else words("Win rate against amount"),
        head=head,
        legend=words(
            "Lines: the medians of those with 20 closed deals or more. Hollow: fewer, too few to compare. "
            "Differences in deals, regions and products show here as well; it is no ranking of people."
        ),
        made=made,
    )


def _behind(review: Review, choice: Selection, row: TeamRow) -> None:
    """The chosen one's deals: those the mark stands for, and the other lists a click away."""
    words = review.words
    lists = {
        name: (n, replace(choice, metric=metric, part=""))
        for name, (metric, n) in {
            "open": ("open_pipeline", row.open),
            "closed": ("win_loss", row.won + row.lost),
            "stuck": ("stuck_deals", row.stuck or 0),
            "pushed": ("pushes", row.pushed or 0),
        }.items()
    }
    offered = {name: words(PARTS[name], n=words.number(n)) for name, (n, one) in lists.items() if n or one == choice}
    st.session_state[LIST] = next((name for name in offered if lists[name][1] == choice), None)
    st.segmented_control(
        words("Which of them"),
        list(offered),
        key=LIST,
        format_func=offered.__getitem__,
        wrap=True,
        on_change=_write_list,
        args=({name: one for name, (_, one) in lists.items()},),
    )
    deals_table(review, choice, key="people", closable=True)


def _write_list(lists: dict[str, Selection]) -> None:
    chosen = st.session_state[LIST]
    if chosen is not None:
        selection_click.write(lists[chosen])


PANELS: Final[dict[str, Draw]] = {
    "team": lambda review: _table(review, _answer(review)),
    "quadrant": lambda review: _quadrant(review, _answer(review)),
    "activities": lambda review: team_activities.show(review, _by(review)),
}
"""The panels that can stand alone, by key."""
