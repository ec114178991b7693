"""Win curves: the share of each cohort won by the days since its deals came in; young cohorts dashed.

A point's customdata is `[cohort]`: all deals of the cohort.
"""

from __future__ import annotations

from typing import Final

from dashboard.charts.axes import days_axis, share_axis
from dashboard.charts.figure import Chart, Figure, Spec, clickable_line, layout, note
from dashboard.charts.labels import deals_line
from dashboard.charts.rates import RANKED_FROM
from dashboard.charts.theme import NOTE_SIZE, Theme, see_through
from dashboard.formatting import days, share
from dashboard.language import Words
from dashboard.metrics.answers import Answer
from dashboard.metrics.outlook_rows import WinCurve

HEIGHT: Final = 360
MOST: Final = 6
"""Cohorts drawn, the newest; the table behind has all."""


def win_curves_chart(answer: Answer[WinCurve], *, words: Words, theme: Theme) -> Chart:
    """Draw the newest cohorts of at least 20 deals, the newest in the accent and older ones paler."""
    drawn = curves_drawn(answer)
    far = max((row.curve[-1][0] for row in drawn), default=1.0) or 1.0
    top = max((row.curve[-1][1] for row in drawn), default=0.5) or 0.5
    figure = layout(
        theme,
        height=HEIGHT,
        margin=(8, 8, 28, 8),
        annotations=_labels(drawn, words, theme, top),
        xaxis=days_axis(theme, 0, 1.4 * far, words=words),
        yaxis=share_axis(theme, 0, min(1.0, 1.15 * top), words=words),
    )
    traces = [_line(row, len(drawn) - 1 - at, words, theme) for at, row in enumerate(drawn)]
    return Chart(Figure(traces, figure), win_curves_say(answer, words))


def curves_drawn(answer: Answer[WinCurve]) -> list[WinCurve]:
    """The newest cohorts with enough deals, oldest first."""
    return [row for row in answer.rows if row.deals >= RANKED_FROM and len(row.curve) > 1][-MOST:]


def win_curves_say(answer: Answer[WinCurve], words: Words) -> str:
    """The share won within 90 days, first against last of the mature cohorts drawn."""
    told = [row for row in curves_drawn(answer) if row.mature and row.won_90 is not None]
    if not told:
        return words("No cohort of 20 deals is old enough to be compared.")
    last = told[-1]
    if len(told) == 1:
        return words(
            "Of the deals of {cohort}, {share} were won within 90 days.",
            cohort=cohort_name(last.cohort, words),
            share=share(last.won_90, words),
        )
    return words(
        "Of the deals of {cohort}, {share} were won within 90 days; of those of {before}, {was}.",
        cohort=cohort_name(last.cohort, words),
        share=share(last.won_90, words),
        before=cohort_name(told[0].cohort, words),
        was=share(told[0].won_90, words),
    )


def cohort_name(cohort: str, words: Words) -> str:
    """2026-Q1 as Q1 2026 or 2026年第1季度."""
    year, _, quarter = cohort.partition("-Q")
    return words("Q{quarter} {year}", quarter=quarter, year=year) if quarter else cohort or words("All deals")


def _colour(age: int, theme: Theme) -> str:
    """The newest in the accent, each older one paler."""
    return theme.accent if age == 0 else theme.tint(theme.open, max(0.35, 1.0 - 0.15 * age))


def _line(row: WinCurve, age: int, words: Words, theme: Theme) -> Spec:
    name = cohort_name(row.cohort, words)
    return {
        "type": "scatter",
        **clickable_line(_colour(age, theme)),
        "x": [day for day, _, _ in row.curve],
        "y": [round(won, 4) for _, won, _ in row.curve],
        "line": {
            "shape": "hv",
            "color": _colour(age, theme),
            "width": 2.5 if age == 0 else 1.5,
            "dash": "solid" if row.mature else "dash",
        },
        # What all points say alike is sent once; the words stand in `meta`, where nothing in them is taken for a place.
        "meta": [name, deals_line(row.deals, words)],
        "hovertext": [f"{days(day, words)} · {share(won, words)}" for day, won, _ in row.curve],
        "hovertemplate": "<b>%{meta[0]}</b><br>%{hovertext}<br>%{meta[1]}<extra></extra>",
        "customdata": [[row.cohort]] * len(row.curve),
    }


def _labels(drawn: list[WinCurve], words: Words, theme: Theme, top: float) -> list[Spec]:
    """Names at the ends of the lines, moved apart where two would cover each other."""
    least = 0.055 * top * 1.15
    ends = sorted(
        ((row.curve[-1][1], row.curve[-1][0], len(drawn) - 1 - at, row) for at, row in enumerate(drawn)),
        key=lambda end: end[0],
    )
    notes = []
    below = -least
    for level, day, age, row in ends:
        below = max(level, below + least)
        font = {"size": NOTE_SIZE, "color": theme.accent if age == 0 else theme.muted}
        # On paper: the lines of other cohorts run below the name, not through it.
        paper = {"bgcolor": see_through(theme.paper, 0.8), "borderpad": 1}
        notes.append(note(cohort_name(row.cohort, words), day, below, xanchor="left", xshift=4, font=font, **paper))
    return notes
