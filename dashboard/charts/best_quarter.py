"""What each stage would bring at the pace of its best quarter: money a day, or wins where no deal has an amount."""

from __future__ import annotations

from datetime import date
from typing import Final

from dashboard.charts.bars import BarRow, Part, bars_figure
from dashboard.charts.figure import Chart
from dashboard.charts.theme import Theme
from dashboard.formatting import days, share, short_money
from dashboard.language import Words
from dashboard.metrics.answers import Answer
from dashboard.metrics.outlook_rows import BestQuarter

ROOM: Final = 3.3
"""The axis as a multiple of the longest bar: the money and the quarter stand at its right, on a phone too."""


def best_quarter_chart(answer: Answer[BestQuarter], *, pipeline: str, words: Words, theme: Theme) -> Chart:
    """Draw the stages of one pipeline in order."""
    rows = sorted((row for row in answer.rows if row.pipeline == pipeline), key=lambda row: row.rank)
    drawn = tuple(_row(row, answer.currency, words, theme) for row in rows)
    return Chart(bars_figure(drawn, theme=theme, room=ROOM), best_quarter_says(answer, pipeline=pipeline, words=words))


def quarter_name(start: date, words: Words) -> str:
    """The quarter that begins with a day; of a fiscal year that begins otherwise, its first month."""
    if start.month % 3 == 1:
        return words("Q{quarter} {year}", quarter=(start.month + 2) // 3, year=start.year)
    return words("the quarter from {day}", day=words.day(start))


def best_quarter_says(answer: Answer[BestQuarter], *, pipeline: str, words: Words) -> str:
    """The stage that would bring most, how much, and what made its best quarter better."""
    rows = [row for row in answer.rows if row.pipeline == pipeline]
    best = max(rows, key=lambda row: (row.money_a_day or 0.0, row.wins_more), default=None)
    if best is None:
        return words("Too few deals have moved in this pipeline to hold quarters against each other.")
    if best.best_start is None:
        return words("Every stage runs at least as well now as in its best quarter of the last four.")
    told = {
        "stage": best.stage,
        "quarter": quarter_name(best.best_start, words),
        "wins": words.number(best.wins_more),
        "then": _pace(best.advance_best, best.median_best_days, words),
        "now": _pace(best.advance_now, best.median_now_days, words),
    }
    if best.money_a_day is None:
        return words(
            "If {stage} ran as in {quarter}, it would bring about {wins} wins more a year (then {then}; now {now}).",
            **told,
        )
    return words(
        "If {stage} ran as in {quarter}, it would bring about {money} more a day, {wins} wins more a year "
        "(then {then}; now {now}).",
        money=short_money(best.money_a_day, answer.currency, words),
        **told,
    )


def _pace(advance: float | None, median_days: float | None, words: Words) -> str:
    half = "–" if median_days is None else days(median_days, words)
    return words("{share} advance, half leave within {days}", share=share(advance, words), days=half)


def _row(row: BestQuarter, currency: str, words: Words, theme: Theme) -> BarRow:
    if row.best_start is None:
        return BarRow(row.stage, (Part(0.0, theme.accent, ""),), words("at its best now"), pale=True)
    wins = words("{n} wins a year", n=words.number(row.wins_more))
    money = None if row.money_a_day is None else short_money(row.money_a_day, currency, words)
    told = wins if money is None else words("{money} a day", money=money)
    hover = words(
        "{quarter}: {then}; now {now}",
        quarter=quarter_name(row.best_start, words),
        then=_pace(row.advance_best, row.median_best_days, words),
        now=_pace(row.advance_now, row.median_now_days, words),
    )
    size = row.wins_more if row.money_a_day is None else row.money_a_day
    label = f"<b>{told}</b> · {quarter_name(row.best_start, words)}"
    return BarRow(row.stage, (Part(size, theme.accent, hover),), label)
