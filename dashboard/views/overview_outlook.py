"""Will the quarter be made: what is won, what is open and due, and what that brought in earlier quarters."""

from __future__ import annotations

import streamlit as st

from dashboard.formatting import share, short_money, times
from dashboard.language import Words
from dashboard.metrics import coverage
from dashboard.metrics.answers import Answer
from dashboard.metrics.coverage import Coverage
from dashboard.periods import quarter_of
from dashboard.views import faults
from dashboard.views.asked import asked
from dashboard.views.literal import literal
from dashboard.views.panel import foot, footer, not_available
from dashboard.views.review import Review


def answered(review: Review) -> Answer[Coverage]:
    """The coverage of the chosen period, else of the quarter of the as-of."""
    return asked(coverage.ask, review.scope)


@faults.contained
def show(review: Review, answer: Answer[Coverage]) -> None:
    """The verdict, the pace and what the verdict leaves out, in sentences."""
    words = review.words
    with st.container(key=f"panel-{review.under}outlook"):
        title = (
            words("Will the quarter be made?")
            if is_quarter(answer, review.scope.fiscal_month)
            else words("Will the target be made?")
        )
        st.subheader(title, anchor=f"{review.under}outlook")
        if answer.unavailable is not None:
            not_available(review, answer.unavailable)
            return
        row = answer.rows[0]
        st.markdown(f"**{literal(verdict(row, answer.currency, words))}**")
        for said in (pace(row, words), left_out(row, answer.currency, words)):
            if said:
                st.markdown(literal(said))
        st.caption(footer(answer, words))
        foot(review, answer, "outlook")


def is_quarter(answer: Answer[Coverage], fiscal_month: int) -> bool:
    """Whether the period is a quarter of years that begin with this month."""
    first = answer.period.first
    return first is not None and answer.period == quarter_of(first, fiscal_month)


def verdict(row: Coverage, currency: str, words: Words) -> str:
    """Whether what is open is enough, and by how much it falls short."""

    def shown(value: float | None) -> str:
        return short_money(value, currency, words)

    won = words("{won} of {target} is won", won=shown(row.won_value), target=shown(row.target))
    if row.reached:
        return words("The target is reached: {won}.", won=won)
    due = words("{due} is open and due", due=shown(row.due_value))
    if row.yield_share is None:
        return words(
            "{won} and {due}, {times} what is missing. The files do not tell how much of that was won in earlier "
            "periods.",
            won=won,
            due=due,
            times=times(row.coverage, words),
        )
    brings = row.due_value * row.yield_share
    parts = {"won": won, "due": due, "share": share(row.yield_share, words), "brings": shown(brings)}
    short = (row.remaining or 0.0) - brings
    if short <= 0:
        return words(
            "What is open is enough: {won}, {due}, and at the yield of earlier periods ({share}) that brings {brings}.",
            **parts,
        )
    return words(
        "What is open is not enough: {won}, {due}, and at the yield of earlier periods ({share}) that brings {brings}. "
        "{short} is missing without new deals.",
        short=shown(short),
        **parts,
    )


def pace(row: Coverage, words: Words) -> str:
    """What share of the target is won beside the share of the days gone and what is usual by this day."""
    if row.reached or row.won_share is None:
        return ""
    said = words(
        "{share} of the target is won with {elapsed} of the days gone",
        share=share(row.won_share, words),
        elapsed=share(row.elapsed_share, words),
    )
    if row.usual_share is None:
        return words("{said}.", said=said)
    return words(
        "{said}; in the {n} periods before, {usual} of their wins were in by the same day.",
        said=said,
        n=words.number(row.past_periods),
        usual=share(row.usual_share, words),
    )


def left_out(row: Coverage, currency: str, words: Words) -> str:
    """Open deals that the coverage leaves out: overdue, and without a date."""
    if not row.overdue + row.undated:
        return ""
    return words.plural(
        "Not counted: {n} open deal worth {value} that is overdue or has no date.",
        "Not counted: {n} open deals worth {value} that are overdue or have no date.",
        row.overdue + row.undated,
        value=short_money(row.overdue_value + row.undated_value, currency, words),
    )
