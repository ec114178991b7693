"""The share of deals still in a stage by day: the curves that the dwell figures are read from.

One stage stands out, the others stay grey for comparison. A point's customdata is `[pipeline, stage]`: all deals whose
stays the curve counts.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from dashboard.charts.axes import days_axis, share_axis
from dashboard.charts.dwell import Unit, in_working_days, said_median, unit_of
from dashboard.charts.figure import Chart, Figure, Spec, clickable_line, layout, note
from dashboard.charts.labels import deals_line, plain
from dashboard.charts.theme import NOTE_SIZE, Theme
from dashboard.formatting import share
from dashboard.language import Words
from dashboard.metrics.answers import Answer, StageDwell

HEIGHT: Final = 260
FAR: Final = 0.02
"""A curve is drawn until this share of the deals is left: the last few stretch the axis and say little."""
SEEN, SEEN_BESIDE = 0.004, 0.01
"""Steps smaller than this share are drawn with the next: about a pixel of the chosen curve, two of a grey one."""


class SurvivalCurve(NamedTuple):
    """One stage's curve: days and shares still there, from (0, 1); `deals`: how many it rests on."""

    pipeline: str
    stage: str
    days: tuple[float, ...]
    shares: tuple[float, ...]
    deals: int
    chosen: bool


class SurvivalInfo(NamedTuple):
    """All that the chart draws; `median` in days of the chosen stage."""

    curves: tuple[SurvivalCurve, ...]
    median: float | None
    says: str
    in_working_days: bool = False


def survival_chart(answer: Answer[StageDwell], *, pipeline: str, stage: str, words: Words, theme: Theme) -> Chart:
    """Draw the curves of one pipeline's stages with `stage` on top."""
    info = survival_info(answer, pipeline=pipeline, stage=stage, words=words)
    return Chart(_figure(info, words, theme), info.says)


def survival_info(answer: Answer[StageDwell], *, pipeline: str, stage: str, words: Words) -> SurvivalInfo:
    """The curves, the chosen one last so that it lies on top."""
    rows = [row for row in answer.rows if row.pipeline == pipeline and row.shown and row.curve]
    rows.sort(key=lambda row: (row.stage == stage, row.rank))
    chosen = next((row for row in rows if row.stage == stage), None)
    curves = tuple(_curve(row, chosen=row.stage == stage) for row in rows)
    says = _says(chosen, stage, words, unit_of(answer))
    return SurvivalInfo(curves, chosen.km_median_days if chosen else None, says, in_working_days(answer))


def _curve(row: StageDwell, *, chosen: bool) -> SurvivalCurve:
    """The curve without the steps too small to see, down to where few deals are left."""
    points, seen = [(0.0, 1.0)], SEEN if chosen else SEEN_BESIDE
    for day, still in row.curve:
        if points[-1][1] - still >= seen or (still <= FAR < points[-1][1]):
            points.append((day, still))
        if still <= FAR:
            break
    last_day, last_still = row.curve[-1]
    if points[-1][1] > FAR and last_day > points[-1][0]:
        points.append((last_day, last_still))
    days, shares = tuple(day for day, _ in points), tuple(still for _, still in points)
    return SurvivalCurve(row.pipeline, row.stage, days, shares, row.n, chosen)


def _says(chosen: StageDwell | None, stage: str, words: Words, unit: Unit) -> str:
    if chosen is None:
        return words("Too few stays in {stage} for a curve.", stage=stage)
    if chosen.km_median_days is None:
        return words(
            "Fewer than half of the deals have left {stage} so far ({days}).",
            stage=stage,
            days=said_median(chosen, words, unit),
        )
    said = said_median(chosen, words, unit)
    return words("Half of the deals have left {stage} after {days}.", stage=stage, days=said)


def _figure(info: SurvivalInfo, words: Words, theme: Theme) -> Figure:
    notes: list[Spec] = []
    shapes: list[Spec] = []
    if info.median is not None:
        dashed: Spec = {"color": theme.muted, "width": 1, "dash": "dot"}
        shapes = [
            {"type": "line", "x0": 0, "x1": info.median, "y0": 0.5, "y1": 0.5, "line": dashed},
            {"type": "line", "x0": info.median, "x1": info.median, "y0": 0, "y1": 0.5, "line": dashed},
        ]
        notes = [
            note(
                words("half"), 0, 0.5, xanchor="left", yanchor="bottom", font={"size": NOTE_SIZE, "color": theme.muted}
            )
        ]
    far = max((curve.days[-1] for curve in info.curves), default=1.0)
    figure = layout(
        theme,
        height=HEIGHT,
        margin=(12, 16, 28, 8),
        annotations=notes,
        shapes=shapes,
        xaxis=days_axis(theme, 0, far, words=words, bare=info.in_working_days, showgrid=False),
        yaxis=share_axis(theme, 0, 1.03, words=words),
    )
    return Figure([_line(curve, info, words, theme) for curve in info.curves], figure)


def _line(curve: SurvivalCurve, info: SurvivalInfo, words: Words, theme: Theme) -> Spec:
    colour = theme.accent if curve.chosen else theme.tint(theme.open, 0.4)
    still_there = (
        words("{stage}: {share} still there after {day} working days")
        if info.in_working_days
        else words("{stage}: {share} still there after {day} d")
    )
    # What all points say alike is sent once; the names stand in `meta`, where nothing in them is taken for a place.
    hover = still_there.format(stage="%{meta[0]}", share="%{hovertext}", day="%{x:.0f}") + "<br>%{meta[1]}"
    return {
        "type": "scatter",
        **clickable_line(colour),
        "x": [round(day, 2) for day in curve.days],
        "y": [round(still, 3) for still in curve.shares],
        "line": {
            "shape": "hv",
            "color": colour,
            "width": 2.5 if curve.chosen else 1,
        },
        "meta": [plain(curve.stage), deals_line(curve.deals, words)],
        "hovertext": [share(still, words) for still in curve.shares],
        "hovertemplate": hover + "<extra></extra>",
        "customdata": [[curve.pipeline, curve.stage]] * len(curve.days),
    }
