"""The queue before one stage by week: what came in upwards, what left downwards, what stands as a line.

A mark's customdata is `[pipeline, stage, part, first day of the week]`. A bar counts visits; its hover says how many
deals made them.
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from typing import Final, NamedTuple

from dashboard.charts.axes import nice_ticks
from dashboard.charts.figure import CLICKABLE, Chart, Figure, Spec, axis, layout, note
from dashboard.charts.labels import deals_line
from dashboard.charts.theme import NOTE_SIZE, Theme
from dashboard.language import Words
from dashboard.metrics.answers import Answer
from dashboard.metrics.trend_rows import QueueWeek

HEIGHT: Final = 300
LATELY: Final = 4
"""Weeks that the sentence sums up (definitions §3: queue growth is in − out of four weeks)."""
DATES: Final = 3


class QueueInfo(NamedTuple):
    """The weeks of one stage, oldest first, and what they say."""

    weeks: tuple[QueueWeek, ...]
    says: str


def queue_chart(answer: Answer[QueueWeek], *, pipeline: str, stage: str, words: Words, theme: Theme) -> Chart:
    """Draw one stage of one pipeline."""
    info = queue_info(answer, pipeline=pipeline, stage=stage, words=words)
    return Chart(_figure(info, words, theme), info.says)


def queue_info(answer: Answer[QueueWeek], *, pipeline: str, stage: str, words: Words) -> QueueInfo:
    """What is drawn of one stage."""
    weeks = tuple(row for row in answer.rows if (row.pipeline, row.stage) == (pipeline, stage))
    return QueueInfo(weeks, _says(weeks, words))


def _says(weeks: tuple[QueueWeek, ...], words: Words) -> str:
    if not any(week.entered or week.open_at_end for week in weeks):
        return words("Nothing stood in this stage in the last 26 weeks.")
    lately, end = weeks[-LATELY:], weeks[-1].open_at_end
    came, left = sum(week.entered for week in lately), sum(week.left_visits for week in lately)
    told = {"came": words.number(came), "left": words.number(left), "stage": weeks[-1].stage, "n": words.number(end)}
    if came > left:
        return words("In the last four weeks {came} came into {stage} and {left} left: the queue grew to {n}.", **told)
    if came < left:
        return words(
            "In the last four weeks {came} came into {stage} and {left} left: the queue shrank to {n}.", **told
        )
    return words("In the last four weeks as many left {stage} as came in: {n} stand there.", **told)


def _figure(info: QueueInfo, words: Words, theme: Theme) -> Figure:
    weeks = info.weeks
    top = max((max(week.entered, week.open_at_end) for week in weeks), default=1) or 1
    bottom = max((week.left_visits for week in weeks), default=1)
    ticks = [tick for tick in nice_ticks(-bottom, top, most=5) if tick == int(tick)]
    step = max(1, math.ceil(len(weeks) / DATES))
    named = sorted(range(len(weeks) - 1, -1, -step))
    figure = layout(
        theme,
        height=HEIGHT,
        margin=(28, 28, 24, 8),
        barmode="relative",
        bargap=0.25,
        annotations=[_key(words, theme), *_newest(weeks, words)],
        xaxis=axis(
            theme,
            showgrid=False,
            tickmode="array",
            tickvals=named,
            ticktext=[words.day(weeks[at].period_start + timedelta(days=6)) for at in named],
            ticklabeloverflow="allow",
            range=[-0.7, max(len(weeks), 1) - 0.3],
        ),
        yaxis=axis(
            theme,
            range=[-1.08 * bottom, 1.14 * top],
            tickmode="array",
            tickvals=ticks,
            ticktext=[words.number(abs(tick)) for tick in ticks],
            zeroline=True,
            zerolinecolor=theme.muted,
            zerolinewidth=1,
        ),
    )
    return Figure(
        [_bars(weeks, words, theme, is_in=True), _bars(weeks, words, theme, is_in=False), _line(weeks, words, theme)],
        figure,
    )


def _key(words: Words, theme: Theme) -> Spec:
    told = (
        (theme.accent, "■", words("came in")),
        (theme.tint(theme.accent, 0.45), "■", words("left")),
        (theme.open, "●", words("standing at the end of the week")),
    )
    text = "  ".join(f'<span style="color:{colour}">{sign}</span> {name}' for colour, sign, name in told)
    font: Spec = {"size": NOTE_SIZE, "color": theme.muted}
    return note(text, 0, 1, xref="paper", yref="paper", xanchor="left", yanchor="bottom", yshift=8, font=font)


def _newest(weeks: tuple[QueueWeek, ...], words: Words) -> list[Spec]:
    if not weeks:
        return []
    place: Spec = {"xanchor": "left", "yanchor": "middle", "xshift": 8}
    return [note(f"<b>{words.number(weeks[-1].open_at_end)}</b>", len(weeks) - 1, weeks[-1].open_at_end, **place)]


def _week_name(start: date, words: Words) -> str:
    told = {"first": words.day(start), "last": words.day(start + timedelta(days=6))}
    return f"<b>{words('{first} to {last}', **told)}</b>"


def _bars(weeks: tuple[QueueWeek, ...], words: Words, theme: Theme, *, is_in: bool) -> Spec:
    part = "entered" if is_in else "left"
    sizes = [week.entered if is_in else week.left_visits for week in weeks]
    deals = [week.entered_deals if is_in else week.left_deals for week in weeks]
    name = words("came in") if is_in else words("left")
    return {
        "type": "bar",
        "x": list(range(len(weeks))),
        "y": [size if is_in else -size for size in sizes],
        "marker": {"color": theme.accent if is_in else theme.tint(theme.accent, 0.45), "line": {"width": 0}},
        "hovertext": [
            f"{_week_name(week.period_start, words)}<br>{name}: {words.number(size)}<br>{deals_line(count, words)}"
            for week, size, count in zip(weeks, sizes, deals, strict=True)
        ],
        **_clickable(weeks, part),
    }


def _line(weeks: tuple[QueueWeek, ...], words: Words, theme: Theme) -> Spec:
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "x": list(range(len(weeks))),
        "y": [week.open_at_end for week in weeks],
        "line": {"color": theme.open, "width": 2},
        "marker": {"color": theme.open, "size": 6},
        "hovertext": [
            f"{_week_name(week.period_start, words)}<br>{words('standing at the end of the week')}<br>"
            + deals_line(week.open_at_end, words)
            for week in weeks
        ],
        **_clickable(weeks, "standing"),
    }


def _clickable(weeks: tuple[QueueWeek, ...], part: str) -> Spec:
    return {
        "customdata": [[week.pipeline, week.stage, part, week.period_start.isoformat()] for week in weeks],
        "hoverinfo": "text",
        **CLICKABLE,
    }
