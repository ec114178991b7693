"""Two quarters of entry side by side: the settled conversion of each stage with its interval, and the difference.

A dot's customdata is `[pipeline, stage, first day of the quarter]`.
"""

from __future__ import annotations

import math
from datetime import date
from typing import Final, NamedTuple

from dashboard.charts.axes import share_axis
from dashboard.charts.figure import CLICKABLE, Chart, Figure, Spec, layout, note, rows_axis
from dashboard.charts.labels import deals_line, plain, wrapped
from dashboard.charts.rates import FALSE_DISCOVERIES, SHOWN_FROM
from dashboard.charts.theme import NOTE_SIZE, Theme
from dashboard.formatting import interval, points, share
from dashboard.language import Words
from dashboard.metrics.answers import Answer
from dashboard.metrics.trend_rows import CohortStage

ROW_HEIGHT: Final = 56
APART: Final = 0.16
"""How far from the middle of a row the dots of the two cohorts lie."""


class Quarter(NamedTuple):
    """A quarter of entry: its first day, and its name in the reader's language."""

    first: date
    name: str


class CohortInfo(NamedTuple):
    """The stages of one pipeline in their order, the two quarters, and what they say."""

    rows: tuple[CohortStage, ...]
    now: Quarter
    then: Quarter
    says: str


def cohorts_chart(
    answer: Answer[CohortStage], *, pipeline: str, now: Quarter, then: Quarter, words: Words, theme: Theme
) -> Chart:
    """Draw one pipeline: a full dot for the one cohort, a hollow one for the other."""
    info = cohorts_info(answer, pipeline=pipeline, now=now, then=then, words=words)
    return Chart(_figure(info, words, theme), info.says)


def cohorts_info(
    answer: Answer[CohortStage], *, pipeline: str, now: Quarter, then: Quarter, words: Words
) -> CohortInfo:
    """What is drawn of one pipeline."""
    rows = tuple(row for row in answer.rows if row.pipeline == pipeline)
    return CohortInfo(rows, now, then, _says(rows, now, then, words))


def _says(rows: tuple[CohortStage, ...], now: Quarter, then: Quarter, words: Words) -> str:
    tested = [row for row in rows if row.difference_q is not None]
    names = {"cohort": now.name, "against": then.name}
    if not tested:
        return words("No stage has 20 decided deals in {cohort} and in {against}: too few to compare them.", **names)
    clear = [row for row in tested if _is_clear(row)]
    largest = max(clear or tested, key=lambda row: abs(row.difference or 0.0))
    told = {**names, "stage": largest.stage, "difference": _difference(largest, words)}
    if not clear:
        return words(
            "With all stages compared at once, none differs between {cohort} and {against} by more than chance; the "
            "largest difference is in {stage}: {difference}.",
            **told,
        )
    return words(
        "From {stage}, {rate} of the decided deals of {cohort} went on, of those of {against} {before}: {difference}.",
        rate=share(largest.settled_conversion, words),
        before=share(largest.settled_before, words),
        **told,
    )


def _is_clear(row: CohortStage) -> bool:
    return row.difference_q is not None and row.difference_q <= FALSE_DISCOVERIES


def _difference(row: CohortStage, words: Words) -> str:
    return words(
        "{change} (95 % interval {low} to {high})",
        change=points(row.difference, words),
        low=points(row.difference_low, words),
        high=points(row.difference_high, words),
    )


def _figure(info: CohortInfo, words: Words, theme: Theme) -> Figure:
    lows = [low for row in info.rows for low in (row.settled_low, row.low_before) if low is not None]
    least = math.floor(10 * min(lows, default=0.0)) / 10
    figure = layout(
        theme,
        height=ROW_HEIGHT * max(len(info.rows), 1) + 80,
        margin=(48, 4, 28, 8),
        annotations=[*_heads(info, words, theme), *_differences(info, words, theme)],
        xaxis=share_axis(theme, least, 1.0, words=words, most=3, range=[least - 0.02, 1.02], domain=[0, 0.68]),
        yaxis=rows_axis(theme, tuple(wrapped(row.stage) for row in info.rows)),
    )
    return Figure([_dots(info, words, theme, is_then=True), _dots(info, words, theme, is_then=False)], figure)


def _heads(info: CohortInfo, words: Words, theme: Theme) -> list[Spec]:
    font: Spec = {"size": NOTE_SIZE, "color": theme.muted}
    place: Spec = {"xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom", "font": font}
    key = (
        f'<span style="color:{theme.accent}">●</span> {info.now.name}   '
        f'<span style="color:{theme.open}">○</span> {info.then.name}'
    )
    return [note(key, 0, 1, yshift=24, **place), note(words("Difference"), 0.72, 1, yshift=4, **place)]


def _differences(info: CohortInfo, words: Words, theme: Theme) -> list[Spec]:
    """The change in points, strong where it is clear, and both numbers of decided deals under it."""
    notes = []
    for at, row in enumerate(info.rows):
        shown = min(row.decided, row.decided_before) >= SHOWN_FROM
        change = points(row.difference, words) if shown else "–"
        change = f"<b>{change}</b>" if _is_clear(row) else change
        counts = words("n {now} / {then}", now=words.number(row.decided), then=words.number(row.decided_before))
        grey = f'<span style="color:{theme.muted}">{counts}</span>'
        font: Spec = {"size": NOTE_SIZE, "color": theme.text if _is_clear(row) else theme.muted}
        notes.append(note(f"{change}<br>{grey}", 0.72, at, xref="paper", xanchor="left", align="left", font=font))
    return notes


def _dots(info: CohortInfo, words: Words, theme: Theme, *, is_then: bool) -> Spec:
    quarter = info.then if is_then else info.now
    colour = theme.open if is_then else theme.accent
    seen = [_seen(row, is_then=is_then) for row in info.rows]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [rate for rate, _, _, _ in seen],
        "y": [at + (APART if is_then else -APART) for at in range(len(info.rows))],
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [None if rate is None or high is None else high - rate for rate, _, high, _ in seen],
            "arrayminus": [None if rate is None or low is None else rate - low for rate, low, _, _ in seen],
            "color": theme.tint(colour, 0.6),
            "thickness": 2,
            "width": 0,
        },
        "marker": {
            "size": 10,
            "color": theme.paper if is_then else colour,
            "line": {"color": colour, "width": 2},
        },
        "customdata": [[row.pipeline, row.stage, quarter.first.isoformat()] for row in info.rows],
        "hovertext": [
            f"<b>{plain(row.stage)}</b> · {quarter.name}<br>{share(rate, words)} ({interval(low, high, words)})<br>"
            + words("{deals} decided", deals=deals_line(decided, words))
            for row, (rate, low, high, decided) in zip(info.rows, seen, strict=True)
        ],
        "hoverinfo": "text",
        **CLICKABLE,
    }


def _seen(row: CohortStage, *, is_then: bool) -> tuple[float | None, float | None, float | None, int]:
    """Rate, its interval and the decided deals of one cohort; no rate below five deals."""
    if is_then:
        rate, low, high, decided = row.settled_before, row.low_before, row.high_before, row.decided_before
    else:
        rate, low, high, decided = row.settled_conversion, row.settled_low, row.settled_high, row.decided
    return (rate, low, high, decided) if decided >= SHOWN_FROM else (None, None, None, decided)
