"""How long deals stay in each stage: Kaplan–Meier median with its interval, P75, P90 and the plain mean beside it.

One row a stage. A curve that does not reach a point is said as "> x days", with an arrow where the data end. A row's
customdata is `[pipeline, stage]`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from dashboard.charts.axes import days_axis
from dashboard.charts.figure import Chart, Figure, Spec, layout, note, rows_axis
from dashboard.charts.labels import deals_line, plain, wrapped
from dashboard.charts.theme import NOTE_SIZE, Theme, see_through
from dashboard.formatting import days, working_days
from dashboard.language import Words
from dashboard.metrics.answers import WORKING_DAYS, Answer, StageDwell

ROW_HEIGHT: Final = 52
Unit = Callable[[float | None, Words], str]
"""How a length is said: in calendar days or in working days."""


class DwellRow(NamedTuple):
    """One stage; days, None where the curve does not get there. `end` is how far the data reach then."""

    stage: str
    median: float | None
    low: float | None
    high: float | None
    p75: float | None
    p90: float | None
    mean: float | None
    end: float | None
    ranked: bool
    label: str
    hover: str


class DwellInfo(NamedTuple):
    """All that the chart draws."""

    pipeline: str
    rows: tuple[DwellRow, ...]
    says: str
    in_working_days: bool = False


def dwell_chart(answer: Answer[StageDwell], *, pipeline: str, words: Words, theme: Theme) -> Chart:
    """Draw the stays in one pipeline's stages; the answer is the one without a dimension."""
    info = dwell_info(answer, pipeline=pipeline, words=words)
    return Chart(_figure(info, words, theme), info.says)


def dwell_info(answer: Answer[StageDwell], *, pipeline: str, words: Words) -> DwellInfo:
    """The rows and the takeaway; stages with fewer than five stays are left out of the drawing."""
    stages = sorted((row for row in answer.rows if row.pipeline == pipeline), key=lambda row: row.rank)
    unit = unit_of(answer)
    rows = tuple(_row(stage, words, unit) for stage in stages if stage.shown)
    says = _says([stage for stage in stages if stage.shown], words, unit)
    return DwellInfo(pipeline, rows, says, in_working_days(answer))


def in_working_days(answer: Answer[Any]) -> bool:
    """Whether the stays of an answer are counted in working days."""
    return answer.mode == WORKING_DAYS


def unit_of(answer: Answer[Any]) -> Unit:
    """How the lengths of an answer are said."""
    return working_days if in_working_days(answer) else days


def said_median(stage: StageDwell, words: Words, unit: Unit = days) -> str:
    """The headline of one stage: "24 days", "> 90 days", or "–" where nothing can be said."""
    if stage.km_median_days is not None:
        return unit(stage.km_median_days, words)
    if stage.longest_days is not None:
        return words("> {days}", days=unit(stage.longest_days, words))
    return "–"


def _row(stage: StageDwell, words: Words, unit: Unit) -> DwellRow:
    return DwellRow(
        stage=stage.stage,
        median=stage.km_median_days,
        low=stage.km_low_days,
        high=stage.km_high_days,
        p75=stage.p75_days,
        p90=stage.p90_days,
        mean=stage.mean_completed_days,
        end=stage.longest_days if stage.km_median_days is None else None,
        ranked=stage.ranked,
        label=said_median(stage, words, unit),
        hover=_hover(stage, words, unit),
    )


def _hover(stage: StageDwell, words: Words, unit: Unit) -> str:
    lines = [f"<b>{plain(stage.stage)}</b>", deals_line(stage.n, words)]
    lines += [words("Median {days}", days=said_median(stage, words, unit))]
    if stage.p75_days is not None:
        lines.append(words("75 % have left after {days}", days=unit(stage.p75_days, words)))
    if stage.p90_days is not None:
        lines.append(words("90 % have left after {days}", days=unit(stage.p90_days, words)))
    if stage.mean_completed_days is not None:
        lines.append(words("Plain mean of ended stays {days}", days=unit(stage.mean_completed_days, words)))
    lines.append(
        words(
            "{completed} stays ended, {open} go on",
            completed=words.number(stage.n_completed),
            open=words.number(stage.n_open),
        )
    )
    return "<br>".join(lines)


def _says(stages: list[StageDwell], words: Words, unit: Unit) -> str:
    ranked = [stage for stage in stages if stage.ranked and (stage.km_median_days or stage.longest_days)]
    if not stages:
        return words("Too few stays to say how long stages take.")
    if not ranked:
        return words("No stage has the 20 stays that a comparison needs.")
    slowest = max(ranked, key=lambda stage: stage.km_median_days or stage.longest_days or 0.0)
    if slowest.km_median_days is None:
        return words(
            "{stage} takes longest: after {days} more than half of the deals are still there.",
            stage=slowest.stage,
            days=unit(slowest.longest_days, words),
        )
    said = words(
        "{stage} takes longest: half of the deals stay there {days} or more.",
        stage=slowest.stage,
        days=unit(slowest.km_median_days, words),
    )
    if slowest.p90_days is None:
        return said
    return " ".join((said, words("One in ten stays {days} or more.", days=unit(slowest.p90_days, words))))


def _figure(info: DwellInfo, words: Words, theme: Theme) -> Figure:
    far = max((max(_reach(row)) for row in info.rows), default=1.0)
    figure = layout(
        theme,
        height=ROW_HEIGHT * max(len(info.rows), 1) + 76,
        margin=(44, 16, 28, 8),
        annotations=[
            key_of_marks(words, theme, bare=info.in_working_days),
            *(_label(row, at) for at, row in enumerate(info.rows)),
        ],
        xaxis=days_axis(theme, -0.02 * far, 1.06 * far, words=words, bare=info.in_working_days),
        yaxis=rows_axis(theme, tuple(wrapped(row.stage) for row in info.rows)),
    )
    return Figure([_tail(info, theme), _band(info, theme), *_marks(info, theme)], figure)


def key_of_marks(words: Words, theme: Theme, *, bare: bool = False) -> Spec:
    """What each mark means, in two short lines at the top right (a legend takes six lines on a phone).

    `bare`: the axis has numbers only, so that its unit, the working day, stands here.
    """
    dot = f'<span style="color:{theme.accent}">●</span>'
    bar = f'<span style="color:{theme.tint(theme.accent, 0.4)}">▬</span>'
    first = f"{dot} {words('median')}   {bar} {words('95 % interval')}   ○ {words('plain mean')}"
    second = f"│ {words('75 % have left')}   ┃ {words('90 % have left')}"
    second += f"   {words('in working days')}" if bare else ""
    place: Spec = {
        "xref": "paper",
        "yref": "paper",
        "xanchor": "right",
        "yanchor": "bottom",
        "yshift": 4,
        "align": "right",
    }
    return note(f"{first}<br>{second}", 1, 1, xshift=12, font={"size": NOTE_SIZE, "color": theme.muted}, **place)


def _label(row: DwellRow, at: int) -> Spec:
    x = row.median if row.median is not None else row.end or 0
    return note(f"<b>{row.label}</b>", x, at, yshift=16, font={"size": NOTE_SIZE})


def _reach(row: DwellRow) -> list[float]:
    return [value for value in (row.median, row.high, row.p75, row.p90, row.mean, row.end) if value is not None] or [
        1.0
    ]


def _tail(info: DwellInfo, theme: Theme) -> Spec:
    """The thin line from 0 to the last point the curve reaches."""
    x: list[float | None] = []
    y: list[int | None] = []
    for at, row in enumerate(info.rows):
        x += [0.0, max(value for value in (row.p90, row.p75, row.median, row.end, 0.0) if value is not None), None]
        y += [at, at, None]
    return _lines(x, y, {"color": theme.grid, "width": 2})


def _lines(x: list[float | None], y: list[int | None], line: Spec) -> Spec:
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip"}


def _band(info: DwellInfo, theme: Theme) -> Spec:
    """The 95 % interval of the median as a thick pale bar."""
    x: list[float | None] = []
    y: list[int | None] = []
    for at, row in enumerate(info.rows):
        if row.low is not None and row.median is not None:
            x += [row.low, row.high if row.high is not None else row.p90 or row.median, None]
            y += [at, at, None]
    line = {"color": see_through(theme.accent, 0.3), "width": 10}
    return _lines(x, y, line)


def _marks(info: DwellInfo, theme: Theme) -> list[Spec]:
    colours = [theme.accent if row.ranked else theme.void for row in info.rows]
    short: Spec = {"symbol": "line-ns", "size": 10, "line": {"width": 2, "color": theme.muted}}
    hollow: Spec = {"symbol": "circle-open", "size": 9, "color": theme.muted, "line": {"width": 1.5}}
    full: Spec = {"symbol": "circle", "size": 12, "color": colours}
    arrow: Spec = {"symbol": "triangle-right", "size": 12, "color": colours}
    marks = [
        _mark(info, [row.median for row in info.rows], full),
        _mark(info, [row.p75 for row in info.rows], short),
        _mark(info, [row.p90 for row in info.rows], {**short, "size": 18}),
        _mark(info, [row.mean for row in info.rows], hollow),
    ]
    if any(row.end is not None for row in info.rows):
        marks.append(_mark(info, [row.end for row in info.rows], arrow))
    return marks


def _mark(info: DwellInfo, x: list[float | None], marker: Spec) -> Spec:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": x,
        "y": list(range(len(info.rows))),
        "marker": marker,
        "customdata": [[info.pipeline, row.stage] for row in info.rows],
        "hovertext": [row.hover for row in info.rows],
        "hoverinfo": "text",
        "unselected": {"marker": {"opacity": 0.6}},
    }
