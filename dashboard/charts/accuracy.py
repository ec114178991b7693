"""What the weighing of the due deals said of past quarters (the line) and what they brought (the bar).

A bar's customdata is `[first day of the quarter]`: the deals that were due in it and won.
"""

from __future__ import annotations

from dashboard.charts.bars import BarRow, Part, bars_figure
from dashboard.charts.figure import Chart
from dashboard.charts.labels import deals_line
from dashboard.charts.theme import Theme
from dashboard.formatting import share, short_money, signed_share
from dashboard.language import Words
from dashboard.metrics.answers import Answer
from dashboard.metrics.outlook_rows import ForecastAccuracy


def accuracy_chart(answer: Answer[ForecastAccuracy], *, words: Words, theme: Theme) -> Chart:
    """Draw the quarters, the newest last."""
    drawn = tuple(
        BarRow(
            words.day(row.period_start),
            (Part(row.actual, theme.won, _hover(row, answer.currency, words), (f"{row.period_start}",)),),
            _label(row, words),
            tick=row.forecast,
        )
        for row in answer.rows
    )
    return Chart(bars_figure(drawn, theme=theme), accuracy_says(answer.rows, words))


def _hover(row: ForecastAccuracy, currency: str, words: Words) -> str:
    said = words(
        "{actual} won of {forecast} expected",
        actual=short_money(row.actual, currency, words),
        forecast=short_money(row.forecast, currency, words),
    )
    return f"{said}<br>{deals_line(row.won, words)}"


def _label(row: ForecastAccuracy, words: Words) -> str:
    if row.accuracy is None:
        return words("nothing won")
    return f"<b>{share(row.accuracy, words)}</b> · {signed_share(row.bias_share, words)}"


def accuracy_says(rows: tuple[ForecastAccuracy, ...], words: Words) -> str:
    """How near the last quarter was, and to which side the quarters together erred."""
    last = rows[-1]
    actual = sum(row.actual for row in rows)
    if last.accuracy is None or not actual:
        return words("Nothing of what was due in the last quarter was won in it.")
    bias = sum(row.bias for row in rows) / actual
    said = words("In the last quarter the weighing was {accuracy} accurate.", accuracy=share(last.accuracy, words))
    side = words("more") if bias > 0 else words("less")
    more = words(
        "Over all quarters shown it expected {bias} {side} than came.", bias=share(abs(bias), words), side=side
    )
    return f"{said} {more}"
