"""The row of key figures: each with its comparison, its uncertainty and its definition one click away."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import streamlit as st

from dashboard import glossary
from dashboard.charts.changes import relative_change
from dashboard.charts.open_stages import has_amounts
from dashboard.formatting import DASH, days, interval, share, short_money, signed_share
from dashboard.language import Words
from dashboard.metrics import sales_cycle, sales_velocity, win_rate
from dashboard.metrics.answers import Answer
from dashboard.metrics.rows import OpenStage, PipelineChange, Velocity, WinRate
from dashboard.periods import quarter_of
from dashboard.views.asked import asked
from dashboard.views.literal import literal
from dashboard.views.review import Review
from dashboard.warehouse.scope import scope_of

FIGURE_WIDTH: Final = 160
"""Pixels of a figure: two side by side on a phone."""


@dataclass(frozen=True)
class KeyFigure:
    """One figure: its name, its value and its comparison in words; `metric` names its definition."""

    metric: str
    name: str
    value: str
    beside: str


def show(review: Review, open_now: Answer[OpenStage], changes: Answer[PipelineChange]) -> None:
    """Show the figures in one row; on a phone they wrap."""
    words = review.words
    figures = (
        open_figure(open_now, changes, words),
        _won_this_quarter(review),
        rate_figure(asked(win_rate.ask, review.scope), words),
        velocity_figure(asked(sales_velocity.ask, review.scope, step="month", points=13), words),
        _cycle(review),
    )
    with st.container(horizontal=True, gap="medium", key="key-figures"):
        for figure in figures:
            st.metric(
                figure.name,
                figure.value,
                figure.beside or None,
                delta_color="off",
                delta_arrow="off",
                help=literal(words(glossary.entry(figure.metric).says)),
                width=FIGURE_WIDTH,
            )


def open_figure(open_now: Answer[OpenStage], changes: Answer[PipelineChange], words: Words) -> KeyFigure:
    """Open value with its change in a week."""
    valued = has_amounts(open_now)
    value = short_money(sum(row.value for row in open_now.rows), open_now.currency, words) if valued else DASH
    moved = relative_change(changes) if valued and changes.unavailable is None else None
    deals = words.plural("{n} deal", "{n} deals", sum(row.deals for row in open_now.rows))
    beside = deals if moved is None else words("{change} in a week", change=signed_share(moved, words))
    return KeyFigure("open_pipeline", words("Open pipeline"), value, beside)


def _won_this_quarter(review: Review) -> KeyFigure:
    words = review.words
    quarter = quarter_of(review.scope.as_of.date())
    scope = scope_of(review.warehouse, replace(review.filter, period=quarter))
    answer = asked(win_rate.ask, scope)
    row = answer.rows[0] if answer.rows else None
    name = words("Won this quarter")
    if row is None:
        return KeyFigure("win_rate", name, DASH, "")
    deals = words.plural("{n} deal", "{n} deals", row.won)
    return KeyFigure("win_rate", name, short_money(row.won_value, answer.currency, words), deals)


def rate_figure(answer: Answer[WinRate], words: Words) -> KeyFigure:
    """Win rate of the period with its interval and n; a dash where nothing closed."""
    row = answer.rows[0] if answer.rows else None
    if row is None or row.win_rate is None:
        return KeyFigure("win_rate", words("Win rate"), DASH, words("nothing closed"))
    beside = words("{interval}, n {n}", interval=interval(row.low, row.high, words), n=words.number(row.won + row.lost))
    return KeyFigure("win_rate", words("Win rate"), share(row.win_rate, words), beside)


def velocity_figure(answer: Answer[Velocity], words: Words) -> KeyFigure:
    """Velocity now against the point before; a dash below 20 closed deals."""
    rows = sorted(answer.rows, key=lambda row: row.period_start)
    name = words("Velocity a day")
    now = rows[-1].velocity_per_day if rows else None
    if now is None:
        return KeyFigure("sales_velocity", name, DASH, words("20 closed deals are needed"))
    before = rows[-2].velocity_per_day if len(rows) > 1 else None
    beside = words("{change} in a month", change=signed_share(now / before - 1, words)) if before else ""
    return KeyFigure("sales_velocity", name, short_money(now, answer.currency, words), beside)


def _cycle(review: Review) -> KeyFigure:
    words = review.words
    answer = asked(sales_cycle.ask, review.scope)
    row = answer.rows[0] if answer.rows else None
    name = words("Sales cycle")
    if row is None or row.median_days is None:
        return KeyFigure("sales_cycle", name, DASH, words("nothing won"))
    beside = words("mean {days}, n {n}", days=days(row.mean_days, words), n=words.number(row.won))
    return KeyFigure("sales_cycle", name, days(row.median_days, words), beside)
