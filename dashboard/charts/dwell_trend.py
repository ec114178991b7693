"""How long deals stay in one stage by when they came: the Kaplan–Meier median over time, its interval as a band.

A point's customdata is `[pipeline, stage, first day of the point]`. A hollow triangle: fewer than half have left so
far, drawn at the longest stay.
"""

from __future__ import annotations

from datetime import date
from typing import Final, NamedTuple

from dashboard.charts.axes import days_axis, months_axis
from dashboard.charts.bands import interval_bands
from dashboard.charts.figure import CLICKABLE, Chart, Figure, Spec, layout, note
from dashboard.charts.labels import deals_line
from dashboard.charts.rates import SHOWN_FROM
from dashboard.charts.theme import Theme
from dashboard.formatting import days, days_interval, more_than_days
from dashboard.language import Words
from dashboard.metrics.answers import Answer
from dashboard.metrics.trend_rows import DwellPoint
from dashboard.periods import add_months

HEIGHT: Final = 300
YEAR: Final = 12
"""Months back that the sentence looks."""


class TrendInfo(NamedTuple):
    """The points of one stage without holes, oldest first: None where fewer than five stays began."""

    starts: tuple[date, ...]
    points: tuple[DwellPoint | None, ...]
    says: str


def trend_chart(
    answer: Answer[DwellPoint], *, pipeline: str, stage: str, step: int, words: Words, theme: Theme
) -> Chart:
    """Draw one stage of one pipeline; `step`: months from point to point."""
    info = trend_info(answer, pipeline=pipeline, stage=stage, step=step, words=words)
    return Chart(_figure(info, words, theme), info.says)


def trend_info(answer: Answer[DwellPoint], *, pipeline: str, stage: str, step: int, words: Words) -> TrendInfo:
    """What is drawn of one stage."""
    rows = {row.period_start: row for row in answer.rows if (row.pipeline, row.stage) == (pipeline, stage)}
    starts: list[date] = sorted(rows)[:1]
    while starts and starts[-1] < max(rows):
        starts.append(add_months(starts[-1], step))
    shown = [row if row is not None and _stays(row) >= SHOWN_FROM else None for row in map(rows.get, starts)]
    return TrendInfo(tuple(starts), tuple(shown), _says(shown, words))


def _stays(row: DwellPoint) -> int:
    return row.n_completed + row.n_open


def _says(points: list[DwellPoint | None], words: Words) -> str:
    known = [row for row in points if row is not None and row.km_median_days is not None]
    if not known:
        return words("In no point of time have half of the deals left this stage again: there is no median.")
    last = known[-1]
    now = {"month": words.month(last.period_start), "stage": last.stage, "stay": _stay(last, words)}
    before = next((row for row in known if row.period_start == add_months(last.period_start, -YEAR)), None)
    if before is None:
        return words("Deals that came into {stage} from {month} on stay {stay}.", **now)
    told = {**now, "before": _stay(before, words)}
    if (last.km_low_days or 0.0) > (before.km_high_days or float("inf")):
        return words(
            "Deals that came into {stage} from {month} on stay {stay}, longer than a year before: {before}.", **told
        )
    if (before.km_low_days or 0.0) > (last.km_high_days or float("inf")):
        return words(
            "Deals that came into {stage} from {month} on stay {stay}, shorter than a year before: {before}.", **told
        )
    return words(
        "Deals that came into {stage} from {month} on stay {stay}; a year before it was {before}, which may be chance.",
        **told,
    )


def _stay(row: DwellPoint, words: Words) -> str:
    interval = days_interval(row.km_low_days, row.km_high_days, words)
    return words("{days} ({interval})", days=days(row.km_median_days, words), interval=interval)


def _figure(info: TrendInfo, words: Words, theme: Theme) -> Figure:
    top = 1.15 * max((_height(row) for row in info.points if row is not None), default=1.0)
    medians = [None if row is None else row.km_median_days for row in info.points]
    lows = [None if row is None else row.km_low_days or 0.0 for row in info.points]
    highs = [None if row is None else min(row.km_high_days or top, top) for row in info.points]
    notes = []
    if info.points and (last := info.points[-1]) is not None:
        said = days(last.km_median_days, words) if last.km_median_days else more_than_days(last.longest_days, words)
        place: Spec = {"xanchor": "right", "yanchor": "bottom", "yshift": 8, "xshift": 24}
        notes = [note(f"<b>{said}</b>", len(medians) - 1, last.km_median_days or last.longest_days or 0.0, **place)]
    figure = layout(
        theme,
        height=HEIGHT,
        margin=(28, 28, 24, 8),
        annotations=notes,
        xaxis=months_axis(theme, info.starts, words=words),
        yaxis=days_axis(theme, 0, top, words=words, most=4),
    )
    bands = interval_bands(medians, lows, highs, colour=theme.accent)
    return Figure([*bands, _line(info, medians, words, theme), _not_yet(info, words, theme)], figure)


def _height(row: DwellPoint) -> float:
    """What has to fit on the chart: the interval, but no end of it that lies far away."""
    if row.km_median_days is None:
        return row.longest_days or 1.0
    return min(row.km_high_days or row.km_median_days, 2.5 * row.km_median_days) or 1.0


def _line(info: TrendInfo, medians: list[float | None], words: Words, theme: Theme) -> Spec:
    told = ["" if row is None else _stay(row, words) for row in info.points]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(range(len(info.points))),
        "y": medians,
        "connectgaps": False,
        "line": {"color": theme.accent, "width": 2},
        "marker": {"color": theme.accent, "size": 7},
        **_marked(info, told, words),
    }


def _not_yet(info: TrendInfo, words: Words, theme: Theme) -> Spec:
    """Points without a median so far."""
    waiting = [row if row is not None and row.km_median_days is None else None for row in info.points]
    told = ["" if row is None else more_than_days(row.longest_days, words) for row in waiting]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(range(len(waiting))),
        "y": [None if row is None else row.longest_days for row in waiting],
        "marker": {
            "symbol": "triangle-up",
            "color": theme.paper,
            "size": 9,
            "line": {"color": theme.accent, "width": 1.5},
        },
        **_marked(info, told, words),
    }


def _marked(info: TrendInfo, told: list[str], words: Words) -> Spec:
    """Hover and click of each point."""
    return {
        "hovertext": [
            ""
            if row is None
            else f"{words.month(row.period_start)}<br><b>{text}</b><br>{deals_line(_stays(row), words)}"
            for row, text in zip(info.points, told, strict=True)
        ],
        "hoverinfo": "text",
        "customdata": [
            ["" if row is None else row.pipeline, "" if row is None else row.stage, start.isoformat()]
            for row, start in zip(info.points, info.starts, strict=True)
        ],
        **CLICKABLE,
    }
