"""Forecast categories of a period as bars, the surest first, with what they amount to up to there.

A bar's customdata is `[category]`: its deals.
"""

from __future__ import annotations

from dashboard.charts.bars import BarRow, Part, bars_figure
from dashboard.charts.category_matrix import category_name
from dashboard.charts.figure import Chart
from dashboard.charts.theme import Theme
from dashboard.formatting import short_money
from dashboard.language import Words
from dashboard.metrics.answers import Answer
from dashboard.metrics.forecast_rows import ForecastCategory


def categories_chart(answer: Answer[ForecastCategory], *, words: Words, theme: Theme) -> Chart:
    """Draw the categories; what is won in the hue of won."""
    drawn = tuple(
        BarRow(
            category_name(row.category, words),
            (_part(row, words, theme),),
            _label(row, answer.currency, words),
        )
        for row in answer.rows
    )
    return Chart(bars_figure(drawn, theme=theme), categories_say(answer, words))


def _part(row: ForecastCategory, words: Words, theme: Theme) -> Part:
    colour = theme.won if row.category == "closed" else theme.accent if row.cumulative_value is not None else theme.void
    return Part(row.value, colour, words.plural("{n} deal", "{n} deals", row.deals), (row.category,))


def _label(row: ForecastCategory, currency: str, words: Words) -> str:
    single = f"<b>{short_money(row.value, currency, words)}</b>"
    if row.cumulative_value is None:
        return single
    return f"{single} · " + words("up to here {value}", value=short_money(row.cumulative_value, currency, words))


def categories_say(answer: Answer[ForecastCategory], words: Words) -> str:
    """What is won and committed, and what the best case adds."""
    up_to = {row.category: row.cumulative_value for row in answer.rows}
    return words(
        "Won and committed: {commit}; with the best case {best}.",
        commit=short_money(up_to.get("commit"), answer.currency, words),
        best=short_money(up_to.get("best_case"), answer.currency, words),
    )
