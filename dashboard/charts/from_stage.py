"""From each stage on: the share won of the deals that came so far, with its interval, and the days it took.

A bar's customdata is `[pipeline, stage]`.
"""

from __future__ import annotations

from dashboard.charts.bars import BarRow, Part, bars_figure
from dashboard.charts.figure import Chart
from dashboard.charts.labels import deals_line
from dashboard.charts.rates import RANKED_FROM, SHOWN_FROM
from dashboard.charts.theme import Theme
from dashboard.formatting import days, interval, share
from dashboard.language import Words
from dashboard.metrics.answers import Answer
from dashboard.metrics.outlook_rows import FromStage


def from_stage_chart(answer: Answer[FromStage], *, pipeline: str, words: Words, theme: Theme) -> Chart:
    """Draw one pipeline's stages; pale where few deals were decided."""
    rows = [row for row in answer.rows if row.pipeline == pipeline]
    drawn = tuple(
        BarRow(
            row.stage,
            (Part(row.win_rate or 0.0, theme.won, _hover(row, words), (row.pipeline, row.stage)),),
            _label(row, words),
            pale=row.won + row.lost < SHOWN_FROM,
        )
        for row in rows
    )
    return Chart(bars_figure(drawn, theme=theme), from_stage_says(rows, words))


def _hover(row: FromStage, words: Words) -> str:
    told = words("{won} won, {lost} lost", won=words.number(row.won), lost=words.number(row.lost))
    return f"{told}<br>{deals_line(row.won + row.lost, words)}"


def _label(row: FromStage, words: Words) -> str:
    if row.win_rate is None or row.low is None or row.high is None:
        return words("nothing closed")
    rate = f"<b>{share(row.win_rate, words)}</b> ({interval(row.low, row.high, words)})"
    if row.median_days is None or row.timed < SHOWN_FROM:
        return rate
    return f"{rate}<br>" + words("median {days}", days=days(row.median_days, words))


def from_stage_says(rows: list[FromStage], words: Words) -> str:
    """How the rate and the time left change from the first stage to the last."""
    told = [row for row in rows if row.win_rate is not None and row.won + row.lost >= RANKED_FROM]
    if len(told) < 2:
        return words("Too few deals closed to tell the stages apart.")
    first, last = told[0], told[-1]
    said = words(
        "Of the deals decided, {rate} of those from {first} on are won, and {late} of those from {last} on.",
        rate=share(first.win_rate, words),
        first=first.stage,
        late=share(last.win_rate, words),
        last=last.stage,
    )
    if last.median_days is None:
        return said
    more = words("From there a win takes another {days} (median).", days=days(last.median_days, words))
    return f"{said} {more}"
